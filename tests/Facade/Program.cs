namespace FacadeTests;

/// <summary>The test program started by itself, to measure or compute in a process of its own.</summary>
internal static class Program
{
    public static int Main(string[] args)
    {
        if (MemoryModels.Measured(args) is { } name)
            Console.WriteLine(MemoryModels.Measure(name));
        else if (args is [ManyLengthsTests.Mode, var kind])
            Console.WriteLine(ManyLengthsTests.Growth(kind));
        else if (args is [LeavingTests.Mode, var work])
            LeavingTests.Begin(work);
        else if (SeedModels.Asked(args) is { } asked)
            Console.WriteLine(string.Join('\n', SeedModels.Run(asked.Mode, asked.Folder)));
        return args is [LeavingTests.Mode, ..] ? 7 : 0;
    }
}
