// Written by tools/Generate from the facts of the classes. Changes belong there, or to the engine's records.
#nullable enable
using Engine = Functional.Layers;

namespace Functional.Keras.Layers;

/// <summary>
/// Long short-term memory (Hochreiter and Schmidhuber 1997). [batch, time, features] → [batch, units], or [batch, time,
/// units] with <c>ReturnSequences</c>; with <c>ReturnState</c> the last hidden and cell states follow. Takes initial
/// states as further inputs, or as the argument <c>initial_state</c> (<c>keras.layers.LSTM</c>).
/// </summary>
public sealed class LSTM : Layer
{
    private static readonly Engine.LSTM Usual = FSharp.Usual<Engine.LSTM>("keras.layers.LSTM");

    /// <summary>A layer with those settings.</summary>
    /// <param name="units">Size of the states, at least 1.</param>
    /// <param name="activation">Of candidate and output; <c>"tanh"</c> when absent.</param>
    /// <param name="recurrentActivation">Of the three gates; <c>"sigmoid"</c> when absent.</param>
    /// <param name="useBias">Whether a bias is added.</param>
    /// <param name="kernelInitializer">How the kernel of the inputs begins; <c>"glorot_uniform"</c> when absent.</param>
    /// <param name="recurrentInitializer">How the kernel of the states begins; <c>"orthogonal"</c> when absent.</param>
    /// <param name="biasInitializer">How the bias begins; <c>"zeros"</c> when absent.</param>
    /// <param name="unitForgetBias">Whether the forget gate's bias begins at 1 instead of the initializer's value
    /// (Jozefowicz et al. 2015).</param>
    /// <param name="kernelRegularizer">Penalty of the kernel of the inputs.</param>
    /// <param name="recurrentRegularizer">Penalty of the kernel of the states.</param>
    /// <param name="biasRegularizer">Penalty of the bias.</param>
    /// <param name="activityRegularizer">Penalty of the output.</param>
    /// <param name="kernelConstraint">Where the kernel of the inputs is put back after an update.</param>
    /// <param name="recurrentConstraint">Where the kernel of the states is put back after an update.</param>
    /// <param name="biasConstraint">Where the bias is put back after an update.</param>
    /// <param name="dropout">Share of the inputs dropped, in [0, 1]; the same at all steps.</param>
    /// <param name="recurrentDropout">Share of the recurrent state dropped, in [0, 1]; the same at all steps.</param>
    /// <param name="seed">A seed of its own; the model's seed when absent.</param>
    /// <param name="returnSequences">Whether the output of every step is given, or only the last.</param>
    /// <param name="returnState">Whether the last states are given too.</param>
    /// <param name="goBackwards">From the last step to the first; the outputs come in that order.</param>
    /// <param name="stateful">Whether the states of a batch are the initial states of the next. Needs a known batch
    /// size.</param>
    /// <param name="unroll">Keras: whether the loop is unrolled in the graph. Has no effect on the result.</param>
    /// <param name="zeroOutputForMask">Whether a masked step gives zeros, instead of the output before it.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public LSTM(
        int units,
        ActivationFunction? activation = null,
        ActivationFunction? recurrentActivation = null,
        bool useBias = true,
        Initializer? kernelInitializer = null,
        Initializer? recurrentInitializer = null,
        Initializer? biasInitializer = null,
        bool unitForgetBias = true,
        Regularizer? kernelRegularizer = null,
        Regularizer? recurrentRegularizer = null,
        Regularizer? biasRegularizer = null,
        Regularizer? activityRegularizer = null,
        Constraint? kernelConstraint = null,
        Constraint? recurrentConstraint = null,
        Constraint? biasConstraint = null,
        double dropout = 0,
        double recurrentDropout = 0,
        int? seed = null,
        bool returnSequences = false,
        bool returnState = false,
        bool goBackwards = false,
        bool stateful = false,
        bool unroll = false,
        bool? zeroOutputForMask = null,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.LSTM(
                returnSequences: returnSequences,
                returnState: returnState,
                goBackwards: goBackwards,
                stateful: stateful,
                unroll: unroll,
                zeroOutputForMask: zeroOutputForMask ?? Usual.ZeroOutputForMask,
                units: units,
                activation: activation?.Engine ?? Usual.Activation,
                recurrentActivation: recurrentActivation?.Engine ?? Usual.RecurrentActivation,
                useBias: useBias,
                kernel: Rule.Of(kernelInitializer, kernelRegularizer, kernelConstraint, Usual.Kernel),
                recurrent: Rule.Of(recurrentInitializer, recurrentRegularizer, recurrentConstraint, Usual.Recurrent),
                bias: Rule.Of(biasInitializer, biasRegularizer, biasConstraint, Usual.Bias),
                unitForgetBias: unitForgetBias,
                activityRegularizer: FSharp.Option(activityRegularizer?.Engine),
                dropout: dropout,
                recurrentDropout: recurrentDropout,
                seed: FSharp.OptionLong(seed)),
            name,
            trainable,
            dtype)
    {
    }

    internal LSTM(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.LSTM Settings => (Engine.LSTM)Record;

    /// <summary>Whether the output of every step is given, or only the last.</summary>
    public bool ReturnSequences => Settings.ReturnSequences;

    /// <summary>Whether the last states are given too.</summary>
    public bool ReturnState => Settings.ReturnState;

    /// <summary>From the last step to the first; the outputs come in that order.</summary>
    public bool GoBackwards => Settings.GoBackwards;

    /// <summary>Whether the states of a batch are the initial states of the next. Needs a known batch size.</summary>
    public bool Stateful => Settings.Stateful;

    /// <summary>Keras: whether the loop is unrolled in the graph. Has no effect on the result.</summary>
    public bool Unroll => Settings.Unroll;

    /// <summary>Whether a masked step gives zeros, instead of the output before it.</summary>
    public bool ZeroOutputForMask => Settings.ZeroOutputForMask;

    /// <summary>Size of the states, at least 1.</summary>
    public int Units => Settings.Units;

    /// <summary>Of candidate and output.</summary>
    public ActivationFunction Activation => new(Settings.Activation);

    /// <summary>Of the three gates.</summary>
    public ActivationFunction RecurrentActivation => new(Settings.RecurrentActivation);

    /// <summary>Whether a bias is added.</summary>
    public bool UseBias => Settings.UseBias;

    /// <summary>How the kernel of the inputs begins.</summary>
    public Initializer KernelInitializer => Initializer.Of(Settings.Kernel.Initializer);

    /// <summary>Penalty of the kernel of the inputs.</summary>
    public Regularizer? KernelRegularizer => Regularizer.OrNull(FSharp.OrNull(Settings.Kernel.Regularizer));

    /// <summary>Where the kernel of the inputs is put back after an update.</summary>
    public Constraint? KernelConstraint => Constraint.OrNull(FSharp.OrNull(Settings.Kernel.Constraint));

    /// <summary>How the kernel of the states begins.</summary>
    public Initializer RecurrentInitializer => Initializer.Of(Settings.Recurrent.Initializer);

    /// <summary>Penalty of the kernel of the states.</summary>
    public Regularizer? RecurrentRegularizer => Regularizer.OrNull(FSharp.OrNull(Settings.Recurrent.Regularizer));

    /// <summary>Where the kernel of the states is put back after an update.</summary>
    public Constraint? RecurrentConstraint => Constraint.OrNull(FSharp.OrNull(Settings.Recurrent.Constraint));

    /// <summary>How the bias begins.</summary>
    public Initializer BiasInitializer => Initializer.Of(Settings.Bias.Initializer);

    /// <summary>Penalty of the bias.</summary>
    public Regularizer? BiasRegularizer => Regularizer.OrNull(FSharp.OrNull(Settings.Bias.Regularizer));

    /// <summary>Where the bias is put back after an update.</summary>
    public Constraint? BiasConstraint => Constraint.OrNull(FSharp.OrNull(Settings.Bias.Constraint));

    /// <summary>
    /// Whether the forget gate's bias begins at 1 instead of the initializer's value (Jozefowicz et al. 2015).
    /// </summary>
    public bool UnitForgetBias => Settings.UnitForgetBias;

    /// <summary>Penalty of the output.</summary>
    public Regularizer? ActivityRegularizer => Regularizer.OrNull(FSharp.OrNull(Settings.ActivityRegularizer));

    /// <summary>Share of the inputs dropped, in [0, 1]; the same at all steps.</summary>
    public double Dropout => Settings.Dropout;

    /// <summary>Share of the recurrent state dropped, in [0, 1]; the same at all steps.</summary>
    public double RecurrentDropout => Settings.RecurrentDropout;

    /// <summary>A seed of its own; the model's seed when absent.</summary>
    public int? Seed => (int?)FSharp.OrNull(Settings.Seed);

    /// <summary>Applies the layer. What shape comes out is the layer's matter.</summary>
    /// <param name="sequences">What the layer is applied to, [batch, time, ...].</param>
    /// <param name="initialState">The states before the first step; zeros, or those of the batch before, when
    /// absent.</param>
    /// <param name="mask">Which steps count; the mask that came with the input when absent.</param>
    /// <exception cref="ShapeException">The layer does not take such tensors, or gives several.</exception>
    public KerasTensor Apply(KerasTensor sequences, KerasTensors? initialState = null, KerasTensor? mask = null) =>
        Single(ApplyAll(sequences, initialState, mask));

    /// <summary>Applies the layer where it gives several tensors.</summary>
    /// <param name="sequences">What the layer is applied to, [batch, time, ...].</param>
    /// <param name="initialState">The states before the first step; zeros, or those of the batch before, when
    /// absent.</param>
    /// <param name="mask">Which steps count; the mask that came with the input when absent.</param>
    /// <exception cref="ShapeException">The layer does not take such tensors.</exception>
    public IReadOnlyList<KerasTensor> ApplyAll(KerasTensor sequences, KerasTensors? initialState = null, KerasTensor? mask = null) =>
        Invoke(sequences, ("initial_state", initialState), ("mask", mask));
}

/// <summary>
/// A gated recurrent unit (Cho et al. 2014). [batch, time, features] → [batch, units], or [batch, time, units] with
/// <c>ReturnSequences</c>; with <c>ReturnState</c> the last state follows. Takes an initial state as a second input, or
/// as the argument <c>initial_state</c> (<c>keras.layers.GRU</c>).
/// </summary>
public sealed class GRU : Layer
{
    private static readonly Engine.GRU Usual = FSharp.Usual<Engine.GRU>("keras.layers.GRU");

    /// <summary>A layer with those settings.</summary>
    /// <param name="units">Size of the states, at least 1.</param>
    /// <param name="activation">Of candidate and output; <c>"tanh"</c> when absent.</param>
    /// <param name="recurrentActivation">Of the two gates; <c>"sigmoid"</c> when absent.</param>
    /// <param name="useBias">Whether a bias is added.</param>
    /// <param name="kernelInitializer">How the kernel of the inputs begins; <c>"glorot_uniform"</c> when absent.</param>
    /// <param name="recurrentInitializer">How the kernel of the states begins; <c>"orthogonal"</c> when absent.</param>
    /// <param name="biasInitializer">How the bias begins; <c>"zeros"</c> when absent.</param>
    /// <param name="kernelRegularizer">Penalty of the kernel of the inputs.</param>
    /// <param name="recurrentRegularizer">Penalty of the kernel of the states.</param>
    /// <param name="biasRegularizer">Penalty of the bias.</param>
    /// <param name="activityRegularizer">Penalty of the output.</param>
    /// <param name="kernelConstraint">Where the kernel of the inputs is put back after an update.</param>
    /// <param name="recurrentConstraint">Where the kernel of the states is put back after an update.</param>
    /// <param name="biasConstraint">Where the bias is put back after an update.</param>
    /// <param name="dropout">Share of the inputs dropped, in [0, 1]; the same at all steps.</param>
    /// <param name="recurrentDropout">Share of the recurrent state dropped, in [0, 1]; the same at all steps.</param>
    /// <param name="seed">A seed of its own; the model's seed when absent.</param>
    /// <param name="returnSequences">Whether the output of every step is given, or only the last.</param>
    /// <param name="returnState">Whether the last state is given too.</param>
    /// <param name="goBackwards">From the last step to the first; the outputs come in that order.</param>
    /// <param name="stateful">Whether the state of a batch is the initial state of the next. Needs a known batch
    /// size.</param>
    /// <param name="unroll">Keras: whether the loop is unrolled in the graph. Has no effect on the result.</param>
    /// <param name="resetAfter">Whether the reset gate is applied after the product with the state, with a bias of its own
    /// there, or before it.</param>
    /// <param name="zeroOutputForMask">Whether a masked step gives zeros, instead of the output before it.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public GRU(
        int units,
        ActivationFunction? activation = null,
        ActivationFunction? recurrentActivation = null,
        bool useBias = true,
        Initializer? kernelInitializer = null,
        Initializer? recurrentInitializer = null,
        Initializer? biasInitializer = null,
        Regularizer? kernelRegularizer = null,
        Regularizer? recurrentRegularizer = null,
        Regularizer? biasRegularizer = null,
        Regularizer? activityRegularizer = null,
        Constraint? kernelConstraint = null,
        Constraint? recurrentConstraint = null,
        Constraint? biasConstraint = null,
        double dropout = 0,
        double recurrentDropout = 0,
        int? seed = null,
        bool returnSequences = false,
        bool returnState = false,
        bool goBackwards = false,
        bool stateful = false,
        bool unroll = false,
        bool resetAfter = true,
        bool? zeroOutputForMask = null,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.GRU(
                returnSequences: returnSequences,
                returnState: returnState,
                goBackwards: goBackwards,
                stateful: stateful,
                unroll: unroll,
                zeroOutputForMask: zeroOutputForMask ?? Usual.ZeroOutputForMask,
                units: units,
                activation: activation?.Engine ?? Usual.Activation,
                recurrentActivation: recurrentActivation?.Engine ?? Usual.RecurrentActivation,
                useBias: useBias,
                kernel: Rule.Of(kernelInitializer, kernelRegularizer, kernelConstraint, Usual.Kernel),
                recurrent: Rule.Of(recurrentInitializer, recurrentRegularizer, recurrentConstraint, Usual.Recurrent),
                bias: Rule.Of(biasInitializer, biasRegularizer, biasConstraint, Usual.Bias),
                activityRegularizer: FSharp.Option(activityRegularizer?.Engine),
                dropout: dropout,
                recurrentDropout: recurrentDropout,
                resetAfter: resetAfter,
                seed: FSharp.OptionLong(seed)),
            name,
            trainable,
            dtype)
    {
    }

    internal GRU(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.GRU Settings => (Engine.GRU)Record;

    /// <summary>Whether the output of every step is given, or only the last.</summary>
    public bool ReturnSequences => Settings.ReturnSequences;

    /// <summary>Whether the last state is given too.</summary>
    public bool ReturnState => Settings.ReturnState;

    /// <summary>From the last step to the first; the outputs come in that order.</summary>
    public bool GoBackwards => Settings.GoBackwards;

    /// <summary>Whether the state of a batch is the initial state of the next. Needs a known batch size.</summary>
    public bool Stateful => Settings.Stateful;

    /// <summary>Keras: whether the loop is unrolled in the graph. Has no effect on the result.</summary>
    public bool Unroll => Settings.Unroll;

    /// <summary>Whether a masked step gives zeros, instead of the output before it.</summary>
    public bool ZeroOutputForMask => Settings.ZeroOutputForMask;

    /// <summary>Size of the states, at least 1.</summary>
    public int Units => Settings.Units;

    /// <summary>Of candidate and output.</summary>
    public ActivationFunction Activation => new(Settings.Activation);

    /// <summary>Of the two gates.</summary>
    public ActivationFunction RecurrentActivation => new(Settings.RecurrentActivation);

    /// <summary>Whether a bias is added.</summary>
    public bool UseBias => Settings.UseBias;

    /// <summary>How the kernel of the inputs begins.</summary>
    public Initializer KernelInitializer => Initializer.Of(Settings.Kernel.Initializer);

    /// <summary>Penalty of the kernel of the inputs.</summary>
    public Regularizer? KernelRegularizer => Regularizer.OrNull(FSharp.OrNull(Settings.Kernel.Regularizer));

    /// <summary>Where the kernel of the inputs is put back after an update.</summary>
    public Constraint? KernelConstraint => Constraint.OrNull(FSharp.OrNull(Settings.Kernel.Constraint));

    /// <summary>How the kernel of the states begins.</summary>
    public Initializer RecurrentInitializer => Initializer.Of(Settings.Recurrent.Initializer);

    /// <summary>Penalty of the kernel of the states.</summary>
    public Regularizer? RecurrentRegularizer => Regularizer.OrNull(FSharp.OrNull(Settings.Recurrent.Regularizer));

    /// <summary>Where the kernel of the states is put back after an update.</summary>
    public Constraint? RecurrentConstraint => Constraint.OrNull(FSharp.OrNull(Settings.Recurrent.Constraint));

    /// <summary>How the bias begins.</summary>
    public Initializer BiasInitializer => Initializer.Of(Settings.Bias.Initializer);

    /// <summary>Penalty of the bias.</summary>
    public Regularizer? BiasRegularizer => Regularizer.OrNull(FSharp.OrNull(Settings.Bias.Regularizer));

    /// <summary>Where the bias is put back after an update.</summary>
    public Constraint? BiasConstraint => Constraint.OrNull(FSharp.OrNull(Settings.Bias.Constraint));

    /// <summary>Penalty of the output.</summary>
    public Regularizer? ActivityRegularizer => Regularizer.OrNull(FSharp.OrNull(Settings.ActivityRegularizer));

    /// <summary>Share of the inputs dropped, in [0, 1]; the same at all steps.</summary>
    public double Dropout => Settings.Dropout;

    /// <summary>Share of the recurrent state dropped, in [0, 1]; the same at all steps.</summary>
    public double RecurrentDropout => Settings.RecurrentDropout;

    /// <summary>
    /// Whether the reset gate is applied after the product with the state, with a bias of its own there, or before it.
    /// </summary>
    public bool ResetAfter => Settings.ResetAfter;

    /// <summary>A seed of its own; the model's seed when absent.</summary>
    public int? Seed => (int?)FSharp.OrNull(Settings.Seed);

    /// <summary>Applies the layer. What shape comes out is the layer's matter.</summary>
    /// <param name="sequences">What the layer is applied to, [batch, time, ...].</param>
    /// <param name="initialState">The states before the first step; zeros, or those of the batch before, when
    /// absent.</param>
    /// <param name="mask">Which steps count; the mask that came with the input when absent.</param>
    /// <exception cref="ShapeException">The layer does not take such tensors, or gives several.</exception>
    public KerasTensor Apply(KerasTensor sequences, KerasTensors? initialState = null, KerasTensor? mask = null) =>
        Single(ApplyAll(sequences, initialState, mask));

    /// <summary>Applies the layer where it gives several tensors.</summary>
    /// <param name="sequences">What the layer is applied to, [batch, time, ...].</param>
    /// <param name="initialState">The states before the first step; zeros, or those of the batch before, when
    /// absent.</param>
    /// <param name="mask">Which steps count; the mask that came with the input when absent.</param>
    /// <exception cref="ShapeException">The layer does not take such tensors.</exception>
    public IReadOnlyList<KerasTensor> ApplyAll(KerasTensor sequences, KerasTensors? initialState = null, KerasTensor? mask = null) =>
        Invoke(sequences, ("initial_state", initialState), ("mask", mask));
}

/// <summary>
/// A fully connected recurrence, whose output is fed back. [batch, time, features] → [batch, units], or [batch, time,
/// units] with <c>ReturnSequences</c>; with <c>ReturnState</c> the last state follows. Takes an initial state as a
/// second input, or as the argument <c>initial_state</c> (<c>keras.layers.SimpleRNN</c>).
/// </summary>
public sealed class SimpleRNN : Layer
{
    private static readonly Engine.SimpleRNN Usual = FSharp.Usual<Engine.SimpleRNN>("keras.layers.SimpleRNN");

    /// <summary>A layer with those settings.</summary>
    /// <param name="units">Size of the states, at least 1.</param>
    /// <param name="activation">Of the sum of both products; <c>"tanh"</c> when absent.</param>
    /// <param name="useBias">Whether a bias is added.</param>
    /// <param name="kernelInitializer">How the kernel of the inputs begins; <c>"glorot_uniform"</c> when absent.</param>
    /// <param name="recurrentInitializer">How the kernel of the states begins; <c>"orthogonal"</c> when absent.</param>
    /// <param name="biasInitializer">How the bias begins; <c>"zeros"</c> when absent.</param>
    /// <param name="kernelRegularizer">Penalty of the kernel of the inputs.</param>
    /// <param name="recurrentRegularizer">Penalty of the kernel of the states.</param>
    /// <param name="biasRegularizer">Penalty of the bias.</param>
    /// <param name="activityRegularizer">Penalty of the output.</param>
    /// <param name="kernelConstraint">Where the kernel of the inputs is put back after an update.</param>
    /// <param name="recurrentConstraint">Where the kernel of the states is put back after an update.</param>
    /// <param name="biasConstraint">Where the bias is put back after an update.</param>
    /// <param name="dropout">Share of the inputs dropped, in [0, 1]; the same at all steps.</param>
    /// <param name="recurrentDropout">Share of the recurrent state dropped, in [0, 1]; the same at all steps.</param>
    /// <param name="returnSequences">Whether the output of every step is given, or only the last.</param>
    /// <param name="returnState">Whether the last state is given too.</param>
    /// <param name="goBackwards">From the last step to the first; the outputs come in that order.</param>
    /// <param name="stateful">Whether the state of a batch is the initial state of the next. Needs a known batch
    /// size.</param>
    /// <param name="unroll">Keras: whether the loop is unrolled in the graph. Has no effect on the result.</param>
    /// <param name="seed">A seed of its own; the model's seed when absent.</param>
    /// <param name="zeroOutputForMask">Whether a masked step gives zeros, instead of the output before it.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public SimpleRNN(
        int units,
        ActivationFunction? activation = null,
        bool useBias = true,
        Initializer? kernelInitializer = null,
        Initializer? recurrentInitializer = null,
        Initializer? biasInitializer = null,
        Regularizer? kernelRegularizer = null,
        Regularizer? recurrentRegularizer = null,
        Regularizer? biasRegularizer = null,
        Regularizer? activityRegularizer = null,
        Constraint? kernelConstraint = null,
        Constraint? recurrentConstraint = null,
        Constraint? biasConstraint = null,
        double dropout = 0,
        double recurrentDropout = 0,
        bool returnSequences = false,
        bool returnState = false,
        bool goBackwards = false,
        bool stateful = false,
        bool unroll = false,
        int? seed = null,
        bool? zeroOutputForMask = null,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.SimpleRNN(
                returnSequences: returnSequences,
                returnState: returnState,
                goBackwards: goBackwards,
                stateful: stateful,
                unroll: unroll,
                zeroOutputForMask: zeroOutputForMask ?? Usual.ZeroOutputForMask,
                units: units,
                activation: activation?.Engine ?? Usual.Activation,
                useBias: useBias,
                kernel: Rule.Of(kernelInitializer, kernelRegularizer, kernelConstraint, Usual.Kernel),
                recurrent: Rule.Of(recurrentInitializer, recurrentRegularizer, recurrentConstraint, Usual.Recurrent),
                bias: Rule.Of(biasInitializer, biasRegularizer, biasConstraint, Usual.Bias),
                activityRegularizer: FSharp.Option(activityRegularizer?.Engine),
                dropout: dropout,
                recurrentDropout: recurrentDropout,
                seed: FSharp.OptionLong(seed)),
            name,
            trainable,
            dtype)
    {
    }

    internal SimpleRNN(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.SimpleRNN Settings => (Engine.SimpleRNN)Record;

    /// <summary>Whether the output of every step is given, or only the last.</summary>
    public bool ReturnSequences => Settings.ReturnSequences;

    /// <summary>Whether the last state is given too.</summary>
    public bool ReturnState => Settings.ReturnState;

    /// <summary>From the last step to the first; the outputs come in that order.</summary>
    public bool GoBackwards => Settings.GoBackwards;

    /// <summary>Whether the state of a batch is the initial state of the next. Needs a known batch size.</summary>
    public bool Stateful => Settings.Stateful;

    /// <summary>Keras: whether the loop is unrolled in the graph. Has no effect on the result.</summary>
    public bool Unroll => Settings.Unroll;

    /// <summary>Whether a masked step gives zeros, instead of the output before it.</summary>
    public bool ZeroOutputForMask => Settings.ZeroOutputForMask;

    /// <summary>Size of the states, at least 1.</summary>
    public int Units => Settings.Units;

    /// <summary>Of the sum of both products.</summary>
    public ActivationFunction Activation => new(Settings.Activation);

    /// <summary>Whether a bias is added.</summary>
    public bool UseBias => Settings.UseBias;

    /// <summary>How the kernel of the inputs begins.</summary>
    public Initializer KernelInitializer => Initializer.Of(Settings.Kernel.Initializer);

    /// <summary>Penalty of the kernel of the inputs.</summary>
    public Regularizer? KernelRegularizer => Regularizer.OrNull(FSharp.OrNull(Settings.Kernel.Regularizer));

    /// <summary>Where the kernel of the inputs is put back after an update.</summary>
    public Constraint? KernelConstraint => Constraint.OrNull(FSharp.OrNull(Settings.Kernel.Constraint));

    /// <summary>How the kernel of the states begins.</summary>
    public Initializer RecurrentInitializer => Initializer.Of(Settings.Recurrent.Initializer);

    /// <summary>Penalty of the kernel of the states.</summary>
    public Regularizer? RecurrentRegularizer => Regularizer.OrNull(FSharp.OrNull(Settings.Recurrent.Regularizer));

    /// <summary>Where the kernel of the states is put back after an update.</summary>
    public Constraint? RecurrentConstraint => Constraint.OrNull(FSharp.OrNull(Settings.Recurrent.Constraint));

    /// <summary>How the bias begins.</summary>
    public Initializer BiasInitializer => Initializer.Of(Settings.Bias.Initializer);

    /// <summary>Penalty of the bias.</summary>
    public Regularizer? BiasRegularizer => Regularizer.OrNull(FSharp.OrNull(Settings.Bias.Regularizer));

    /// <summary>Where the bias is put back after an update.</summary>
    public Constraint? BiasConstraint => Constraint.OrNull(FSharp.OrNull(Settings.Bias.Constraint));

    /// <summary>Penalty of the output.</summary>
    public Regularizer? ActivityRegularizer => Regularizer.OrNull(FSharp.OrNull(Settings.ActivityRegularizer));

    /// <summary>Share of the inputs dropped, in [0, 1]; the same at all steps.</summary>
    public double Dropout => Settings.Dropout;

    /// <summary>Share of the recurrent state dropped, in [0, 1]; the same at all steps.</summary>
    public double RecurrentDropout => Settings.RecurrentDropout;

    /// <summary>A seed of its own; the model's seed when absent.</summary>
    public int? Seed => (int?)FSharp.OrNull(Settings.Seed);

    /// <summary>Applies the layer. What shape comes out is the layer's matter.</summary>
    /// <param name="sequences">What the layer is applied to, [batch, time, ...].</param>
    /// <param name="initialState">The states before the first step; zeros, or those of the batch before, when
    /// absent.</param>
    /// <param name="mask">Which steps count; the mask that came with the input when absent.</param>
    /// <exception cref="ShapeException">The layer does not take such tensors, or gives several.</exception>
    public KerasTensor Apply(KerasTensor sequences, KerasTensors? initialState = null, KerasTensor? mask = null) =>
        Single(ApplyAll(sequences, initialState, mask));

    /// <summary>Applies the layer where it gives several tensors.</summary>
    /// <param name="sequences">What the layer is applied to, [batch, time, ...].</param>
    /// <param name="initialState">The states before the first step; zeros, or those of the batch before, when
    /// absent.</param>
    /// <param name="mask">Which steps count; the mask that came with the input when absent.</param>
    /// <exception cref="ShapeException">The layer does not take such tensors.</exception>
    public IReadOnlyList<KerasTensor> ApplyAll(KerasTensor sequences, KerasTensors? initialState = null, KerasTensor? mask = null) =>
        Invoke(sequences, ("initial_state", initialState), ("mask", mask));
}

/// <summary>
/// Any cell over a sequence. [batch, time, ...] → the cell's output, or with <c>ReturnSequences</c> its outputs,
/// [batch, time, ...]; with <c>ReturnState</c> the last states follow. Takes initial states as further inputs, or as
/// the argument <c>initial_state</c>, and as <c>constants</c> what its cell takes at all steps
/// (<c>keras.layers.RNN</c>).
/// </summary>
public sealed class RNN : Layer
{
    /// <summary>A layer with those settings.</summary>
    /// <param name="cell">What runs at each step: a cell, or several one upon the other.</param>
    /// <param name="returnSequences">Whether the output of every step is given, or only the last.</param>
    /// <param name="returnState">Whether the last states are given too.</param>
    /// <param name="goBackwards">From the last step to the first; the outputs come in that order.</param>
    /// <param name="stateful">Whether the states of a batch are the initial states of the next. Needs a known batch
    /// size.</param>
    /// <param name="unroll">Keras: whether the loop is unrolled in the graph. Has no effect on the result.</param>
    /// <param name="zeroOutputForMask">Whether a masked step gives zeros, instead of the output before it.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public RNN(
        Cells cell,
        bool returnSequences = false,
        bool returnState = false,
        bool goBackwards = false,
        bool stateful = false,
        bool unroll = false,
        bool zeroOutputForMask = false,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.RNN(
                cell: FSharp.Given(cell).Descriptor,
                returnSequences: returnSequences,
                returnState: returnState,
                goBackwards: goBackwards,
                stateful: stateful,
                unroll: unroll,
                zeroOutputForMask: zeroOutputForMask),
            name,
            trainable,
            dtype)
    {
    }

    internal RNN(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.RNN Settings => (Engine.RNN)Record;

    /// <summary>What runs at each step: a cell, or several one upon the other.</summary>
    public Layer Cell => Of(Settings.Cell);

    /// <summary>Whether the output of every step is given, or only the last.</summary>
    public bool ReturnSequences => Settings.ReturnSequences;

    /// <summary>Whether the last states are given too.</summary>
    public bool ReturnState => Settings.ReturnState;

    /// <summary>From the last step to the first; the outputs come in that order.</summary>
    public bool GoBackwards => Settings.GoBackwards;

    /// <summary>Whether the states of a batch are the initial states of the next. Needs a known batch size.</summary>
    public bool Stateful => Settings.Stateful;

    /// <summary>Keras: whether the loop is unrolled in the graph. Has no effect on the result.</summary>
    public bool Unroll => Settings.Unroll;

    /// <summary>Whether a masked step gives zeros, instead of the output before it.</summary>
    public bool ZeroOutputForMask => Settings.ZeroOutputForMask;

    /// <summary>Applies the layer. What shape comes out is the layer's matter.</summary>
    /// <param name="sequences">What the layer is applied to, [batch, time, ...].</param>
    /// <param name="initialState">The states before the first step; zeros, or those of the batch before, when
    /// absent.</param>
    /// <param name="mask">Which steps count; the mask that came with the input when absent.</param>
    /// <param name="constants">What an own cell takes at all steps.</param>
    /// <exception cref="ShapeException">The layer does not take such tensors, or gives several.</exception>
    public KerasTensor Apply(KerasTensor sequences, KerasTensors? initialState = null, KerasTensor? mask = null, KerasTensors? constants = null) =>
        Single(ApplyAll(sequences, initialState, mask, constants));

    /// <summary>Applies the layer where it gives several tensors.</summary>
    /// <param name="sequences">What the layer is applied to, [batch, time, ...].</param>
    /// <param name="initialState">The states before the first step; zeros, or those of the batch before, when
    /// absent.</param>
    /// <param name="mask">Which steps count; the mask that came with the input when absent.</param>
    /// <param name="constants">What an own cell takes at all steps.</param>
    /// <exception cref="ShapeException">The layer does not take such tensors.</exception>
    public IReadOnlyList<KerasTensor> ApplyAll(KerasTensor sequences, KerasTensors? initialState = null, KerasTensor? mask = null, KerasTensors? constants = null) =>
        Invoke(sequences, ("initial_state", initialState), ("mask", mask), ("constants", constants));
}

/// <summary>
/// Long short-term memory with convolutions for products (Shi et al. 2015). [batch, time, spatial..., channels] →
/// [batch, spatial'..., filters], or [batch, time, spatial'..., filters] with <c>ReturnSequences</c>; with
/// <c>ReturnState</c> the last hidden and cell states follow. Takes initial states as further inputs, or as the
/// argument <c>initial_state</c>. Keras: ConvLSTM1D, ConvLSTM2D, ConvLSTM3D (<c>keras.layers.ConvLSTM1D</c>).
/// </summary>
public sealed class ConvLSTM1D : Layer
{
    private static readonly Engine.ConvLSTM Usual = FSharp.Usual<Engine.ConvLSTM>("keras.layers.ConvLSTM1D");

    /// <summary>A layer with those settings.</summary>
    /// <param name="filters">Number of channels of output and states, at least 1.</param>
    /// <param name="kernelSize">Sizes of the window, at least 1.</param>
    /// <param name="strides">Steps between windows over the inputs, at least 1. Those over states are next to each other; 1
    /// when absent.</param>
    /// <param name="padding">Of the inputs. States have a border of their own, so that they keep their sizes.</param>
    /// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
    /// absent.</param>
    /// <param name="dilationRate">Steps between the values a window over inputs takes, at least 1. Not together with
    /// strides above 1; 1 when absent.</param>
    /// <param name="activation">Of candidate and output; <c>"tanh"</c> when absent.</param>
    /// <param name="recurrentActivation">Of the three gates; <c>"sigmoid"</c> when absent.</param>
    /// <param name="useBias">Whether a bias is added.</param>
    /// <param name="kernelInitializer">How the kernel of the inputs begins; <c>"glorot_uniform"</c> when absent.</param>
    /// <param name="recurrentInitializer">How the kernel of the states begins; <c>"orthogonal"</c> when absent.</param>
    /// <param name="biasInitializer">How the bias begins; <c>"zeros"</c> when absent.</param>
    /// <param name="unitForgetBias">Whether the forget gate's bias begins at 1 instead of the initializer's value
    /// (Jozefowicz et al. 2015).</param>
    /// <param name="kernelRegularizer">Penalty of the kernel of the inputs.</param>
    /// <param name="recurrentRegularizer">Penalty of the kernel of the states.</param>
    /// <param name="biasRegularizer">Penalty of the bias.</param>
    /// <param name="activityRegularizer">Penalty of the output.</param>
    /// <param name="kernelConstraint">Where the kernel of the inputs is put back after an update.</param>
    /// <param name="recurrentConstraint">Where the kernel of the states is put back after an update.</param>
    /// <param name="biasConstraint">Where the bias is put back after an update.</param>
    /// <param name="dropout">Share of the inputs dropped, in [0, 1]; the same at all steps.</param>
    /// <param name="recurrentDropout">Share of the recurrent state dropped, in [0, 1]; the same at all steps.</param>
    /// <param name="seed">A seed of its own; the model's seed when absent.</param>
    /// <param name="returnSequences">Whether the output of every step is given, or only the last.</param>
    /// <param name="returnState">Whether the last states are given too.</param>
    /// <param name="goBackwards">From the last step to the first; the outputs come in that order.</param>
    /// <param name="stateful">Whether the states of a batch are the initial states of the next. Needs a known batch
    /// size.</param>
    /// <param name="unroll">Keras: whether the loop is unrolled in the graph. Has no effect on the result.</param>
    /// <param name="zeroOutputForMask">Whether a masked step gives zeros, instead of the output before it.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public ConvLSTM1D(
        int filters,
        Sizes kernelSize,
        Sizes? strides = null,
        string padding = "valid",
        string? dataFormat = null,
        Sizes? dilationRate = null,
        ActivationFunction? activation = null,
        ActivationFunction? recurrentActivation = null,
        bool useBias = true,
        Initializer? kernelInitializer = null,
        Initializer? recurrentInitializer = null,
        Initializer? biasInitializer = null,
        bool unitForgetBias = true,
        Regularizer? kernelRegularizer = null,
        Regularizer? recurrentRegularizer = null,
        Regularizer? biasRegularizer = null,
        Regularizer? activityRegularizer = null,
        Constraint? kernelConstraint = null,
        Constraint? recurrentConstraint = null,
        Constraint? biasConstraint = null,
        double dropout = 0,
        double recurrentDropout = 0,
        int? seed = null,
        bool returnSequences = false,
        bool returnState = false,
        bool goBackwards = false,
        bool stateful = false,
        bool? unroll = null,
        bool? zeroOutputForMask = null,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.ConvLSTM(
                rank: Usual.Rank,
                returnSequences: returnSequences,
                returnState: returnState,
                goBackwards: goBackwards,
                stateful: stateful,
                unroll: unroll ?? Usual.Unroll,
                zeroOutputForMask: zeroOutputForMask ?? Usual.ZeroOutputForMask,
                filters: filters,
                kernelSize: FSharp.List(kernelSize.For(1)),
                strides: FSharp.List(strides?.For(1), Usual.Strides),
                padding: Words.Of(padding, Usual.Padding),
                dataFormat: Words.Of(dataFormat, Usual.DataFormat),
                dilationRate: FSharp.List(dilationRate?.For(1), Usual.DilationRate),
                activation: activation?.Engine ?? Usual.Activation,
                recurrentActivation: recurrentActivation?.Engine ?? Usual.RecurrentActivation,
                useBias: useBias,
                kernel: Rule.Of(kernelInitializer, kernelRegularizer, kernelConstraint, Usual.Kernel),
                recurrent: Rule.Of(recurrentInitializer, recurrentRegularizer, recurrentConstraint, Usual.Recurrent),
                bias: Rule.Of(biasInitializer, biasRegularizer, biasConstraint, Usual.Bias),
                unitForgetBias: unitForgetBias,
                activityRegularizer: FSharp.Option(activityRegularizer?.Engine),
                dropout: dropout,
                recurrentDropout: recurrentDropout,
                seed: FSharp.OptionLong(seed)),
            name,
            trainable,
            dtype)
    {
    }

    internal ConvLSTM1D(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.ConvLSTM Settings => (Engine.ConvLSTM)Record;

    /// <summary>Whether the output of every step is given, or only the last.</summary>
    public bool ReturnSequences => Settings.ReturnSequences;

    /// <summary>Whether the last states are given too.</summary>
    public bool ReturnState => Settings.ReturnState;

    /// <summary>From the last step to the first; the outputs come in that order.</summary>
    public bool GoBackwards => Settings.GoBackwards;

    /// <summary>Whether the states of a batch are the initial states of the next. Needs a known batch size.</summary>
    public bool Stateful => Settings.Stateful;

    /// <summary>Keras: whether the loop is unrolled in the graph. Has no effect on the result.</summary>
    public bool Unroll => Settings.Unroll;

    /// <summary>Whether a masked step gives zeros, instead of the output before it.</summary>
    public bool ZeroOutputForMask => Settings.ZeroOutputForMask;

    /// <summary>Number of channels of output and states, at least 1.</summary>
    public int Filters => Settings.Filters;

    /// <summary>Sizes of the window, at least 1.</summary>
    public IReadOnlyList<int> KernelSize => Settings.KernelSize;

    /// <summary>Steps between windows over the inputs, at least 1. Those over states are next to each other.</summary>
    public IReadOnlyList<int> Strides => Settings.Strides;

    /// <summary>Of the inputs. States have a border of their own, so that they keep their sizes.</summary>
    public string Padding => CaseName.word(Settings.Padding);

    /// <summary><c>"channels_last"</c> or <c>"channels_first"</c>.</summary>
    public string DataFormat => CaseName.word(Settings.DataFormat);

    /// <summary>
    /// Steps between the values a window over inputs takes, at least 1. Not together with strides above 1.
    /// </summary>
    public IReadOnlyList<int> DilationRate => Settings.DilationRate;

    /// <summary>Of candidate and output.</summary>
    public ActivationFunction Activation => new(Settings.Activation);

    /// <summary>Of the three gates.</summary>
    public ActivationFunction RecurrentActivation => new(Settings.RecurrentActivation);

    /// <summary>Whether a bias is added.</summary>
    public bool UseBias => Settings.UseBias;

    /// <summary>How the kernel of the inputs begins.</summary>
    public Initializer KernelInitializer => Initializer.Of(Settings.Kernel.Initializer);

    /// <summary>Penalty of the kernel of the inputs.</summary>
    public Regularizer? KernelRegularizer => Regularizer.OrNull(FSharp.OrNull(Settings.Kernel.Regularizer));

    /// <summary>Where the kernel of the inputs is put back after an update.</summary>
    public Constraint? KernelConstraint => Constraint.OrNull(FSharp.OrNull(Settings.Kernel.Constraint));

    /// <summary>How the kernel of the states begins.</summary>
    public Initializer RecurrentInitializer => Initializer.Of(Settings.Recurrent.Initializer);

    /// <summary>Penalty of the kernel of the states.</summary>
    public Regularizer? RecurrentRegularizer => Regularizer.OrNull(FSharp.OrNull(Settings.Recurrent.Regularizer));

    /// <summary>Where the kernel of the states is put back after an update.</summary>
    public Constraint? RecurrentConstraint => Constraint.OrNull(FSharp.OrNull(Settings.Recurrent.Constraint));

    /// <summary>How the bias begins.</summary>
    public Initializer BiasInitializer => Initializer.Of(Settings.Bias.Initializer);

    /// <summary>Penalty of the bias.</summary>
    public Regularizer? BiasRegularizer => Regularizer.OrNull(FSharp.OrNull(Settings.Bias.Regularizer));

    /// <summary>Where the bias is put back after an update.</summary>
    public Constraint? BiasConstraint => Constraint.OrNull(FSharp.OrNull(Settings.Bias.Constraint));

    /// <summary>
    /// Whether the forget gate's bias begins at 1 instead of the initializer's value (Jozefowicz et al. 2015).
    /// </summary>
    public bool UnitForgetBias => Settings.UnitForgetBias;

    /// <summary>Penalty of the output.</summary>
    public Regularizer? ActivityRegularizer => Regularizer.OrNull(FSharp.OrNull(Settings.ActivityRegularizer));

    /// <summary>Share of the inputs dropped, in [0, 1]; the same at all steps.</summary>
    public double Dropout => Settings.Dropout;

    /// <summary>Share of the recurrent state dropped, in [0, 1]; the same at all steps.</summary>
    public double RecurrentDropout => Settings.RecurrentDropout;

    /// <summary>A seed of its own; the model's seed when absent.</summary>
    public int? Seed => (int?)FSharp.OrNull(Settings.Seed);

    /// <summary>Applies the layer. What shape comes out is the layer's matter.</summary>
    /// <param name="sequences">What the layer is applied to, [batch, time, ...].</param>
    /// <param name="initialState">The states before the first step; zeros, or those of the batch before, when
    /// absent.</param>
    /// <param name="mask">Which steps count; the mask that came with the input when absent.</param>
    /// <exception cref="ShapeException">The layer does not take such tensors, or gives several.</exception>
    public KerasTensor Apply(KerasTensor sequences, KerasTensors? initialState = null, KerasTensor? mask = null) =>
        Single(ApplyAll(sequences, initialState, mask));

    /// <summary>Applies the layer where it gives several tensors.</summary>
    /// <param name="sequences">What the layer is applied to, [batch, time, ...].</param>
    /// <param name="initialState">The states before the first step; zeros, or those of the batch before, when
    /// absent.</param>
    /// <param name="mask">Which steps count; the mask that came with the input when absent.</param>
    /// <exception cref="ShapeException">The layer does not take such tensors.</exception>
    public IReadOnlyList<KerasTensor> ApplyAll(KerasTensor sequences, KerasTensors? initialState = null, KerasTensor? mask = null) =>
        Invoke(sequences, ("initial_state", initialState), ("mask", mask));
}

/// <summary>
/// Long short-term memory with convolutions for products (Shi et al. 2015). [batch, time, spatial..., channels] →
/// [batch, spatial'..., filters], or [batch, time, spatial'..., filters] with <c>ReturnSequences</c>; with
/// <c>ReturnState</c> the last hidden and cell states follow. Takes initial states as further inputs, or as the
/// argument <c>initial_state</c>. Keras: ConvLSTM1D, ConvLSTM2D, ConvLSTM3D (<c>keras.layers.ConvLSTM2D</c>).
/// </summary>
public sealed class ConvLSTM2D : Layer
{
    private static readonly Engine.ConvLSTM Usual = FSharp.Usual<Engine.ConvLSTM>("keras.layers.ConvLSTM2D");

    /// <summary>A layer with those settings.</summary>
    /// <param name="filters">Number of channels of output and states, at least 1.</param>
    /// <param name="kernelSize">Sizes of the window, at least 1.</param>
    /// <param name="strides">Steps between windows over the inputs, at least 1. Those over states are next to each other; 1
    /// when absent.</param>
    /// <param name="padding">Of the inputs. States have a border of their own, so that they keep their sizes.</param>
    /// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
    /// absent.</param>
    /// <param name="dilationRate">Steps between the values a window over inputs takes, at least 1. Not together with
    /// strides above 1; 1 when absent.</param>
    /// <param name="activation">Of candidate and output; <c>"tanh"</c> when absent.</param>
    /// <param name="recurrentActivation">Of the three gates; <c>"sigmoid"</c> when absent.</param>
    /// <param name="useBias">Whether a bias is added.</param>
    /// <param name="kernelInitializer">How the kernel of the inputs begins; <c>"glorot_uniform"</c> when absent.</param>
    /// <param name="recurrentInitializer">How the kernel of the states begins; <c>"orthogonal"</c> when absent.</param>
    /// <param name="biasInitializer">How the bias begins; <c>"zeros"</c> when absent.</param>
    /// <param name="unitForgetBias">Whether the forget gate's bias begins at 1 instead of the initializer's value
    /// (Jozefowicz et al. 2015).</param>
    /// <param name="kernelRegularizer">Penalty of the kernel of the inputs.</param>
    /// <param name="recurrentRegularizer">Penalty of the kernel of the states.</param>
    /// <param name="biasRegularizer">Penalty of the bias.</param>
    /// <param name="activityRegularizer">Penalty of the output.</param>
    /// <param name="kernelConstraint">Where the kernel of the inputs is put back after an update.</param>
    /// <param name="recurrentConstraint">Where the kernel of the states is put back after an update.</param>
    /// <param name="biasConstraint">Where the bias is put back after an update.</param>
    /// <param name="dropout">Share of the inputs dropped, in [0, 1]; the same at all steps.</param>
    /// <param name="recurrentDropout">Share of the recurrent state dropped, in [0, 1]; the same at all steps.</param>
    /// <param name="seed">A seed of its own; the model's seed when absent.</param>
    /// <param name="returnSequences">Whether the output of every step is given, or only the last.</param>
    /// <param name="returnState">Whether the last states are given too.</param>
    /// <param name="goBackwards">From the last step to the first; the outputs come in that order.</param>
    /// <param name="stateful">Whether the states of a batch are the initial states of the next. Needs a known batch
    /// size.</param>
    /// <param name="unroll">Keras: whether the loop is unrolled in the graph. Has no effect on the result.</param>
    /// <param name="zeroOutputForMask">Whether a masked step gives zeros, instead of the output before it.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public ConvLSTM2D(
        int filters,
        Sizes kernelSize,
        Sizes? strides = null,
        string padding = "valid",
        string? dataFormat = null,
        Sizes? dilationRate = null,
        ActivationFunction? activation = null,
        ActivationFunction? recurrentActivation = null,
        bool useBias = true,
        Initializer? kernelInitializer = null,
        Initializer? recurrentInitializer = null,
        Initializer? biasInitializer = null,
        bool unitForgetBias = true,
        Regularizer? kernelRegularizer = null,
        Regularizer? recurrentRegularizer = null,
        Regularizer? biasRegularizer = null,
        Regularizer? activityRegularizer = null,
        Constraint? kernelConstraint = null,
        Constraint? recurrentConstraint = null,
        Constraint? biasConstraint = null,
        double dropout = 0,
        double recurrentDropout = 0,
        int? seed = null,
        bool returnSequences = false,
        bool returnState = false,
        bool goBackwards = false,
        bool stateful = false,
        bool? unroll = null,
        bool? zeroOutputForMask = null,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.ConvLSTM(
                rank: Usual.Rank,
                returnSequences: returnSequences,
                returnState: returnState,
                goBackwards: goBackwards,
                stateful: stateful,
                unroll: unroll ?? Usual.Unroll,
                zeroOutputForMask: zeroOutputForMask ?? Usual.ZeroOutputForMask,
                filters: filters,
                kernelSize: FSharp.List(kernelSize.For(2)),
                strides: FSharp.List(strides?.For(2), Usual.Strides),
                padding: Words.Of(padding, Usual.Padding),
                dataFormat: Words.Of(dataFormat, Usual.DataFormat),
                dilationRate: FSharp.List(dilationRate?.For(2), Usual.DilationRate),
                activation: activation?.Engine ?? Usual.Activation,
                recurrentActivation: recurrentActivation?.Engine ?? Usual.RecurrentActivation,
                useBias: useBias,
                kernel: Rule.Of(kernelInitializer, kernelRegularizer, kernelConstraint, Usual.Kernel),
                recurrent: Rule.Of(recurrentInitializer, recurrentRegularizer, recurrentConstraint, Usual.Recurrent),
                bias: Rule.Of(biasInitializer, biasRegularizer, biasConstraint, Usual.Bias),
                unitForgetBias: unitForgetBias,
                activityRegularizer: FSharp.Option(activityRegularizer?.Engine),
                dropout: dropout,
                recurrentDropout: recurrentDropout,
                seed: FSharp.OptionLong(seed)),
            name,
            trainable,
            dtype)
    {
    }

    internal ConvLSTM2D(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.ConvLSTM Settings => (Engine.ConvLSTM)Record;

    /// <summary>Whether the output of every step is given, or only the last.</summary>
    public bool ReturnSequences => Settings.ReturnSequences;

    /// <summary>Whether the last states are given too.</summary>
    public bool ReturnState => Settings.ReturnState;

    /// <summary>From the last step to the first; the outputs come in that order.</summary>
    public bool GoBackwards => Settings.GoBackwards;

    /// <summary>Whether the states of a batch are the initial states of the next. Needs a known batch size.</summary>
    public bool Stateful => Settings.Stateful;

    /// <summary>Keras: whether the loop is unrolled in the graph. Has no effect on the result.</summary>
    public bool Unroll => Settings.Unroll;

    /// <summary>Whether a masked step gives zeros, instead of the output before it.</summary>
    public bool ZeroOutputForMask => Settings.ZeroOutputForMask;

    /// <summary>Number of channels of output and states, at least 1.</summary>
    public int Filters => Settings.Filters;

    /// <summary>Sizes of the window, at least 1.</summary>
    public IReadOnlyList<int> KernelSize => Settings.KernelSize;

    /// <summary>Steps between windows over the inputs, at least 1. Those over states are next to each other.</summary>
    public IReadOnlyList<int> Strides => Settings.Strides;

    /// <summary>Of the inputs. States have a border of their own, so that they keep their sizes.</summary>
    public string Padding => CaseName.word(Settings.Padding);

    /// <summary><c>"channels_last"</c> or <c>"channels_first"</c>.</summary>
    public string DataFormat => CaseName.word(Settings.DataFormat);

    /// <summary>
    /// Steps between the values a window over inputs takes, at least 1. Not together with strides above 1.
    /// </summary>
    public IReadOnlyList<int> DilationRate => Settings.DilationRate;

    /// <summary>Of candidate and output.</summary>
    public ActivationFunction Activation => new(Settings.Activation);

    /// <summary>Of the three gates.</summary>
    public ActivationFunction RecurrentActivation => new(Settings.RecurrentActivation);

    /// <summary>Whether a bias is added.</summary>
    public bool UseBias => Settings.UseBias;

    /// <summary>How the kernel of the inputs begins.</summary>
    public Initializer KernelInitializer => Initializer.Of(Settings.Kernel.Initializer);

    /// <summary>Penalty of the kernel of the inputs.</summary>
    public Regularizer? KernelRegularizer => Regularizer.OrNull(FSharp.OrNull(Settings.Kernel.Regularizer));

    /// <summary>Where the kernel of the inputs is put back after an update.</summary>
    public Constraint? KernelConstraint => Constraint.OrNull(FSharp.OrNull(Settings.Kernel.Constraint));

    /// <summary>How the kernel of the states begins.</summary>
    public Initializer RecurrentInitializer => Initializer.Of(Settings.Recurrent.Initializer);

    /// <summary>Penalty of the kernel of the states.</summary>
    public Regularizer? RecurrentRegularizer => Regularizer.OrNull(FSharp.OrNull(Settings.Recurrent.Regularizer));

    /// <summary>Where the kernel of the states is put back after an update.</summary>
    public Constraint? RecurrentConstraint => Constraint.OrNull(FSharp.OrNull(Settings.Recurrent.Constraint));

    /// <summary>How the bias begins.</summary>
    public Initializer BiasInitializer => Initializer.Of(Settings.Bias.Initializer);

    /// <summary>Penalty of the bias.</summary>
    public Regularizer? BiasRegularizer => Regularizer.OrNull(FSharp.OrNull(Settings.Bias.Regularizer));

    /// <summary>Where the bias is put back after an update.</summary>
    public Constraint? BiasConstraint => Constraint.OrNull(FSharp.OrNull(Settings.Bias.Constraint));

    /// <summary>
    /// Whether the forget gate's bias begins at 1 instead of the initializer's value (Jozefowicz et al. 2015).
    /// </summary>
    public bool UnitForgetBias => Settings.UnitForgetBias;

    /// <summary>Penalty of the output.</summary>
    public Regularizer? ActivityRegularizer => Regularizer.OrNull(FSharp.OrNull(Settings.ActivityRegularizer));

    /// <summary>Share of the inputs dropped, in [0, 1]; the same at all steps.</summary>
    public double Dropout => Settings.Dropout;

    /// <summary>Share of the recurrent state dropped, in [0, 1]; the same at all steps.</summary>
    public double RecurrentDropout => Settings.RecurrentDropout;

    /// <summary>A seed of its own; the model's seed when absent.</summary>
    public int? Seed => (int?)FSharp.OrNull(Settings.Seed);

    /// <summary>Applies the layer. What shape comes out is the layer's matter.</summary>
    /// <param name="sequences">What the layer is applied to, [batch, time, ...].</param>
    /// <param name="initialState">The states before the first step; zeros, or those of the batch before, when
    /// absent.</param>
    /// <param name="mask">Which steps count; the mask that came with the input when absent.</param>
    /// <exception cref="ShapeException">The layer does not take such tensors, or gives several.</exception>
    public KerasTensor Apply(KerasTensor sequences, KerasTensors? initialState = null, KerasTensor? mask = null) =>
        Single(ApplyAll(sequences, initialState, mask));

    /// <summary>Applies the layer where it gives several tensors.</summary>
    /// <param name="sequences">What the layer is applied to, [batch, time, ...].</param>
    /// <param name="initialState">The states before the first step; zeros, or those of the batch before, when
    /// absent.</param>
    /// <param name="mask">Which steps count; the mask that came with the input when absent.</param>
    /// <exception cref="ShapeException">The layer does not take such tensors.</exception>
    public IReadOnlyList<KerasTensor> ApplyAll(KerasTensor sequences, KerasTensors? initialState = null, KerasTensor? mask = null) =>
        Invoke(sequences, ("initial_state", initialState), ("mask", mask));
}

/// <summary>
/// Long short-term memory with convolutions for products (Shi et al. 2015). [batch, time, spatial..., channels] →
/// [batch, spatial'..., filters], or [batch, time, spatial'..., filters] with <c>ReturnSequences</c>; with
/// <c>ReturnState</c> the last hidden and cell states follow. Takes initial states as further inputs, or as the
/// argument <c>initial_state</c>. Keras: ConvLSTM1D, ConvLSTM2D, ConvLSTM3D (<c>keras.layers.ConvLSTM3D</c>).
/// </summary>
public sealed class ConvLSTM3D : Layer
{
    private static readonly Engine.ConvLSTM Usual = FSharp.Usual<Engine.ConvLSTM>("keras.layers.ConvLSTM3D");

    /// <summary>A layer with those settings.</summary>
    /// <param name="filters">Number of channels of output and states, at least 1.</param>
    /// <param name="kernelSize">Sizes of the window, at least 1.</param>
    /// <param name="strides">Steps between windows over the inputs, at least 1. Those over states are next to each other; 1
    /// when absent.</param>
    /// <param name="padding">Of the inputs. States have a border of their own, so that they keep their sizes.</param>
    /// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
    /// absent.</param>
    /// <param name="dilationRate">Steps between the values a window over inputs takes, at least 1. Not together with
    /// strides above 1; 1 when absent.</param>
    /// <param name="activation">Of candidate and output; <c>"tanh"</c> when absent.</param>
    /// <param name="recurrentActivation">Of the three gates; <c>"sigmoid"</c> when absent.</param>
    /// <param name="useBias">Whether a bias is added.</param>
    /// <param name="kernelInitializer">How the kernel of the inputs begins; <c>"glorot_uniform"</c> when absent.</param>
    /// <param name="recurrentInitializer">How the kernel of the states begins; <c>"orthogonal"</c> when absent.</param>
    /// <param name="biasInitializer">How the bias begins; <c>"zeros"</c> when absent.</param>
    /// <param name="unitForgetBias">Whether the forget gate's bias begins at 1 instead of the initializer's value
    /// (Jozefowicz et al. 2015).</param>
    /// <param name="kernelRegularizer">Penalty of the kernel of the inputs.</param>
    /// <param name="recurrentRegularizer">Penalty of the kernel of the states.</param>
    /// <param name="biasRegularizer">Penalty of the bias.</param>
    /// <param name="activityRegularizer">Penalty of the output.</param>
    /// <param name="kernelConstraint">Where the kernel of the inputs is put back after an update.</param>
    /// <param name="recurrentConstraint">Where the kernel of the states is put back after an update.</param>
    /// <param name="biasConstraint">Where the bias is put back after an update.</param>
    /// <param name="dropout">Share of the inputs dropped, in [0, 1]; the same at all steps.</param>
    /// <param name="recurrentDropout">Share of the recurrent state dropped, in [0, 1]; the same at all steps.</param>
    /// <param name="seed">A seed of its own; the model's seed when absent.</param>
    /// <param name="returnSequences">Whether the output of every step is given, or only the last.</param>
    /// <param name="returnState">Whether the last states are given too.</param>
    /// <param name="goBackwards">From the last step to the first; the outputs come in that order.</param>
    /// <param name="stateful">Whether the states of a batch are the initial states of the next. Needs a known batch
    /// size.</param>
    /// <param name="unroll">Keras: whether the loop is unrolled in the graph. Has no effect on the result.</param>
    /// <param name="zeroOutputForMask">Whether a masked step gives zeros, instead of the output before it.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public ConvLSTM3D(
        int filters,
        Sizes kernelSize,
        Sizes? strides = null,
        string padding = "valid",
        string? dataFormat = null,
        Sizes? dilationRate = null,
        ActivationFunction? activation = null,
        ActivationFunction? recurrentActivation = null,
        bool useBias = true,
        Initializer? kernelInitializer = null,
        Initializer? recurrentInitializer = null,
        Initializer? biasInitializer = null,
        bool unitForgetBias = true,
        Regularizer? kernelRegularizer = null,
        Regularizer? recurrentRegularizer = null,
        Regularizer? biasRegularizer = null,
        Regularizer? activityRegularizer = null,
        Constraint? kernelConstraint = null,
        Constraint? recurrentConstraint = null,
        Constraint? biasConstraint = null,
        double dropout = 0,
        double recurrentDropout = 0,
        int? seed = null,
        bool returnSequences = false,
        bool returnState = false,
        bool goBackwards = false,
        bool stateful = false,
        bool? unroll = null,
        bool? zeroOutputForMask = null,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.ConvLSTM(
                rank: Usual.Rank,
                returnSequences: returnSequences,
                returnState: returnState,
                goBackwards: goBackwards,
                stateful: stateful,
                unroll: unroll ?? Usual.Unroll,
                zeroOutputForMask: zeroOutputForMask ?? Usual.ZeroOutputForMask,
                filters: filters,
                kernelSize: FSharp.List(kernelSize.For(3)),
                strides: FSharp.List(strides?.For(3), Usual.Strides),
                padding: Words.Of(padding, Usual.Padding),
                dataFormat: Words.Of(dataFormat, Usual.DataFormat),
                dilationRate: FSharp.List(dilationRate?.For(3), Usual.DilationRate),
                activation: activation?.Engine ?? Usual.Activation,
                recurrentActivation: recurrentActivation?.Engine ?? Usual.RecurrentActivation,
                useBias: useBias,
                kernel: Rule.Of(kernelInitializer, kernelRegularizer, kernelConstraint, Usual.Kernel),
                recurrent: Rule.Of(recurrentInitializer, recurrentRegularizer, recurrentConstraint, Usual.Recurrent),
                bias: Rule.Of(biasInitializer, biasRegularizer, biasConstraint, Usual.Bias),
                unitForgetBias: unitForgetBias,
                activityRegularizer: FSharp.Option(activityRegularizer?.Engine),
                dropout: dropout,
                recurrentDropout: recurrentDropout,
                seed: FSharp.OptionLong(seed)),
            name,
            trainable,
            dtype)
    {
    }

    internal ConvLSTM3D(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.ConvLSTM Settings => (Engine.ConvLSTM)Record;

    /// <summary>Whether the output of every step is given, or only the last.</summary>
    public bool ReturnSequences => Settings.ReturnSequences;

    /// <summary>Whether the last states are given too.</summary>
    public bool ReturnState => Settings.ReturnState;

    /// <summary>From the last step to the first; the outputs come in that order.</summary>
    public bool GoBackwards => Settings.GoBackwards;

    /// <summary>Whether the states of a batch are the initial states of the next. Needs a known batch size.</summary>
    public bool Stateful => Settings.Stateful;

    /// <summary>Keras: whether the loop is unrolled in the graph. Has no effect on the result.</summary>
    public bool Unroll => Settings.Unroll;

    /// <summary>Whether a masked step gives zeros, instead of the output before it.</summary>
    public bool ZeroOutputForMask => Settings.ZeroOutputForMask;

    /// <summary>Number of channels of output and states, at least 1.</summary>
    public int Filters => Settings.Filters;

    /// <summary>Sizes of the window, at least 1.</summary>
    public IReadOnlyList<int> KernelSize => Settings.KernelSize;

    /// <summary>Steps between windows over the inputs, at least 1. Those over states are next to each other.</summary>
    public IReadOnlyList<int> Strides => Settings.Strides;

    /// <summary>Of the inputs. States have a border of their own, so that they keep their sizes.</summary>
    public string Padding => CaseName.word(Settings.Padding);

    /// <summary><c>"channels_last"</c> or <c>"channels_first"</c>.</summary>
    public string DataFormat => CaseName.word(Settings.DataFormat);

    /// <summary>
    /// Steps between the values a window over inputs takes, at least 1. Not together with strides above 1.
    /// </summary>
    public IReadOnlyList<int> DilationRate => Settings.DilationRate;

    /// <summary>Of candidate and output.</summary>
    public ActivationFunction Activation => new(Settings.Activation);

    /// <summary>Of the three gates.</summary>
    public ActivationFunction RecurrentActivation => new(Settings.RecurrentActivation);

    /// <summary>Whether a bias is added.</summary>
    public bool UseBias => Settings.UseBias;

    /// <summary>How the kernel of the inputs begins.</summary>
    public Initializer KernelInitializer => Initializer.Of(Settings.Kernel.Initializer);

    /// <summary>Penalty of the kernel of the inputs.</summary>
    public Regularizer? KernelRegularizer => Regularizer.OrNull(FSharp.OrNull(Settings.Kernel.Regularizer));

    /// <summary>Where the kernel of the inputs is put back after an update.</summary>
    public Constraint? KernelConstraint => Constraint.OrNull(FSharp.OrNull(Settings.Kernel.Constraint));

    /// <summary>How the kernel of the states begins.</summary>
    public Initializer RecurrentInitializer => Initializer.Of(Settings.Recurrent.Initializer);

    /// <summary>Penalty of the kernel of the states.</summary>
    public Regularizer? RecurrentRegularizer => Regularizer.OrNull(FSharp.OrNull(Settings.Recurrent.Regularizer));

    /// <summary>Where the kernel of the states is put back after an update.</summary>
    public Constraint? RecurrentConstraint => Constraint.OrNull(FSharp.OrNull(Settings.Recurrent.Constraint));

    /// <summary>How the bias begins.</summary>
    public Initializer BiasInitializer => Initializer.Of(Settings.Bias.Initializer);

    /// <summary>Penalty of the bias.</summary>
    public Regularizer? BiasRegularizer => Regularizer.OrNull(FSharp.OrNull(Settings.Bias.Regularizer));

    /// <summary>Where the bias is put back after an update.</summary>
    public Constraint? BiasConstraint => Constraint.OrNull(FSharp.OrNull(Settings.Bias.Constraint));

    /// <summary>
    /// Whether the forget gate's bias begins at 1 instead of the initializer's value (Jozefowicz et al. 2015).
    /// </summary>
    public bool UnitForgetBias => Settings.UnitForgetBias;

    /// <summary>Penalty of the output.</summary>
    public Regularizer? ActivityRegularizer => Regularizer.OrNull(FSharp.OrNull(Settings.ActivityRegularizer));

    /// <summary>Share of the inputs dropped, in [0, 1]; the same at all steps.</summary>
    public double Dropout => Settings.Dropout;

    /// <summary>Share of the recurrent state dropped, in [0, 1]; the same at all steps.</summary>
    public double RecurrentDropout => Settings.RecurrentDropout;

    /// <summary>A seed of its own; the model's seed when absent.</summary>
    public int? Seed => (int?)FSharp.OrNull(Settings.Seed);

    /// <summary>Applies the layer. What shape comes out is the layer's matter.</summary>
    /// <param name="sequences">What the layer is applied to, [batch, time, ...].</param>
    /// <param name="initialState">The states before the first step; zeros, or those of the batch before, when
    /// absent.</param>
    /// <param name="mask">Which steps count; the mask that came with the input when absent.</param>
    /// <exception cref="ShapeException">The layer does not take such tensors, or gives several.</exception>
    public KerasTensor Apply(KerasTensor sequences, KerasTensors? initialState = null, KerasTensor? mask = null) =>
        Single(ApplyAll(sequences, initialState, mask));

    /// <summary>Applies the layer where it gives several tensors.</summary>
    /// <param name="sequences">What the layer is applied to, [batch, time, ...].</param>
    /// <param name="initialState">The states before the first step; zeros, or those of the batch before, when
    /// absent.</param>
    /// <param name="mask">Which steps count; the mask that came with the input when absent.</param>
    /// <exception cref="ShapeException">The layer does not take such tensors.</exception>
    public IReadOnlyList<KerasTensor> ApplyAll(KerasTensor sequences, KerasTensors? initialState = null, KerasTensor? mask = null) =>
        Invoke(sequences, ("initial_state", initialState), ("mask", mask));
}

/// <summary>
/// A recurrence in both directions (Schuster and Paliwal 1997). [batch, time, ...] → what both give, put together; then
/// the states of the forward one and of the backward one, where they give them. Outputs of steps are in the order of
/// the input. Takes initial states as further inputs, or as the argument <c>initial_state</c>: those of the forward one
/// first (<c>keras.layers.Bidirectional</c>).
/// </summary>
public sealed class Bidirectional : Layer
{
    /// <summary>A layer with those settings.</summary>
    /// <param name="layer">The recurrence of the forward direction, which becomes a copy with weights of its own. Masked
    /// steps give zeros if the outputs of all steps are given.</param>
    /// <param name="mergeMode">How the outputs of both directions are put together, along the last axis or by numbers; both
    /// are given when absent.</param>
    /// <param name="backwardLayer">The recurrence of the other direction; the first one turned around, with weights of its
    /// own, when absent.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public Bidirectional(
        Layer layer,
        string? mergeMode = "concat",
        Layer? backwardLayer = null,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.Bidirectional(
                layer: Engine.Bidirectional.Forward(FSharp.Given(layer).Descriptor),
                mergeMode: FSharp.Option(Words.OrNull<Functional.Layers.MergeMode>(mergeMode)),
                backwardLayer: FSharp.Option(backwardLayer?.Descriptor)),
            name,
            trainable,
            dtype)
    {
    }

    internal Bidirectional(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.Bidirectional Settings => (Engine.Bidirectional)Record;

    /// <summary>
    /// The recurrence of the forward direction, which becomes a copy with weights of its own. Masked steps give zeros if
    /// the outputs of all steps are given.
    /// </summary>
    public Layer Layer => Of(Settings.Layer);

    /// <summary>
    /// How the outputs of both directions are put together, along the last axis or by numbers; both are given when absent.
    /// </summary>
    public string? MergeMode => FSharp.OrNull(Settings.MergeMode) is { } word ? CaseName.word(word) : null;

    /// <summary>
    /// The recurrence of the other direction; the first one turned around, with weights of its own, when absent.
    /// </summary>
    public Layer? BackwardLayer => FSharp.OrNull(Settings.BackwardLayer) is { } inner ? Of(inner) : null;

    /// <summary>Applies the layer. What shape comes out is the layer's matter.</summary>
    /// <param name="sequences">What the layer is applied to, [batch, time, ...].</param>
    /// <param name="initialState">The states before the first step; zeros, or those of the batch before, when
    /// absent.</param>
    /// <param name="mask">Which steps count; the mask that came with the input when absent.</param>
    /// <exception cref="ShapeException">The layer does not take such tensors, or gives several.</exception>
    public KerasTensor Apply(KerasTensor sequences, KerasTensors? initialState = null, KerasTensor? mask = null) =>
        Single(ApplyAll(sequences, initialState, mask));

    /// <summary>Applies the layer where it gives several tensors.</summary>
    /// <param name="sequences">What the layer is applied to, [batch, time, ...].</param>
    /// <param name="initialState">The states before the first step; zeros, or those of the batch before, when
    /// absent.</param>
    /// <param name="mask">Which steps count; the mask that came with the input when absent.</param>
    /// <exception cref="ShapeException">The layer does not take such tensors.</exception>
    public IReadOnlyList<KerasTensor> ApplyAll(KerasTensor sequences, KerasTensors? initialState = null, KerasTensor? mask = null) =>
        Invoke(sequences, ("initial_state", initialState), ("mask", mask));
}

/// <summary>
/// A layer applied to each step of a sequence by itself. [batch, time, ...] → [batch, time, ...']
/// (<c>keras.layers.TimeDistributed</c>).
/// </summary>
public sealed class TimeDistributed : Layer
{
    /// <summary>A layer with those settings.</summary>
    /// <param name="layer">What is applied to each step, [batch, ...] → [batch, ...'].</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public TimeDistributed(Layer layer, string? name = null, bool trainable = true, string? dtype = null)
        : base(new Engine.TimeDistributed(layer: FSharp.Given(layer).Descriptor), name, trainable, dtype)
    {
    }

    internal TimeDistributed(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.TimeDistributed Settings => (Engine.TimeDistributed)Record;

    /// <summary>What is applied to each step, [batch, ...] → [batch, ...'].</summary>
    public Layer Layer => Of(Settings.Layer);

    /// <summary>Applies the layer. What shape comes out is the layer's matter.</summary>
    /// <param name="inputs">What the layer is applied to.</param>
    /// <param name="mask">Which steps count; the mask that came with the input when absent.</param>
    /// <exception cref="ShapeException">The layer does not take such tensors, or gives several.</exception>
    public KerasTensor Apply(KerasTensor inputs, KerasTensor? mask = null) =>
        Single(ApplyAll(inputs, mask));

    /// <summary>Applies the layer where it gives several tensors.</summary>
    /// <param name="inputs">What the layer is applied to.</param>
    /// <param name="mask">Which steps count; the mask that came with the input when absent.</param>
    /// <exception cref="ShapeException">The layer does not take such tensors.</exception>
    public IReadOnlyList<KerasTensor> ApplyAll(KerasTensor inputs, KerasTensor? mask = null) =>
        Invoke(inputs, ("mask", mask));
}

/// <summary>
/// One step of long short-term memory (Hochreiter and Schmidhuber 1997). [batch, features] and the hidden and the cell
/// state, both [batch, units] → output [batch, units] and both states (<c>keras.layers.LSTMCell</c>).
/// </summary>
public sealed class LSTMCell : Layer
{
    private static readonly Engine.LSTMCell Usual = FSharp.Usual<Engine.LSTMCell>("keras.layers.LSTMCell");

    /// <summary>A layer with those settings.</summary>
    /// <param name="units">Size of the states, at least 1.</param>
    /// <param name="activation">Of candidate and output; <c>"tanh"</c> when absent.</param>
    /// <param name="recurrentActivation">Of the three gates; <c>"sigmoid"</c> when absent.</param>
    /// <param name="useBias">Whether a bias is added.</param>
    /// <param name="kernelInitializer">How the kernel of the inputs begins; <c>"glorot_uniform"</c> when absent.</param>
    /// <param name="recurrentInitializer">How the kernel of the states begins; <c>"orthogonal"</c> when absent.</param>
    /// <param name="biasInitializer">How the bias begins; <c>"zeros"</c> when absent.</param>
    /// <param name="unitForgetBias">Whether the forget gate's bias begins at 1 instead of the initializer's value
    /// (Jozefowicz et al. 2015).</param>
    /// <param name="kernelRegularizer">Penalty of the kernel of the inputs.</param>
    /// <param name="recurrentRegularizer">Penalty of the kernel of the states.</param>
    /// <param name="biasRegularizer">Penalty of the bias.</param>
    /// <param name="kernelConstraint">Where the kernel of the inputs is put back after an update.</param>
    /// <param name="recurrentConstraint">Where the kernel of the states is put back after an update.</param>
    /// <param name="biasConstraint">Where the bias is put back after an update.</param>
    /// <param name="dropout">Share of the inputs dropped, in [0, 1]; the same at all steps.</param>
    /// <param name="recurrentDropout">Share of the recurrent state dropped, in [0, 1]; the same at all steps.</param>
    /// <param name="seed">A seed of its own; the model's seed when absent.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public LSTMCell(
        int units,
        ActivationFunction? activation = null,
        ActivationFunction? recurrentActivation = null,
        bool useBias = true,
        Initializer? kernelInitializer = null,
        Initializer? recurrentInitializer = null,
        Initializer? biasInitializer = null,
        bool unitForgetBias = true,
        Regularizer? kernelRegularizer = null,
        Regularizer? recurrentRegularizer = null,
        Regularizer? biasRegularizer = null,
        Constraint? kernelConstraint = null,
        Constraint? recurrentConstraint = null,
        Constraint? biasConstraint = null,
        double dropout = 0,
        double recurrentDropout = 0,
        int? seed = null,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.LSTMCell(
                units: units,
                activation: activation?.Engine ?? Usual.Activation,
                recurrentActivation: recurrentActivation?.Engine ?? Usual.RecurrentActivation,
                useBias: useBias,
                kernel: Rule.Of(kernelInitializer, kernelRegularizer, kernelConstraint, Usual.Kernel),
                recurrent: Rule.Of(recurrentInitializer, recurrentRegularizer, recurrentConstraint, Usual.Recurrent),
                bias: Rule.Of(biasInitializer, biasRegularizer, biasConstraint, Usual.Bias),
                unitForgetBias: unitForgetBias,
                dropout: dropout,
                recurrentDropout: recurrentDropout,
                seed: FSharp.OptionLong(seed)),
            name,
            trainable,
            dtype)
    {
    }

    internal LSTMCell(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.LSTMCell Settings => (Engine.LSTMCell)Record;

    /// <summary>Size of the states, at least 1.</summary>
    public int Units => Settings.Units;

    /// <summary>Of candidate and output.</summary>
    public ActivationFunction Activation => new(Settings.Activation);

    /// <summary>Of the three gates.</summary>
    public ActivationFunction RecurrentActivation => new(Settings.RecurrentActivation);

    /// <summary>Whether a bias is added.</summary>
    public bool UseBias => Settings.UseBias;

    /// <summary>How the kernel of the inputs begins.</summary>
    public Initializer KernelInitializer => Initializer.Of(Settings.Kernel.Initializer);

    /// <summary>Penalty of the kernel of the inputs.</summary>
    public Regularizer? KernelRegularizer => Regularizer.OrNull(FSharp.OrNull(Settings.Kernel.Regularizer));

    /// <summary>Where the kernel of the inputs is put back after an update.</summary>
    public Constraint? KernelConstraint => Constraint.OrNull(FSharp.OrNull(Settings.Kernel.Constraint));

    /// <summary>How the kernel of the states begins.</summary>
    public Initializer RecurrentInitializer => Initializer.Of(Settings.Recurrent.Initializer);

    /// <summary>Penalty of the kernel of the states.</summary>
    public Regularizer? RecurrentRegularizer => Regularizer.OrNull(FSharp.OrNull(Settings.Recurrent.Regularizer));

    /// <summary>Where the kernel of the states is put back after an update.</summary>
    public Constraint? RecurrentConstraint => Constraint.OrNull(FSharp.OrNull(Settings.Recurrent.Constraint));

    /// <summary>How the bias begins.</summary>
    public Initializer BiasInitializer => Initializer.Of(Settings.Bias.Initializer);

    /// <summary>Penalty of the bias.</summary>
    public Regularizer? BiasRegularizer => Regularizer.OrNull(FSharp.OrNull(Settings.Bias.Regularizer));

    /// <summary>Where the bias is put back after an update.</summary>
    public Constraint? BiasConstraint => Constraint.OrNull(FSharp.OrNull(Settings.Bias.Constraint));

    /// <summary>
    /// Whether the forget gate's bias begins at 1 instead of the initializer's value (Jozefowicz et al. 2015).
    /// </summary>
    public bool UnitForgetBias => Settings.UnitForgetBias;

    /// <summary>Share of the inputs dropped, in [0, 1]; the same at all steps.</summary>
    public double Dropout => Settings.Dropout;

    /// <summary>Share of the recurrent state dropped, in [0, 1]; the same at all steps.</summary>
    public double RecurrentDropout => Settings.RecurrentDropout;

    /// <summary>A seed of its own; the model's seed when absent.</summary>
    public int? Seed => (int?)FSharp.OrNull(Settings.Seed);

    /// <summary>Applies the layer. What shape comes out is the layer's matter.</summary>
    /// <param name="inputs">What the layer is applied to.</param>
    /// <param name="states">The states before the step, in the cell's order.</param>
    /// <exception cref="ShapeException">The layer does not take such tensors, or gives several.</exception>
    public KerasTensor Apply(KerasTensor inputs, KerasTensors states) =>
        Single(ApplyAll(inputs, states));

    /// <summary>Applies the layer where it gives several tensors.</summary>
    /// <param name="inputs">What the layer is applied to.</param>
    /// <param name="states">The states before the step, in the cell's order.</param>
    /// <exception cref="ShapeException">The layer does not take such tensors.</exception>
    public IReadOnlyList<KerasTensor> ApplyAll(KerasTensor inputs, KerasTensors states) =>
        Invoke(inputs, ("states", states));
}

/// <summary>
/// One step of a gated recurrent unit (Cho et al. 2014). [batch, features] and the state [batch, units] → output
/// [batch, units] and the state, which is the same (<c>keras.layers.GRUCell</c>).
/// </summary>
public sealed class GRUCell : Layer
{
    private static readonly Engine.GRUCell Usual = FSharp.Usual<Engine.GRUCell>("keras.layers.GRUCell");

    /// <summary>A layer with those settings.</summary>
    /// <param name="units">Size of the states, at least 1.</param>
    /// <param name="activation">Of candidate and output; <c>"tanh"</c> when absent.</param>
    /// <param name="recurrentActivation">Of the two gates; <c>"sigmoid"</c> when absent.</param>
    /// <param name="useBias">Whether a bias is added.</param>
    /// <param name="kernelInitializer">How the kernel of the inputs begins; <c>"glorot_uniform"</c> when absent.</param>
    /// <param name="recurrentInitializer">How the kernel of the states begins; <c>"orthogonal"</c> when absent.</param>
    /// <param name="biasInitializer">How the bias begins; <c>"zeros"</c> when absent.</param>
    /// <param name="kernelRegularizer">Penalty of the kernel of the inputs.</param>
    /// <param name="recurrentRegularizer">Penalty of the kernel of the states.</param>
    /// <param name="biasRegularizer">Penalty of the bias.</param>
    /// <param name="kernelConstraint">Where the kernel of the inputs is put back after an update.</param>
    /// <param name="recurrentConstraint">Where the kernel of the states is put back after an update.</param>
    /// <param name="biasConstraint">Where the bias is put back after an update.</param>
    /// <param name="dropout">Share of the inputs dropped, in [0, 1]; the same at all steps.</param>
    /// <param name="recurrentDropout">Share of the recurrent state dropped, in [0, 1]; the same at all steps.</param>
    /// <param name="resetAfter">Whether the reset gate is applied after the product with the state, with a bias of its own
    /// there, or before it.</param>
    /// <param name="seed">A seed of its own; the model's seed when absent.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public GRUCell(
        int units,
        ActivationFunction? activation = null,
        ActivationFunction? recurrentActivation = null,
        bool useBias = true,
        Initializer? kernelInitializer = null,
        Initializer? recurrentInitializer = null,
        Initializer? biasInitializer = null,
        Regularizer? kernelRegularizer = null,
        Regularizer? recurrentRegularizer = null,
        Regularizer? biasRegularizer = null,
        Constraint? kernelConstraint = null,
        Constraint? recurrentConstraint = null,
        Constraint? biasConstraint = null,
        double dropout = 0,
        double recurrentDropout = 0,
        bool resetAfter = true,
        int? seed = null,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.GRUCell(
                units: units,
                activation: activation?.Engine ?? Usual.Activation,
                recurrentActivation: recurrentActivation?.Engine ?? Usual.RecurrentActivation,
                useBias: useBias,
                kernel: Rule.Of(kernelInitializer, kernelRegularizer, kernelConstraint, Usual.Kernel),
                recurrent: Rule.Of(recurrentInitializer, recurrentRegularizer, recurrentConstraint, Usual.Recurrent),
                bias: Rule.Of(biasInitializer, biasRegularizer, biasConstraint, Usual.Bias),
                dropout: dropout,
                recurrentDropout: recurrentDropout,
                resetAfter: resetAfter,
                seed: FSharp.OptionLong(seed)),
            name,
            trainable,
            dtype)
    {
    }

    internal GRUCell(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.GRUCell Settings => (Engine.GRUCell)Record;

    /// <summary>Size of the states, at least 1.</summary>
    public int Units => Settings.Units;

    /// <summary>Of candidate and output.</summary>
    public ActivationFunction Activation => new(Settings.Activation);

    /// <summary>Of the two gates.</summary>
    public ActivationFunction RecurrentActivation => new(Settings.RecurrentActivation);

    /// <summary>Whether a bias is added.</summary>
    public bool UseBias => Settings.UseBias;

    /// <summary>How the kernel of the inputs begins.</summary>
    public Initializer KernelInitializer => Initializer.Of(Settings.Kernel.Initializer);

    /// <summary>Penalty of the kernel of the inputs.</summary>
    public Regularizer? KernelRegularizer => Regularizer.OrNull(FSharp.OrNull(Settings.Kernel.Regularizer));

    /// <summary>Where the kernel of the inputs is put back after an update.</summary>
    public Constraint? KernelConstraint => Constraint.OrNull(FSharp.OrNull(Settings.Kernel.Constraint));

    /// <summary>How the kernel of the states begins.</summary>
    public Initializer RecurrentInitializer => Initializer.Of(Settings.Recurrent.Initializer);

    /// <summary>Penalty of the kernel of the states.</summary>
    public Regularizer? RecurrentRegularizer => Regularizer.OrNull(FSharp.OrNull(Settings.Recurrent.Regularizer));

    /// <summary>Where the kernel of the states is put back after an update.</summary>
    public Constraint? RecurrentConstraint => Constraint.OrNull(FSharp.OrNull(Settings.Recurrent.Constraint));

    /// <summary>How the bias begins.</summary>
    public Initializer BiasInitializer => Initializer.Of(Settings.Bias.Initializer);

    /// <summary>Penalty of the bias.</summary>
    public Regularizer? BiasRegularizer => Regularizer.OrNull(FSharp.OrNull(Settings.Bias.Regularizer));

    /// <summary>Where the bias is put back after an update.</summary>
    public Constraint? BiasConstraint => Constraint.OrNull(FSharp.OrNull(Settings.Bias.Constraint));

    /// <summary>Share of the inputs dropped, in [0, 1]; the same at all steps.</summary>
    public double Dropout => Settings.Dropout;

    /// <summary>Share of the recurrent state dropped, in [0, 1]; the same at all steps.</summary>
    public double RecurrentDropout => Settings.RecurrentDropout;

    /// <summary>
    /// Whether the reset gate is applied after the product with the state, with a bias of its own there, or before it.
    /// </summary>
    public bool ResetAfter => Settings.ResetAfter;

    /// <summary>A seed of its own; the model's seed when absent.</summary>
    public int? Seed => (int?)FSharp.OrNull(Settings.Seed);

    /// <summary>Applies the layer. What shape comes out is the layer's matter.</summary>
    /// <param name="inputs">What the layer is applied to.</param>
    /// <param name="states">The states before the step, in the cell's order.</param>
    /// <exception cref="ShapeException">The layer does not take such tensors, or gives several.</exception>
    public KerasTensor Apply(KerasTensor inputs, KerasTensors states) =>
        Single(ApplyAll(inputs, states));

    /// <summary>Applies the layer where it gives several tensors.</summary>
    /// <param name="inputs">What the layer is applied to.</param>
    /// <param name="states">The states before the step, in the cell's order.</param>
    /// <exception cref="ShapeException">The layer does not take such tensors.</exception>
    public IReadOnlyList<KerasTensor> ApplyAll(KerasTensor inputs, KerasTensors states) =>
        Invoke(inputs, ("states", states));
}

/// <summary>
/// One step of a fully connected recurrence, activation(x · kernel + h · recurrent kernel + bias). [batch, features]
/// and the state [batch, units] → output [batch, units] and the state, which is the same
/// (<c>keras.layers.SimpleRNNCell</c>).
/// </summary>
public sealed class SimpleRNNCell : Layer
{
    private static readonly Engine.SimpleRNNCell Usual = FSharp.Usual<Engine.SimpleRNNCell>("keras.layers.SimpleRNNCell");

    /// <summary>A layer with those settings.</summary>
    /// <param name="units">Size of the states, at least 1.</param>
    /// <param name="activation">Of the sum of both products; <c>"tanh"</c> when absent.</param>
    /// <param name="useBias">Whether a bias is added.</param>
    /// <param name="kernelInitializer">How the kernel of the inputs begins; <c>"glorot_uniform"</c> when absent.</param>
    /// <param name="recurrentInitializer">How the kernel of the states begins; <c>"orthogonal"</c> when absent.</param>
    /// <param name="biasInitializer">How the bias begins; <c>"zeros"</c> when absent.</param>
    /// <param name="kernelRegularizer">Penalty of the kernel of the inputs.</param>
    /// <param name="recurrentRegularizer">Penalty of the kernel of the states.</param>
    /// <param name="biasRegularizer">Penalty of the bias.</param>
    /// <param name="kernelConstraint">Where the kernel of the inputs is put back after an update.</param>
    /// <param name="recurrentConstraint">Where the kernel of the states is put back after an update.</param>
    /// <param name="biasConstraint">Where the bias is put back after an update.</param>
    /// <param name="dropout">Share of the inputs dropped, in [0, 1]; the same at all steps.</param>
    /// <param name="recurrentDropout">Share of the recurrent state dropped, in [0, 1]; the same at all steps.</param>
    /// <param name="seed">A seed of its own; the model's seed when absent.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public SimpleRNNCell(
        int units,
        ActivationFunction? activation = null,
        bool useBias = true,
        Initializer? kernelInitializer = null,
        Initializer? recurrentInitializer = null,
        Initializer? biasInitializer = null,
        Regularizer? kernelRegularizer = null,
        Regularizer? recurrentRegularizer = null,
        Regularizer? biasRegularizer = null,
        Constraint? kernelConstraint = null,
        Constraint? recurrentConstraint = null,
        Constraint? biasConstraint = null,
        double dropout = 0,
        double recurrentDropout = 0,
        int? seed = null,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.SimpleRNNCell(
                units: units,
                activation: activation?.Engine ?? Usual.Activation,
                useBias: useBias,
                kernel: Rule.Of(kernelInitializer, kernelRegularizer, kernelConstraint, Usual.Kernel),
                recurrent: Rule.Of(recurrentInitializer, recurrentRegularizer, recurrentConstraint, Usual.Recurrent),
                bias: Rule.Of(biasInitializer, biasRegularizer, biasConstraint, Usual.Bias),
                dropout: dropout,
                recurrentDropout: recurrentDropout,
                seed: FSharp.OptionLong(seed)),
            name,
            trainable,
            dtype)
    {
    }

    internal SimpleRNNCell(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.SimpleRNNCell Settings => (Engine.SimpleRNNCell)Record;

    /// <summary>Size of the states, at least 1.</summary>
    public int Units => Settings.Units;

    /// <summary>Of the sum of both products.</summary>
    public ActivationFunction Activation => new(Settings.Activation);

    /// <summary>Whether a bias is added.</summary>
    public bool UseBias => Settings.UseBias;

    /// <summary>How the kernel of the inputs begins.</summary>
    public Initializer KernelInitializer => Initializer.Of(Settings.Kernel.Initializer);

    /// <summary>Penalty of the kernel of the inputs.</summary>
    public Regularizer? KernelRegularizer => Regularizer.OrNull(FSharp.OrNull(Settings.Kernel.Regularizer));

    /// <summary>Where the kernel of the inputs is put back after an update.</summary>
    public Constraint? KernelConstraint => Constraint.OrNull(FSharp.OrNull(Settings.Kernel.Constraint));

    /// <summary>How the kernel of the states begins.</summary>
    public Initializer RecurrentInitializer => Initializer.Of(Settings.Recurrent.Initializer);

    /// <summary>Penalty of the kernel of the states.</summary>
    public Regularizer? RecurrentRegularizer => Regularizer.OrNull(FSharp.OrNull(Settings.Recurrent.Regularizer));

    /// <summary>Where the kernel of the states is put back after an update.</summary>
    public Constraint? RecurrentConstraint => Constraint.OrNull(FSharp.OrNull(Settings.Recurrent.Constraint));

    /// <summary>How the bias begins.</summary>
    public Initializer BiasInitializer => Initializer.Of(Settings.Bias.Initializer);

    /// <summary>Penalty of the bias.</summary>
    public Regularizer? BiasRegularizer => Regularizer.OrNull(FSharp.OrNull(Settings.Bias.Regularizer));

    /// <summary>Where the bias is put back after an update.</summary>
    public Constraint? BiasConstraint => Constraint.OrNull(FSharp.OrNull(Settings.Bias.Constraint));

    /// <summary>Share of the inputs dropped, in [0, 1]; the same at all steps.</summary>
    public double Dropout => Settings.Dropout;

    /// <summary>Share of the recurrent state dropped, in [0, 1]; the same at all steps.</summary>
    public double RecurrentDropout => Settings.RecurrentDropout;

    /// <summary>A seed of its own; the model's seed when absent.</summary>
    public int? Seed => (int?)FSharp.OrNull(Settings.Seed);

    /// <summary>Applies the layer. What shape comes out is the layer's matter.</summary>
    /// <param name="inputs">What the layer is applied to.</param>
    /// <param name="states">The states before the step, in the cell's order.</param>
    /// <exception cref="ShapeException">The layer does not take such tensors, or gives several.</exception>
    public KerasTensor Apply(KerasTensor inputs, KerasTensors states) =>
        Single(ApplyAll(inputs, states));

    /// <summary>Applies the layer where it gives several tensors.</summary>
    /// <param name="inputs">What the layer is applied to.</param>
    /// <param name="states">The states before the step, in the cell's order.</param>
    /// <exception cref="ShapeException">The layer does not take such tensors.</exception>
    public IReadOnlyList<KerasTensor> ApplyAll(KerasTensor inputs, KerasTensors states) =>
        Invoke(inputs, ("states", states));
}

/// <summary>
/// Cells one upon the other as one: each gets the output of the one before. The states of all, those of the first cell
/// first; the output is the last one's. Constants go to every cell that takes some
/// (<c>keras.layers.StackedRNNCells</c>).
/// </summary>
public sealed class StackedRNNCells : Layer
{
    /// <summary>A layer with those settings.</summary>
    /// <param name="cells">The cells, the first one first.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public StackedRNNCells(
        IEnumerable<Layer> cells,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(new Engine.StackedRNNCells(cells: FSharp.Descriptors(cells)), name, trainable, dtype)
    {
    }

    internal StackedRNNCells(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.StackedRNNCells Settings => (Engine.StackedRNNCells)Record;

    /// <summary>The cells, the first one first.</summary>
    public IReadOnlyList<Layer> Cells => [.. Settings.Cells.Select(Of)];

    /// <summary>Applies the layer. What shape comes out is the layer's matter.</summary>
    /// <param name="inputs">What the layer is applied to.</param>
    /// <param name="states">The states before the step, in the cell's order.</param>
    /// <exception cref="ShapeException">The layer does not take such tensors, or gives several.</exception>
    public KerasTensor Apply(KerasTensor inputs, KerasTensors states) =>
        Single(ApplyAll(inputs, states));

    /// <summary>Applies the layer where it gives several tensors.</summary>
    /// <param name="inputs">What the layer is applied to.</param>
    /// <param name="states">The states before the step, in the cell's order.</param>
    /// <exception cref="ShapeException">The layer does not take such tensors.</exception>
    public IReadOnlyList<KerasTensor> ApplyAll(KerasTensor inputs, KerasTensors states) =>
        Invoke(inputs, ("states", states));
}
