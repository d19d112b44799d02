namespace Functional.Optimizers

open Functional

/// Divides by average squares that are kept as a row and a column instead of a matrix, in steps relative to the size of the weight
/// (Shazeer and Stern 2018).
type Adafactor = {
    /// Power of the number of the step that the share of new squares falls with.
    Beta2Decay: float
    /// Added to squares.
    [<AtLeast 0.0>]
    Epsilon1: float
    /// Least size of a weight that steps are relative to.
    [<AtLeast 0.0>]
    Epsilon2: float
    /// Largest root of the mean square of a step.
    [<Above 0.0>]
    ClipThreshold: float
    /// Keras: without effect, since steps always fall with the root of their number.
    RelativeStep: bool
} with

    static member Create() = {
        Beta2Decay = -0.8
        Epsilon1 = 1e-30
        Epsilon2 = 1e-3
        ClipThreshold = 1.0
        RelativeStep = true
    }

    interface IOptimizer with
        member _.SlotGroups weight =
            let rank = weight.Shape.Length
            let factor name (shape: int64[]) = { Slot.Of(weight, name) with Shape = shape; IsUnnamed = true }
            // Keras: of a vector there are two whole numbers in their places.
            let none name = { factor name [||] with DType = DType.Int32 }
            [
                [
                    if rank < 2 then
                        none "rows"
                        none "columns"
                    else
                        factor "rows" weight.Shape[.. rank - 2]
                        factor "columns" (Array.removeAt (rank - 2) weight.Shape)
                    Slot.Of(weight, "velocity")
                ]
            ]

        member this.Update(step, w, g) =
            let one = Ops.scalarLike w 1.0
            let number = Ops.cast w.DType step.Number
            let length (x: Expr) = Ops.sqrt (Ops.meanAll (Ops.square x))
            let rate = Ops.minimum (Ops.cast w.DType step.LearningRate) (1.0 / Ops.sqrt number)
            let size = Ops.maximum (Ops.scalarLike w this.Epsilon2) (length w)
            let kept = 1.0 - Ops.pow number (Ops.scalarLike number this.Beta2Decay)
            let squares = Ops.square g + this.Epsilon1
            let average name value =
                let moved = kept * step.Slot name + (1.0 - kept) * value
                step.Assign(name, moved)
                moved
            let v =
                if w.Rank < 2 then
                    average "velocity" squares
                else
                    let rows = average "rows" (Ops.mean [ -1 ] squares)
                    let columns = average "columns" (Ops.mean [ -2 ] squares)
                    let v = Ops.expandDims -1 (rows / Ops.meanKeep [ -1 ] rows) * Ops.expandDims -2 columns
                    step.Assign("velocity", v)
                    v
            let u = g / Ops.sqrt v
            w - size * rate * (u / Ops.maximum one (length u / this.ClipThreshold))
