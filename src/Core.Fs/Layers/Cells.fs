namespace Functional.Layers

open Functional

/// Cells one upon the other as one: each gets the output of the one before. The states of all, those of the first cell first; the output is the
/// last one's. Constants go to every cell that takes some.
type StackedRNNCells = {
    /// The cells, the first one first.
    Cells: ILayer list
} with

    static member Create(cells: ILayer list) = { Cells = cells }

    member private this.Parts =
        let part = Parts.listed "cells" this.Cells |> Parts.finder
        this.Cells |> List.map part

    interface IHolder with
        member this.Parts = Parts.listed "cells" this.Cells
        member this.With layers = {
            Cells = this.Cells |> List.map (Parts.replacing (Parts.listed "cells" this.Cells) layers)
        }

    interface ICell with
        member this.StateSizes(scope, x) =
            scope.Require(not this.Cells.IsEmpty, "cells must be at least one, got none")
            // What a cell gets is known by building those before it.
            let apart = scope.Apart
            let ofPart x part =
                let sizes, compute = Cell.sizesOfPart apart part x
                let states = Cell.states sizes (Cell.zeroStates compute x) []
                sizes, fst ((Cell.beginPart apart part x states).Step x states)
            (x, this.Parts) ||> List.mapFold ofPart |> fst |> List.concat

        member this.Begin(scope, x, states) =
            let takeFrom (x, states) part =
                let sizes, _ = Cell.sizesOfPart scope part x
                let mine, others = List.splitAt sizes.Length states
                let steps = Cell.beginPart scope part x mine
                (steps, sizes.Length), (fst (steps.Step x mine), others)
            let cells, _ = ((x, states), this.Parts) ||> List.mapFold takeFrom
            let step (x: Expr) (states: Expr list) =
                let output, after, _ =
                    ((x, [], states), cells)
                    ||> List.fold (fun (x, after, states) (steps, count) ->
                        let mine, others = List.splitAt count states
                        let output, mine = steps.Step x mine
                        output, after @ mine, others)
                output, after
            // The first cell turns the sequence around.
            let whole (direction: Recurrence) (x: Expr) (states: Expr list) =
                let outputs, last, after, _ =
                    ((x, x, [], states), List.indexed cells)
                    ||> List.fold (fun (x, _, after, states) (i, (steps, count)) ->
                        let mine, others = List.splitAt count states
                        let direction = if i = 0 then direction else { Reverse = false }
                        let outputs, last, mine = steps.Whole.Value direction x mine
                        outputs, last, after @ mine, others)
                outputs, last, after
            let isWhole = cells |> List.forall (fun (steps, _) -> steps.Whole.IsSome)
            { Step = step; Whole = if isWhole then Some whole else None }

    interface ILayer with
        member this.Build(scope, inputs) = Cell.build this scope inputs

/// Any cell over a sequence. [batch, time, ...] → the cell's output, or with <c>ReturnSequences</c> its outputs, [batch, time, ...]; with
/// <c>ReturnState</c> the last states follow. Takes initial states as further inputs, or as the argument <c>initial_state</c>, and as
/// <c>constants</c> what its cell takes at all steps.
type RNN = {
    /// What runs at each step: a cell, or several one upon the other.
    [<Stackable>]
    Cell: ILayer
    /// Whether the output of every step is given, or only the last.
    ReturnSequences: bool
    /// Whether the last states are given too.
    ReturnState: bool
    /// From the last step to the first; the outputs come in that order.
    GoBackwards: bool
    /// Whether the states of a batch are the initial states of the next. Needs a known batch size.
    Stateful: bool
    /// Keras: whether the loop is unrolled in the graph. Has no effect on the result.
    Unroll: bool
    /// Whether a masked step gives zeros, instead of the output before it.
    ZeroOutputForMask: bool
} with

    static member Create cell = {
        Cell = cell
        ReturnSequences = false
        ReturnState = false
        GoBackwards = false
        Stateful = false
        Unroll = false
        ZeroOutputForMask = false
    }

    /// Several cells one upon the other.
    static member Stacked(cells: ILayer list) = RNN.Create(StackedRNNCells.Create cells)

    member private this.Part = Parts.attribute "cell" this.Cell

    interface IHolder with
        member this.Parts = [ this.Part ]
        member this.With layers = { this with Cell = List.exactlyOne layers }

    interface IRecurrence with
        member this.Options = Recurrence.optionsOf this
        member this.With(goBackwards, zeroOutputForMask) = {
            this with
                GoBackwards = goBackwards
                ZeroOutputForMask = zeroOutputForMask
        }

    interface ILayer with
        member this.Build(scope, inputs) = Recurrence.build (Recurrence.optionsOf this) None this.Part scope inputs
