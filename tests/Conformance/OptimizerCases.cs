using System.Text.Json;

namespace Functional.Conformance;

/// <summary>Schema <c>optimizer</c>.</summary>
internal static class OptimizerCases
{
    public static void Check(Case item, CaseCheck check)
    {
        check.RoundTrip(Kind.Optimizer);
        check.Aspect("optimizer", () =>
        {
            var variables = item.List("variables");
            var steps = item.Integer("steps", 1);
            var finalize = variables.Select((_, i) => item.Has($"variables/{i}/finalized")).Any(has => has);
            var run = Engine.RunOptimizer(new()
            {
                Config = item.Required("config"),
                Steps = steps,
                Variables = [.. variables.Select((variable, i) => Variable(item, variable, i))],
                ExcludeFromWeightDecay = [.. item.List("exclude_from_weight_decay").Select(name => name.GetString()!)],
                Finalize = finalize,
            });

            Steps(item, check, run, variables.Count, steps);
            var own = run.OptimizerVariables;
            check.Names(
                "optimizer_variables names", own.Select(variable => variable.Name), item.List("optimizer_variables"));
            var values = own.Select(variable => variable.Value).ToList();
            check.Arrays("optimizer_variables/", values, item.Numbered("optimizer_variables/"), item.Tolerance);
            if (finalize)
                for (var i = 0; i < variables.Count; i++)
                {
                    var path = $"variables/{i}/finalized";
                    check.Array(path, run.Finalized![i], item.Array(path), item.Tolerance);
                }
        });
    }

    private static OptimizerVariable Variable(Case item, JsonElement variable, int i) => new(
        variable.GetProperty("name").GetString()!,
        item.Array($"variables/{i}/initial"),
        item.Array($"variables/{i}/gradients").AllRows(),
        variable.TryGetProperty("constraint", out var rule) && rule.ValueKind != JsonValueKind.Null ? rule : null);

    private static void Steps(Case item, CaseCheck check, OptimizerRun run, int variables, int steps)
    {
        var rates = Comparison.Doubles(item.Array("learning_rate"));
        var iterations = Comparison.Doubles(item.Array("iterations"));
        check.Equal("steps", run.Steps.Count, steps);
        for (var step = 0; step < Math.Min(steps, run.Steps.Count); step++)
        {
            var after = run.Steps[step];
            for (var i = 0; i < variables; i++)
            {
                var path = $"variables/{i}/values";
                check.Array($"{path}[{step}]", after.Values[i], item.Array(path).Row(step), item.Tolerance);
            }

            check.Number($"learning_rate[{step}]", after.LearningRate, rates[step], item.Tolerance);
            check.Number($"iterations[{step}]", after.Iterations, iterations[step], Tolerance.Exact);
        }
    }
}
