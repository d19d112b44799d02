namespace Functional.Keras;

/// <summary>
/// How weights follow their gradients. A string converts to it by Keras's name (<c>"adam"</c>), with Keras's defaults.
/// </summary>
public class Optimizer
{
    private protected Optimizer(Functional.Optimizer engine) => Engine = engine;

    internal Functional.Optimizer Engine { get; private set; }

    /// <summary>Name of the optimizer.</summary>
    public string Name => Engine.Name;

    /// <summary>Step size at the start.</summary>
    public double LearningRate => Engine.Settings.LearningRate;

    /// <summary>
    /// Names, or parts of names, of weights that weight decay leaves alone, such as <c>"bias"</c>. Must be set before
    /// <c>Compile</c>.
    /// </summary>
    public void ExcludeFromWeightDecay(params IEnumerable<string> varNames) => Engine = new(
        rule: Engine.Rule, settings: Engine.Settings, name: Engine.Name, excludeFromWeightDecay: FSharp.List(varNames));

    /// <summary>The optimizer of that Keras name, with Keras's defaults.</summary>
    /// <exception cref="ConfigurationException">There is none of that name.</exception>
    public static implicit operator Optimizer(string name) => name.ToLowerInvariant() switch
    {
        "sgd" => new Optimizers.SGD(),
        "rmsprop" => new Optimizers.RMSprop(),
        "adam" => new Optimizers.Adam(),
        "adamw" => new Optimizers.AdamW(),
        _ => throw new ConfigurationException($"optimizer must be one of sgd, rmsprop, adam, adamw, got \"{name}\""),
    };
}
