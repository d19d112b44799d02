namespace Functional.Optimizers

open Functional

/// Steps of matrices along their momentum made orthogonal, and of all other weights as Adam's (Jordan et al. 2024, Liu et al. 2025).
type Muon = {
    /// Share of Adam's old average gradient that stays.
    [<Share>]
    AdamBeta1: float
    /// Share of Adam's old average square that stays.
    [<Share>]
    AdamBeta2: float
    /// Share of each weight that Adam updates, times the learning rate, taken off before an update.
    [<AtLeast 0.0>]
    AdamWeightDecay: float option
    [<AtLeast 0.0>]
    Epsilon: float
    /// Patterns of paths of weights that Adam updates.
    ExcludeLayers: string list
    /// Whether Adam updates weights with "embedding" in their paths.
    ExcludeEmbeddings: bool
    /// Factor of the first power when a matrix is made orthogonal.
    MuonA: float
    /// Factor of the third power.
    MuonB: float
    /// Factor of the fifth power.
    MuonC: float
    /// Adam's learning rate over that of matrices.
    [<AtLeast 0.0>]
    AdamLrRatio: float
    /// Share of the old momentum that stays.
    [<Within(0.0, 1.0)>]
    Momentum: float
    /// Rounds of making a matrix orthogonal.
    [<AtLeast 0.0>]
    NsSteps: int
    /// Whether gradients count one step ahead.
    Nesterov: bool
    /// Size of a step for each weight of a matrix; steps are as they come when absent.
    [<AtLeast 0.0>]
    RmsRate: float option
} with

    static member Create() = {
        AdamBeta1 = 0.9
        AdamBeta2 = 0.999
        AdamWeightDecay = Some 0.004
        Epsilon = 1e-7
        ExcludeLayers = []
        ExcludeEmbeddings = true
        MuonA = 3.4445
        MuonB = -4.775
        MuonC = 2.0315
        AdamLrRatio = 1.0
        Momentum = 0.95
        NsSteps = 5
        Nesterov = true
        RmsRate = Some 0.2
    }

    member private this.IsOfAdam(weight: WeightDeclaration) =
        weight.Shape.Length <> 2
        || (this.ExcludeEmbeddings && (string weight.KerasPath).ToLowerInvariant().Contains "embedding")
        || this.ExcludeLayers |> List.exists (PathPattern.isIn "exclude_layers" (string weight.KerasPath))

    // Newton-Schulz: the singular values of a matrix go to about 1.
    member private this.Orthogonal(g: Expr) =
        let turned (x: Expr) = Ops.transpose [ 1; 0 ] x
        let rows, columns = g.Shape[0], g.Shape[1]
        let isTall =
            match rows, columns with
            | Dim.Known rows, Dim.Known columns -> rows > columns
            | _ -> false
        let x = if isTall then turned g else g
        let mutable x = x / (Ops.sqrt (Ops.sumAll (Ops.square x)) + 1e-7)
        for _ in 1 .. this.NsSteps do
            let a = x *@ turned x
            let b = this.MuonB * a + this.MuonC * a *@ a
            x <- this.MuonA * x + b *@ x
        if isTall then turned x else x

    interface IDecayRule with
        member this.WeightDecay(common, weight) = if this.IsOfAdam weight then this.AdamWeightDecay else common

    interface IOptimizer with
        member this.SlotGroups weight = [
            Slot.All(weight, (if this.IsOfAdam weight then [ "momentum"; "velocity" ] else [ "momentum" ]))
        ]

        member this.Update(step, w, g) =
            if this.IsOfAdam step.Weight then
                let adam: IOptimizer = {
                    Beta1 = this.AdamBeta1
                    Beta2 = this.AdamBeta2
                    Epsilon = this.Epsilon
                    Amsgrad = false
                }
                adam.Update(step.AtRate(step.LearningRate * this.AdamLrRatio), w, g)
            else
                let m = this.Momentum * step.Slot "momentum" + g
                step.Assign("momentum", m)
                let direction = this.Orthogonal(if this.Nesterov then g + this.Momentum * m else m)
                let along = Ops.cast w.DType step.LearningRate * direction
                match this.RmsRate with
                | None -> w - along
                | Some rate -> w - along * (sqrt (float (Array.max step.Weight.Shape)) * rate)
