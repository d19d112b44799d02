namespace Functional.Keras;

/// <summary>Keras's words for classes, as messages list them.</summary>
internal static class KerasNames
{
    /// <summary>The words of classes, such as all losses.</summary>
    public static IEnumerable<string> Of(IEnumerable<ClassFacts> classes, Func<ClassFacts, string> word) =>
        classes.Where(facts => facts.Required.IsEmpty).Select(word).Order(StringComparer.Ordinal);
}
