namespace Functional.Layers

open Functional

/// A text or a whole number.
[<RequireQualifiedAccess>]
type Token =
    | Text of value: string
    | Whole of value: int64

[<RequireQualifiedAccess>]
module internal Bins =

    let private encoded (mode: BinOutput) =
        match mode with
        | BinOutput.Int -> LookupOutput.Int
        | BinOutput.OneHot -> LookupOutput.OneHot
        | BinOutput.MultiHot -> LookupOutput.MultiHot
        | BinOutput.Count -> LookupOutput.Count

    /// Shape and dtype of an output of bins.
    let infer (mode: BinOutput) (bins: int) (shape: Shape) : Shape * DType =
        match mode with
        | BinOutput.Int -> shape, DType.Int64
        | mode ->
            let dims =
                Lookup.encodedDims (mode = BinOutput.OneHot) bins shape.Dims (fun dim -> dim = Dim.Known 1L) Dim.Known
            Functional.Shape.ofDims dims, DType.Float32

    /// An output of bins.
    let output (mode: BinOutput) (bins: int) (shape: int64[]) (found: int64[]) : HostArray =
        match mode with
        | BinOutput.Int -> HostValues.ofWholes shape found
        | mode -> Lookup.encode (encoded mode) bins [||] shape found

    /// Keras: numbers of bins are int64, but where the layer's dtype is int32.
    let policy (isInt: bool) (policy: Policy) : Policy =
        if isInt && policy.Compute <> DType.Int32 then Policy.Of DType.Int64 else policy

    let typed (isInt: bool) (scope: Scope) (output: Expr) : Expr =
        let dtype = (policy isInt scope.Policy).Compute
        // Text cannot be cast, and what is as it should be stays on the host.
        if output.DType = dtype then output else Ops.cast dtype output

/// The bin of each text or number: its hash, divided by the number of bins, leaves it. [...] → [...], or a vector of the bins for each
/// or for each sample. It works on the host, before the graph. Bins are TensorFlow's: FarmHash64, or SipHash with a salt.
type Hashing = {
    /// How many bins there are, with that of what is masked.
    [<AtLeast 1.0>]
    NumBins: int
    /// What has the bin 0 for itself.
    MaskValue: Token option
    /// A key for the hash.
    Salt: Salt option
    /// What stands in the output: <c>"int"</c>, <c>"one_hot"</c>, <c>"multi_hot"</c> or <c>"count"</c>.
    OutputMode: BinOutput
} with

    static member Create numBins = { NumBins = numBins; MaskValue = None; Salt = None; OutputMode = BinOutput.Int }

    interface IHostLayer with
        member this.Build(scope, inputs) = [
            Bins.typed (this.OutputMode = BinOutput.Int) scope (scope.OnHost(this, inputs))
        ]

        member this.Infer inputs =
            match inputs with
            | [ shape, _ ] -> Bins.infer this.OutputMode this.NumBins shape
            | _ -> raise (ShapeException $"expects one input, got {inputs.Length}")

        member this.Compute inputs =
            let input = inputs.Head
            // One bin is for all.
            let masked = if this.NumBins > 1 then this.MaskValue else None
            let bins = if masked.IsSome then this.NumBins - 1 else this.NumBins
            let salt = this.Salt |> Option.map (fun salt -> salt.First, salt.Second)
            let bin (text: string) = Hashes.bin salt bins text
            let found =
                match input.DType, masked with
                | DType.String, None -> HostValues.texts input |> Array.map bin
                | DType.String, Some(Token.Text mask) ->
                    HostValues.texts input |> Array.map (fun text -> if text = mask then 0L else 1L + bin text)
                | DType.String, Some(Token.Whole _) ->
                    raise (ConfigurationException "mask_value must be text, as the input is")
                | _, None -> HostValues.wholes input |> Array.map (string >> bin)
                | _, Some(Token.Whole mask) ->
                    // A fraction is no mask, though its whole part may be.
                    let isMask = HostValues.floats input |> Array.map (fun number -> number = float mask)
                    HostValues.wholes input
                    |> Array.mapi (fun i number -> if isMask[i] then 0L else 1L + bin (string number))
                | _, Some(Token.Text _) -> raise (ConfigurationException "mask_value must be a number, as the input is")
            Bins.output this.OutputMode this.NumBins input.Shape found

    interface IWritten with
        member this.Written = this
        member this.Policy policy = Bins.policy (this.OutputMode = BinOutput.Int) policy

/// What stands for a bin that inputs have together.
[<RequireQualifiedAccess>]
type CrossOutput =
    /// Its number.
    | Int
    /// A vector with one 1.
    | OneHot

/// The bin that several texts or whole numbers have together, by a hash of all: one category for each pair that there is. [batch] or
/// [batch, 1] each → the same, or [batch, numBins]. It works on the host, before the graph. Bins are TensorFlow's.
type HashedCrossing = {
    /// How many bins there are.
    [<AtLeast 1.0>]
    NumBins: int
    /// What stands in the output: <c>"int"</c> or <c>"one_hot"</c>.
    OutputMode: CrossOutput
} with

    static member Create numBins = { NumBins = numBins; OutputMode = CrossOutput.Int }

    member private this.Bins = if this.OutputMode = CrossOutput.Int then BinOutput.Int else BinOutput.OneHot

    interface IHostLayer with
        member this.Build(scope, inputs) = [
            Bins.typed (this.OutputMode = CrossOutput.Int) scope (scope.OnHost(this, inputs))
        ]

        member this.Infer inputs =
            if inputs.Length < 2 then
                raise (ShapeException $"expects at least two inputs, got {inputs.Length}")
            let first = fst inputs.Head
            for shape, dtype in inputs do
                if dtype.IsFloat || dtype = DType.Bool then
                    raise (ShapeException $"takes text and whole numbers, got {dtype}")
                if shape.Rank <> first.Rank then
                    raise (ShapeException $"expects inputs of one shape, got {first} and {shape}")
            match first.Dims with
            | [ _ ]
            | [ _; Dim.Known 1L ] -> ()
            | _ -> raise (ShapeException $"expects inputs of shape (batch) or (batch, 1), got {first}")
            Bins.infer this.Bins this.NumBins first

        member this.Compute inputs =
            let columns = [
                for input in inputs ->
                    if input.DType = DType.String then
                        HostValues.texts input |> Array.map Hashes.fingerprint
                    else
                        HostValues.wholes input |> Array.map uint64
            ]
            if columns |> List.exists (fun column -> column.Length <> columns.Head.Length) then
                raise (ShapeException "expects inputs of one shape")
            let found =
                Array.init columns.Head.Length (fun row ->
                    let hash =
                        (0xDECAFCAFFEUL, columns) ||> List.fold (fun hash column -> Hashes.join hash column[row])
                    int64 (hash % uint64 this.NumBins))
            Bins.output this.Bins this.NumBins inputs.Head.Shape found

    interface IWritten with
        member this.Written = this
        member this.Policy policy = Bins.policy (this.OutputMode = CrossOutput.Int) policy
