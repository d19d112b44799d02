using Engine = Functional.Layers;

namespace Functional.Keras.Layers;

/// <summary>Limits of batch renormalisation's corrections; none when absent.</summary>
/// <param name="Rmax">Largest factor.</param>
/// <param name="Rmin">Smallest factor.</param>
/// <param name="Dmax">Largest shift.</param>
public sealed record RenormClipping(double? Rmax = null, double? Rmin = null, double? Dmax = null)
{
    internal Engine.RenormClipping Engine => new(
        rmax: FSharp.Option(Rmax), rmin: FSharp.Option(Rmin), dmax: FSharp.Option(Dmax));
}

/// <summary>
/// Normalises each channel over the batch: <c>gamma · (x − mean) / √(variance + epsilon) + beta</c>, [...] → [...]. Training
/// uses the batch's mean and variance and moves the averages; inference, and a frozen layer, use the averages (Ioffe and Szegedy
/// 2015; <c>keras.layers.BatchNormalization</c>).
/// </summary>
/// <param name="axis">The axis of the channels.</param>
/// <param name="momentum">Share of the old moving average that stays at each step, in [0, 1].</param>
/// <param name="epsilon">Added to the variance.</param>
/// <param name="center">Whether <c>beta</c> is added.</param>
/// <param name="scale">Whether <c>gamma</c> multiplies.</param>
/// <param name="betaInitializer">How beta begins; <c>"zeros"</c> when absent.</param>
/// <param name="gammaInitializer">How gamma begins; <c>"ones"</c> when absent.</param>
/// <param name="movingMeanInitializer">How the moving mean begins; <c>"zeros"</c> when absent.</param>
/// <param name="movingVarianceInitializer">How the moving variance begins; <c>"ones"</c> when absent.</param>
/// <param name="betaRegularizer">Penalty of beta.</param>
/// <param name="gammaRegularizer">Penalty of gamma.</param>
/// <param name="betaConstraint">Where beta is put back after an update.</param>
/// <param name="gammaConstraint">Where gamma is put back after an update.</param>
/// <param name="renorm">Batch renormalisation: training sees the moving statistics too (Ioffe 2017).</param>
/// <param name="renormClipping">Limits of its corrections.</param>
/// <param name="renormMomentum">Share of its old averages that stays at each step, in [0, 1].</param>
/// <param name="synchronized">Averages over several devices; has no effect on one.</param>
public sealed class BatchNormalization(
    int axis = -1,
    double momentum = 0.99,
    double epsilon = 0.001,
    bool center = true,
    bool scale = true,
    Initializer? betaInitializer = null,
    Initializer? gammaInitializer = null,
    Initializer? movingMeanInitializer = null,
    Initializer? movingVarianceInitializer = null,
    Regularizer? betaRegularizer = null,
    Regularizer? gammaRegularizer = null,
    Constraint? betaConstraint = null,
    Constraint? gammaConstraint = null,
    bool renorm = false,
    RenormClipping? renormClipping = null,
    double renormMomentum = 0.99,
    bool synchronized = false)
    : Layer(new Engine.BatchNormalization(
        axis: axis,
        momentum: momentum,
        epsilon: epsilon,
        center: center,
        scale: scale,
        beta: Rule.Of(betaInitializer, "zeros", betaRegularizer, betaConstraint),
        gamma: Rule.Of(gammaInitializer, "ones", gammaRegularizer, gammaConstraint),
        movingMean: (movingMeanInitializer ?? "zeros").Engine,
        movingVariance: (movingVarianceInitializer ?? "ones").Engine,
        synchronized: synchronized,
        renorm: renorm,
        renormClipping: FSharp.Option(renormClipping?.Engine),
        renormMomentum: renormMomentum));
