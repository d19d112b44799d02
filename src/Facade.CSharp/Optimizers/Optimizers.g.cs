// Written by tools/Generate from the facts of the classes. Changes belong there, or to the engine's records.
#nullable enable
using Engine = Functional.Optimizers;

namespace Functional.Keras.Optimizers;

/// <summary>
/// Gradient descent with momentum: <c>v ← momentum·v − lr·g</c>, <c>w ← w + v</c>; Nesterov's form looks one step ahead
/// (<c>keras.optimizers.SGD</c>).
/// </summary>
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
public sealed class SGD(
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
    : Optimizer(
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
        name ?? "sgd");

/// <summary>
/// Divides by a moving average of the gradient's size (Hinton 2012): <c>v ← rho·v + (1 − rho)·g²</c>, <c>w ← w − lr·g /
/// √(v + epsilon)</c> (<c>keras.optimizers.RMSprop</c>).
/// </summary>
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
public sealed class RMSprop(
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
    : Optimizer(
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
        name ?? "rm_sprop");

/// <summary>
/// Moving averages of gradient and square, corrected for their start at zero (Kingma and Ba 2014). With
/// <c>WeightDecay</c> set it is AdamW (Loshchilov and Hutter 2017) (<c>keras.optimizers.Adam</c>).
/// </summary>
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
public sealed class Adam(
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
    : Optimizer(
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
        name ?? "adam");

/// <summary>
/// Adam with the largest gradient so far in place of the root of an average square (Kingma and Ba 2014)
/// (<c>keras.optimizers.Adamax</c>).
/// </summary>
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
public sealed class Adamax(
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
    : Optimizer(
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
        name ?? "adamax");

/// <summary>
/// Steps of a size that follows from past gradients and past steps, without a rate of its own (Zeiler 2012)
/// (<c>keras.optimizers.Adadelta</c>).
/// </summary>
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
public sealed class Adadelta(
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
    : Optimizer(
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
        name ?? "adadelta");

/// <summary>
/// Steps of one size along the sign of an average gradient (Chen et al. 2023) (<c>keras.optimizers.Lion</c>).
/// </summary>
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
public sealed class Lion(
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
    : Optimizer(
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
        name ?? "lion");

/// <summary>
/// Adam whose step for each weight is as long as the weight itself, times the learning rate (You et al. 2019)
/// (<c>keras.optimizers.Lamb</c>).
/// </summary>
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
public sealed class Lamb(
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
    : Optimizer(
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
        name ?? "lamb");

/// <summary>
/// Moving averages of gradient and square, corrected for their start at zero (Kingma and Ba 2014). With
/// <c>WeightDecay</c> set it is AdamW (Loshchilov and Hutter 2017) (<c>keras.optimizers.AdamW</c>).
/// </summary>
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
public sealed class AdamW(
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
    : Optimizer(
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
        name ?? "adam_w");
