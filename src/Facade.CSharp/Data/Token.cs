using Engine = Functional.Layers;

namespace Functional.Keras;

/// <summary>A text or a whole number.</summary>
public sealed class Token
{
    internal Token(Engine.Token engine) => Engine = engine;

    internal Engine.Token Engine { get; }

    /// <summary>A text.</summary>
    public static implicit operator Token(string text) =>
        new(Functional.Layers.Token.NewText(text ?? throw new ArgumentNullException(nameof(text))));

    /// <summary>A whole number.</summary>
    public static implicit operator Token(long number) => new(Functional.Layers.Token.NewWhole(number));

    /// <summary>The text or the number.</summary>
    public override string ToString() => Engine switch
    {
        Functional.Layers.Token.Text text => text.value,
        Functional.Layers.Token.Whole number => $"{number.value}",
        _ => "",
    };
}
