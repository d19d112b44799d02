// One test at a time: libtorch uses every core, and one test counts all tensors that live.
[assembly: Xunit.CollectionBehavior(DisableTestParallelization = true)]

namespace FacadeTests;

internal static class Setup
{
    // Threads of two test programs on the same cores would wait for each other.
    [System.Runtime.CompilerServices.ModuleInitializer]
    internal static void UseOneThread()
    {
        if (MemoryModels.Measured(Environment.GetCommandLineArgs()) is not null)
            AppContext.SetSwitch("Functional.KeepFreedMemory", false);
        // What is compared between processes has all threads, as in an application.
        if (SeedModels.Asked(Environment.GetCommandLineArgs()) is not null)
            return;
        Functional.NativeLibraries.ensure();
        TorchSharp.torch.set_num_threads(1);
    }
}
