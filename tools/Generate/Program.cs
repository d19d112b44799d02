using Functional.Generate;

// Writes the facade's generated files anew, from the tables of the engine.
foreach (var (path, text) in OpsClass.Files())
{
    var file = Path.Combine(Repository.Facade(), path);
    if (File.Exists(file) && File.ReadAllText(file) == text)
        continue;
    File.WriteAllText(file, text);
    Console.WriteLine(path);
}
