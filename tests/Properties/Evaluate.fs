/// Graphs with data: the way from an expression to numbers, and what they are compared by.
module Functional.Tests.Evaluate

open System
open System.Collections.Generic
open Functional
open TorchSharp
open Xunit

/// Inputs with the data they are given, and what is computed.
type Sample = { Title: string; Inputs: (Expr * HostArray) list; Outputs: Expr list }

let floats (array: HostArray) : float[] =
    match array.Data with
    | :? (float[]) as values -> values
    | :? (float32[]) as values -> Array.map float values
    | :? (Half[]) as values -> Array.map float values
    | :? (int[]) as values -> Array.map float values
    | :? (int64[]) as values -> Array.map float values
    | :? (int16[]) as values -> Array.map float values
    | :? (byte[]) as values -> Array.map float values
    | :? (sbyte[]) as values -> Array.map float values
    | :? (bool[]) as values -> values |> Array.map (fun value -> if value then 1.0 else 0.0)
    | other -> failwith $"no numbers: {other.GetType()}"

/// Numbers as an array of that dtype.
let host (dtype: DType) (sizes: int64 seq) (values: float[]) : HostArray =
    let data: Array =
        match dtype with
        | DType.Bool -> Array.map (fun value -> value > 0.0) values :> Array
        | DType.UInt8 -> Array.map byte values :> Array
        | DType.Int8 -> Array.map sbyte values :> Array
        | DType.Int16 -> Array.map int16 values :> Array
        | DType.Int32 -> Array.map int values :> Array
        | DType.Int64 -> Array.map int64 values :> Array
        | DType.Float16 -> Array.map (fun (value: float) -> Half.op_Explicit value: Half) values :> Array
        | DType.BFloat16
        | DType.Float32 -> Array.map float32 values :> Array
        | DType.Float64 -> values :> Array
        | DType.String -> Array.map string values :> Array
    { DType = dtype; Shape = Array.ofSeq sizes; Data = data }

let private context seed = RunContext(Seed = seed, Step = 3L)

let private tensorsOf device (data: HostArray seq) = data |> Seq.map (Tensors.ofHost device) |> Array.ofSeq

let private dispose (tensors: Tensor seq) =
    for tensor in tensors do
        tensor.Dispose()

/// Weights that a program reads, in its order, from a table of them.
let private weightsOf (program: Program) (weights: (Key * HostArray) list) =
    let table = dict weights
    [ for key, _, _ in program.Weights -> table[key] ]

/// A compiled graph as a function of its inputs' data.
type Evaluator(inputs: Expr list, outputs: Expr list, ?weights: (Key * HostArray) list) =
    do Setup.ready ()
    let program = Program.compile torch.CPU (context 5L) inputs [] outputs
    let weights = defaultArg weights []
    member _.Program = program

    member _.Run(data: HostArray seq) : HostArray list =
        let tensors = tensorsOf torch.CPU data
        let weights = tensorsOf torch.CPU (weightsOf program weights)
        let results = program.Run(tensors, weights)
        let arrays = results |> Array.map Tensors.toHost |> List.ofArray
        dispose (Seq.concat [ tensors; weights; results ])
        arrays

    interface IDisposable with
        member _.Dispose() = (program :> IDisposable).Dispose()

/// What a program gives the second time, because libtorch changes a script after its first run.
let runTwice (program: Program) (data: HostArray seq) : HostArray list =
    let tensors = tensorsOf torch.CPU data
    let once () =
        let results = program.Run(tensors, [||])
        let arrays = results |> Array.map Tensors.toHost |> List.ofArray
        dispose results
        arrays
    once () |> ignore
    let arrays = once ()
    dispose tensors
    arrays

/// What the outputs are for those inputs.
let run (inputs: (Expr * HostArray) list) (outputs: Expr list) : HostArray list =
    use evaluator = new Evaluator(List.map fst inputs, outputs)
    evaluator.Run(List.map snd inputs)

let runWithWeights weights (inputs: (Expr * HostArray) list) (outputs: Expr list) : HostArray list =
    use evaluator = new Evaluator(List.map fst inputs, outputs, weights)
    evaluator.Run(List.map snd inputs)

/// Sizes and dtypes that the outputs have on torch's device without memory.
let runOnMeta (inputs: (Expr * HostArray) list) (outputs: Expr list) : (int64[] * DType) list =
    Setup.ready ()
    let meta = torch.device "meta"
    use program = Program.compile meta (context 5L) (List.map fst inputs) [] outputs
    let tensors =
        inputs
        |> List.map (fun (_, data) -> torch.empty (data.Shape, Tensors.scalarType data.DType, meta))
        |> Array.ofList
    let results = program.Run(tensors, [||])
    let types = [ for result in results -> result.shape, Tensors.dtype result.dtype ]
    dispose (Seq.append tensors results)
    types

/// Sizes that go by a name, from the inputs' shapes and data.
let sizesByName (inputs: (Expr * HostArray) list) : Map<string, int64> =
    inputs
    |> List.collect (fun (input, data) -> List.zip input.Shape.Dims (List.ofArray data.Shape))
    |> List.choose (fun (dim, size) ->
        match dim with
        | Dim.Unknown name -> Some(name, size)
        | Dim.Known _ -> None)
    |> Map.ofList

/// The number that a size's formula (<c>(height+1)//2</c>) stands for; nothing for a size that depends on more than sizes.
let rec private formula (sizes: Map<string, int64>) (text: string) : int64 option =
    match Map.tryFind text sizes, Int64.TryParse text with
    | Some size, _ -> Some size
    | None, (true, number) -> Some number
    | None, _ ->
        // Every operator stands between two atoms, of which one that is no name or number is in brackets.
        let endOfAtom from =
            let mutable depth = 0
            let mutable at = from
            let mutable go = true
            while go && at < text.Length do
                match text[at] with
                | '(' -> depth <- depth + 1
                | ')' -> depth <- depth - 1
                | '+'
                | '*'
                | '/' when depth = 0 -> go <- false
                | _ -> ()
                if go then
                    at <- at + 1
            at
        let atom (part: string) =
            if part.StartsWith "(" && part.EndsWith ")" then
                formula sizes (part.Substring(1, part.Length - 2))
            else
                formula sizes part
        let split = endOfAtom 0
        if split = 0 || split >= text.Length then
            if text.StartsWith "(" && text.EndsWith ")" then
                formula sizes (text.Substring(1, text.Length - 2))
            else
                None
        else
            let symbol = if text[split] = '/' then "//" else string text[split]
            match atom (text.Substring(0, split)), atom (text.Substring(split + symbol.Length)) with
            | Some a, Some b ->
                match symbol with
                | "+" -> Some(a + b)
                | "*" -> Some(a * b)
                | _ -> Some(int64 (Math.Floor(float a / float b)))
            | _ -> None

/// The number that a size stands for.
let sizeOf (sizes: Map<string, int64>) (dim: Dim) =
    match dim with
    | Dim.Known size -> Some size
    | Dim.Unknown name -> formula sizes name

/// The inferred type is that of the value, and sizes of one name are one size.
let assertTyped (sample: Sample) (expr: Expr) (sizes: int64[]) (dtype: DType) (seen: Dictionary<string, int64>) =
    let names = sizesByName sample.Inputs
    let where = $"{sample.Title}: {Print.op expr.Op} inferred {expr}, computed {dtype} {Shape.known sizes}"
    Assert.True(expr.Shape.Rank = sizes.Length, where)
    for dim, size in List.zip expr.Shape.Dims (List.ofArray sizes) do
        match sizeOf names dim, dim with
        | Some expected, _ -> Assert.True((expected = size), where)
        | None, Dim.Unknown name ->
            Assert.True(name.StartsWith "slice" || name.StartsWith "found" || name = "workspace", where)
            match seen.TryGetValue name with
            | true, before -> Assert.True((before = size), where)
            | _ -> seen[name] <- size
        | None, Dim.Known _ -> failwith where
    Assert.True((expr.DType = dtype), where)

/// The largest difference, as a share of the size of the numbers; NaN agrees with NaN and infinities with themselves.
let distance (a: HostArray) (b: HostArray) : float =
    if a.Shape <> b.Shape || a.DType <> b.DType then
        infinity
    else
        let values = Array.zip (floats a) (floats b)
        if values.Length = 0 then
            0.0
        else
            values
            |> Array.map (fun (x, y) ->
                if x = y || Double.IsNaN x && Double.IsNaN y then 0.0
                elif Double.IsFinite x && Double.IsFinite y then abs (x - y) / max 1.0 (max (abs x) (abs y))
                else infinity)
            |> Array.max

let assertClose tolerance (title: string) (expected: HostArray) (actual: HostArray) =
    let difference = distance expected actual
    let shown (array: HostArray) = sprintf "%O %A" array (floats array |> Array.truncate 12)
    Assert.True(difference <= tolerance, $"{title}: {shown expected} against {shown actual}, apart by {difference}")

/// A number that changes with every element, so that no two mistakes cancel: Σ outputs · 0.3, 0.7, 1.1, …
let weigh (outputs: Expr list) : Expr =
    outputs
    |> List.filter (fun output -> output.DType.IsFloat)
    |> List.mapi (fun i output ->
        let output = Ops.cast DType.Float64 output
        let flat = output |> Ops.reshape [ -1L ]
        let ramp = Ops.cumsum 0 (Ops.fullLike flat DType.Float64 0.4)
        Ops.sumAll (flat * (ramp + (float i - 0.1))))
    |> List.reduce (+)
