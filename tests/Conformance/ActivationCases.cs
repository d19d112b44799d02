namespace Functional.Conformance;

/// <summary>Schema <c>activation</c>.</summary>
internal static class ActivationCases
{
    public static void Check(Case item, CaseCheck check) => check.Aspect("activation", () =>
    {
        var kwargs = item.Get("kwargs") is { } given
            ? given.EnumerateObject().ToDictionary(kwarg => kwarg.Name, kwarg => item.Tree(kwarg.Value))
            : [];
        var run = Engine.RunActivation(new(item.Text("function")!, kwargs, item.Array("x"), item.Array("cotangent")));
        check.Array("y", run.Value, item.Array("y"), item.Tolerance, sameDType: true);
        check.Array("grad_x", run.Gradient, item.Array("grad_x"), item.GradientTolerance);
    });
}
