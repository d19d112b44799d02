using System.Runtime.CompilerServices;

namespace Functional.Keras;

/// <summary>Keras's words for the engine's cases.</summary>
internal static class Words
{
    /// <summary>The case of a word, or the usual one when it is absent.</summary>
    /// <exception cref="ConfigurationException">Another word.</exception>
    public static T Of<T>(string? word, T usual, [CallerArgumentExpression(nameof(word))] string? argument = null) =>
        word is null ? usual : CaseName.parse<T>(argument, word);

    /// <summary>The case of a word that may be absent.</summary>
    /// <exception cref="ConfigurationException">Another word.</exception>
    public static T? OrNull<T>(string? word, [CallerArgumentExpression(nameof(word))] string? argument = null) where T : class =>
        word is null ? null : CaseName.parse<T>(argument, word);

    /// <summary>The dtype of a name, or the usual one when it is absent.</summary>
    /// <exception cref="ConfigurationException">Another name.</exception>
    public static Functional.DType DType(string? name, Functional.DType usual) => name switch
    {
        null => usual,
        "string" => Functional.DType.String,
        _ => Loss.DTypeOf(name)!,
    };
}
