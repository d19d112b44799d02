namespace Functional.Conformance;

/// <summary>Schema <c>loss</c>.</summary>
internal static class LossCases
{
    public static void Check(Case item, CaseCheck check)
    {
        check.RoundTrip(Kind.Loss);
        check.Aspect("loss", () =>
        {
            var run = Engine.RunLoss(new(
                item.Required("config"),
                item.ArrayOf("y_true")!,
                item.ArrayOf("y_pred")!,
                item.ArrayOf("sample_weight"),
                item.ArrayOf("mask")));
            check.Array("loss", run.Value, item.Array("loss"), item.Tolerance);
            check.Array("grad_y_pred", run.Gradient, item.Array("grad_y_pred"), item.GradientTolerance);
        });
    }
}
