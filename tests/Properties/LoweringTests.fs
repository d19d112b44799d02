/// Laws of each stage between a graph and its program.
module Functional.Tests.LoweringTests

open System.Collections.Generic
open Functional
open Functional.Tests.Samples
open Functional.Tests.Generators
open FsCheck.Xunit
open Xunit

let private ways = [ Scripting.None; Scripting.Loops; Scripting.Runs 1; Scripting.Runs 4 ]

/// A random graph, its gradients, and updates of weights that lie in its outputs.
let private requests (spec: GraphSpec) : Request list =
    let sample, _ = build Any spec
    let inputs = List.map fst sample.Inputs
    let wrt = inputs |> List.filter (fun input -> input.DType = DType.Float64)
    let gradients = (Gradient.tryOfLoss (Evaluate.weigh sample.Outputs) wrt).Value
    let known = sample.Outputs @ gradients |> List.filter _.Shape.IsKnown
    let updates =
        known
        |> List.mapi (fun i value ->
            let weight = Expr.Of(Op.Weight(Setup.key $"w{i}", value.Shape, value.DType), [])
            match i % 3 with
            | 0 -> Update.Assign(Setup.key $"w{i}", value)
            | 1 -> Update.Assign(Setup.key $"w{i}", weight + value)
            | _ -> Update.Increase(weight, value))
    let weights = updates |> List.collect _.Args |> List.filter (fun arg -> arg.Op.IsWeight)
    [
        for way in ways do
            for outputs, updates in
                [
                    sample.Outputs @ gradients, []
                    sample.Outputs @ gradients, updates
                    weights @ sample.Outputs, updates
                ] do
                {
                    Scripting = way
                    IsWatched = false
                    Inputs = inputs
                    Updates = updates
                    Outputs = outputs
                }
    ]

[<Property(MaxTest = 60)>]
let ``each value has a slot of its own, in the order in which it is there`` (spec: GraphSpec) =
    for request in requests spec do
        let slots = Lowering.slots request
        let computed = slots.Computed |> List.collect Graph.results |> List.map slots.Of
        Assert.Equal<int list>([ 0 .. slots.Inputs.Length - 1 ], List.map slots.Of request.Inputs)
        Assert.Equal<int list>([ slots.FirstTemporary .. slots.Count - 1 ], computed)
        for node in Graph.nodes request.Needed do
            for arg in node.Args do
                let later = Graph.results node |> List.map slots.Of
                Assert.All(later, (fun slot -> Assert.True(slots.Of arg < slot)))

[<Property(MaxTest = 60)>]
let ``however they are run, the values of one graph have the same slots`` (spec: GraphSpec) =
    let same =
        requests spec |> List.groupBy (fun request -> request.Outputs.Length, request.Updates.Length) |> List.map snd
    for requests in same do
        let places (request: Request) =
            let slots = Lowering.slots request
            slots.Count, Graph.nodes request.Needed |> List.collect Graph.results |> List.map slots.Of
        for request in requests.Tail do
            Assert.Equal(places requests.Head, places request)

[<Property(MaxTest = 60)>]
let ``every operation is in one call, after those that it needs`` (spec: GraphSpec) =
    for request in requests spec do
        let slots = Lowering.slots request
        let plan = Lowering.plan request slots
        let nodes = plan.Calls |> Seq.collect _.Nodes |> List.ofSeq
        Assert.Equal<Set<int64>>(slots.Computed |> List.map _.Id |> Set, nodes |> List.map _.Id |> Set)
        Assert.Equal(slots.Computed.Length, nodes.Length)
        let there = HashSet<Node>(HashIdentity.Reference)
        for node in nodes do
            for arg in node.Args do
                Assert.True(
                    arg.Op.IsInput || arg.Op.IsWeight || arg.Op.IsScalar || arg.Op.IsConstant || there.Contains arg.Node
                )
            there.Add node |> ignore

[<Property(MaxTest = 60)>]
let ``a slot is written before it is read, and freed once, behind its last reader`` (spec: GraphSpec) =
    for request in requests spec do
        let slots = Lowering.slots request
        let plan = Lowering.plan request slots
        let alive = HashSet<int>([ 0 .. slots.FirstTemporary - 1 ])
        for call, dies in Seq.zip plan.Calls (Lowering.deaths slots plan) do
            Assert.All(call.Args, (fun slot -> Assert.Contains(slot, alive)))
            if call.InPlace then
                Assert.True(alive.Remove call.Args[0])
            Assert.All(call.Results, (fun slot -> Assert.True(alive.Add slot)))
            Assert.All(dies, (fun slot -> Assert.True(slot >= slots.FirstTemporary && alive.Remove slot)))
        // What is left is read after the last call: outputs, and what updates take.
        let left = alive |> Seq.filter (fun slot -> slot >= slots.FirstTemporary) |> Set
        Assert.Equal<Set<int>>(plan.Kept |> Seq.filter (fun slot -> slot >= slots.FirstTemporary) |> Set, left)
        let absorbed = plan.Effects.Length < request.Updates.Length
        let needed = if absorbed then request.Outputs else request.Needed
        Assert.Equal<Set<int>>(needed |> List.map slots.Of |> Set, Set plan.Kept)

[<Property(MaxTest = 60)>]
let ``nothing is written over that is not the program's or is read again`` (spec: GraphSpec) =
    for request in requests spec do
        let slots = Lowering.slots request
        let plan = Lowering.plan request slots
        let readers = Dictionary<int, int>()
        let read slot = readers[slot] <- 1 + readers.GetValueOrDefault slot
        plan.Calls |> Seq.collect _.Args |> Seq.iter read
        Seq.iter read plan.Kept
        for call in plan.Calls do
            if call.InPlace then
                Assert.True(call.Args[0] >= slots.FirstTemporary && readers[call.Args[0]] = 1)

[<Property(MaxTest = 60)>]
let ``updates are made once: after the calls, or by the last of them`` (spec: GraphSpec) =
    for request in requests spec do
        let slots = Lowering.slots request
        let plan = Lowering.plan request slots
        let scripts = plan.Calls |> Array.choose _.Script |> Array.map _.Updates.Length
        let made = Array.sum scripts
        Assert.Equal(request.Updates.Length, made + plan.Effects.Length)
        Assert.True(made = 0 || Array.last scripts = made && plan.Effects.Length = 0)
        // Outputs that lie in a weight which changes are copied before.
        let changed =
            request.Updates
            |> List.choose (function
                | Update.Increase(weight, _) -> Some weight
                | Update.Assign _
                | Update.InPlace _ -> None)
        for output in request.Outputs do
            if List.contains output changed then
                Assert.Contains(slots.Of output, plan.Guarded)

[<Fact>]
let ``what autograd follows comes first, as kernels, and none of it is written over`` () =
    let x = given [ batch 3L; k 4L ]
    let w = weight "w" [ 4L; 4L ]
    let loss = Ops.sumAll (Ops.tanh (Ops.cast DType.Float32 (fst x) *@ w))
    let request way = {
        Scripting = way
        IsWatched = false
        Inputs = [ fst x ]
        Updates = []
        Outputs = Ops.exp (Ops.sin (fst x)) :: Expr.Outputs(Op.Autograd, [ loss; w ])
    }
    for way in ways do
        let request = request way
        let slots = Lowering.slots request
        let plan = Lowering.plan request slots
        Assert.Equal(4, slots.Followed)
        Assert.Equal<Node list>(slots.Computed, plan.Calls |> Seq.collect _.Nodes |> List.ofSeq)
        Assert.Equal(loss.Node, slots.Computed[slots.Followed - 1])
        Assert.All(plan.Calls, (fun call -> Assert.True(call.Script.IsNone && not call.InPlace)))
