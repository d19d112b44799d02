namespace Functional.Keras;

/// <summary>Keras's words for the facade's classes, as messages list them.</summary>
internal static class KerasNames
{
    /// <summary>The words of all classes that derive from a base, such as all losses.</summary>
    public static string Of(Type family, Func<string, string> word) => string.Join(
        ", ",
        family.Assembly.GetExportedTypes()
            .Where(type => type.BaseType == family)
            .Select(type => word(type.Name))
            .Order(StringComparer.Ordinal));
}
