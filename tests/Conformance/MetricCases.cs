namespace Functional.Conformance;

/// <summary>Schema <c>metric</c>.</summary>
internal static class MetricCases
{
    public static void Check(Case item, CaseCheck check)
    {
        check.RoundTrip(Kind.Metric);
        check.Aspect("metric", () =>
        {
            var count = item.Integer("updates", 1);
            HostArray? Row(string name, int update) => item.Optional(name)?.Row(update);
            MetricUpdate Update(int i) =>
                new(Row("values", i), Row("y_true", i), Row("y_pred", i), Row("sample_weight", i), Row("mask", i));

            var run = Engine.RunMetric(item.Required("config"), [.. Enumerable.Range(0, count).Select(Update)]);
            var results = item.Array("results");
            check.Equal("results count", run.Results.Count, count);
            for (var i = 0; i < Math.Min(run.Results.Count, count); i++)
                check.Array($"results[{i}]", run.Results[i], results.Row(i), item.Tolerance);
            check.Names("variables names", run.Variables.Select(variable => variable.Name), item.List("variables"));
            var values = run.Variables.Select(variable => variable.Value).ToList();
            check.Arrays("variables/", values, item.Numbered("variables/"), item.Tolerance);
            check.Array("result_after_reset", run.ResultAfterReset, item.Array("result_after_reset"), item.Tolerance);
            check.Array(
                "result_after_reset_and_update",
                run.ResultAfterResetAndUpdate,
                item.Array("result_after_reset_and_update"),
                item.Tolerance);
        });
    }
}
