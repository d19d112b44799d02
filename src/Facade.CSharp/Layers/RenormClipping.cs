using Engine = Functional.Layers;

namespace Functional.Keras.Layers;

/// <summary>Limits of batch renormalisation's corrections; none when absent.</summary>
/// <param name="Rmax">Largest factor.</param>
/// <param name="Rmin">Smallest factor.</param>
/// <param name="Dmax">Largest shift.</param>
public sealed record RenormClipping(double? Rmax = null, double? Rmin = null, double? Dmax = null)
{
    internal static RenormClipping? OrNull(Engine.RenormClipping? engine) => engine is null
        ? null
        : new(FSharp.OrNull(engine.Rmax), FSharp.OrNull(engine.Rmin), FSharp.OrNull(engine.Dmax));

    internal Engine.RenormClipping Engine => new(
        rmax: FSharp.Option(Rmax), rmin: FSharp.Option(Rmin), dmax: FSharp.Option(Dmax));
}
