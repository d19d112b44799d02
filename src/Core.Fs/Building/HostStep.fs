namespace Functional

open System.Collections.Generic

/// What is made on the host, before the graph, of the data of inputs and of what other such steps make.
[<NoComparison; NoEquality>]
type HostStep = {
    Inputs: Expr list
    /// Stands for the result in the graph, to which it is given with the other inputs.
    Output: Expr
    Compute: HostArray list -> HostArray
}

/// The steps of a graph that is being built.
[<Sealed>]
type internal HostSteps() =
    let steps = List<HostStep>()

    /// The inputs whose data are there before the graph runs; none where anything may be.
    member val Given: Expr list = [] with get, set

    member _.All = List.ofSeq steps

    /// Adds a step. What it needs is computed without weights, from what is there; raises <c>ConfigurationException</c> otherwise.
    member this.Add(step: HostStep) =
        let there = HashSet<Expr>(Seq.append this.Given (steps |> Seq.map _.Output))
        let isThere (node: Node) =
            match node.Op with
            | Op.Input _ -> this.Given.IsEmpty || there.Contains { Node = node; Index = 0 }
            | op -> not (op.IsWeight || op.IsRandom)
        if Graph.nodes step.Inputs |> Seq.forall isThere |> not then
            let rule = "must be applied to inputs of the model, or to what follows from them without weights"
            raise (ConfigurationException $"works on the host before the graph, so it {rule}")
        steps.Add step
