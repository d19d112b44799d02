/// At least one example of every operation, with sizes that are known and sizes that are not.
module Functional.Tests.Samples

open System
open FSharp.Reflection
open Functional
open Functional.Tests.Evaluate

let caseOf (union: 'a) = (FSharpValue.GetUnionFields(box union, typeof<'a>) |> fst).Name
let casesOf<'a> = FSharpType.GetUnionCases typeof<'a> |> Array.map (fun case -> case.Name) |> Set.ofArray

/// Numbers in ±[0.15, 1.15], no two alike, none near a kink at 0.
let spread (seed: int) (count: int64) =
    Array.init (int count) (fun i ->
        let fraction = (float (i + 1) * 0.6180339887498949 + float seed * 0.2360679774997897) % 1.0
        let value = 2.0 * fraction - 1.0
        if value < 0.0 then value - 0.15 else value + 0.15)

let batch size = Dim.Unknown "batch", size
let time size = Dim.Unknown "time", size
let named name size = Dim.Unknown name, size
let k size = Dim.Known size, size

let product (sizes: int64 seq) = Seq.fold (*) 1L sizes

let mutable private inputs = 0

/// An input with numbers.
let givenOf dtype (values: int64 -> float[]) (dims: (Dim * int64) list) : Expr * HostArray =
    inputs <- inputs + 1
    let sizes = List.map snd dims
    let input = Ops.input $"x{inputs}" (Shape.ofDims (List.map fst dims)) dtype
    input, host dtype sizes (values (product sizes))

let given dims = inputs |> fun seed -> givenOf DType.Float64 (spread seed) dims

/// Numbers between two bounds.
let within low high dims =
    let seed = inputs
    dims
    |> givenOf DType.Float64 (fun count ->
        spread seed count |> Array.map (fun v -> low + (high - low) * (v + 1.15) / 2.3))

/// Integers from 0 up to a bound.
let indices bound dims =
    dims |> givenOf DType.Int32 (fun count -> Array.init (int count) (fun i -> float ((i * 7 + 2) % bound)))

let truths dims = dims |> givenOf DType.Bool (fun count -> Array.init (int count) (fun i -> float (i % 3 - 1)))

let sampleOf title inputs outputs = { Title = title; Inputs = inputs; Outputs = outputs }

let private all (title: string) op (inputs: (Expr * HostArray) list) =
    sampleOf $"{caseOf op} {title}" inputs (Expr.Outputs(op, List.map fst inputs))

/// Between what numbers a function is defined and smooth, where that is not everywhere.
let bounds op : (float * float) option =
    match op with
    | Unary.Log
    | Unary.Log1p
    | Unary.Sqrt
    | Unary.Rsqrt -> Some(0.3, 2.0)
    | Unary.Reciprocal -> Some(0.5, 2.0)
    | Unary.Asin
    | Unary.Acos
    | Unary.Erfinv -> Some(-0.8, 0.8)
    | _ -> None

let private domain op =
    match op with
    // Away from whole numbers and halves.
    | Unary.Floor
    | Unary.Ceil
    | Unary.Round ->
        givenOf DType.Float64 (fun count -> Array.init (int count) (fun i -> float i - 1.0 + 0.2 + 0.02 * float i))
    | _ ->
        match bounds op with
        | Some(low, high) -> within low high
        | None -> given

/// The cases of a union in their order: one without parameters as it is, others as they are here.
let private every (others: 'union list) : 'union list = [
    for case in FSharpType.GetUnionCases typeof<'union> do
        if case.GetFields().Length = 0 then
            FSharpValue.MakeUnion(case, [||]) :?> 'union
        else
            yield! others |> List.filter (fun other -> caseOf other = case.Name)
]

let unaries =
    every [
        Unary.Gelu true
        Unary.Gelu false
        Unary.Elu 0.7
        Unary.LeakyRelu 0.2
        Unary.Clip(-0.6, 0.7)
        Unary.BesselI 0
        Unary.BesselI 1
    ]

let binaries: Binary list = every []
let reductions: Reduction list = every []

let private unary op = all (string op) (Op.Unary op) [ domain op [ batch 3L; k 4L ] ]

let private binary op = [
    let logical = op = Binary.And || op = Binary.Or
    let left dims = if logical then truths dims else within 0.3 2.0 dims
    let right dims = if logical then truths dims else within 0.55 1.9 dims
    all $"{op} equal shapes" (Op.Binary op) [ left [ batch 3L; k 2L ]; right [ batch 3L; k 2L ] ]
    all $"{op} broadcast" (Op.Binary op) [ left [ batch 2L; k 1L; k 3L ]; right [ time 4L; k 1L ] ]
    if not logical then
        let x, data = left [ batch 3L ]
        sampleOf $"Binary {op} number right" [ x, data ] [ Expr.Binary(op, x, Ops.scalarLike x 1.5) ]
        sampleOf $"Binary {op} number left" [ x, data ] [ Expr.Binary(op, Ops.scalarLike x 1.5, x) ]
]

let private reduce kind = [
    let source dims = if kind = Reduction.All || kind = Reduction.Any then truths dims else given dims
    all $"{kind} of one axis" (Op.Reduce(kind, [ 1 ], false)) [ source [ batch 2L; time 3L; k 2L ] ]
    all $"{kind} of two, kept" (Op.Reduce(kind, [ 0; 2 ], true)) [ source [ batch 2L; time 3L; k 2L ] ]
    all $"{kind} of all" (Op.Reduce(kind, [ 0; 1 ], false)) [ source [ k 2L; k 3L ] ]
    all $"{kind} of none" (Op.Reduce(kind, [], false)) [ source [ k 2L ] ]
]

let window strides padding dilation = { Strides = strides; Padding = padding; Dilation = dilation }

let private conv title (w: Window) groups x kernel bias =
    all title (Op.Conv(w, groups)) [
        yield given x
        yield given (List.map k kernel)
        if bias then
            yield given [ k (List.last kernel) ]
    ]

let private convs = [
    conv "1 valid" (window [ 1 ] Padding.Valid [ 1 ]) 1 [ batch 2L; time 5L; k 2L ] [ 3L; 2L; 3L ] true
    conv "1 valid, strided" (window [ 2 ] Padding.Valid [ 1 ]) 1 [ batch 1L; time 6L; k 1L ] [ 3L; 1L; 2L ] false
    conv "1 causal, dilated" (window [ 1 ] Padding.Causal [ 2 ]) 1 [ batch 2L; time 5L; k 2L ] [ 2L; 2L; 2L ] false
    conv
        "2 same"
        (window [ 1; 1 ] Padding.Same [ 1; 1 ])
        1
        [ batch 1L; named "height" 3L; k 4L; k 2L ]
        [ 3L; 3L; 2L; 2L ]
        true
    conv
        "2 same, strided, even kernel"
        (window [ 2; 2 ] Padding.Same [ 1; 1 ])
        1
        [ batch 1L; named "height" 5L; k 4L; k 1L ]
        [ 2L; 3L; 1L; 2L ]
        true
    conv "2 groups" (window [ 1; 1 ] Padding.Valid [ 1; 1 ]) 2 [ batch 1L; k 3L; k 3L; k 4L ] [ 2L; 2L; 2L; 4L ] false
    conv
        "3 same"
        (window [ 1; 1; 1 ] Padding.Same [ 1; 1; 1 ])
        1
        [ batch 1L; k 2L; k 3L; k 2L; k 1L ]
        [ 2L; 2L; 2L; 1L; 2L ]
        true
    conv
        "3 valid, strided"
        (window [ 2; 1; 1 ] Padding.Valid [ 1; 1; 1 ])
        1
        [ batch 1L; named "depth" 4L; k 2L; k 3L; k 1L ]
        [ 2L; 2L; 2L; 1L; 1L ]
        false
]

let private transposedConvs =
    let conv title (w: Window) longer x kernel =
        all title (Op.ConvTranspose(w, longer)) [ given x; given (List.map k kernel) ]
    [
        conv "1 valid" (window [ 2 ] Padding.Valid [ 1 ]) [ 1 ] [ batch 2L; time 4L; k 2L ] [ 3L; 3L; 2L ]
        conv "1 same, dilated" (window [ 1 ] Padding.Same [ 2 ]) [ 0 ] [ batch 1L; time 5L; k 1L ] [ 3L; 2L; 1L ]
        conv "2 same, strided" (window [ 2; 2 ] Padding.Same [ 1; 1 ]) [ 1; 1 ] [
            batch 2L
            named "height" 3L
            k 2L
            k 2L
        ] [ 3L; 2L; 2L; 2L ]
        conv "2 valid, longer" (window [ 3; 1 ] Padding.Valid [ 1; 1 ]) [ 2; 0 ] [ batch 1L; k 2L; k 3L; k 2L ] [
            2L
            2L
            1L
            2L
        ]
        conv "3 same" (window [ 2; 1; 1 ] Padding.Same [ 1; 1; 1 ]) [ 0; 0; 0 ] [ batch 1L; k 2L; k 2L; k 2L; k 1L ] [
            2L
            2L
            2L
            2L
            1L
        ]
    ]

let private adaptivePools = [
    for kind in [ PoolKind.Max; PoolKind.Average ] do
        let pool title counts x = all $"{kind} {title}" (Op.AdaptivePool(kind, counts)) [ given x ]
        pool "1 of unknown size" [ 3 ] [ batch 2L; time 4L; k 2L ]
        pool "2" [ 2; 3 ] [ batch 1L; k 3L; k 4L; k 2L ]
        pool "3" [ 1; 2; 2 ] [ batch 1L; k 2L; k 3L; k 1L; k 2L ]
]

let private pools = [
    for kind in [ PoolKind.Max; PoolKind.Average ] do
        let pool title size w x = all $"{kind} {title}" (Op.Pool(kind, size, w)) [ given x ]
        pool "1 valid" [ 2 ] (window [ 2 ] Padding.Valid [ 1 ]) [ batch 2L; time 5L; k 2L ]
        pool "1 same" [ 2 ] (window [ 2 ] Padding.Same [ 1 ]) [ batch 2L; time 5L; k 2L ]
        pool "2 same, overlapping" [ 3; 2 ] (window [ 2; 1 ] Padding.Same [ 1; 1 ]) [
            batch 1L
            named "height" 5L
            k 4L
            k 2L
        ]
        pool "2 same, symmetric" [ 3; 3 ] (window [ 1; 1 ] Padding.Same [ 1; 1 ]) [ batch 1L; k 3L; k 4L; k 1L ]
        pool "3 valid" [ 2; 2; 1 ] (window [ 1; 2; 1 ] Padding.Valid [ 1; 1; 1 ]) [ batch 1L; k 3L; k 4L; k 2L; k 1L ]
        pool "3 same" [ 2; 2; 2 ] (window [ 1; 2; 2 ] Padding.Same [ 1; 1; 1 ]) [ batch 1L; k 2L; k 3L; k 2L; k 1L ]
]

/// Sequences, kernel, recurrent kernel, bias and first states of an LSTM.
let private recurrent dtype =
    [
        [ batch 2L; time 3L; k 3L ]
        [ k 3L; k 8L ]
        [ k 2L; k 8L ]
        [ k 8L ]
        [ batch 2L; k 2L ]
        [ batch 2L; k 2L ]
    ]
    |> List.mapi (fun seed -> givenOf dtype (spread seed))

let private lstm reverse =
    all (if reverse then "backwards" else "forwards") (Op.LSTM { Reverse = reverse }) (recurrent DType.Float64)

let private lstmTraining dtype reverse =
    let name = if reverse then "backwards" else "forwards"
    let recurrence, inputs = { Reverse = reverse }, recurrent dtype
    let forward = Expr.Outputs(Op.LSTMTraining recurrence, List.map fst inputs)
    let arrived = forward |> List.take 3 |> List.map Ops.cos
    let found = Expr.Outputs(Op.Backward(Backward.LSTM recurrence), arrived @ List.map fst inputs @ forward)
    [
        // The workspace is libtorch's own, with memory in it that nobody wrote.
        sampleOf $"LSTMTraining {name}, {dtype}" inputs (List.take 3 forward)
        sampleOf $"Backward LSTM {name}, {dtype}" inputs found
    ]

let private twoByTwo = { Strides = [ 2; 1 ]; Padding = Padding.Same; Dilation = [ 1; 1 ] }

/// Backward functions of a gradient and a tensor of the same shape.
let private pointwise = [
    Backward.Relu
    Backward.Tanh
    Backward.Sigmoid
    Backward.Softmax 1
    Backward.LogSoftmax 1
    Backward.Gelu false
    Backward.Gelu true
    Backward.Elu(0.7, 1.2)
    Backward.Softplus
    Backward.Silu
    Backward.LeakyRelu 0.2
]

let private backwards =
    let backward (title: string) (op: Backward) (inputs: (Expr * HostArray) list) (args: Expr list) =
        sampleOf $"Backward {caseOf op} {title}" inputs (Expr.Outputs(Op.Backward op, args))
    let of' title op inputs = backward title op inputs (List.map fst inputs)
    let image, kernel = given [ batch 2L; k 5L; k 4L; k 2L ], given [ k 3L; k 2L; k 2L; k 3L ]
    let convolved = Ops.cos (Ops.conv twoByTwo 1 (fst image) (fst kernel))
    let places = Expr.Outputs(Op.MaxPoolPlaces([ 3; 2 ], twoByTwo), [ fst image ])
    let averaged = Ops.pool PoolKind.Average [ 3; 2 ] twoByTwo (fst image)
    let parts = [
        for kind in [ PoolKind.Max; PoolKind.Average ] -> Expr.Of(Op.AdaptivePool(kind, [ 2; 3 ]), [ fst image ])
    ]
    let x, scale = given [ batch 3L; k 2L ], given [ k 2L ]
    let normalised = Expr.Outputs(Op.BatchNorm 1e-3, [ fst x; fst scale; fst scale ])
    let g = given [ batch 3L; k 2L ]
    let statistics = [ normalised[1]; Ops.rsqrt (normalised[2] + 1e-3) ]
    [
        for op in pointwise do
            of' (string op) op [ given [ batch 3L; k 4L ]; within 0.1 0.9 [ batch 3L; k 4L ] ]
        of' "" Backward.SparseCrossEntropy [
            given [ batch 3L ]
            within 0.1 0.9 [ batch 3L; k 4L ]
            indices 4 [ batch 3L ]
        ]
        backward "" (Backward.ConvInput(twoByTwo, 1)) [ image; kernel ] [ convolved; fst image; fst kernel ]
        backward "" (Backward.ConvKernel(twoByTwo, 1, false)) [ image; kernel ] [ convolved; fst image; fst kernel ]
        backward "and bias" (Backward.ConvKernel(twoByTwo, 1, true)) [ image; kernel ] [
            convolved
            fst image
            fst kernel
        ]
        backward "" (Backward.MaxPool([ 3; 2 ], twoByTwo)) [ image ] [ Ops.cos places.Head; fst image; places[1] ]
        backward "" (Backward.AdaptiveMaxPool [ 2; 3 ]) [ image ] [ Ops.cos parts[0]; fst image ]
        backward "" (Backward.AdaptiveAveragePool [ 2; 3 ]) [ image ] [ Ops.cos parts[1]; fst image ]
        backward "" (Backward.AveragePool([ 3; 2 ], twoByTwo)) [ image ] [ averaged; fst image ]
        backward "" (Backward.BatchNorm 1e-3) [ g; x; scale ] ([ fst g; fst x; fst scale ] @ statistics)
        of' "" Backward.Embedding [
            given [ batch 2L; time 3L; k 2L ]
            given [ k 5L; k 2L ]
            indices 5 [ batch 2L; time 3L ]
        ]
        of' "" Backward.Embeddings [
            given [ batch 2L; time 3L; k 11L ]
            indices 4 [ batch 2L; time 3L; k 2L ]
            given [ k 5L; k 2L ]
            given [ k 4L; k 9L ]
        ]
        of' "" (Backward.Gather 1) [
            given [ batch 2L; k 2L; k 2L; k 4L ]
            given [ batch 2L; k 3L; k 4L ]
            indices 3 [ k 2L; k 2L ]
        ]
        of' "" (Backward.Slice(1, 1L, None, 2L)) [ given [ batch 2L; k 2L ]; given [ batch 2L; time 5L ] ]
        of' "" (Backward.Concat 1) [
            given [ batch 2L; k 8L; k 2L ]
            given [ batch 2L; time 3L; k 2L ]
            given [ batch 2L; named "words" 5L; k 2L ]
        ]
        of' "" Backward.SumTo [ given [ k 4L; batch 3L; k 2L ]; given [ named "one" 1L; k 2L ] ]
    ]

let private scan reverse =
    let x, h, w = given [ batch 2L; time 3L; k 2L ], given [ batch 2L; k 2L ], given [ k 2L; k 2L ]
    let step (xs: Expr list) (states: Expr list) =
        let h = Ops.tanh (xs.Head + (states.Head *@ fst w))
        [ Ops.square h ], [ h ]
    let outputs, states = Ops.scan { Reverse = reverse } [ fst x ] [ fst h ] step
    sampleOf $"Scan, reverse {reverse}" [ x; h; w ] (outputs @ states)

let private custom: CustomOp = {
    Name = "cube"
    Infer = List.head
    Compute =
        fun args ->
            use square = args[0].mul args[0]
            square.mul args[0]
}

let private autograd =
    let x, w = given [ batch 3L; k 2L ], given [ k 2L; k 2L ]
    let loss = Ops.sumAll (Ops.tanh (fst x *@ fst w))
    sampleOf "Autograd" [ x; w ] (Expr.Outputs(Op.Autograd, [ loss; fst x; fst w ]))

let private random distribution =
    let x = given [ batch 3L; k 2L ]
    sampleOf $"Random {distribution}" [ x ] [
        Expr.Of(Op.Random(distribution, [ Extent.Of(0, 0); Extent.Size 4L ], DType.Float32, 11L), [ fst x ])
    ]

let private special (op: Special) (title: string) (inputs: (Expr * HostArray) list) (args: Expr list) =
    sampleOf $"Special {caseOf op} {title}" inputs (Expr.Outputs(Op.Special op, args))

let private of' op title (inputs: (Expr * HostArray) list) = special op title inputs (List.map fst inputs)

/// Far from singular, and with eigenvalues far from each other.
let private matrix dims =
    let x = given dims
    x, fst x + Linalg.identityLike (fst x) * 3.0

let private symmetric dims =
    let x, seen = matrix dims
    x, Linalg.symmetric seen

let private wholes (count: int64) (numbers: float list) =
    givenOf DType.Int32 (fun n -> Array.init (int n) (fun i -> numbers[i % numbers.Length])) [ k count ]

let private specials: Sample list = [
    let cube = [ batch 2L; k 3L; k 3L ]
    for op in [ Special.Inverse; Special.Det; Special.LogDet; Special.LU ] do
        let x, seen = matrix cube
        special op "" [ x ] [ seen ]
    for op in [ Special.Cholesky; Special.Eigh ] do
        let x, seen = symmetric cube
        special op "" [ x ] [ seen ]
    for op in [ Special.Solve; Special.SolveTriangular true; Special.SolveTriangular false ] do
        let x, seen = matrix cube
        let b = given [ batch 2L; k 3L; k 2L ]
        special op (string op) [ x; b ] [ seen; fst b ]
    of' (Special.Svd false) "tall" [ given [ k 4L; k 3L ] ]
    of' (Special.Svd false) "wide" [ given [ batch 2L; k 2L; k 3L ] ]
    let x, seen = matrix [ k 3L; k 3L ]
    special (Special.Svd true) "square" [ x ] [ seen ]
    of' (Special.Pinv None) "tall" [ given [ batch 2L; k 4L; k 3L ] ]
    of' (Special.Pinv(Some 1e-6)) "wide" [ given [ k 2L; k 3L ] ]
    of' (Special.Qr false) "tall" [ given [ batch 2L; k 4L; k 3L ] ]
    of' (Special.Qr true) "square" [ given [ k 3L; k 3L ] ]
    for isInverse in [ false; true ] do
        of' (Special.Fourier isInverse) $"inverse {isInverse}" [ given [ batch 2L; k 5L ]; given [ batch 2L; k 5L ] ]
    of' (Special.ArgSort(1, false)) "up" [ given [ batch 2L; time 4L ] ]
    of' (Special.ArgSort(0, true)) "down" [ given [ k 4L; k 2L ] ]
    of' (Special.TopK(2, true)) "" [ given [ batch 3L; k 4L ] ]
    for meeting in [ Meeting.Replace; Meeting.Add; Meeting.Multiply; Meeting.Largest; Meeting.Smallest ] do
        let places = if meeting = Meeting.Replace then [ 2.0; 0.0; 1.0 ] else [ 2.0; 0.0; 2.0 ]
        of' (Special.Scatter meeting) (string meeting) [
            given [ k 4L; k 2L ]
            wholes 3L places
            within -1.0 0.9 [ k 3L; k 2L ]
        ]
    of' Special.NonZero "" [ indices 3 [ batch 2L; k 3L ] ]
    of' Special.Unique "of numbers" [ wholes 6L [ 3.0; 1.0; 3.0; 0.0 ] ]
    of' Special.Unique "of rows" [ indices 2 [ batch 4L; k 2L ] ]
    of' (Special.BinCount 0) "" [ wholes 6L [ 3.0; 1.0; 3.0; 0.0 ] ]
    of' (Special.BinCount 6) "of weights" [ wholes 6L [ 3.0; 1.0; 3.0; 0.0 ]; given [ k 6L ] ]
    for op in [ Special.BitAnd; Special.BitOr; Special.BitXor; Special.Gcd ] do
        of' op "" [ indices 6 [ batch 3L; k 1L ]; wholes 4L [ 4.0; 1.0; 6.0; 3.0 ] ]
    of' Special.NextAfter "" [ given [ batch 3L; k 2L ]; given [ k 2L ] ]
    let x = within 0.5 2.0 [ batch 3L; k 2L ]
    special Special.GammaInc "" [ x ] [ Ops.constant (host DType.Float64 [ 2L ] [| 1.5; 0.7 |]); fst x ]
    of' (Special.Bits DType.Int64) "of one size" [ given [ batch 3L; k 2L ] ]
    of' (Special.Bits DType.UInt8) "of a smaller one" [ given [ batch 3L; k 2L ] ]
]

/// Operations whose results are no smooth numbers of their arguments.
let private isRough (op: Special) =
    match op with
    | Special.ArgSort _
    | Special.TopK _
    | Special.NonZero
    | Special.Unique
    | Special.BinCount _
    | Special.BitAnd
    | Special.BitOr
    | Special.BitXor
    | Special.Gcd
    | Special.NextAfter
    | Special.Bits _ -> true
    | _ -> false

/// The table. What stands first among the outputs is the operation that the sample is of.
let table: Sample list = [
    sampleOf "Input" [ given [ batch 3L; k 2L ] ] [] |> fun s -> { s with Outputs = [ fst s.Inputs.Head ] }
    sampleOf "Scalar" [] [ Ops.scalar DType.Float32 1.5 ]
    sampleOf "Constant" [] [ Ops.constant (host DType.Int32 [ 2L; 2L ] [| 1.0; 2.0; 3.0; 4.0 |]) ]
    random (Distribution.Uniform(-1.0, 2.0))
    random (Distribution.Normal(0.5, 2.0))
    random (Distribution.TruncatedNormal(0.5, 2.0))
    random (Distribution.Bernoulli 0.3)
    yield! List.map unary unaries
    yield! List.collect binary binaries
    all "of vectors" Op.Select [ truths [ batch 3L; k 1L ]; given [ batch 3L; k 2L ]; given [ k 2L ] ]
    all "narrower" (Op.Cast DType.Float32) [ given [ batch 3L ] ]
    all "same" (Op.Cast DType.Float64) [ given [ batch 3L ] ]
    all "to whole numbers" (Op.Cast DType.Int32) [ given [ batch 3L ] ]
    all "" Op.StopGradient [ given [ batch 3L ] ]
    yield! List.collect reduce reductions
    all "" (Op.ArgMax 1) [ given [ batch 2L; k 3L ] ]
    all "" (Op.CumSum 1) [ given [ batch 2L; time 3L ] ]
    all "up" (Op.Sort(1, false)) [ given [ batch 2L; time 4L ] ]
    all "down" (Op.Sort(0, true)) [ given [ k 4L; k 2L ] ]
    all "to rest" (Op.Reshape [ Extent.Of(0, 0); Extent.Rest ]) [ given [ batch 2L; k 3L; k 4L ] ]
    all "merging unknown sizes" (Op.Reshape [ Extent.Rest; Extent.Size 3L ]) [ given [ batch 2L; time 2L; k 3L ] ]
    all "by another's size" (Op.Reshape [ Extent.Of(1, 0); Extent.Rest ]) [
        given [ k 6L; time 2L ]
        given [ batch 3L ]
    ]
    all "of what does not divide" (Op.Reshape [ Extent.Rest; Extent.Size 4L ]) [ given [ batch 2L; time 4L; k 3L ] ]
    all "splitting" (Op.Reshape [ Extent.Size 2L; Extent.Size 3L ]) [ given [ k 6L ] ]
    all "unchanged" (Op.Reshape [ Extent.Of(0, 0); Extent.Of(0, 1) ]) [ given [ batch 2L; k 3L ] ]
    all "like another" (Op.Broadcast [ Extent.Of(1, 0); Extent.Size 2L; Extent.Of(1, 2) ]) [
        given [ k 2L; k 1L ]
        given [ batch 3L; k 5L; time 4L ]
    ]
    all "" (Op.Transpose [ 2; 0; 1 ]) [ given [ batch 2L; time 3L; k 2L ] ]
    all "" (Op.Concat 1) [
        given [ batch 2L; time 3L; k 2L ]
        given [ batch 2L; k 1L; k 2L ]
        given [ batch 2L; time 3L; k 2L ]
    ]
    all "inside" (Op.Slice(1, 1L, Some 3L, 1L)) [ given [ batch 2L; k 4L ] ]
    all "stepping" (Op.Slice(0, 0L, None, 2L)) [ given [ batch 5L; k 2L ] ]
    all "of an unknown size" (Op.Slice(1, 1L, None, 2L)) [ given [ batch 2L; time 5L ] ]
    all "from the end" (Op.Slice(1, -2L, None, 1L)) [ given [ batch 2L; time 5L ] ]
    all "up to the end" (Op.Slice(1, 1L, Some -1L, 1L)) [ given [ batch 2L; time 5L ] ]
    all "" (Op.Flip [ 0; 1 ]) [ given [ batch 2L; k 3L ] ]
    all "" (Op.Pad([ 0; 1 ], [ 2; 1 ], 0.5)) [ given [ batch 2L; k 3L ] ]
    all "of rows" (Op.Gather 0) [ given [ k 4L; k 2L ]; indices 4 [ batch 3L ] ]
    all "from the last axis" (Op.Gather -1) [ given [ batch 2L; time 2L; k 3L ]; indices 3 [ k 2L; k 2L ] ]
    all "of columns" (Op.Gather 1) [ given [ batch 2L; k 3L ]; indices 3 [ k 2L; k 2L ] ]
    all "" (Op.OneHot(4, DType.Float32)) [ indices 5 [ batch 3L; k 2L ] ]
    all "" (Op.Count([ 0; 1 ], DType.Float32)) [ given [ batch 3L; time 2L; k 2L ] ]
    all "of vectors" Op.MatMul [ given [ batch 3L; k 2L ]; given [ k 2L; k 4L ] ]
    all "of sequences" Op.MatMul [ given [ batch 2L; time 3L; k 2L ]; given [ k 2L; k 4L ] ]
    all "batched" Op.MatMul [ given [ batch 2L; time 3L; k 2L ]; given [ batch 2L; k 2L; time 3L ] ]
    all "of vectors" Op.Linear [ given [ batch 3L; k 2L ]; given [ k 2L; k 4L ]; given [ k 4L ] ]
    all "of sequences" Op.Linear [ given [ batch 2L; time 3L; k 2L ]; given [ k 2L; k 4L ]; given [ k 4L ] ]
    yield! convs
    yield! transposedConvs
    yield! pools
    yield! adaptivePools
    all "1 same" (Op.MaxPoolPlaces([ 2 ], window [ 2 ] Padding.Same [ 1 ])) [ given [ batch 2L; time 5L; k 2L ] ]
    all "2 valid" (Op.MaxPoolPlaces([ 2; 2 ], window [ 1; 2 ] Padding.Valid [ 1; 1 ])) [
        given [ batch 2L; k 4L; k 4L; k 3L ]
    ]
    all "3 same" (Op.MaxPoolPlaces([ 2; 2; 2 ], window [ 1; 2; 2 ] Padding.Same [ 1; 1; 1 ])) [
        given [ batch 1L; k 2L; k 3L; k 2L; k 1L ]
    ]
    yield! specials
    all "" Op.Embedding [ given [ k 5L; k 2L ]; indices 5 [ batch 2L; time 3L ] ]
    all "" Op.Embeddings [ indices 4 [ batch 2L; time 3L; k 2L ]; given [ k 5L; k 2L ]; given [ k 4L; k 9L ] ]
    all "last axis" (Op.Softmax 1) [ given [ batch 2L; k 3L ] ]
    all "middle axis" (Op.Softmax 1) [ given [ batch 2L; time 3L; k 2L ] ]
    all "" (Op.LogSoftmax -1) [ given [ batch 2L; k 3L ] ]
    all "of vectors" (Op.BatchNorm 1e-3) [ given [ batch 4L; k 2L ]; given [ k 2L ]; given [ k 2L ] ]
    all "of images" (Op.BatchNorm 1e-3) [ given [ batch 2L; k 2L; k 3L; k 2L ]; given [ k 2L ]; given [ k 2L ] ]
    all "of vectors" (Op.BatchNormInference 1e-3) [
        given [ batch 3L; k 2L ]
        given [ k 2L ]
        given [ k 2L ]
        given [ k 2L ]
        within 0.5 2.0 [ k 2L ]
    ]
    all "of sequences" (Op.BatchNormInference 1e-3) [
        given [ batch 2L; time 3L; k 2L ]
        given [ k 2L ]
        given [ k 2L ]
        given [ k 2L ]
        within 0.5 2.0 [ k 2L ]
    ]
    all "of vectors" Op.SparseCrossEntropy [ given [ batch 3L; k 4L ]; indices 4 [ batch 3L ] ]
    all "of sequences" Op.SparseCrossEntropy [ given [ batch 2L; time 3L; k 4L ]; indices 4 [ batch 2L; time 3L ] ]
    all "" Op.CrossEntropy [ given [ batch 3L; k 4L ]; within 0.0 1.0 [ batch 3L; k 4L ] ]
    all "" Op.SigmoidCrossEntropy [ given [ batch 3L; k 2L ]; within 0.0 1.0 [ batch 3L; k 2L ] ]
    all "broadcast" Op.SigmoidCrossEntropy [ given [ batch 3L; k 2L ]; within 0.0 1.0 [ k 2L ] ]
    all "" Op.BinaryCrossEntropy [ within 0.1 0.9 [ batch 3L; k 2L ]; within 0.1 0.9 [ batch 3L; k 2L ] ]
    all "broadcast" Op.BinaryCrossEntropy [ within 0.1 0.9 [ batch 3L; k 2L ]; within 0.1 0.9 [ k 2L ] ]
    all "" (Op.Dropout(0.4, [], 7L)) [ given [ batch 3L; k 4L ] ]
    all "shared" (Op.Dropout(0.4, [ 1 ], 7L)) [ given [ batch 3L; time 2L; k 4L ] ]
    lstm false
    lstm true
    for dtype in [ DType.Float32; DType.Float64 ] do
        yield! lstmTraining dtype false
        yield! lstmTraining dtype true
    yield! backwards
    scan false
    scan true
    autograd
    all "" (Op.Custom custom) [ given [ batch 3L; k 2L ] ]
]

let weight path (sizes: int64 list) = Expr.Of(Op.Weight(Setup.key path, Shape.known sizes, DType.Float32), [])

/// A weight, and what it holds.
let weightSample =
    let path, shape = "dense/kernel", [ 2L; 3L ]
    weight path shape, (Setup.key path, host DType.Float32 shape (spread 1 6L))

let operation (sample: Sample) = sample.Outputs.Head.Op

/// Operations through which autograd passes no gradient, because their results are whole numbers, draws or gradients themselves.
let withoutGradient (op: Op) =
    match op with
    | Op.Special op -> isRough op
    | Op.Scalar _
    | Op.Constant _
    | Op.Weight _
    | Op.Random _
    | Op.ArgMax _
    | Op.OneHot _
    | Op.Count _
    | Op.Autograd
    | Op.Backward _
    | Op.LSTMTraining _
    | Op.Unary(Unary.Not | Unary.IsNan | Unary.IsFinite)
    | Op.Binary(Binary.Equal | Binary.NotEqual | Binary.Less | Binary.LessEqual | Binary.Greater | Binary.GreaterEqual | Binary.And | Binary.Or)
    | Op.Cast(DType.Bool | DType.UInt8 | DType.Int8 | DType.Int16 | DType.Int32 | DType.Int64)
    | Op.Reduce((Reduction.All | Reduction.Any), _, _) -> true
    | _ -> false

/// Results that a loss may be made of: batch statistics are measurements.
let graded (sample: Sample) =
    match operation sample with
    | Op.BatchNorm _ -> [ sample.Outputs.Head ]
    | _ -> sample.Outputs
