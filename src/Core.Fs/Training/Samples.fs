namespace Functional

open System
open TorchSharp

/// Values on their way to a model: in .NET memory, or a TorchSharp tensor that stays its owner's.
[<RequireQualifiedAccess>]
type Values =
    | Host of HostArray
    | Native of Tensor

[<RequireQualifiedAccess; CompilationRepresentation(CompilationRepresentationFlags.ModuleSuffix)>]
module Values =

    /// The dtype of an input that such values are given for, where a model says nothing of it.
    let inputDType (values: Values) : DType =
        match values with
        | Values.Host { DType = DType.String } -> DType.String
        | _ -> DType.Float32

/// Inputs, targets and weights of a number of samples, each one tensor with the samples along its first axis. Owns its tensors. An input of
/// text is one of places in a list of texts.
[<Sealed; AllowNullLiteral>]
type DataSet internal (inputs: Tensor[], targets': Tensor[], weights: Tensor[], texts: string[][]) =
    let mutable targets = targets'
    internal new(inputs, targets, weights) = new DataSet(inputs, targets, weights, [||])
    member _.Inputs = inputs
    /// The texts of each input of text, null for others; nothing where there is no text.
    member internal _.Texts = texts
    /// One for each output. An entry may be null: an output that nothing compares.
    member _.Targets = targets
    /// One for all outputs, one for each, or none. An entry may be null: an output without weights.
    member _.Weights = weights
    /// Number of samples.
    member _.Count = inputs[0].size 0

    /// Becomes what a model takes, as far as Keras takes one for the other: an input without a last axis of 1 or with one too many, and
    /// targets of the compared outputs alone.
    member internal _.Suit(specs: Expr list, isCompared: bool list) : unit =
        let mutable i = 0
        for spec in specs do
            if i < inputs.Length then
                let given = inputs[i]
                let rank = int64 spec.Rank
                if given.Dimensions <> rank then
                    let change (view: Tensor) =
                        given.Dispose()
                        inputs[i] <- view
                    if rank > 1L && given.Dimensions = rank - 1L && spec.Shape[-1] = Dim.Known 1L then
                        change (given.unsqueeze (rank - 1L))
                    elif given.Dimensions = rank + 1L && given.size (int rank) = 1L then
                        change (given.squeeze rank)
            i <- i + 1
        if targets.Length < isCompared.Length && targets.Length = (isCompared |> List.filter id).Length then
            let places = isCompared |> List.scan (fun place isCompared -> if isCompared then place + 1 else place) 0
            targets <- [|
                for place, isCompared in Seq.zip places isCompared -> if isCompared then targets[place] else null
            |]

    member private _.Map(f: Tensor -> Tensor) =
        let map = Array.map (fun tensor -> if isNull tensor then null else f tensor)
        new DataSet(map inputs, map targets, map weights, texts)

    /// The samples from a position on, as views.
    member this.Slice(start: int64, length: int64) = this.Map(fun tensor -> tensor.narrow (0L, start, length))

    /// The samples at those indices, as copies.
    member this.Take(indices: Tensor) = this.Map(fun tensor -> tensor.index_select (0L, indices))

    /// Whether every tensor begins where libtorch lets its own begin. MKL's products of vectors have other bits where it does not.
    member _.IsAligned =
        let isAligned (tensor: Tensor) = isNull tensor || Tensors.isAligned tensor
        Array.forall isAligned inputs && Array.forall isAligned targets && Array.forall isAligned weights

    /// The same samples in memory of their own.
    member this.Copy() =
        use _ = torch.no_grad ()
        this.Map(fun tensor -> tensor.clone ())

    /// The inputs in those dtypes; all else as views.
    member _.Cast(dtypes: torch.ScalarType[]) =
        let cast (tensor: Tensor) (dtype: torch.ScalarType) =
            if tensor.dtype = dtype then tensor.alias () else tensor.``to`` dtype
        let alias = Array.map (fun (tensor: Tensor) -> if isNull tensor then null else tensor.alias ())
        new DataSet(Array.map2 cast inputs dtypes, alias targets, alias weights, texts)

    /// Batches of so many samples, the last of which may have fewer, as views.
    member this.Split(length: int64) : DataSet[] =
        let split = Array.map (fun (tensor: Tensor) -> if isNull tensor then [||] else tensor.split length)
        let inputs, targets, weights = split inputs, split targets, split weights
        let part i (parts: Tensor[][]) =
            if parts.Length = 0 then
                Array.Empty()
            else
                let tensors = Array.zeroCreate parts.Length
                for j in 0 .. parts.Length - 1 do
                    tensors[j] <- if parts[j].Length = 0 then null else parts[j][i]
                tensors
        Array.init inputs[0].Length (fun i -> new DataSet(part i inputs, part i targets, part i weights, texts))

    interface IDisposable with
        member _.Dispose() =
            for tensors in [| inputs; targets; weights |] do
                for tensor in tensors do
                    if not (isNull tensor) then
                        tensor.Dispose()
