using System.Text;

namespace Functional.Generate;

/// <summary>
/// Writes what follows from the engine's tables: the facade's constructors and functions, and the page of the classes that are here.
/// <c>dotnet run --project tools/Generate</c> writes the files that are stale.
/// </summary>
public static class Program
{
    public static int Main()
    {
        (string Path, string Text)[] stale = [.. Stale(Root())];
        if (Setting.Undocumented is [_, ..] missing)
        {
            Console.Error.WriteLine($"fields without documentation: {string.Join(", ", missing)}");
            return 1;
        }
        foreach (var (path, text) in stale)
        {
            File.WriteAllText(path, text);
            Console.WriteLine($"wrote {Path.GetRelativePath(Root(), path)}");
        }
        return 0;
    }

    /// <summary>The files whose text is not what the facts say, with what they say.</summary>
    public static IEnumerable<(string Path, string Text)> Stale(string root) =>
        from file in Files()
        let path = Path.Combine(root, file.Path)
        where !File.Exists(path) || File.ReadAllText(path) != file.Text
        select (path, file.Text);

    /// <summary>The folder of the repository, above the program.</summary>
    public static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Functional.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("Functional.sln is in no folder above the program");
        return folder.FullName;
    }

    private static IEnumerable<(string Path, string Text)> Files()
    {
        var written = Classes.all.GroupBy(facts => (facts.Module, facts.Family));
        foreach (var family in written)
        {
            var area = string.Join('.', family.Key.Module.Split('.')[1..].Select(part => char.ToUpperInvariant(part[0]) + part[1..]));
            yield return ($"src/Facade.CSharp/{area.Replace('.', '/')}/{family.Key.Family}.g.cs", Source(area, [.. family]));
        }
        yield return ("src/Facade.CSharp/Ops.g.cs", OpsClass.Text());
        yield return ("src/Facade.CSharp/Activations.g.cs", ActivationsClass.Text());
        yield return ("src/Facade.CSharp/Made.g.cs", MadeClass.Text());
        yield return ("docs/classes.md", Table.Write());
    }

    private static string Source(string area, ClassFacts[] classes)
    {
        var text = new StringBuilder();
        text.AppendLine("// Written by tools/Generate from the facts of the classes. Changes belong there, or to the engine's records.");
        text.AppendLine("#nullable enable");
        if (classes[0].Template is ILayer or ILoss or IMetric or ISchedule or Optimizer)
            text.AppendLine($"using Engine = Functional.{area};");
        text.AppendLine();
        text.AppendLine($"namespace Functional.Keras.{area};");
        foreach (var facts in classes)
        {
            text.AppendLine();
            text.Append(new ClassWriter(facts).Write());
        }
        return text.ToString();
    }
}
