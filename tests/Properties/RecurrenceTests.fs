/// Recurrences in every form that they are run in, against the same steps written out.
module Functional.Tests.RecurrenceTests

open System
open Functional
open Functional.Tests.Evaluate
open Functional.Tests.Samples
open Functional.Tests.Generators
open FsCheck.Xunit
open TorchSharp
open Xunit

/// A step over sequences and states, with what it is run on.
type Recurrent = {
    Title: string
    Reverse: bool
    Steps: int
    Inputs: (Expr * HostArray) list
    Sequences: Expr list
    States: Expr list
    Step: Expr list -> Expr list -> Expr list * Expr list
}

let scanned recurrent =
    let outputs, states = Ops.scan { Reverse = recurrent.Reverse } recurrent.Sequences recurrent.States recurrent.Step
    outputs @ states

let private unrolled recurrent =
    let order = if recurrent.Reverse then [ recurrent.Steps - 1 .. -1 .. 0 ] else [ 0 .. recurrent.Steps - 1 ]
    let outputs, states =
        (recurrent.States, order)
        ||> List.mapFold (fun states t ->
            recurrent.Step (recurrent.Sequences |> List.map (Ops.index 1 (int64 t))) states)
    (List.transpose outputs |> List.map (Ops.stack 1)) @ states

/// By scripts where there are some.
let private runLoops (inputs: (Expr * HostArray) list) (outputs: Expr list) =
    Setup.ready ()
    use program = Program.compileLoops torch.CPU (RunContext(Seed = 5L, Step = 3L)) (List.map fst inputs) [] outputs
    runTwice program (List.map snd inputs)

/// A step of random operations, by the seed of the choices.
let randomly (spec: GraphSpec) =
    let random = Random spec.Seed
    let below count = random.Next count
    let choose (items: 'a list) = items[below items.Length]
    let chance percent = below 100 < percent
    let inputs = ResizeArray<Expr * HostArray>()
    let fresh dims =
        let input = given dims
        inputs.Add input
        fst input
    let steps = 1 + below 4
    let isKnown = chance 50
    let axis = if isKnown then k (int64 steps) else time (int64 steps)
    let width () = choose [ 2L; 3L ]
    let sequences = [ for _ in 0 .. below 2 -> fresh [ batch 2L; axis; k (width ()) ] ]
    let mask =
        if chance 40 then
            let mask = truths [ batch 2L; axis ]
            inputs.Add mask
            [ fst mask ]
        else
            []
    let states = [ for _ in 0 .. below 3 -> fresh [ batch 2L; k (width ()) ] ]
    // Sums over the steps, as the gradients of weights are.
    let sums =
        match below 4 with
        | 0 -> [ fresh [ k 2L; k 3L ] ]
        | 1 -> [ fresh [ k 3L ] ]
        | _ -> []
    let weights = [ for rows in [ 2L; 3L ] -> [ for columns in [ 2L; 3L ] -> fresh [ k rows; k columns ] ] ]
    let biases = [ for size in [ 2L; 3L ] -> fresh [ k size ] ]
    let patterns = [ for size in [ 2L; 3L ] -> fresh [ batch 2L; k size ] ]
    let widthOf (x: Expr) =
        match x.Shape[-1] with
        | Dim.Known size -> int size
        | Dim.Unknown _ -> 0
    let choices = [ for _ in 1 .. 3 + spec.Steps -> below 11, below 1000, below 1000 ]
    let picks = [ for _ in 1..12 -> below 1000 ]
    let outputCount = below 4
    let step (xs: Expr list) (hs: Expr list) =
        let hs, totals = List.splitAt states.Length hs
        let sequence, mask = List.splitAt sequences.Length xs
        let pool = ResizeArray<Expr>(sequence @ hs)
        let alike (x: Expr) number =
            let same = pool |> Seq.filter (fun other -> widthOf other = widthOf x) |> List.ofSeq
            same[number % same.Length]
        for move, source, other in choices do
            let x = pool[source % pool.Count]
            let weight = weights[widthOf x - 2][other % 2]
            pool.Add(
                match move with
                | 0 -> x *@ weight
                | 1 -> (x *@ weight) + biases[other % 2]
                | 2 -> Ops.tanh x
                | 3 -> Ops.sigmoid (x + alike x other)
                | 4 -> Ops.tanh x * alike x other
                | 5 -> x * patterns[widthOf x - 2]
                // A weight outside of a product.
                | 6 ->
                    let another = weights[other % 2][widthOf x - 2]
                    Ops.tanh (x + Ops.index 0 0L another)
                | 7 ->
                    match mask with
                    | [ mask ] -> Ops.where (Ops.expandDims -1 mask) x (alike x other)
                    | _ -> 1.0 - x
                | 8 -> Ops.softmax -1 x - Ops.meanKeep [ 1 ] x
                | 9 ->
                    let joined = Ops.concat -1 [ x; alike x other ]
                    let start = int64 (other % (widthOf x + 1))
                    Ops.slice 1 start (start + int64 (widthOf x)) joined
                | _ -> Ops.expandDims 1 x |> Ops.sin |> Ops.squeeze 1
            )
        let last size number =
            let fitting = pool |> Seq.filter (fun x -> widthOf x = size) |> Seq.rev |> Seq.truncate 4 |> List.ofSeq
            if fitting.IsEmpty then None else Some fitting[number % fitting.Length]
        let states' =
            hs |> List.mapi (fun i h -> last (widthOf h) picks[i] |> Option.defaultValue h |> Ops.tanh |> (*) 0.9)
        let totals' =
            totals
            |> List.map (fun total ->
                let of2, of3 = last 2 picks[4], last 3 picks[5]
                match total.Rank, of2, of3 with
                | 2, Some x, Some g -> total + (Ops.transpose [ 1; 0 ] x *@ g)
                | 1, _, Some g -> total + Ops.sum [ 0 ] g
                | _ -> total)
        [ for i in 0 .. outputCount - 1 -> pool[picks[6 + i] % pool.Count] ], states' @ totals'
    {
        Title = string spec
        Reverse = chance 50
        Steps = steps
        Inputs = List.ofSeq inputs
        Sequences = sequences @ mask
        States = states @ sums
        Step = step
    }

let private sources recurrent =
    recurrent.Inputs |> List.map fst |> List.filter (fun input -> input.DType = DType.Float64)

let assertAll title expected actual =
    Assert.Equal(List.length expected, List.length actual)
    for expected, actual in List.zip expected actual do
        assertClose 1e-8 title expected actual

let private withGradients recurrent outputs = outputs @ Expr.Outputs(Op.Autograd, weigh outputs :: sources recurrent)

let private assertUnrolled recurrent =
    let { Title = title; Inputs = inputs } = recurrent
    let expected = run inputs (withGradients recurrent (unrolled recurrent))
    let outputs = withGradients recurrent (scanned recurrent)
    let optimised = Passes.run Passes.training outputs
    assertAll $"autograd {title}" expected (run inputs outputs)
    assertAll $"autograd after passes {title}" expected (run inputs (Passes.run Passes.tracked outputs))
    assertAll $"kernels {title}" expected (run inputs optimised)
    assertAll $"script {title}" expected (runLoops inputs optimised)
    let values = List.take (scanned recurrent).Length expected
    assertAll $"as built, script {title}" values (runLoops inputs (scanned recurrent))
    assertAll $"inference {title}" values (runLoops inputs (Passes.run Passes.inference (scanned recurrent)))

[<Property(MaxTest = 50)>]
let ``a recurrence is its steps written out, in every form`` (spec: GraphSpec) = assertUnrolled (randomly spec)

[<Property(MaxTest = 10)>]
let ``gradients of a recurrence's gradients are those of its steps written out`` (spec: GraphSpec) =
    let recurrent = randomly { spec with Steps = min spec.Steps 4 }
    let ofGradients outputs = (Gradient.tryOfLoss (weigh outputs) (sources recurrent)).Value |> weigh
    let second outputs = Expr.Outputs(Op.Autograd, ofGradients outputs :: sources recurrent)
    let expected = run recurrent.Inputs (second (unrolled recurrent))
    let actual = Passes.run Passes.training (second (scanned recurrent))
    assertAll recurrent.Title expected (run recurrent.Inputs actual)
    assertAll recurrent.Title expected (runLoops recurrent.Inputs actual)

/// A gated recurrent unit (Cho et al. 2014) with the reset gate after the product, its inputs, and whether it gives all outputs.
let gru reverse =
    let units = 3L
    let x, h = given [ batch 2L; time 4L; k 2L ], given [ batch 2L; k units ]
    let kernel, recurrent = given [ k 2L; k (3L * units) ], given [ k units; k (3L * units) ]
    let bias, recurrentBias = given [ k (3L * units) ], given [ k (3L * units) ]
    let step (xs: Expr list) (states: Expr list) =
        let h = states.Head
        let ofX = (xs.Head *@ fst kernel) + fst bias |> Ops.split -1 3
        let ofH = (h *@ fst recurrent) + fst recurrentBias |> Ops.split -1 3
        let z, r = Ops.sigmoid (ofX[0] + ofH[0]), Ops.sigmoid (ofX[1] + ofH[1])
        let candidate = Ops.tanh (ofX[2] + r * ofH[2])
        let h' = z * h + (1.0 - z) * candidate
        [ h' ], [ h' ]
    {
        Title = $"GRU, reverse {reverse}"
        Reverse = reverse
        Steps = 4
        Inputs = [ x; h; kernel; recurrent; bias; recurrentBias ]
        Sequences = [ fst x ]
        States = [ fst h ]
        Step = step
    }

[<Theory; InlineData false; InlineData true>]
let ``a GRU is its steps written out, in every form`` reverse = assertUnrolled (gru reverse)

let isProduct (node: Node) =
    match node.Op with
    | Op.MatMul
    | Op.Linear -> true
    | _ -> false

let private bodies (outputs: Expr list) =
    Graph.nodes outputs
    |> List.choose (fun node ->
        match node.Op with
        | Op.Scan scan -> Some(scan, Graph.nodes (scan.Body :?> Graph).Outputs)
        | _ -> None)

[<Theory; InlineData false; InlineData true>]
let ``only products with the state stay in the loop, and weights' gradients are one product each`` reverse =
    let recurrent = gru reverse
    let outputs = scanned recurrent |> withGradients recurrent |> Passes.run Passes.training
    let bodies = bodies outputs
    Assert.Equal<int list>([ 1; 1 ], bodies |> List.map (fun (scan, _) -> scan.States))
    Assert.Equal<int list>(
        [ 1; 1 ],
        bodies |> List.map (fun (_, nodes) -> nodes |> List.filter isProduct |> List.length)
    )
    // The inputs' product, and the gradients of the inputs and of two weights.
    Assert.Equal(4, Graph.nodes outputs |> List.filter isProduct |> List.length)
    let isPad (node: Node) = caseOf node.Op = "Pad"
    Assert.DoesNotContain(outputs |> Graph.nodes |> List.append (List.collect snd bodies), isPad)

[<Fact>]
let ``steps that need no state are no loop`` () =
    let x, w = given [ batch 2L; time 3L; k 2L ], given [ k 2L; k 4L ]
    let outputs, states = Ops.scan { Reverse = true } [ fst x ] [] (fun xs _ -> [ Ops.tanh (xs.Head *@ fst w) ], [])
    Assert.Empty states
    let after = Passes.run Passes.inference outputs
    Assert.Empty(bodies after)
    assertAll "no loop" (run [ x; w ] outputs) (run [ x; w ] after)

[<Fact>]
let ``a draw stays in the loop, the same at every step`` () =
    let x, h = given [ batch 2L; time 3L; k 2L ], given [ batch 2L; k 2L ]
    let step (xs: Expr list) (hs: Expr list) =
        let dropped = Expr.Of(Op.Dropout(0.5, [], 3L), [ xs.Head * 2.0 ])
        [ Ops.sin dropped ], [ hs.Head + dropped ]
    let outputs, states = Ops.scan { Reverse = false } [ fst x ] [ fst h ] step
    let outputs = outputs @ states
    let expected = run [ x; h ] outputs
    assertAll "kernels" expected (run [ x; h ] (Passes.run Passes.inference outputs))
    assertAll "scripts" expected (runLoops [ x; h ] (Passes.run Passes.inference outputs))

[<Fact>]
let ``a recurrence in a script writes each output once`` () =
    let recurrent = gru false
    let outputs = scanned recurrent |> withGradients recurrent |> Passes.run Passes.training
    for scan, _ in bodies outputs do
        Assert.True(LoopScript.has scan)
        let source = LoopScript.source scan
        // A slice has no call that writes elsewhere.
        let copies = source.Substring(source.IndexOf "for i").Split("copy_(").Length - 1
        Assert.True(copies <= 1, source)

[<Fact>]
let ``a recurrence of no steps keeps its states`` () =
    let x, h = given [ batch 2L; time 0L; k 2L ], given [ batch 2L; k 2L ]
    let _, states =
        Ops.scan { Reverse = false } [ fst x ] [ fst h ] (fun xs hs -> [], [ Ops.tanh (xs.Head + hs.Head) ])
    assertAll "no steps" [ snd h ] (runLoops [ x; h ] states)

[<Fact>]
let ``parts padded to one size and added are joined`` () =
    let part size = given [ batch 2L; k size ]
    let a, b, c = part 1L, part 2L, part 3L
    let padded before after (x: Expr * HostArray) = Ops.pad [ 0; before ] [ 0; after ] 0.0 (fst x)
    let inputs = [ a; b; c ]
    let joins expected sum =
        let after = PaddedParts.run [ sum ] |> ConstantFolding.run
        let operations =
            Graph.nodes after |> List.map (fun node -> caseOf node.Op) |> List.filter (fun name -> name <> "Input")
        Assert.Equal(expected, String.concat " " operations)
        assertAll expected (run inputs [ sum ]) (run inputs after)
    joins "Concat" (padded 0 5 a + padded 1 3 b + padded 3 0 c)
    joins "Concat" (padded 3 0 c + padded 0 5 a + padded 1 3 b)
    joins "Concat Pad" (padded 1 4 a + padded 2 2 b)
    // Apart, or one over the other.
    joins "Pad Pad Binary" (padded 0 5 a + padded 3 0 c)
    joins "Pad Pad Binary" (padded 0 4 b + padded 1 3 b)
