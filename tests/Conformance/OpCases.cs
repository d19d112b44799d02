namespace Functional.Conformance;

/// <summary>Schema <c>op</c>.</summary>
internal static class OpCases
{
    public static void Check(Case item, CaseCheck check) => check.Aspect("operation", () =>
    {
        var kwargs = item.Get("kwargs") is { } given
            ? given.EnumerateObject().ToDictionary(kwarg => kwarg.Name, kwarg => item.Tree(kwarg.Value))
            : [];
        var result = Engine.RunOp(new(item.Text("function")!, [.. item.List("args").Select(item.Tree)], kwargs));
        check.Tree("result", result, item.Tree(item.Required("result")), item.Tolerance);
    });
}
