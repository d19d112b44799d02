using System.Diagnostics;

namespace FacadeTests;

/// <summary>The test program started by itself, to measure or compute in a process of its own.</summary>
internal static class Program
{
    /// <summary>Starts it.</summary>
    public static Process Begin(IEnumerable<string> arguments, params (string Name, string Value)[] environment)
    {
        ProcessStartInfo start = new(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [typeof(Program).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>Starts it and waits for it: its exit code, what it printed, and its errors.</summary>
    public static (int ExitCode, string Output, string Error) Run(
        IEnumerable<string> arguments, params (string Name, string Value)[] environment)
    {
        using var process = Begin(arguments, environment);
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.GetAwaiter().GetResult());
    }

    public static int Main(string[] args)
    {
        if (MemoryModels.Measured(args) is { } name)
            Console.WriteLine(MemoryModels.Measure(name));
        else if (args is [ManyLengthsTests.Mode, var kind])
            Console.WriteLine(ManyLengthsTests.Growth(kind));
        else if (args is [LeavingTests.Mode, var work])
            LeavingTests.Begin(work);
        else if (args is [KilledTests.Mode, var file])
            KilledTests.SaveForever(file);
        else if (SeedModels.Asked(args) is { } asked)
            Console.WriteLine(string.Join('\n', SeedModels.Run(asked.Mode, asked.Folder)));
        return args is [LeavingTests.Mode, ..] ? 7 : 0;
    }
}
