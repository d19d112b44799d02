namespace Functional

open System.Collections.Generic
open Functional.GradientRules

/// A recurrence backwards is a recurrence in the other direction. The forward one also hands out what the gradient of
/// its step needs; <c>GradientPass</c> makes the two forward ones the same.
[<RequireQualifiedAccess>]
module internal ScanGradient =

    /// A recurrence's step, with its gradient: from those of its outputs and new states to those of its inputs.
    type StepGradient = {
        Body: Graph
        Scan: Scan
        /// For each of the step's outputs and new states the symbol that stands for its gradient.
        Arriving: Expr list
        /// For each of the step's inputs its gradient, over these symbols and what the step computes.
        Flowing: Expr option list
    } with

        /// How many outputs a step has.
        member this.OutputCount = this.Body.Outputs.Length - this.Scan.States

        /// The step's sequences, states and constants, of a list that has something for each.
        member this.Parts(items: 'a list) =
            let sequences, others = List.splitAt this.Scan.Sequences items
            let states, constants = List.splitAt this.Scan.States others
            sequences, states, constants

    /// A step's gradient without the step: what it needs of it is handed in.
    type StepBackwards = {
        /// What a forward step leaves for it, each with the symbol in its place.
        Kept: (Expr * Expr) list
        /// As the step's gradient, over these symbols.
        Flowing: Expr option list
    }

    /// A forward recurrence that also hands out what its gradient needs.
    type Forward = {
        /// The results that stand for those of the recurrence.
        Results: Expr list
        /// What each step has left, in the order of steps.
        Kept: Expr list
    }

    /// The recurrence of the gradient, and where its results are.
    type Backward = {
        Scan: Scan
        Args: Expr list
        /// Which sequences, states and constants have a gradient, in the order of the results.
        Sequences: int list
        States: int list
        Constants: int list
    }

    let private placeholder (expr: Expr) = Ops.input "" expr.Shape expr.DType

    let private zeros (x: Expr) = Ops.fullLike x x.DType 0.0

    let private indicesWhere (holds: 'a -> bool) (items: 'a list) =
        items |> List.indexed |> List.filter (snd >> holds) |> List.map fst

    let private isLeaf (expr: Expr) = (Traits.find expr.Op).Source = Source.Fixed || expr.Rank = 0

    /// The gradient of one step; nothing when an operation in it has no rule. New states have gradients at every step but the last,
    /// outputs where the recurrence's have one.
    let ofStep
        (pull: (Expr * Expr) list -> Expr list -> Rule)
        (scan: Scan)
        (arrived: Expr option list)
        : StepGradient option =
        let body = scan.Body :?> Graph
        let outputCount = body.Outputs.Length - scan.States
        let arriving = body.Outputs |> List.map placeholder
        let seeds = [
            for i, (output, g) in List.indexed (List.zip body.Outputs arriving) do
                if output.DType.IsFloat && (i >= outputCount || arrived[i].IsSome) then
                    output, g
        ]
        pull seeds body.Inputs
        |> Option.map (fun flowing -> { StepGradient.Body = body; Scan = scan; Arriving = arriving; Flowing = flowing })

    /// The gradient of a step over symbols for what the step computes, so that nothing of it is computed again.
    let backwards (step: StepGradient) : StepBackwards =
        let forward = HashSet<Node>(Graph.nodes step.Body.Outputs, HashIdentity.Reference)
        let sequences, _, constants = step.Parts step.Body.Inputs
        let given = HashSet<Expr>(sequences @ constants)
        let wanted = List.choose id step.Flowing
        let nodes = Graph.nodes wanted |> List.filter (forward.Contains >> not)
        let kept =
            [
                for node in nodes do
                    yield! node.Args
                yield! wanted
            ]
            |> List.filter (fun expr -> forward.Contains expr.Node && not (isLeaf expr || given.Contains expr))
            |> List.distinct
            |> List.map (fun expr -> expr, placeholder expr)
        let table = dict kept
        let replaced = Dictionary<Node, Expr list>(HashIdentity.Reference)
        let find (expr: Expr) =
            match table.TryGetValue expr with
            | true, symbol -> symbol
            | _ ->
                match replaced.TryGetValue expr.Node with
                | true, found -> found[expr.Index]
                | _ -> expr
        for node in nodes do
            replaced[node] <- Graph.rebuild node (List.map find node.Args)
        { StepBackwards.Kept = kept; Flowing = step.Flowing |> List.map (Option.map find) }

    /// Outputs as they are computed in the order of steps, and back.
    let private inOrder (scan: Scan) (x: Expr) =
        if scan.Recurrence.Reverse && not scan.InPlace then Ops.flip [ 1 ] x else x

    /// The recurrence on its arguments, with what its steps leave.
    let forward (step: StepGradient) (kept: Expr list) (args: Expr list) : Forward =
        let outputs, states = List.splitAt step.OutputCount step.Body.Outputs
        let training = { step.Scan with InPlace = true; Body = Graph(step.Body.Inputs, outputs @ kept @ states) }
        let results = Expr.Outputs(Op.Scan training, args)
        let ofOutputs, others = List.splitAt outputs.Length results
        let ofKept, ofStates = List.splitAt kept.Length others
        { Results = List.map (inOrder step.Scan) ofOutputs @ ofStates; Kept = ofKept }

    /// The gradients go through the steps from the last to the first: those of states from step to step, those of constants as sums.
    let backward
        (step: StepGradient)
        (backwards: StepBackwards)
        (forward: Forward)
        (args: Expr list)
        (arrived: Expr option list)
        : Backward =
        let sequenceIns, stateIns, constantIns = step.Parts step.Body.Inputs
        let sequences, _, constants = step.Parts args
        let ofSequences, ofStates, ofConstants = step.Parts backwards.Flowing
        let ofOutputs, ofNewStates = List.splitAt step.OutputCount step.Arriving
        let arrivedOutputs, arrivedStates = List.splitAt step.OutputCount arrived
        let lastStates = List.skip step.OutputCount forward.Results
        let outputs = [
            for symbol, g in List.zip ofOutputs arrivedOutputs do
                for g in Option.toList g -> symbol, inOrder step.Scan g
        ]
        let states = stateIns |> indicesWhere (fun state -> state.DType.IsFloat)
        let summed = indicesWhere Option.isSome ofConstants
        let sums = [ for i in summed -> placeholder constantIns[i] ]
        let given = indicesWhere Option.isSome ofSequences
        let results = [
            for i in given -> ofSequences[i].Value
            for i in states -> ofStates[i] |> Option.defaultWith (fun () -> zeros ofNewStates[i])
            for i, sum in List.zip summed sums -> sum + ofConstants[i].Value
        ]
        let ins =
            sequenceIns
            @ List.map snd backwards.Kept
            @ List.map fst outputs
            @ [ for i in states -> ofNewStates[i] ]
            @ sums
            @ constantIns
        {
            Scan = {
                Recurrence = { Reverse = not step.Scan.Recurrence.Reverse }
                InPlace = true
                Sequences = sequences.Length + forward.Kept.Length + outputs.Length
                States = states.Length + summed.Length
                Body = Graph(ins, results)
            }
            Args =
                sequences
                @ forward.Kept
                @ List.map snd outputs
                @ [ for i in states -> arrivedStates[i] |> Option.defaultWith (fun () -> zeros lastStates[i]) ]
                @ [ for i in summed -> zeros constants[i] ]
                @ constants
            Sequences = given
            States = states
            Constants = summed
        }

    /// The gradients of the recurrence's arguments.
    let private gradients (step: StepGradient) (backward: Backward) : Expr option list =
        let results = Expr.Outputs(Op.Scan backward.Scan, backward.Args)
        let ofSequences, others = List.splitAt backward.Sequences.Length results
        let ofStates, ofConstants = List.splitAt backward.States.Length others
        let at places found i = List.tryFindIndex ((=) i) places |> Option.map (fun place -> List.item place found)
        let sequences, states, constants = step.Parts step.Body.Inputs
        List.init sequences.Length (at backward.Sequences ofSequences)
        @ List.init states.Length (at backward.States ofStates)
        @ List.init constants.Length (at backward.Constants ofConstants)

    /// The rule of a recurrence. <c>pull</c> gives the gradients of a step.
    let rule
        (pull: (Expr * Expr) list -> Expr list -> Rule)
        (forms: Forms)
        (scan: Scan)
        (node: Node)
        (arrived: Expr option list)
        : Rule =
        ofStep pull scan arrived
        |> Option.map (fun step ->
            let backwards = backwards step
            let forward = forward step (List.map fst backwards.Kept) node.Args
            forms[node] <- forward.Results
            gradients step (backward step backwards forward node.Args arrived))
