namespace FacadeTests;

/// <summary>The test program started by itself, to measure or compute in a process of its own.</summary>
internal static class Program
{
    public static void Main(string[] args)
    {
        if (MemoryModels.Measured(args) is { } name)
            Console.WriteLine(MemoryModels.Measure(name));
        if (SeedModels.Asked(args) is { } asked)
            Console.WriteLine(string.Join('\n', SeedModels.Run(asked.Mode, asked.Folder)));
    }
}
