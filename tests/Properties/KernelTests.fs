/// libtorch's kernels against plain loops, over sizes around the widths of vectors: a kernel that is wrong on one processor says nothing.
module Functional.Tests.KernelTests

open System
open Functional
open Functional.Tests.Evaluate
open Functional.Tests.Reference
open Functional.Tests.Samples
open Xunit

/// An argument, and the order in which its axes lie in memory.
type private Argument = { DType: DType; Numbers: Plain; Layout: int[] }

type private Case = { Title: string; Op: Op; Arguments: Argument list }

/// What a case is made of: its random choices, and the dtype that it computes with.
type private Draw(seed: int, dtype: DType) =
    let random = Random seed
    let isHalf = dtype = DType.Float16 || dtype = DType.BFloat16
    member _.DType = dtype
    member _.Of(items: 'a list) = items[random.Next items.Length]
    member this.Chance percent = random.Next 100 < percent
    member _.Below count = random.Next count
    /// A number of channels, units or classes.
    member this.Width = this.Of [ 1; 2; 3; 5; 7; 8; 9; 15; 16; 17; 24; 31; 32; 33; 40 ]
    member this.Small = 1 + random.Next 4

    member private this.Layout rank =
        if this.Chance 70 then
            [| 0 .. rank - 1 |]
        else
            let order = [| 0 .. rank - 1 |]
            random.Shuffle order
            order

    member private this.With dtype (sizes: int list) (numbers: float[]) = {
        DType = dtype
        Numbers = { Sizes = Array.ofList sizes; Values = numbers }
        Layout = this.Layout sizes.Length
    }

    /// Numbers between two bounds, which the dtype has exactly.
    member this.Between low high (sizes: int list) =
        let exact (value: float) =
            match dtype with
            | DType.Float64 -> value
            | DType.Float32 -> float (float32 value)
            | _ -> Math.Round(value * 64.0) / 64.0
        let count = List.fold (*) 1 sizes
        spread (random.Next 1000) (int64 count)
        |> Array.map (fun value -> exact (low + (high - low) * (value + 1.15) / 2.3))
        |> this.With dtype sizes

    /// Numbers in ±[0.15, 1.15].
    member this.Numbers sizes = this.Between -1.15 1.15 sizes
    member this.Indices bound sizes =
        Array.init (List.fold (*) 1 sizes) (fun _ -> float (random.Next bound)) |> this.With DType.Int32 sizes

    member this.Window rank = {
        Strides = List.init rank (fun _ -> this.Of [ 1; 1; 2; 3 ])
        Dilation = List.init rank (fun _ -> this.Of [ 1; 1; 2 ])
        Padding =
            this.Of [ Padding.Valid; Padding.Same; Padding.Same; (if rank = 1 then Padding.Causal else Padding.Valid) ]
    }

    /// Spatial sizes on which a window fits.
    member this.Spatial (window: Window) (kernel: int list) =
        let room = if kernel.Length = 3 then 4 else 9
        List.map2 (fun size dilation -> (size - 1) * dilation + 1 + random.Next room) kernel window.Dilation

/// The first of several that takes no more time than it should.
let private light (cost: 'a -> int) (make: unit -> 'a) =
    Seq.initInfinite (fun _ -> make ()) |> Seq.find (fun made -> cost made <= 400_000)

let private product (sizes: int list) = List.fold (*) 1 sizes

let private conv rank (draw: Draw) =
    let window = draw.Window rank
    let groups, inner, outer, (kernel, spatial), batch =
        light (fun (groups, inner, outer, (kernel, spatial), batch) ->
            batch * groups * inner * outer * product kernel * product spatial)
        <| fun () ->
            let groups = draw.Of [ 1; 1; 1; 2; 3; draw.Width ]
            let inner = if groups > 3 then draw.Of [ 1; 2 ] else draw.Width
            let kernel = List.init rank (fun _ -> draw.Of [ 1; 2; 3; 3; 5 ])
            let outer = if groups > 3 then draw.Of [ 1; 2 ] else draw.Width
            groups, inner, outer, (kernel, draw.Spatial window kernel), draw.Small
    Op.Conv(window, groups),
    [
        draw.Numbers([ batch ] @ spatial @ [ groups * inner ])
        draw.Numbers(kernel @ [ inner; groups * outer ])
        if draw.Chance 50 then
            draw.Numbers [ groups * outer ]
    ]

let private convTranspose rank (draw: Draw) =
    let window = draw.Window rank
    let window = if window.Padding = Padding.Causal then { window with Padding = Padding.Same } else window
    let longer = window.Strides |> List.map draw.Below
    let sizes =
        light (fun (batch, spatial, kernel, inner, outer) ->
            product (batch :: inner :: outer :: spatial @ kernel @ window.Strides))
        <| fun () ->
            let room = if rank = 3 then 3 else 9
            draw.Small,
            List.init rank (fun _ -> 1 + draw.Below room),
            List.init rank (fun _ -> draw.Of [ 1; 2; 3; 3; 5 ]),
            draw.Width,
            draw.Width
    let batch, spatial, kernel, inner, outer = sizes
    Op.ConvTranspose(window, longer),
    [ draw.Numbers([ batch ] @ spatial @ [ inner ]); draw.Numbers(kernel @ [ outer; inner ]) ]

let private adaptivePool kind rank (draw: Draw) =
    let spatial = List.init rank (fun _ -> 1 + draw.Below(if rank = 3 then 5 else 12))
    Op.AdaptivePool(kind, List.init rank (fun _ -> 1 + draw.Below 6)),
    [ draw.Numbers([ draw.Small ] @ spatial @ [ draw.Width ]) ]

let private pool kind rank (draw: Draw) =
    let size = List.init rank (fun _ -> draw.Of [ 1; 2; 3 ])
    let window = { draw.Window rank with Dilation = List.replicate rank 1 }
    let window = if window.Padding = Padding.Causal then { window with Padding = Padding.Same } else window
    Op.Pool(kind, size, window), [ draw.Numbers([ draw.Small ] @ draw.Spatial window size @ [ draw.Width ]) ]

let private matmul (draw: Draw) =
    let m, n, inner = draw.Width, draw.Width, draw.Width
    match draw.Below 3 with
    | 0 -> [ draw.Numbers [ m; inner ]; draw.Numbers [ inner; n ] ]
    | 1 -> [ draw.Numbers [ 3; m; inner ]; draw.Numbers [ inner; n ] ]
    | _ -> [ draw.Numbers [ 2; 3; m; inner ]; draw.Numbers [ draw.Of [ 1; 2 ]; 3; inner; n ] ]

let private lstm (draw: Draw) =
    let samples, time, features, units = draw.Small, draw.Small, draw.Width, draw.Width
    Op.LSTM { Reverse = draw.Chance 50 },
    [
        draw.Numbers [ samples; time; features ]
        for sizes in [ [ features; 4 * units ]; [ units; 4 * units ]; [ 4 * units ] ] do
            draw.Between -0.5 0.5 sizes
        draw.Numbers [ samples; units ]
        draw.Numbers [ samples; units ]
    ]

let private normalisation (draw: Draw) =
    let channels = draw.Width
    let x = draw.Numbers([ 2 + draw.Below 8 ] @ List.init (draw.Below 4) (fun _ -> draw.Small) @ [ channels ])
    x, [ draw.Numbers [ channels ]; draw.Numbers [ channels ] ]

let private lines (draw: Draw) = List.init (draw.Below 3) (fun _ -> draw.Small) @ [ draw.Width; draw.Width ]

let private unary op (draw: Draw) =
    let numbers =
        match bounds op with
        | Some(low, high) -> draw.Between low high
        | None -> draw.Numbers
    Op.Unary op, [ numbers (lines draw) ]

let private binary op (draw: Draw) =
    let sizes = lines draw
    let other = draw.Of [ sizes; sizes.Tail; 1 :: sizes.Tail; List.updateAt (sizes.Length - 1) 1 sizes ]
    // No two numbers so near to each other that a difference goes over the kink between them.
    let on (grid: float) (argument: Argument) =
        let values = argument.Numbers.Values |> Array.map (fun value -> floor (value * 512.0) / 512.0 + grid)
        { argument with Numbers = { argument.Numbers with Values = values } }
    Op.Binary op, [ on 0.0 (draw.Between 0.3 2.0 sizes); on (1.0 / 1024.0) (draw.Between 0.55 1.9 other) ]

let private reduce kind (draw: Draw) =
    let sizes = lines draw
    let axes = [ 0 .. sizes.Length - 1 ] |> List.filter (fun _ -> draw.Chance 50)
    Op.Reduce(kind, axes, draw.Chance 50), [ draw.Between 0.5 1.5 sizes ]

let private along (op: int -> Op) (draw: Draw) =
    let sizes = lines draw
    op (draw.Below sizes.Length), [ draw.Numbers sizes ]

let private logits (draw: Draw) target =
    let sizes = lines draw
    [ draw.Numbers sizes; target sizes ]

/// Kernels by name. Those that sum many products have forms for half precision, too.
let private families: (string * bool * (Draw -> Op * Argument list)) list = [
    for rank in 1..3 do
        $"conv {rank}", true, conv rank
        $"transposed conv {rank}", true, convTranspose rank
        $"adaptive max pool {rank}", false, adaptivePool PoolKind.Max rank
        $"adaptive average pool {rank}", false, adaptivePool PoolKind.Average rank
        $"max pool {rank}", false, pool PoolKind.Max rank
        $"average pool {rank}", false, pool PoolKind.Average rank
    "matmul", true, (fun draw -> Op.MatMul, matmul draw)
    "linear",
    true,
    (fun draw ->
        let factors = matmul draw |> List.truncate 2
        Op.Linear, factors @ [ draw.Numbers [ Array.last factors[1].Numbers.Sizes ] ])
    "lstm", true, lstm
    "batch normalisation",
    false,
    (fun draw ->
        let x, parts = normalisation draw
        Op.BatchNorm 1e-3, x :: parts)
    "batch normalisation, inference",
    true,
    (fun draw ->
        let x, parts = normalisation draw
        let channels = [ Array.last x.Numbers.Sizes ]
        Op.BatchNormInference 1e-3, x :: parts @ [ draw.Numbers channels; draw.Between 0.5 2.0 channels ])
    "softmax", true, along Op.Softmax
    "log softmax", true, along Op.LogSoftmax
    "sparse cross-entropy",
    false,
    (fun draw ->
        Op.SparseCrossEntropy,
        logits draw (fun sizes -> draw.Indices (List.last sizes) (List.truncate (sizes.Length - 1) sizes)))
    "cross-entropy", false, (fun draw -> Op.CrossEntropy, logits draw (draw.Between 0.0 1.0))
    "sigmoid cross-entropy", false, (fun draw -> Op.SigmoidCrossEntropy, logits draw (draw.Between 0.0 1.0))
    "binary cross-entropy",
    false,
    (fun draw ->
        let sizes = lines draw
        Op.BinaryCrossEntropy, [ draw.Between 0.1 0.9 sizes; draw.Between 0.1 0.9 sizes ])
    "embedding",
    false,
    (fun draw ->
        let rows = draw.Width
        Op.Embedding, [ draw.Numbers [ rows; draw.Width ]; draw.Indices rows [ draw.Width; draw.Small ] ])
    "argmax", false, along Op.ArgMax
    "cumsum", false, along Op.CumSum
    "sort", false, along (fun axis -> Op.Sort(axis, axis % 2 = 0))
    "transpose", false, (fun draw -> Op.Transpose [ 2; 0; 1 ], [ draw.Numbers [ draw.Width; draw.Width; draw.Width ] ])
    "unary functions", false, (fun draw -> unary (draw.Of unaries) draw)
    "binary functions", false, (fun draw -> binary (draw.Of binaries) draw)
    "reductions", false, (fun draw -> reduce (draw.Of reductions) draw)
]

let private caseOf' name seed =
    let _, hasHalf, make = families |> List.find (fun (family, _, _) -> family = name)
    let dtype =
        match seed % 6 with
        | 0
        | 2
        | 4 -> DType.Float32
        | 5 when hasHalf -> if seed % 12 = 5 then DType.BFloat16 else DType.Float16
        | _ -> DType.Float64
    let op, arguments = make (Draw(seed, dtype))
    let sizes = [ for argument in arguments -> Shape.known (Array.map int64 argument.Numbers.Sizes) ]
    let got = List.map2 (fun argument size -> $"{argument.DType} {size}") arguments sizes |> String.concat ", "
    { Title = $"{name}, seed {seed}: {Print.op op} of {got}"; Op = op; Arguments = arguments }

/// An input whose memory has the layout, and the argument that is made of it.
let private inputOf name (argument: Argument) : (Expr * HostArray) * Expr =
    let stored = transpose argument.Layout argument.Numbers
    let sizes = Array.map int64 stored.Sizes
    let input = Ops.input name (Shape.known sizes) argument.DType
    let back = [ for axis in 0 .. sizes.Length - 1 -> Array.IndexOf(argument.Layout, axis) ]
    let seen = if back = [ 0 .. sizes.Length - 1 ] then input else Expr.Of(Op.Transpose back, [ input ])
    (input, host argument.DType sizes stored.Values), seen

let private plain (array: HostArray) = { Sizes = Array.map int array.Shape; Values = floats array }

/// Rounding, as a share of the largest of the numbers: sums of a thousand products, and their like.
let private rounding dtype =
    match dtype with
    | DType.BFloat16 -> 0.02
    | DType.Float16 -> 0.003
    | DType.Float32 -> 1e-5
    | _ -> 1e-12

let private computed (case: Case) (numbers: Plain list) = (compute case.Op numbers).Value

let private assertSame (case: Case) (expected: Plain list) (actual: HostArray list) =
    for expected, actual in List.zip expected actual do
        let actual = plain actual
        Assert.True((expected.Sizes = actual.Sizes), $"{case.Title}: sizes {expected.Sizes} and {actual.Sizes}")
        let largest = expected.Values |> Array.fold (fun top value -> max top (abs value)) 1.0
        let apart = Array.map2 (fun a b -> if a = b then 0.0 else abs (a - b)) expected.Values actual.Values
        let worst = Array.fold (fun top value -> if value >= 0.0 then max top value else infinity) 0.0 apart
        Assert.True(worst <= rounding case.Arguments.Head.DType * largest, $"{case.Title}: apart by {worst}")

/// The change of Σ weight · result along a random direction of each argument, which loops can tell without a gradient.
let private assertGradients (case: Case) (inputs: (Expr * HostArray) list) (args: Expr list) seed =
    let outputs = Expr.Outputs(case.Op, args) |> fun outputs -> graded (sampleOf "" [] outputs)
    let weights = [
        for i, output in List.indexed outputs ->
            let sizes = Shape.sizes output.Shape
            Ops.input $"g{i}" output.Shape output.DType,
            host output.DType sizes (floats (host output.DType sizes (spread i (Samples.product sizes))))
    ]
    let loss = List.map2 (fun output weight -> Ops.sumAll (output * fst weight)) outputs weights |> List.reduce (+)
    let places = [
        for i, (input, _) in List.indexed inputs do
            if input.DType.IsFloat then
                i
    ]
    let byAutograd = Expr.Outputs(Op.Autograd, loss :: [ for place in places -> fst inputs[place] ])
    let forms = [
        byAutograd
        match case.Op with
        | Op.Sort _ -> ()
        | _ -> GradientPass.run byAutograd
    ]
    let numbers = [ for argument in case.Arguments -> argument.Numbers ]
    let lossAt (numbers: Plain list) =
        (computed case numbers, weights)
        ||> Seq.zip
        |> Seq.sumBy (fun (result, (_, weight)) ->
            Array.fold2 (fun sum a b -> sum + a * b) 0.0 result.Values (floats weight))
    let found = forms |> List.map (run (inputs @ weights))
    for i, place in List.indexed places do
        let argument = case.Arguments[place]
        let direction = {
            argument.Numbers with
                Values = spread (seed + place) (int64 argument.Numbers.Values.Length)
        }
        let moved step =
            let values = Array.map2 (fun x v -> x + step * v) argument.Numbers.Values direction.Values
            lossAt (List.updateAt place { direction with Values = values } numbers)
        let expected = (moved 1e-5 - moved -1e-5) / 2e-5
        let stored = (transpose argument.Layout direction).Values
        for gradients in found do
            let parts = Array.map2 (*) (floats gradients[i]) stored
            let size = 1.0 + Array.sumBy abs parts
            let apart = abs (Array.sum parts - expected)
            Assert.True(apart <= 1e-5 * size, $"{case.Title}, gradient of argument {place}: apart by {apart} of {size}")

/// A case against plain loops, gradients included where there are any.
let private assertCase (case: Case) seed =
    let made = case.Arguments |> List.mapi (fun i argument -> inputOf $"x{i}" argument)
    let inputs, args = List.map fst made, List.map snd made
    let numbers = [ for argument in case.Arguments -> argument.Numbers ]
    assertSame case (computed case numbers) (run inputs (Expr.Outputs(case.Op, args)))
    let dtype = case.Arguments.Head.DType
    let steps =
        match case.Op with
        | Op.Binary(Binary.FloorDiv | Binary.Mod) -> true
        | op -> withoutGradient op
    if not steps && (dtype = DType.Float32 || dtype = DType.Float64) then
        assertGradients case inputs args seed

let names () = [ for name, _, _ in families -> [| box name |] ]

[<Theory; MemberData(nameof names)>]
let ``every kernel and its gradients are what plain loops compute`` name =
    for seed in 1 .. (if Setup.isLong then 1000 else 24) do
        assertCase (caseOf' name seed) seed

[<Fact>]
let ``kernels are what plain loops compute where libtorch does without oneDNN`` () =
    if OperatingSystem.IsLinux() then
        Setup.ready ()
        Assert.True(ProcessorCaches.setUsesOneDNN false)
        try
            for name in [ "conv 1"; "conv 2"; "conv 3"; "linear"; "lstm" ] do
                for seed in 1..12 do
                    assertCase (caseOf' name seed) seed
        finally
            Assert.True(ProcessorCaches.setUsesOneDNN true)

[<Fact>]
let ``convolutions whose kernels have axes of size 1 are what plain loops compute`` () =
    let all = [
        for k in [ 1; 2 ] do
            for inner in [ 1; 2 ] do
                for outer in [ 1; 2 ] -> k, inner, outer
    ]
    for rank in 1..3 do
        for dtype in [ DType.Float64; DType.Float32 ] do
            for groups in [ 1; 2 ] do
                for k, inner, outer in all do
                    let window = {
                        Strides = List.replicate rank 1
                        Padding = Padding.Valid
                        Dilation = List.replicate rank 1
                    }
                    let argument (sizes: int list) = {
                        DType = dtype
                        Numbers = {
                            Sizes = Array.ofList sizes
                            Values = Array.map (float32 >> float) (spread k (int64 (product sizes)))
                        }
                        Layout = [| 0 .. sizes.Length - 1 |]
                    }
                    let kernel = k :: List.replicate (rank - 1) 1
                    let arguments = [
                        argument ([ 1 ] @ List.replicate rank 3 @ [ groups * inner ])
                        argument (kernel @ [ inner; groups * outer ])
                    ]
                    let title = $"conv {rank} {dtype} groups {groups} kernel {k} {inner} {outer}"
                    assertCase { Title = title; Op = Op.Conv(window, groups); Arguments = arguments } k

[<Fact>]
let ``every operation that computes has such cases`` () =
    let cases = families |> List.map (fun (name, _, _) -> caseOf (caseOf' name 1).Op) |> Set.ofList
    let computes =
        table
        |> List.filter (fun sample ->
            let numbers = [
                for arg in sample.Outputs.Head.Node.Args do
                    match sample.Inputs |> List.tryFind (fun (input, _) -> input.Equals arg) with
                    | Some(_, data) -> plain data
                    | None -> { Sizes = [||]; Values = [| 1.5 |] }
            ]
            (compute (operation sample) numbers).IsSome)
        |> List.map (operation >> caseOf)
        |> Set.ofList
    Assert.Equal<Set<string>>(computes, cases)
