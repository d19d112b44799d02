using System.Runtime.CompilerServices;

namespace Functional.Keras;

/// <summary>Keras's words for the engine's cases.</summary>
internal static class Words
{
    /// <summary>The case of a word, or the usual one when it is absent.</summary>
    /// <exception cref="ConfigurationException">Another word.</exception>
    public static T Of<T>(string? word, T usual, [CallerArgumentExpression(nameof(word))] string? argument = null) =>
        word is null ? usual : CaseName.parse<T>(argument, word);
}
