// Written by tools/Generate from the facts of the classes. Changes belong there, or to the engine's records.
#nullable enable
using Engine = Functional.Optimizers;

namespace Functional.Keras.Optimizers;

/// <summary>
/// Gradient descent with momentum: <c>v ← momentum·v − lr·g</c>, <c>w ← w + v</c>; Nesterov's form looks one step ahead
/// (<c>keras.optimizers.SGD</c>).
/// </summary>
public sealed class SGD : Optimizer
{
    /// <summary>An optimizer with those settings.</summary>
    /// <param name="learningRate">Step size, at least 0; a schedule gives one for each step; 0.01 when absent.</param>
    /// <param name="momentum">Share of the last step that goes on, in [0, 1].</param>
    /// <param name="nesterov">Whether gradients count one step ahead.</param>
    /// <param name="weightDecay">Share of each weight, times the learning rate, taken off before an update, at least
    /// 0.</param>
    /// <param name="clipnorm">Largest norm of each gradient, above 0.</param>
    /// <param name="clipvalue">Largest absolute value in a gradient, above 0.</param>
    /// <param name="globalClipnorm">Largest norm of all gradients together, above 0.</param>
    /// <param name="useEma">Whether a moving average of each weight is kept.</param>
    /// <param name="emaMomentum">Share of the old average that stays, in [0, 1].</param>
    /// <param name="emaOverwriteFrequency">Every so many steps the weights take their averages, at least 1.</param>
    /// <param name="lossScaleFactor">The loss is multiplied by it and the gradients divided, above 0.</param>
    /// <param name="gradientAccumulationSteps">Gradients are averaged over so many steps before the weights change, at
    /// least 2.</param>
    /// <param name="name">Name of the optimizer; its class in snake case when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public SGD(
        LearningRate? learningRate = null,
        double momentum = 0,
        bool nesterov = false,
        double? weightDecay = null,
        double? clipnorm = null,
        double? clipvalue = null,
        double? globalClipnorm = null,
        bool useEma = false,
        double emaMomentum = 0.99,
        int? emaOverwriteFrequency = null,
        double? lossScaleFactor = null,
        int? gradientAccumulationSteps = null,
        string? name = null)
        : base(
            new Engine.SGD(momentum: momentum, nesterov: nesterov),
            new Functional.OptimizerSettings(
                learningRate: learningRate?.Engine ?? 0.01,
                weightDecay: FSharp.Option(weightDecay),
                clipnorm: FSharp.Option(clipnorm),
                globalClipnorm: FSharp.Option(globalClipnorm),
                clipvalue: FSharp.Option(clipvalue),
                useEma: useEma,
                emaMomentum: emaMomentum,
                emaOverwriteFrequency: FSharp.Option(emaOverwriteFrequency),
                lossScaleFactor: FSharp.Option(lossScaleFactor),
                gradientAccumulationSteps: FSharp.Option(gradientAccumulationSteps)),
            name ?? "sgd")
    {
    }

    internal SGD(Functional.Optimizer engine) : base(engine)
    {
    }

    private Engine.SGD Settings => (Engine.SGD)Record;

    /// <summary>Share of the last step that goes on, in [0, 1].</summary>
    public double Momentum => Settings.Momentum;

    /// <summary>Whether gradients count one step ahead.</summary>
    public bool Nesterov => Settings.Nesterov;
}

/// <summary>
/// Divides by a moving average of the gradient's size (Hinton 2012): <c>v ← rho·v + (1 − rho)·g²</c>, <c>w ← w − lr·g /
/// √(v + epsilon)</c> (<c>keras.optimizers.RMSprop</c>).
/// </summary>
public sealed class RMSprop : Optimizer
{
    /// <summary>An optimizer with those settings.</summary>
    /// <param name="learningRate">Step size, at least 0; a schedule gives one for each step; 0.001 when absent.</param>
    /// <param name="rho">Share of the old average that stays, in [0, 1].</param>
    /// <param name="momentum">Share of the last step that goes on, in [0, 1].</param>
    /// <param name="epsilon">Guards against division by zero, at least 0.</param>
    /// <param name="centered">Whether the average gradient is taken off the average square.</param>
    /// <param name="weightDecay">Share of each weight, times the learning rate, taken off before an update, at least
    /// 0.</param>
    /// <param name="clipnorm">Largest norm of each gradient, above 0.</param>
    /// <param name="clipvalue">Largest absolute value in a gradient, above 0.</param>
    /// <param name="globalClipnorm">Largest norm of all gradients together, above 0.</param>
    /// <param name="useEma">Whether a moving average of each weight is kept.</param>
    /// <param name="emaMomentum">Share of the old average that stays, in [0, 1].</param>
    /// <param name="emaOverwriteFrequency">Every so many steps the weights take their averages, at least 1.</param>
    /// <param name="lossScaleFactor">The loss is multiplied by it and the gradients divided, above 0.</param>
    /// <param name="gradientAccumulationSteps">Gradients are averaged over so many steps before the weights change, at
    /// least 2.</param>
    /// <param name="name">Name of the optimizer; its class in snake case when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public RMSprop(
        LearningRate? learningRate = null,
        double rho = 0.9,
        double momentum = 0,
        double epsilon = 1e-7,
        bool centered = false,
        double? weightDecay = null,
        double? clipnorm = null,
        double? clipvalue = null,
        double? globalClipnorm = null,
        bool useEma = false,
        double emaMomentum = 0.99,
        int? emaOverwriteFrequency = null,
        double? lossScaleFactor = null,
        int? gradientAccumulationSteps = null,
        string? name = null)
        : base(
            new Engine.RMSprop(rho: rho, momentum: momentum, epsilon: epsilon, centered: centered),
            new Functional.OptimizerSettings(
                learningRate: learningRate?.Engine ?? 0.001,
                weightDecay: FSharp.Option(weightDecay),
                clipnorm: FSharp.Option(clipnorm),
                globalClipnorm: FSharp.Option(globalClipnorm),
                clipvalue: FSharp.Option(clipvalue),
                useEma: useEma,
                emaMomentum: emaMomentum,
                emaOverwriteFrequency: FSharp.Option(emaOverwriteFrequency),
                lossScaleFactor: FSharp.Option(lossScaleFactor),
                gradientAccumulationSteps: FSharp.Option(gradientAccumulationSteps)),
            name ?? "rm_sprop")
    {
    }

    internal RMSprop(Functional.Optimizer engine) : base(engine)
    {
    }

    private Engine.RMSprop Settings => (Engine.RMSprop)Record;

    /// <summary>Share of the old average that stays, in [0, 1].</summary>
    public double Rho => Settings.Rho;

    /// <summary>Share of the last step that goes on, in [0, 1].</summary>
    public double Momentum => Settings.Momentum;

    /// <summary>Guards against division by zero, at least 0.</summary>
    public double Epsilon => Settings.Epsilon;

    /// <summary>Whether the average gradient is taken off the average square.</summary>
    public bool Centered => Settings.Centered;
}

/// <summary>
/// Moving averages of gradient and square, corrected for their start at zero (Kingma and Ba 2014). With
/// <c>WeightDecay</c> set it is AdamW (Loshchilov and Hutter 2017) (<c>keras.optimizers.Adam</c>).
/// </summary>
public sealed class Adam : Optimizer
{
    /// <summary>An optimizer with those settings.</summary>
    /// <param name="learningRate">Step size, at least 0; a schedule gives one for each step; 0.001 when absent.</param>
    /// <param name="beta1">Share of the old average gradient that stays, in [0, 1).</param>
    /// <param name="beta2">Share of the old average square that stays, in [0, 1).</param>
    /// <param name="epsilon">Added to the root, at least 0.</param>
    /// <param name="amsgrad">Whether the largest average square so far is used (Reddi et al. 2018).</param>
    /// <param name="weightDecay">Share of each weight, times the learning rate, taken off before an update, at least
    /// 0.</param>
    /// <param name="clipnorm">Largest norm of each gradient, above 0.</param>
    /// <param name="clipvalue">Largest absolute value in a gradient, above 0.</param>
    /// <param name="globalClipnorm">Largest norm of all gradients together, above 0.</param>
    /// <param name="useEma">Whether a moving average of each weight is kept.</param>
    /// <param name="emaMomentum">Share of the old average that stays, in [0, 1].</param>
    /// <param name="emaOverwriteFrequency">Every so many steps the weights take their averages, at least 1.</param>
    /// <param name="lossScaleFactor">The loss is multiplied by it and the gradients divided, above 0.</param>
    /// <param name="gradientAccumulationSteps">Gradients are averaged over so many steps before the weights change, at
    /// least 2.</param>
    /// <param name="name">Name of the optimizer; its class in snake case when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public Adam(
        LearningRate? learningRate = null,
        double beta1 = 0.9,
        double beta2 = 0.999,
        double epsilon = 1e-7,
        bool amsgrad = false,
        double? weightDecay = null,
        double? clipnorm = null,
        double? clipvalue = null,
        double? globalClipnorm = null,
        bool useEma = false,
        double emaMomentum = 0.99,
        int? emaOverwriteFrequency = null,
        double? lossScaleFactor = null,
        int? gradientAccumulationSteps = null,
        string? name = null)
        : base(
            new Engine.Adam(beta1: beta1, beta2: beta2, epsilon: epsilon, amsgrad: amsgrad),
            new Functional.OptimizerSettings(
                learningRate: learningRate?.Engine ?? 0.001,
                weightDecay: FSharp.Option(weightDecay),
                clipnorm: FSharp.Option(clipnorm),
                globalClipnorm: FSharp.Option(globalClipnorm),
                clipvalue: FSharp.Option(clipvalue),
                useEma: useEma,
                emaMomentum: emaMomentum,
                emaOverwriteFrequency: FSharp.Option(emaOverwriteFrequency),
                lossScaleFactor: FSharp.Option(lossScaleFactor),
                gradientAccumulationSteps: FSharp.Option(gradientAccumulationSteps)),
            name ?? "adam")
    {
    }

    internal Adam(Functional.Optimizer engine) : base(engine)
    {
    }

    private Engine.Adam Settings => (Engine.Adam)Record;

    /// <summary>Share of the old average gradient that stays, in [0, 1).</summary>
    public double Beta1 => Settings.Beta1;

    /// <summary>Share of the old average square that stays, in [0, 1).</summary>
    public double Beta2 => Settings.Beta2;

    /// <summary>Added to the root, at least 0.</summary>
    public double Epsilon => Settings.Epsilon;

    /// <summary>Whether the largest average square so far is used (Reddi et al. 2018).</summary>
    public bool Amsgrad => Settings.Amsgrad;
}

/// <summary>
/// Adam with the largest gradient so far in place of the root of an average square (Kingma and Ba 2014)
/// (<c>keras.optimizers.Adamax</c>).
/// </summary>
public sealed class Adamax : Optimizer
{
    /// <summary>An optimizer with those settings.</summary>
    /// <param name="learningRate">Step size, at least 0; a schedule gives one for each step; 0.001 when absent.</param>
    /// <param name="beta1">Share of the old average gradient that stays, in [0, 1).</param>
    /// <param name="beta2">Share of the old largest size that stays, in [0, 1).</param>
    /// <param name="epsilon">Guards against division by zero, at least 0.</param>
    /// <param name="weightDecay">Share of each weight, times the learning rate, taken off before an update, at least
    /// 0.</param>
    /// <param name="clipnorm">Largest norm of each gradient, above 0.</param>
    /// <param name="clipvalue">Largest absolute value in a gradient, above 0.</param>
    /// <param name="globalClipnorm">Largest norm of all gradients together, above 0.</param>
    /// <param name="useEma">Whether a moving average of each weight is kept.</param>
    /// <param name="emaMomentum">Share of the old average that stays, in [0, 1].</param>
    /// <param name="emaOverwriteFrequency">Every so many steps the weights take their averages, at least 1.</param>
    /// <param name="lossScaleFactor">The loss is multiplied by it and the gradients divided, above 0.</param>
    /// <param name="gradientAccumulationSteps">Gradients are averaged over so many steps before the weights change, at
    /// least 2.</param>
    /// <param name="name">Name of the optimizer; its class in snake case when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public Adamax(
        LearningRate? learningRate = null,
        double beta1 = 0.9,
        double beta2 = 0.999,
        double epsilon = 1e-7,
        double? weightDecay = null,
        double? clipnorm = null,
        double? clipvalue = null,
        double? globalClipnorm = null,
        bool useEma = false,
        double emaMomentum = 0.99,
        int? emaOverwriteFrequency = null,
        double? lossScaleFactor = null,
        int? gradientAccumulationSteps = null,
        string? name = null)
        : base(
            new Engine.Adamax(beta1: beta1, beta2: beta2, epsilon: epsilon),
            new Functional.OptimizerSettings(
                learningRate: learningRate?.Engine ?? 0.001,
                weightDecay: FSharp.Option(weightDecay),
                clipnorm: FSharp.Option(clipnorm),
                globalClipnorm: FSharp.Option(globalClipnorm),
                clipvalue: FSharp.Option(clipvalue),
                useEma: useEma,
                emaMomentum: emaMomentum,
                emaOverwriteFrequency: FSharp.Option(emaOverwriteFrequency),
                lossScaleFactor: FSharp.Option(lossScaleFactor),
                gradientAccumulationSteps: FSharp.Option(gradientAccumulationSteps)),
            name ?? "adamax")
    {
    }

    internal Adamax(Functional.Optimizer engine) : base(engine)
    {
    }

    private Engine.Adamax Settings => (Engine.Adamax)Record;

    /// <summary>Share of the old average gradient that stays, in [0, 1).</summary>
    public double Beta1 => Settings.Beta1;

    /// <summary>Share of the old largest size that stays, in [0, 1).</summary>
    public double Beta2 => Settings.Beta2;

    /// <summary>Guards against division by zero, at least 0.</summary>
    public double Epsilon => Settings.Epsilon;
}

/// <summary>
/// Steps of a size that follows from past gradients and past steps, without a rate of its own (Zeiler 2012)
/// (<c>keras.optimizers.Adadelta</c>).
/// </summary>
public sealed class Adadelta : Optimizer
{
    /// <summary>An optimizer with those settings.</summary>
    /// <param name="learningRate">Step size, at least 0; a schedule gives one for each step; 0.001 when absent.</param>
    /// <param name="rho">Share of the old averages that stays, in [0, 1].</param>
    /// <param name="epsilon">Guards against division by zero, at least 0.</param>
    /// <param name="weightDecay">Share of each weight, times the learning rate, taken off before an update, at least
    /// 0.</param>
    /// <param name="clipnorm">Largest norm of each gradient, above 0.</param>
    /// <param name="clipvalue">Largest absolute value in a gradient, above 0.</param>
    /// <param name="globalClipnorm">Largest norm of all gradients together, above 0.</param>
    /// <param name="useEma">Whether a moving average of each weight is kept.</param>
    /// <param name="emaMomentum">Share of the old average that stays, in [0, 1].</param>
    /// <param name="emaOverwriteFrequency">Every so many steps the weights take their averages, at least 1.</param>
    /// <param name="lossScaleFactor">The loss is multiplied by it and the gradients divided, above 0.</param>
    /// <param name="gradientAccumulationSteps">Gradients are averaged over so many steps before the weights change, at
    /// least 2.</param>
    /// <param name="name">Name of the optimizer; its class in snake case when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public Adadelta(
        LearningRate? learningRate = null,
        double rho = 0.95,
        double epsilon = 1e-7,
        double? weightDecay = null,
        double? clipnorm = null,
        double? clipvalue = null,
        double? globalClipnorm = null,
        bool useEma = false,
        double emaMomentum = 0.99,
        int? emaOverwriteFrequency = null,
        double? lossScaleFactor = null,
        int? gradientAccumulationSteps = null,
        string? name = null)
        : base(
            new Engine.Adadelta(rho: rho, epsilon: epsilon),
            new Functional.OptimizerSettings(
                learningRate: learningRate?.Engine ?? 0.001,
                weightDecay: FSharp.Option(weightDecay),
                clipnorm: FSharp.Option(clipnorm),
                globalClipnorm: FSharp.Option(globalClipnorm),
                clipvalue: FSharp.Option(clipvalue),
                useEma: useEma,
                emaMomentum: emaMomentum,
                emaOverwriteFrequency: FSharp.Option(emaOverwriteFrequency),
                lossScaleFactor: FSharp.Option(lossScaleFactor),
                gradientAccumulationSteps: FSharp.Option(gradientAccumulationSteps)),
            name ?? "adadelta")
    {
    }

    internal Adadelta(Functional.Optimizer engine) : base(engine)
    {
    }

    private Engine.Adadelta Settings => (Engine.Adadelta)Record;

    /// <summary>Share of the old averages that stays, in [0, 1].</summary>
    public double Rho => Settings.Rho;

    /// <summary>Guards against division by zero, at least 0.</summary>
    public double Epsilon => Settings.Epsilon;
}

/// <summary>
/// Steps of one size along the sign of an average gradient (Chen et al. 2023) (<c>keras.optimizers.Lion</c>).
/// </summary>
public sealed class Lion : Optimizer
{
    /// <summary>An optimizer with those settings.</summary>
    /// <param name="learningRate">Step size, at least 0; a schedule gives one for each step; 0.001 when absent.</param>
    /// <param name="beta1">Share of the average in a step, in [0, 1].</param>
    /// <param name="beta2">Share of the old average that stays, in [0, 1).</param>
    /// <param name="weightDecay">Share of each weight, times the learning rate, taken off before an update, at least
    /// 0.</param>
    /// <param name="clipnorm">Largest norm of each gradient, above 0.</param>
    /// <param name="clipvalue">Largest absolute value in a gradient, above 0.</param>
    /// <param name="globalClipnorm">Largest norm of all gradients together, above 0.</param>
    /// <param name="useEma">Whether a moving average of each weight is kept.</param>
    /// <param name="emaMomentum">Share of the old average that stays, in [0, 1].</param>
    /// <param name="emaOverwriteFrequency">Every so many steps the weights take their averages, at least 1.</param>
    /// <param name="lossScaleFactor">The loss is multiplied by it and the gradients divided, above 0.</param>
    /// <param name="gradientAccumulationSteps">Gradients are averaged over so many steps before the weights change, at
    /// least 2.</param>
    /// <param name="name">Name of the optimizer; its class in snake case when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public Lion(
        LearningRate? learningRate = null,
        double beta1 = 0.9,
        double beta2 = 0.99,
        double? weightDecay = null,
        double? clipnorm = null,
        double? clipvalue = null,
        double? globalClipnorm = null,
        bool useEma = false,
        double emaMomentum = 0.99,
        int? emaOverwriteFrequency = null,
        double? lossScaleFactor = null,
        int? gradientAccumulationSteps = null,
        string? name = null)
        : base(
            new Engine.Lion(beta1: beta1, beta2: beta2),
            new Functional.OptimizerSettings(
                learningRate: learningRate?.Engine ?? 0.001,
                weightDecay: FSharp.Option(weightDecay),
                clipnorm: FSharp.Option(clipnorm),
                globalClipnorm: FSharp.Option(globalClipnorm),
                clipvalue: FSharp.Option(clipvalue),
                useEma: useEma,
                emaMomentum: emaMomentum,
                emaOverwriteFrequency: FSharp.Option(emaOverwriteFrequency),
                lossScaleFactor: FSharp.Option(lossScaleFactor),
                gradientAccumulationSteps: FSharp.Option(gradientAccumulationSteps)),
            name ?? "lion")
    {
    }

    internal Lion(Functional.Optimizer engine) : base(engine)
    {
    }

    private Engine.Lion Settings => (Engine.Lion)Record;

    /// <summary>Share of the average in a step, in [0, 1].</summary>
    public double Beta1 => Settings.Beta1;

    /// <summary>Share of the old average that stays, in [0, 1).</summary>
    public double Beta2 => Settings.Beta2;
}

/// <summary>
/// Adam whose step for each weight is as long as the weight itself, times the learning rate (You et al. 2019)
/// (<c>keras.optimizers.Lamb</c>).
/// </summary>
public sealed class Lamb : Optimizer
{
    /// <summary>An optimizer with those settings.</summary>
    /// <param name="learningRate">Step size, at least 0; a schedule gives one for each step; 0.001 when absent.</param>
    /// <param name="beta1">Share of the old average gradient that stays, in [0, 1).</param>
    /// <param name="beta2">Share of the old average square that stays, in [0, 1).</param>
    /// <param name="epsilon">Guards against division by zero, at least 0.</param>
    /// <param name="weightDecay">Share of each weight, times the learning rate, taken off before an update, at least
    /// 0.</param>
    /// <param name="clipnorm">Largest norm of each gradient, above 0.</param>
    /// <param name="clipvalue">Largest absolute value in a gradient, above 0.</param>
    /// <param name="globalClipnorm">Largest norm of all gradients together, above 0.</param>
    /// <param name="useEma">Whether a moving average of each weight is kept.</param>
    /// <param name="emaMomentum">Share of the old average that stays, in [0, 1].</param>
    /// <param name="emaOverwriteFrequency">Every so many steps the weights take their averages, at least 1.</param>
    /// <param name="lossScaleFactor">The loss is multiplied by it and the gradients divided, above 0.</param>
    /// <param name="gradientAccumulationSteps">Gradients are averaged over so many steps before the weights change, at
    /// least 2.</param>
    /// <param name="name">Name of the optimizer; its class in snake case when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public Lamb(
        LearningRate? learningRate = null,
        double beta1 = 0.9,
        double beta2 = 0.999,
        double epsilon = 1e-7,
        double? weightDecay = null,
        double? clipnorm = null,
        double? clipvalue = null,
        double? globalClipnorm = null,
        bool useEma = false,
        double emaMomentum = 0.99,
        int? emaOverwriteFrequency = null,
        double? lossScaleFactor = null,
        int? gradientAccumulationSteps = null,
        string? name = null)
        : base(
            new Engine.Lamb(beta1: beta1, beta2: beta2, epsilon: epsilon),
            new Functional.OptimizerSettings(
                learningRate: learningRate?.Engine ?? 0.001,
                weightDecay: FSharp.Option(weightDecay),
                clipnorm: FSharp.Option(clipnorm),
                globalClipnorm: FSharp.Option(globalClipnorm),
                clipvalue: FSharp.Option(clipvalue),
                useEma: useEma,
                emaMomentum: emaMomentum,
                emaOverwriteFrequency: FSharp.Option(emaOverwriteFrequency),
                lossScaleFactor: FSharp.Option(lossScaleFactor),
                gradientAccumulationSteps: FSharp.Option(gradientAccumulationSteps)),
            name ?? "lamb")
    {
    }

    internal Lamb(Functional.Optimizer engine) : base(engine)
    {
    }

    private Engine.Lamb Settings => (Engine.Lamb)Record;

    /// <summary>Share of the old average gradient that stays, in [0, 1).</summary>
    public double Beta1 => Settings.Beta1;

    /// <summary>Share of the old average square that stays, in [0, 1).</summary>
    public double Beta2 => Settings.Beta2;

    /// <summary>Guards against division by zero, at least 0.</summary>
    public double Epsilon => Settings.Epsilon;
}

/// <summary>
/// Divides by the root of the sum of all squares so far (Duchi et al. 2011): <c>a ← a + g²</c>, <c>w ← w − lr·g / √(a +
/// epsilon)</c> (<c>keras.optimizers.Adagrad</c>).
/// </summary>
public sealed class Adagrad : Optimizer
{
    /// <summary>An optimizer with those settings.</summary>
    /// <param name="learningRate">Step size, at least 0; a schedule gives one for each step; 0.001 when absent.</param>
    /// <param name="initialAccumulatorValue">What the sums begin as, at least 0.</param>
    /// <param name="epsilon">Guards against division by zero, at least 0.</param>
    /// <param name="weightDecay">Share of each weight, times the learning rate, taken off before an update, at least
    /// 0.</param>
    /// <param name="clipnorm">Largest norm of each gradient, above 0.</param>
    /// <param name="clipvalue">Largest absolute value in a gradient, above 0.</param>
    /// <param name="globalClipnorm">Largest norm of all gradients together, above 0.</param>
    /// <param name="useEma">Whether a moving average of each weight is kept.</param>
    /// <param name="emaMomentum">Share of the old average that stays, in [0, 1].</param>
    /// <param name="emaOverwriteFrequency">Every so many steps the weights take their averages, at least 1.</param>
    /// <param name="lossScaleFactor">The loss is multiplied by it and the gradients divided, above 0.</param>
    /// <param name="gradientAccumulationSteps">Gradients are averaged over so many steps before the weights change, at
    /// least 2.</param>
    /// <param name="name">Name of the optimizer; its class in snake case when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public Adagrad(
        LearningRate? learningRate = null,
        double initialAccumulatorValue = 0.1,
        double epsilon = 1e-7,
        double? weightDecay = null,
        double? clipnorm = null,
        double? clipvalue = null,
        double? globalClipnorm = null,
        bool useEma = false,
        double emaMomentum = 0.99,
        int? emaOverwriteFrequency = null,
        double? lossScaleFactor = null,
        int? gradientAccumulationSteps = null,
        string? name = null)
        : base(
            new Engine.Adagrad(initialAccumulatorValue: initialAccumulatorValue, epsilon: epsilon),
            new Functional.OptimizerSettings(
                learningRate: learningRate?.Engine ?? 0.001,
                weightDecay: FSharp.Option(weightDecay),
                clipnorm: FSharp.Option(clipnorm),
                globalClipnorm: FSharp.Option(globalClipnorm),
                clipvalue: FSharp.Option(clipvalue),
                useEma: useEma,
                emaMomentum: emaMomentum,
                emaOverwriteFrequency: FSharp.Option(emaOverwriteFrequency),
                lossScaleFactor: FSharp.Option(lossScaleFactor),
                gradientAccumulationSteps: FSharp.Option(gradientAccumulationSteps)),
            name ?? "adagrad")
    {
    }

    internal Adagrad(Functional.Optimizer engine) : base(engine)
    {
    }

    private Engine.Adagrad Settings => (Engine.Adagrad)Record;

    /// <summary>What the sums begin as, at least 0.</summary>
    public double InitialAccumulatorValue => Settings.InitialAccumulatorValue;

    /// <summary>Guards against division by zero, at least 0.</summary>
    public double Epsilon => Settings.Epsilon;
}

/// <summary>
/// Follows the regularised leader: few weights stay other than 0 (McMahan et al. 2013) (<c>keras.optimizers.Ftrl</c>).
/// </summary>
public sealed class Ftrl : Optimizer
{
    /// <summary>An optimizer with those settings.</summary>
    /// <param name="learningRate">Step size, at least 0; a schedule gives one for each step; 0.001 when absent.</param>
    /// <param name="learningRatePower">Power of the sum of squares that steps are divided by, with its sign turned, at most
    /// 0.</param>
    /// <param name="initialAccumulatorValue">What the sums begin as, at least 0.</param>
    /// <param name="l1RegularizationStrength">Penalty of the sizes of weights, which makes small ones 0, at least
    /// 0.</param>
    /// <param name="l2RegularizationStrength">Penalty of the squares of weights, at least 0.</param>
    /// <param name="l2ShrinkageRegularizationStrength">Penalty of the squares of weights that is added to gradients, at
    /// least 0.</param>
    /// <param name="beta">Added to the root of the sum of squares, at least 0.</param>
    /// <param name="weightDecay">Share of each weight, times the learning rate, taken off before an update, at least
    /// 0.</param>
    /// <param name="clipnorm">Largest norm of each gradient, above 0.</param>
    /// <param name="clipvalue">Largest absolute value in a gradient, above 0.</param>
    /// <param name="globalClipnorm">Largest norm of all gradients together, above 0.</param>
    /// <param name="useEma">Whether a moving average of each weight is kept.</param>
    /// <param name="emaMomentum">Share of the old average that stays, in [0, 1].</param>
    /// <param name="emaOverwriteFrequency">Every so many steps the weights take their averages, at least 1.</param>
    /// <param name="lossScaleFactor">The loss is multiplied by it and the gradients divided, above 0.</param>
    /// <param name="gradientAccumulationSteps">Gradients are averaged over so many steps before the weights change, at
    /// least 2.</param>
    /// <param name="name">Name of the optimizer; its class in snake case when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public Ftrl(
        LearningRate? learningRate = null,
        double learningRatePower = -0.5,
        double initialAccumulatorValue = 0.1,
        double l1RegularizationStrength = 0,
        double l2RegularizationStrength = 0,
        double l2ShrinkageRegularizationStrength = 0,
        double beta = 0,
        double? weightDecay = null,
        double? clipnorm = null,
        double? clipvalue = null,
        double? globalClipnorm = null,
        bool useEma = false,
        double emaMomentum = 0.99,
        int? emaOverwriteFrequency = null,
        double? lossScaleFactor = null,
        int? gradientAccumulationSteps = null,
        string? name = null)
        : base(
            new Engine.Ftrl(
                learningRatePower: learningRatePower,
                initialAccumulatorValue: initialAccumulatorValue,
                l1RegularizationStrength: l1RegularizationStrength,
                l2RegularizationStrength: l2RegularizationStrength,
                l2ShrinkageRegularizationStrength: l2ShrinkageRegularizationStrength,
                beta: beta),
            new Functional.OptimizerSettings(
                learningRate: learningRate?.Engine ?? 0.001,
                weightDecay: FSharp.Option(weightDecay),
                clipnorm: FSharp.Option(clipnorm),
                globalClipnorm: FSharp.Option(globalClipnorm),
                clipvalue: FSharp.Option(clipvalue),
                useEma: useEma,
                emaMomentum: emaMomentum,
                emaOverwriteFrequency: FSharp.Option(emaOverwriteFrequency),
                lossScaleFactor: FSharp.Option(lossScaleFactor),
                gradientAccumulationSteps: FSharp.Option(gradientAccumulationSteps)),
            name ?? "ftrl")
    {
    }

    internal Ftrl(Functional.Optimizer engine) : base(engine)
    {
    }

    private Engine.Ftrl Settings => (Engine.Ftrl)Record;

    /// <summary>Power of the sum of squares that steps are divided by, with its sign turned, at most 0.</summary>
    public double LearningRatePower => Settings.LearningRatePower;

    /// <summary>What the sums begin as, at least 0.</summary>
    public double InitialAccumulatorValue => Settings.InitialAccumulatorValue;

    /// <summary>Penalty of the sizes of weights, which makes small ones 0, at least 0.</summary>
    public double L1RegularizationStrength => Settings.L1RegularizationStrength;

    /// <summary>Penalty of the squares of weights, at least 0.</summary>
    public double L2RegularizationStrength => Settings.L2RegularizationStrength;

    /// <summary>Penalty of the squares of weights that is added to gradients, at least 0.</summary>
    public double L2ShrinkageRegularizationStrength => Settings.L2ShrinkageRegularizationStrength;

    /// <summary>Added to the root of the sum of squares, at least 0.</summary>
    public double Beta => Settings.Beta;
}

/// <summary>Adam that looks one step ahead (Dozat 2016) (<c>keras.optimizers.Nadam</c>).</summary>
public sealed class Nadam : Optimizer
{
    /// <summary>An optimizer with those settings.</summary>
    /// <param name="learningRate">Step size, at least 0; a schedule gives one for each step; 0.001 when absent.</param>
    /// <param name="beta1">Share of the old average gradient that stays, in [0, 1).</param>
    /// <param name="beta2">Share of the old average square that stays, in [0, 1).</param>
    /// <param name="epsilon">Guards against division by zero, at least 0.</param>
    /// <param name="weightDecay">Share of each weight, times the learning rate, taken off before an update, at least
    /// 0.</param>
    /// <param name="clipnorm">Largest norm of each gradient, above 0.</param>
    /// <param name="clipvalue">Largest absolute value in a gradient, above 0.</param>
    /// <param name="globalClipnorm">Largest norm of all gradients together, above 0.</param>
    /// <param name="useEma">Whether a moving average of each weight is kept.</param>
    /// <param name="emaMomentum">Share of the old average that stays, in [0, 1].</param>
    /// <param name="emaOverwriteFrequency">Every so many steps the weights take their averages, at least 1.</param>
    /// <param name="lossScaleFactor">The loss is multiplied by it and the gradients divided, above 0.</param>
    /// <param name="gradientAccumulationSteps">Gradients are averaged over so many steps before the weights change, at
    /// least 2.</param>
    /// <param name="name">Name of the optimizer; its class in snake case when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public Nadam(
        LearningRate? learningRate = null,
        double beta1 = 0.9,
        double beta2 = 0.999,
        double epsilon = 1e-7,
        double? weightDecay = null,
        double? clipnorm = null,
        double? clipvalue = null,
        double? globalClipnorm = null,
        bool useEma = false,
        double emaMomentum = 0.99,
        int? emaOverwriteFrequency = null,
        double? lossScaleFactor = null,
        int? gradientAccumulationSteps = null,
        string? name = null)
        : base(
            new Engine.Nadam(beta1: beta1, beta2: beta2, epsilon: epsilon),
            new Functional.OptimizerSettings(
                learningRate: learningRate?.Engine ?? 0.001,
                weightDecay: FSharp.Option(weightDecay),
                clipnorm: FSharp.Option(clipnorm),
                globalClipnorm: FSharp.Option(globalClipnorm),
                clipvalue: FSharp.Option(clipvalue),
                useEma: useEma,
                emaMomentum: emaMomentum,
                emaOverwriteFrequency: FSharp.Option(emaOverwriteFrequency),
                lossScaleFactor: FSharp.Option(lossScaleFactor),
                gradientAccumulationSteps: FSharp.Option(gradientAccumulationSteps)),
            name ?? "nadam")
    {
    }

    internal Nadam(Functional.Optimizer engine) : base(engine)
    {
    }

    private Engine.Nadam Settings => (Engine.Nadam)Record;

    /// <summary>Share of the old average gradient that stays, in [0, 1).</summary>
    public double Beta1 => Settings.Beta1;

    /// <summary>Share of the old average square that stays, in [0, 1).</summary>
    public double Beta2 => Settings.Beta2;

    /// <summary>Guards against division by zero, at least 0.</summary>
    public double Epsilon => Settings.Epsilon;
}

/// <summary>
/// AdamW without a schedule: steps are made from a sequence z, gradients are taken at a point between z and the average
/// of all z so far (Defazio et al. 2024). The weight is that point (<c>keras.optimizers.ScheduleFreeAdamW</c>).
/// </summary>
public sealed class ScheduleFreeAdamW : Optimizer
{
    /// <summary>An optimizer with those settings.</summary>
    /// <param name="learningRate">Step size, at least 0; a schedule gives one for each step; 0.0025 when absent.</param>
    /// <param name="beta1">Share of the average in the weight, in [0, 1).</param>
    /// <param name="beta2">Share of the old average square that stays, in [0, 1).</param>
    /// <param name="epsilon">Added to the root, at least 0.</param>
    /// <param name="warmupSteps">Steps over which the learning rate grows from 0, at least 0.</param>
    /// <param name="weightDecay">Share of each weight, times the learning rate, taken off before an update, at least
    /// 0.</param>
    /// <param name="clipnorm">Largest norm of each gradient, above 0.</param>
    /// <param name="clipvalue">Largest absolute value in a gradient, above 0.</param>
    /// <param name="globalClipnorm">Largest norm of all gradients together, above 0.</param>
    /// <param name="useEma">Whether a moving average of each weight is kept.</param>
    /// <param name="emaMomentum">Share of the old average that stays, in [0, 1].</param>
    /// <param name="emaOverwriteFrequency">Every so many steps the weights take their averages, at least 1.</param>
    /// <param name="lossScaleFactor">The loss is multiplied by it and the gradients divided, above 0.</param>
    /// <param name="gradientAccumulationSteps">Gradients are averaged over so many steps before the weights change, at
    /// least 2.</param>
    /// <param name="name">Name of the optimizer; its class in snake case when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public ScheduleFreeAdamW(
        LearningRate? learningRate = null,
        double beta1 = 0.9,
        double beta2 = 0.999,
        double epsilon = 1e-8,
        int warmupSteps = 0,
        double? weightDecay = null,
        double? clipnorm = null,
        double? clipvalue = null,
        double? globalClipnorm = null,
        bool useEma = false,
        double emaMomentum = 0.99,
        int? emaOverwriteFrequency = null,
        double? lossScaleFactor = null,
        int? gradientAccumulationSteps = null,
        string? name = null)
        : base(
            new Engine.ScheduleFreeAdamW(beta1: beta1, beta2: beta2, epsilon: epsilon, warmupSteps: warmupSteps),
            new Functional.OptimizerSettings(
                learningRate: learningRate?.Engine ?? 0.0025,
                weightDecay: FSharp.Option(weightDecay),
                clipnorm: FSharp.Option(clipnorm),
                globalClipnorm: FSharp.Option(globalClipnorm),
                clipvalue: FSharp.Option(clipvalue),
                useEma: useEma,
                emaMomentum: emaMomentum,
                emaOverwriteFrequency: FSharp.Option(emaOverwriteFrequency),
                lossScaleFactor: FSharp.Option(lossScaleFactor),
                gradientAccumulationSteps: FSharp.Option(gradientAccumulationSteps)),
            name ?? "schedule_free_adam_w")
    {
    }

    internal ScheduleFreeAdamW(Functional.Optimizer engine) : base(engine)
    {
    }

    private Engine.ScheduleFreeAdamW Settings => (Engine.ScheduleFreeAdamW)Record;

    /// <summary>Share of the average in the weight, in [0, 1).</summary>
    public double Beta1 => Settings.Beta1;

    /// <summary>Share of the old average square that stays, in [0, 1).</summary>
    public double Beta2 => Settings.Beta2;

    /// <summary>Added to the root, at least 0.</summary>
    public double Epsilon => Settings.Epsilon;

    /// <summary>Steps over which the learning rate grows from 0, at least 0.</summary>
    public int WarmupSteps => Settings.WarmupSteps;
}

/// <summary>
/// Divides by average squares that are kept as a row and a column instead of a matrix, in steps relative to the size of
/// the weight (Shazeer and Stern 2018) (<c>keras.optimizers.Adafactor</c>).
/// </summary>
public sealed class Adafactor : Optimizer
{
    /// <summary>An optimizer with those settings.</summary>
    /// <param name="learningRate">Step size, at least 0; a schedule gives one for each step; 0.001 when absent.</param>
    /// <param name="beta2Decay">Power of the number of the step that the share of new squares falls with.</param>
    /// <param name="epsilon1">Added to squares, at least 0.</param>
    /// <param name="epsilon2">Least size of a weight that steps are relative to, at least 0.</param>
    /// <param name="clipThreshold">Largest root of the mean square of a step, above 0.</param>
    /// <param name="relativeStep">Keras: without effect, since steps always fall with the root of their number.</param>
    /// <param name="weightDecay">Share of each weight, times the learning rate, taken off before an update, at least
    /// 0.</param>
    /// <param name="clipnorm">Largest norm of each gradient, above 0.</param>
    /// <param name="clipvalue">Largest absolute value in a gradient, above 0.</param>
    /// <param name="globalClipnorm">Largest norm of all gradients together, above 0.</param>
    /// <param name="useEma">Whether a moving average of each weight is kept.</param>
    /// <param name="emaMomentum">Share of the old average that stays, in [0, 1].</param>
    /// <param name="emaOverwriteFrequency">Every so many steps the weights take their averages, at least 1.</param>
    /// <param name="lossScaleFactor">The loss is multiplied by it and the gradients divided, above 0.</param>
    /// <param name="gradientAccumulationSteps">Gradients are averaged over so many steps before the weights change, at
    /// least 2.</param>
    /// <param name="name">Name of the optimizer; its class in snake case when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public Adafactor(
        LearningRate? learningRate = null,
        double beta2Decay = -0.8,
        double epsilon1 = 1e-30,
        double epsilon2 = 0.001,
        double clipThreshold = 1,
        bool relativeStep = true,
        double? weightDecay = null,
        double? clipnorm = null,
        double? clipvalue = null,
        double? globalClipnorm = null,
        bool useEma = false,
        double emaMomentum = 0.99,
        int? emaOverwriteFrequency = null,
        double? lossScaleFactor = null,
        int? gradientAccumulationSteps = null,
        string? name = null)
        : base(
            new Engine.Adafactor(
                beta2Decay: beta2Decay,
                epsilon1: epsilon1,
                epsilon2: epsilon2,
                clipThreshold: clipThreshold,
                relativeStep: relativeStep),
            new Functional.OptimizerSettings(
                learningRate: learningRate?.Engine ?? 0.001,
                weightDecay: FSharp.Option(weightDecay),
                clipnorm: FSharp.Option(clipnorm),
                globalClipnorm: FSharp.Option(globalClipnorm),
                clipvalue: FSharp.Option(clipvalue),
                useEma: useEma,
                emaMomentum: emaMomentum,
                emaOverwriteFrequency: FSharp.Option(emaOverwriteFrequency),
                lossScaleFactor: FSharp.Option(lossScaleFactor),
                gradientAccumulationSteps: FSharp.Option(gradientAccumulationSteps)),
            name ?? "adafactor")
    {
    }

    internal Adafactor(Functional.Optimizer engine) : base(engine)
    {
    }

    private Engine.Adafactor Settings => (Engine.Adafactor)Record;

    /// <summary>Power of the number of the step that the share of new squares falls with.</summary>
    public double Beta2Decay => Settings.Beta2Decay;

    /// <summary>Added to squares, at least 0.</summary>
    public double Epsilon1 => Settings.Epsilon1;

    /// <summary>Least size of a weight that steps are relative to, at least 0.</summary>
    public double Epsilon2 => Settings.Epsilon2;

    /// <summary>Largest root of the mean square of a step, above 0.</summary>
    public double ClipThreshold => Settings.ClipThreshold;

    /// <summary>Keras: without effect, since steps always fall with the root of their number.</summary>
    public bool RelativeStep => Settings.RelativeStep;
}

/// <summary>
/// Steps of matrices along their momentum made orthogonal, and of all other weights as Adam's (Jordan et al. 2024, Liu
/// et al. 2025) (<c>keras.optimizers.Muon</c>).
/// </summary>
public sealed class Muon : Optimizer
{
    private static readonly Engine.Muon Usual = FSharp.Usual<Engine.Muon>("keras.optimizers.Muon");

    /// <summary>An optimizer with those settings.</summary>
    /// <param name="learningRate">Step size, at least 0; a schedule gives one for each step; 0.001 when absent.</param>
    /// <param name="adamBeta1">Share of Adam's old average gradient that stays, in [0, 1).</param>
    /// <param name="adamBeta2">Share of Adam's old average square that stays, in [0, 1).</param>
    /// <param name="adamWeightDecay">Share of each weight that Adam updates, times the learning rate, taken off before an
    /// update, at least 0.</param>
    /// <param name="epsilon">Guards against division by zero, at least 0.</param>
    /// <param name="weightDecay">Share of each weight, times the learning rate, taken off before an update, at least
    /// 0.</param>
    /// <param name="clipnorm">Largest norm of each gradient, above 0.</param>
    /// <param name="clipvalue">Largest absolute value in a gradient, above 0.</param>
    /// <param name="globalClipnorm">Largest norm of all gradients together, above 0.</param>
    /// <param name="useEma">Whether a moving average of each weight is kept.</param>
    /// <param name="emaMomentum">Share of the old average that stays, in [0, 1].</param>
    /// <param name="emaOverwriteFrequency">Every so many steps the weights take their averages, at least 1.</param>
    /// <param name="lossScaleFactor">The loss is multiplied by it and the gradients divided, above 0.</param>
    /// <param name="gradientAccumulationSteps">Gradients are averaged over so many steps before the weights change, at
    /// least 2.</param>
    /// <param name="name">Name of the optimizer; its class in snake case when absent.</param>
    /// <param name="excludeLayers">Patterns of paths of weights that Adam updates.</param>
    /// <param name="excludeEmbeddings">Whether Adam updates weights with "embedding" in their paths.</param>
    /// <param name="muonA">Factor of the first power when a matrix is made orthogonal.</param>
    /// <param name="muonB">Factor of the third power.</param>
    /// <param name="muonC">Factor of the fifth power.</param>
    /// <param name="adamLrRatio">Adam's learning rate over that of matrices, at least 0.</param>
    /// <param name="momentum">Share of the old momentum that stays, in [0, 1].</param>
    /// <param name="nsSteps">Rounds of making a matrix orthogonal, at least 0.</param>
    /// <param name="nesterov">Whether gradients count one step ahead.</param>
    /// <param name="rmsRate">Size of a step for each weight of a matrix, at least 0; steps are as they come when
    /// absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public Muon(
        LearningRate? learningRate = null,
        double adamBeta1 = 0.9,
        double adamBeta2 = 0.999,
        double? adamWeightDecay = 0.004,
        double epsilon = 1e-7,
        double? weightDecay = 0.004,
        double? clipnorm = null,
        double? clipvalue = null,
        double? globalClipnorm = null,
        bool useEma = false,
        double emaMomentum = 0.99,
        int? emaOverwriteFrequency = null,
        double? lossScaleFactor = null,
        int? gradientAccumulationSteps = null,
        string? name = null,
        string[]? excludeLayers = null,
        bool excludeEmbeddings = true,
        double muonA = 3.4445,
        double muonB = -4.775,
        double muonC = 2.0315,
        double adamLrRatio = 1,
        double momentum = 0.95,
        int nsSteps = 5,
        bool nesterov = true,
        double? rmsRate = 0.2)
        : base(
            new Engine.Muon(
                adamBeta1: adamBeta1,
                adamBeta2: adamBeta2,
                adamWeightDecay: FSharp.Option(adamWeightDecay),
                epsilon: epsilon,
                excludeLayers: FSharp.List(excludeLayers, Usual.ExcludeLayers),
                excludeEmbeddings: excludeEmbeddings,
                muonA: muonA,
                muonB: muonB,
                muonC: muonC,
                adamLrRatio: adamLrRatio,
                momentum: momentum,
                nsSteps: nsSteps,
                nesterov: nesterov,
                rmsRate: FSharp.Option(rmsRate)),
            new Functional.OptimizerSettings(
                learningRate: learningRate?.Engine ?? 0.001,
                weightDecay: FSharp.Option(weightDecay),
                clipnorm: FSharp.Option(clipnorm),
                globalClipnorm: FSharp.Option(globalClipnorm),
                clipvalue: FSharp.Option(clipvalue),
                useEma: useEma,
                emaMomentum: emaMomentum,
                emaOverwriteFrequency: FSharp.Option(emaOverwriteFrequency),
                lossScaleFactor: FSharp.Option(lossScaleFactor),
                gradientAccumulationSteps: FSharp.Option(gradientAccumulationSteps)),
            name ?? "muon")
    {
    }

    internal Muon(Functional.Optimizer engine) : base(engine)
    {
    }

    private Engine.Muon Settings => (Engine.Muon)Record;

    /// <summary>Share of Adam's old average gradient that stays, in [0, 1).</summary>
    public double AdamBeta1 => Settings.AdamBeta1;

    /// <summary>Share of Adam's old average square that stays, in [0, 1).</summary>
    public double AdamBeta2 => Settings.AdamBeta2;

    /// <summary>
    /// Share of each weight that Adam updates, times the learning rate, taken off before an update, at least 0.
    /// </summary>
    public double? AdamWeightDecay => FSharp.OrNull(Settings.AdamWeightDecay);

    /// <summary>Guards against division by zero, at least 0.</summary>
    public double Epsilon => Settings.Epsilon;

    /// <summary>Patterns of paths of weights that Adam updates.</summary>
    public IReadOnlyList<string> ExcludeLayers => Settings.ExcludeLayers;

    /// <summary>Whether Adam updates weights with "embedding" in their paths.</summary>
    public bool ExcludeEmbeddings => Settings.ExcludeEmbeddings;

    /// <summary>Factor of the first power when a matrix is made orthogonal.</summary>
    public double MuonA => Settings.MuonA;

    /// <summary>Factor of the third power.</summary>
    public double MuonB => Settings.MuonB;

    /// <summary>Factor of the fifth power.</summary>
    public double MuonC => Settings.MuonC;

    /// <summary>Adam's learning rate over that of matrices, at least 0.</summary>
    public double AdamLrRatio => Settings.AdamLrRatio;

    /// <summary>Share of the old momentum that stays, in [0, 1].</summary>
    public double Momentum => Settings.Momentum;

    /// <summary>Rounds of making a matrix orthogonal, at least 0.</summary>
    public int NsSteps => Settings.NsSteps;

    /// <summary>Whether gradients count one step ahead.</summary>
    public bool Nesterov => Settings.Nesterov;

    /// <summary>Size of a step for each weight of a matrix, at least 0; steps are as they come when absent.</summary>
    public double? RmsRate => FSharp.OrNull(Settings.RmsRate);
}

/// <summary>
/// Moving averages of gradient and square, corrected for their start at zero (Kingma and Ba 2014). With
/// <c>WeightDecay</c> set it is AdamW (Loshchilov and Hutter 2017) (<c>keras.optimizers.AdamW</c>).
/// </summary>
public sealed class AdamW : Optimizer
{
    /// <summary>An optimizer with those settings.</summary>
    /// <param name="learningRate">Step size, at least 0; a schedule gives one for each step; 0.001 when absent.</param>
    /// <param name="weightDecay">Share of each weight, times the learning rate, taken off before an update, at least
    /// 0.</param>
    /// <param name="beta1">Share of the old average gradient that stays, in [0, 1).</param>
    /// <param name="beta2">Share of the old average square that stays, in [0, 1).</param>
    /// <param name="epsilon">Added to the root, at least 0.</param>
    /// <param name="amsgrad">Whether the largest average square so far is used (Reddi et al. 2018).</param>
    /// <param name="clipnorm">Largest norm of each gradient, above 0.</param>
    /// <param name="clipvalue">Largest absolute value in a gradient, above 0.</param>
    /// <param name="globalClipnorm">Largest norm of all gradients together, above 0.</param>
    /// <param name="useEma">Whether a moving average of each weight is kept.</param>
    /// <param name="emaMomentum">Share of the old average that stays, in [0, 1].</param>
    /// <param name="emaOverwriteFrequency">Every so many steps the weights take their averages, at least 1.</param>
    /// <param name="lossScaleFactor">The loss is multiplied by it and the gradients divided, above 0.</param>
    /// <param name="gradientAccumulationSteps">Gradients are averaged over so many steps before the weights change, at
    /// least 2.</param>
    /// <param name="name">Name of the optimizer; its class in snake case when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public AdamW(
        LearningRate? learningRate = null,
        double? weightDecay = 0.004,
        double beta1 = 0.9,
        double beta2 = 0.999,
        double epsilon = 1e-7,
        bool amsgrad = false,
        double? clipnorm = null,
        double? clipvalue = null,
        double? globalClipnorm = null,
        bool useEma = false,
        double emaMomentum = 0.99,
        int? emaOverwriteFrequency = null,
        double? lossScaleFactor = null,
        int? gradientAccumulationSteps = null,
        string? name = null)
        : base(
            new Engine.Adam(beta1: beta1, beta2: beta2, epsilon: epsilon, amsgrad: amsgrad),
            new Functional.OptimizerSettings(
                learningRate: learningRate?.Engine ?? 0.001,
                weightDecay: FSharp.Option(weightDecay),
                clipnorm: FSharp.Option(clipnorm),
                globalClipnorm: FSharp.Option(globalClipnorm),
                clipvalue: FSharp.Option(clipvalue),
                useEma: useEma,
                emaMomentum: emaMomentum,
                emaOverwriteFrequency: FSharp.Option(emaOverwriteFrequency),
                lossScaleFactor: FSharp.Option(lossScaleFactor),
                gradientAccumulationSteps: FSharp.Option(gradientAccumulationSteps)),
            name ?? "adam_w")
    {
    }

    internal AdamW(Functional.Optimizer engine) : base(engine)
    {
    }

    private Engine.Adam Settings => (Engine.Adam)Record;

    /// <summary>Share of the old average gradient that stays, in [0, 1).</summary>
    public double Beta1 => Settings.Beta1;

    /// <summary>Share of the old average square that stays, in [0, 1).</summary>
    public double Beta2 => Settings.Beta2;

    /// <summary>Added to the root, at least 0.</summary>
    public double Epsilon => Settings.Epsilon;

    /// <summary>Whether the largest average square so far is used (Reddi et al. 2018).</summary>
    public bool Amsgrad => Settings.Amsgrad;
}

/// <summary>
/// The steps of another optimizer, of a loss that is multiplied by a scale, so that gradients in half precision do not
/// vanish (Micikevicius et al. 2018). Gradients are divided by the scale. Where one is not finite, no step is made and
/// the scale is halved; after some steps without that it is doubled (<c>keras.optimizers.LossScaleOptimizer</c>).
/// </summary>
public sealed class LossScaleOptimizer : Optimizer
{
    /// <summary>An optimizer with those settings.</summary>
    /// <param name="innerOptimizer">The optimizer that makes the steps, with all settings; its own <c>loss_scale_factor</c>
    /// has no effect.</param>
    /// <param name="initialScale">The scale at the start, above 0.</param>
    /// <param name="dynamicGrowthSteps">Number of steps with finite gradients after which the scale is doubled, at least
    /// 1.</param>
    /// <param name="name">Name of the optimizer; its class in snake case when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public LossScaleOptimizer(
        Optimizer innerOptimizer,
        double initialScale = 32768,
        int dynamicGrowthSteps = 2000,
        string? name = null)
        : base(
            new Engine.LossScaleOptimizer(
                innerOptimizer: Functional.Optimizers.LossScaleOptimizer.Unscaled(FSharp.Given(innerOptimizer).Engine),
                initialScale: initialScale,
                dynamicGrowthSteps: dynamicGrowthSteps),
            name ?? "loss_scale_optimizer")
    {
    }

    internal LossScaleOptimizer(Functional.Optimizer engine) : base(engine)
    {
    }

    private Engine.LossScaleOptimizer Settings => (Engine.LossScaleOptimizer)Record;

    /// <summary>
    /// The optimizer that makes the steps, with all settings; its own <c>loss_scale_factor</c> has no effect.
    /// </summary>
    public Optimizer InnerOptimizer => Of(Settings.InnerOptimizer);

    /// <summary>The scale at the start, above 0.</summary>
    public double InitialScale => Settings.InitialScale;

    /// <summary>Number of steps with finite gradients after which the scale is doubled, at least 1.</summary>
    public int DynamicGrowthSteps => Settings.DynamicGrowthSteps;
}

/// <summary>
/// Several optimizers, each for some of the weights, with settings, a learning rate and steps of its own
/// (<c>keras.optimizers.MultiOptimizer</c>).
/// </summary>
public sealed class MultiOptimizer : Optimizer
{
    /// <summary>An optimizer with those settings.</summary>
    /// <param name="optimizerMap">The optimizer of each weight.</param>
    /// <param name="lossScaleFactor">The loss is multiplied by it and the gradients divided, above 0; factors of the
    /// optimizers inside have no effect.</param>
    /// <param name="name">Name of the optimizer; its class in snake case when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public MultiOptimizer(OptimizerMap optimizerMap, double? lossScaleFactor = null, string? name = null)
        : base(
            new Engine.MultiOptimizer(
                optimizerMap: FSharp.Given(optimizerMap).Engine,
                lossScaleFactor: FSharp.Option(lossScaleFactor)),
            name ?? "multi_optimizer")
    {
    }

    internal MultiOptimizer(Functional.Optimizer engine) : base(engine)
    {
    }

    private Engine.MultiOptimizer Settings => (Engine.MultiOptimizer)Record;

    /// <summary>The optimizer of each weight.</summary>
    public OptimizerMap OptimizerMap => OptimizerMap.Of(Settings.OptimizerMap);

    /// <summary>
    /// The loss is multiplied by it and the gradients divided, above 0; factors of the optimizers inside have no effect.
    /// </summary>
    public override double? LossScaleFactor => FSharp.OrNull(Settings.LossScaleFactor);
}
