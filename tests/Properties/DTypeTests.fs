/// What the rules of dtypes accept runs: forwards and backwards, both ways, as kernels and as scripts. What would not run is refused when
/// the graph is made.
module Functional.Tests.DTypeTests

open System
open System.Collections.Generic
open Functional
open Functional.Tests.Evaluate
open Functional.Tests.Samples
open TorchSharp
open Xunit

/// A sample with its floats, or its whole numbers, in another dtype; nothing where a rule refuses it.
let private inDType (old: DType) (dtype: DType) (sample: Sample) : Sample option =
    let fitting (values: float[]) =
        if dtype.IsFloat || old <> DType.Float64 then
            values
        else
            // No zeros to divide by.
            values |> Array.map (fun value -> 1.0 + Math.Round(3.0 * abs value))
    let replaced = Dictionary<Node, Expr>(HashIdentity.Reference)
    let inputs = [
        for input, data in sample.Inputs do
            if input.DType = old then
                let fresh = Ops.input $"{replaced.Count}" input.Shape dtype
                replaced[input.Node] <- fresh
                fresh, host dtype data.Shape (fitting (floats data))
            else
                input, data
    ]
    if replaced.Count = 0 then
        None
    else
        try
            let outputs =
                sample.Outputs
                |> Graph.rewrite (fun node args ->
                    match replaced.TryGetValue node, node.Op with
                    | (true, fresh), _ -> [ fresh ]
                    | _, Op.Scalar(value, known) when known = old -> [ Ops.scalar dtype value ]
                    | _ -> Graph.rebuild node args)
            Some { Title = $"{sample.Title}, {dtype}"; Inputs = inputs; Outputs = outputs }
        with
        | :? ShapeException
        | :? ConfigurationException -> None

/// What goes wrong when some outputs are computed.
let private problem what (sample: Sample) (outputs: Expr list) : string option =
    try
        use program =
            let inputs = List.map fst sample.Inputs
            if what = "scripts" then
                Program.lower (Scripting.Runs 1) torch.CPU (RunContext()) inputs [] outputs
            else
                Program.compile torch.CPU (RunContext()) inputs [] outputs
        List.zip outputs (runTwice program (List.map snd sample.Inputs))
        |> List.tryPick (fun (output, result) ->
            if output.DType = result.DType then
                None
            else
                Some $"{sample.Title} as {what}: inferred {output.DType}, computed {result.DType}")
    with error ->
        let line = error.Message.Split '\n' |> Array.head
        Some $"{sample.Title} as {what}: {line}"

let private problems (sample: Sample) : string list =
    let isGraded = graded sample |> List.exists (fun output -> output.DType.IsFloat)
    let wrt = [
        for input, _ in sample.Inputs do
            if input.DType.IsFloat then
                input
    ]
    let loss = lazy (weigh (graded sample))
    let gradients =
        if not isGraded || wrt.IsEmpty then [] else Gradient.tryOfLoss loss.Value wrt |> Option.defaultValue []
    let autograd =
        if not isGraded || wrt.IsEmpty || withoutGradient (operation sample) then
            []
        else
            Expr.Outputs(Op.Autograd, loss.Value :: wrt)
    List.choose id [
        problem "kernels" sample sample.Outputs
        problem "scripts" sample sample.Outputs
        problem "kernels" { sample with Title = sample.Title + ", gradient" } gradients
        problem "scripts" { sample with Title = sample.Title + ", gradient" } gradients
        problem "kernels" { sample with Title = sample.Title + ", autograd" } autograd
    ]

let dtypes () = [ for dtype in DType.all -> [| box (string dtype) |] ]

[<Theory; MemberData(nameof dtypes)>]
let ``what the rules accept runs`` (name: string) =
    Setup.ready ()
    let dtype = DType.all |> List.find (fun dtype -> string dtype = name)
    let accepted = [
        for sample in table do
            match operation sample with
            | Op.Custom _ -> ()
            | _ ->
                for old in [ DType.Float64; DType.Int32; DType.Bool ] do
                    yield! Option.toList (inDType old dtype sample)
    ]
    Assert.True(accepted.Length > 40, $"{accepted.Length} samples")
    let found = accepted |> List.collect problems
    Assert.True(found.IsEmpty, String.Join("\n", $"{found.Length} of {accepted.Length}:" :: found))
