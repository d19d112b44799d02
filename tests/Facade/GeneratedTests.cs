using Xunit;

namespace FacadeTests;

/// <summary>What is written from the facts of the classes is what stands in the repository.</summary>
public class GeneratedTests
{
    [Fact]
    public void What_is_written_from_the_facts_is_not_stale()
    {
        var stale = Generate.Program.Stale(Generate.Program.Root()).Select(file => file.Path).ToArray();
        Assert.Empty(Generate.Setting.Undocumented);
        Assert.True(stale.Length == 0, $"dotnet run --project tools/Generate writes {string.Join(", ", stale)}");
    }
}
