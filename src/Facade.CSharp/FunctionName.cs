namespace Functional.Keras;

/// <summary>What functions are called in logs and messages.</summary>
internal static class FunctionName
{
    /// <summary>The name of a method in snake case; <c>lambda</c> of one without a name.</summary>
    public static string Of(Delegate function)
    {
        var name = function.Method.Name;
        // The compiler's name of a local function: <Outer>g__Inner|0_0.
        if (name.IndexOf(">g__", StringComparison.Ordinal) is >= 0 and var start && name.IndexOf('|', start) is >= 0 and var end)
            name = name[(start + 4)..end];
        return name.Contains('<') ? "lambda" : Functional.Layers.ClassName.toSnakeCase(name);
    }
}
