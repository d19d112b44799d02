/// The stages in which a recurrence is taken apart (<c>LoopHoisting</c>) and differentiated (<c>ScanGradient</c>), each by its promise.
module Functional.Tests.LoopStageTests

open System.Collections.Generic
open Functional
open Functional.Tests.Evaluate
open Functional.Tests.Generators
open Functional.Tests.RecurrenceTests
open FsCheck.Xunit
open Xunit

let private scanOf recurrent =
    let node = (scanned recurrent).Head.Node
    match node.Op with
    | Op.Scan scan -> scan, node
    | other -> failwith $"no recurrence: {Print.op other}"

let private loopOf recurrent =
    let scan, node = scanOf recurrent
    LoopHoisting.Loop.Of(scan, node.Args)

/// Values of a recurrence's step at all steps.
let private emitted inPlace (loop: LoopHoisting.Loop) (values: Expr list) =
    let scan = {
        loop.Scan with
            InPlace = inPlace
            Body = Graph(loop.Body.Inputs, values @ List.map snd loop.States)
    }
    Expr.Outputs(Op.Scan scan, loop.Args) |> List.take values.Length

let private nodesOf (exprs: Expr seq) = HashSet<Node>(exprs |> Seq.map _.Node, HashIdentity.Reference)

/// Expressions that are outside of a step contain none of its own values.
let private assertOutside title (loop: LoopHoisting.Loop) (exprs: Expr list) =
    let own = nodesOf loop.Body.Inputs
    Assert.False(Graph.nodes exprs |> List.exists own.Contains, title)

let private isInput (node: Node) =
    match node.Op with
    | Op.Input _ -> true
    | _ -> false

[<Property(MaxTest = 60)>]
let ``what is computed before a loop is what every step computes, and needs no state`` (spec: GraphSpec) =
    let recurrent = randomly spec
    let loop = loopOf recurrent
    let before = LoopHoisting.before loop
    let varying = Graph.dependsOn (List.map fst loop.States) before.Keys
    let whole, same =
        [ for entry in before -> entry.Key, entry.Value ]
        |> List.filter (fun (expr, _) -> expr.Rank > 0)
        |> List.partition (fun (_, lifted) -> lifted.IsWhole)
    let value (_, lifted) =
        match lifted with
        | Lifted.Whole x
        | Lifted.Same x -> x
    Assert.DoesNotContain(before.Keys, (fun expr -> varying.Contains expr.Node))
    assertOutside recurrent.Title loop (List.map value (whole @ same))
    let expected = emitted true loop (List.map fst whole)
    assertAll recurrent.Title (run recurrent.Inputs expected) (run recurrent.Inputs (List.map value whole))
    for step in [ 0L; -1L ] do
        let expected = emitted true loop (List.map fst same) |> List.map (Ops.index 1 step)
        assertAll recurrent.Title (run recurrent.Inputs expected) (run recurrent.Inputs (List.map value same))

[<Property(MaxTest = 60)>]
let ``a new state is what is left of it in the loop and what is added after it`` (spec: GraphSpec) =
    let recurrent = randomly spec
    let loop = loopOf recurrent
    let forms = LoopHoisting.stateForms loop (LoopHoisting.before loop)
    let together =
        forms |> List.map (fun form -> List.fold (+) (Option.defaultValue form.Given form.Next) form.Summed)
    let news = List.map snd loop.States
    Assert.Equal<Expr list>(List.map fst loop.States, forms |> List.map _.Given)
    assertAll
        recurrent.Title
        (run recurrent.Inputs (emitted true loop news))
        (run recurrent.Inputs (emitted true loop together))
    // What a state grows by after the loop, no step may read.
    for i, form in List.indexed forms do
        if not form.Summed.IsEmpty then
            let others = [
                yield! loop.Outputs
                yield! form.Summed
                for j, other in List.indexed forms do
                    if j <> i then
                        yield! Option.toList other.Next
                        yield! other.Summed
            ]
            Assert.DoesNotContain(Graph.nodes others, (fun node -> obj.ReferenceEquals(node, form.Given.Node)))

[<Property(MaxTest = 60)>]
let ``what is computed after a loop is its outputs and sums, over what it hands out`` (spec: GraphSpec) =
    let recurrent = randomly spec
    let loop = loopOf recurrent
    let before = LoopHoisting.before loop
    let forms = LoopHoisting.stateForms loop before
    let after = LoopHoisting.after loop before forms
    let handedOut = emitted loop.Scan.InPlace loop (List.map fst after.HandedOut)
    let table = Dictionary<Node, Expr>(HashIdentity.Reference)
    for (_, symbol), expr in List.zip after.HandedOut handedOut do
        table[symbol.Node] <- expr
    let results = Expr.Outputs(Op.Scan loop.Scan, loop.Args)
    let sums = [
        for form, first, sum, last in
            List.zip (List.zip3 forms loop.FirstStates after.Sums) (List.skip loop.OutputCount results)
            |> List.map (fun ((form, first, sum), last) -> form, first, sum, last) do
            match form.Next, sum with
            | None, Some sum -> last, first + sum
            | _ -> ()
    ]
    let outside = after.Outputs @ List.choose id after.Sums
    Assert.Equal(after.HandedOut.Length, (after.HandedOut |> List.distinctBy fst).Length)
    assertOutside recurrent.Title loop outside
    let expected = List.take loop.OutputCount results @ List.map fst sums
    let actual = after.Outputs @ List.map snd sums |> Graph.substitute table
    assertAll recurrent.Title (run recurrent.Inputs expected) (run recurrent.Inputs actual)

[<Property(MaxTest = 60)>]
let ``in the loop that is left everything needs a state`` (spec: GraphSpec) =
    let loop = loopOf (randomly spec)
    let before = LoopHoisting.before loop
    let forms = LoopHoisting.stateForms loop before
    let rest = LoopHoisting.rest loop before forms (LoopHoisting.after loop before forms)
    let nodes = Graph.nodes rest.Outputs
    let inputs = rest.Sequences @ rest.States @ rest.Constants |> List.map fst
    Assert.Equal(inputs.Length, (nodesOf inputs).Count)
    Assert.All(nodes |> List.filter isInput, (fun node -> Assert.Contains(node, nodesOf inputs)))
    let varying = Graph.dependsOn (List.map fst rest.States) rest.Outputs
    for node in nodes do
        Assert.True(varying.Contains node || node.Args.IsEmpty, $"{spec}: {Print.op node.Op} stays in the loop")

[<Property(MaxTest = 60)>]
let ``a product that needs no state stands outside of the loop, once`` (spec: GraphSpec) =
    let loop = loopOf (randomly spec)
    let before = LoopHoisting.before loop
    let hoisted =
        nodesOf [
            for entry in before do
                match entry.Value with
                | Lifted.Whole x when isProduct entry.Key.Node ->
                    // Of matrices it is turned, so that time is the second axis.
                    if isProduct x.Node then x else x.Node.Args.Head
                | _ -> ()
        ]
    let products = before.Keys |> Seq.filter (fun expr -> isProduct expr.Node) |> Seq.length
    Assert.Equal(products, hoisted.Count)
    let forms = LoopHoisting.stateForms loop before
    let after = LoopHoisting.after loop before forms
    let rest = LoopHoisting.rest loop before forms after
    let outside = List.map snd (rest.Sequences @ rest.Constants) @ after.Outputs @ List.choose id after.Sums
    let waits = Graph.dependsOn (List.map snd after.HandedOut) outside
    // A sum over the steps is a product of two values at all steps.
    let isSum (node: Node) = node.Args |> List.forall (fun arg -> arg.Rank = 2 && not (isInput arg.Node))
    for node in Graph.nodes outside do
        if isProduct node && not (waits.Contains node) && not (isSum node) then
            Assert.True(hoisted.Contains node, $"{spec}: a product that stands outside a second time")

[<Fact>]
let ``random recurrences give every stage of hoisting some work`` () =
    let found = [
        for seed in 1..80 ->
            let loop = loopOf (randomly { Seed = seed; Steps = 8 })
            let before = LoopHoisting.before loop
            let forms = LoopHoisting.stateForms loop before
            let after = LoopHoisting.after loop before forms
            let rest = LoopHoisting.rest loop before forms after
            [
                before.Keys |> Seq.exists (fun expr -> isProduct expr.Node)
                forms |> List.exists (fun form -> not form.Summed.IsEmpty && form.Next.IsNone)
                after.Sums |> List.exists Option.isSome
                after.HandedOut |> List.map fst <> loop.Outputs
                rest.States.Length < loop.Scan.States
                rest.Sequences |> List.exists (fun (input, _) -> not (List.contains input loop.Body.Inputs))
            ]
    ]
    for stage, some in found |> List.transpose |> List.indexed do
        Assert.True(List.contains true some, $"stage {stage} has none")

let private pull = Gradient.pull (GradientRules.Forms HashIdentity.Reference)

/// A recurrence's step with its gradient, where all outputs and states have arriving ones.
let private stepOf recurrent =
    let scan, node = scanOf recurrent
    let arrived = Graph.results node |> List.map (fun x -> if x.DType.IsFloat then Some(Ops.cos x) else None)
    (ScanGradient.ofStep pull scan arrived).Value, node, arrived

/// Numbers for the inputs of a step and what arrives at it.
let private dataOf (recurrent: Recurrent) (step: ScanGradient.StepGradient) =
    let sizes = sizesByName recurrent.Inputs
    [
        for i, input in List.indexed (step.Body.Inputs @ step.Arriving) do
            let shape = input.Shape.Dims |> List.map (fun dim -> (sizeOf sizes dim).Value)
            input, host input.DType shape (Samples.spread i (Samples.product shape))
    ]

[<Property(MaxTest = 60)>]
let ``the gradient of a step is autograd's, with and without the step in it`` (spec: GraphSpec) =
    let recurrent = randomly spec
    let step, _, _ = stepOf recurrent
    let backwards = ScanGradient.backwards step
    let data = dataOf recurrent step
    let pairs =
        List.zip step.Body.Inputs (List.zip step.Flowing backwards.Flowing)
        |> List.filter (fun (input, _) -> input.DType.IsFloat)
    let loss =
        List.zip step.Body.Outputs step.Arriving
        |> List.filter (fun (output, _) -> output.DType.IsFloat)
        |> List.map (fun (output, g) -> Ops.sumAll (output * g))
        |> List.reduce (+)
    let zerosOr (input: Expr) g = g |> Option.defaultWith (fun () -> Ops.fullLike input input.DType 0.0)
    let table = dict [ for kept, symbol in backwards.Kept -> symbol.Node, kept ]
    let expected = run data (Expr.Outputs(Op.Autograd, loss :: List.map fst pairs))
    assertAll recurrent.Title expected (run data [ for input, (g, _) in pairs -> zerosOr input g ])
    let without = [ for input, (_, g) in pairs -> zerosOr input g ] |> Graph.substitute table
    assertAll recurrent.Title expected (run data without)

[<Property(MaxTest = 60)>]
let ``the gradient of a step computes nothing of the step again`` (spec: GraphSpec) =
    let step, _, _ = stepOf (randomly spec)
    let backwards = ScanGradient.backwards step
    let forward = HashSet<Node>(Graph.nodes step.Body.Outputs, HashIdentity.Reference)
    Assert.Equal(backwards.Kept.Length, (nodesOf (List.map snd backwards.Kept)).Count)
    Assert.All(backwards.Kept, (fun (kept, _) -> Assert.Contains(kept.Node, forward)))
    for node in Graph.nodes (List.choose id backwards.Flowing) do
        let isScalar = node.Types |> Array.forall (fun (shape, _) -> shape.Rank = 0)
        Assert.True(not (forward.Contains node) || isInput node || isScalar, $"{spec}: {Print.op node.Op}")

[<Property(MaxTest = 60)>]
let ``the forward recurrence of a gradient is the recurrence, and hands out what its steps leave`` (spec: GraphSpec) =
    let recurrent = randomly spec
    let step, node, _ = stepOf recurrent
    let kept = (ScanGradient.backwards step).Kept |> List.map fst
    let forward = ScanGradient.forward step kept node.Args
    let expected = Graph.results node @ emitted true (loopOf recurrent) []
    assertAll recurrent.Title (run recurrent.Inputs expected) (run recurrent.Inputs forward.Results)
    let loop = LoopHoisting.Loop.Of(step.Scan, node.Args)
    assertAll recurrent.Title (run recurrent.Inputs (emitted true loop kept)) (run recurrent.Inputs forward.Kept)

[<Property(MaxTest = 30)>]
let ``the gradient of a recurrence matches finite differences`` (spec: GraphSpec) =
    let recurrent = randomly { spec with Steps = min spec.Steps 6 }
    GradientTests.assertDerivative 1e-5 recurrent.Title recurrent.Inputs (weigh (scanned recurrent))

[<Theory; InlineData false; InlineData true>]
let ``the backward recurrence goes the other way, with a sum for each weight`` reverse =
    let recurrent = gru reverse
    let step, node, arrived = stepOf recurrent
    let backwards = ScanGradient.backwards step
    let forward = ScanGradient.forward step (List.map fst backwards.Kept) node.Args
    let backward = ScanGradient.backward step backwards forward node.Args arrived
    Assert.Equal(not reverse, backward.Scan.Recurrence.Reverse)
    // x has a gradient at each step, h one that goes from step to step, two kernels and two biases have sums.
    Assert.Equal<int list>([ 0 ], backward.Sequences)
    Assert.Equal<int list>([ 0 ], backward.States)
    Assert.Equal<int list>([ 0; 1; 2; 3 ], backward.Constants)
