using Functional.Conformance;
using Xunit;

namespace FacadeTests;

/// <summary>What Keras recorded and this library computes are the same.</summary>
public class ConformanceTests
{
    public static TheoryData<string> Areas()
    {
        TheoryData<string> data = [];
        foreach (var area in ConformanceRun.Areas(ConformanceRun.OwnData()))
            data.Add(area);
        return data;
    }

    [Fact]
    public void Models_of_earlier_and_present_versions_of_Keras_run_train_and_are_written_again_alike()
    {
        var folder = Directory.CreateTempSubdirectory("interop-").FullName;
        try
        {
            InteropRun.UnpackOwn(folder);
            var reports = InteropRun.Names(folder).Select(name => InteropRun.Run(folder, name)).ToList();
            Assert.Equal(53, reports.Count);
            Assert.Empty(reports.SelectMany(report => report.Problems.Select(problem => $"{report.Name}: {problem}")));
            Assert.Equal(
                ["3.16.0/lambda", "3.5.0/act_layer_as_activation"],
                reports.Where(report => report.Refused is not null).Select(report => report.Name));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [MemberData(nameof(Areas))]
    public void Every_recorded_case_agrees_with_Keras(string area)
    {
        Assert.Empty(ConformanceRun.Run(ConformanceRun.OwnData(), [area]).Failures);
    }
}
