namespace Functional

/// <summary>Steps of a user's own in the place of a model's. They make batches of arrays to numbers by name.</summary>
[<AbstractClass; AllowNullLiteral>]
type OwnSteps() =
    /// Whether steps of training are its own.
    abstract HasTrain: bool
    /// Whether steps of evaluation are its own.
    abstract HasTest: bool
    /// Whether predictions are its own.
    abstract HasPredict: bool
    /// A step of training. Weights are null for outputs without.
    abstract Train: inputs: HostArray[] * targets: HostArray[] * weights: HostArray[] -> (string * float) seq
    /// A step of evaluation.
    abstract Test: inputs: HostArray[] * targets: HostArray[] * weights: HostArray[] -> (string * float) seq
    /// The outputs of a batch.
    abstract Predict: inputs: HostArray[] -> HostArray[]
    /// Called when totals begin anew: before an epoch, and before an evaluation.
    abstract Reset: unit -> unit

    /// Tensors as arrays; null ones stay null.
    static member internal Arrays(tensors: Tensor[]) : HostArray[] =
        tensors |> Array.map (fun tensor -> if isNull tensor then Unchecked.defaultof<_> else Tensors.toHost tensor)
