namespace Functional.Generate;

/// <summary>Where the facade's sources are.</summary>
public static class Repository
{
    /// <summary>The facade's folder, found upward from the program or the current folder.</summary>
    public static string Facade()
    {
        foreach (var start in new[] { AppContext.BaseDirectory, Environment.CurrentDirectory })
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
                if (File.Exists(Path.Combine(folder.FullName, "Functional.sln")))
                    return Path.Combine(folder.FullName, "src", "Facade.CSharp");
        throw new DirectoryNotFoundException("There is no Functional.sln above the program or the current folder.");
    }
}
