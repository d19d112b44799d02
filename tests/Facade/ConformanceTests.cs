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

    [Theory]
    [MemberData(nameof(Areas))]
    public void Every_recorded_case_agrees_with_Keras(string area)
    {
        Assert.Empty(ConformanceRun.Run(ConformanceRun.OwnData(), [area]).Failures);
    }
}
