namespace Functional.Layers

open Functional
open Functional.Layer

/// A cell that is ready to run: its weights are declared and its dropout drawn, once for all steps.
type Steps = {
    /// The input of a step and the states before it → its output and the states after it.
    Step: Expr -> Expr list -> Expr * Expr list
    /// All steps as one operation, where there is one: the sequence and the first states → the outputs of all steps, and output and
    /// states of the last.
    Whole: (Recurrence -> Expr -> Expr list -> Expr * Expr * Expr list) option
}

/// A layer of one step: an input and states → an output and the states after it. A recurrence runs it over a sequence.
type ICell =
    inherit ILayer
    /// The sizes of each state of one sample, for inputs like this one of a step.
    abstract StateSizes: scope: Scope * input: Expr -> int64 list list
    /// What is made once, outside of the loop, for inputs and states like these of a step: weights, what dropout drops, and what is
    /// made of constants (<c>scope.Argument "constants"</c>), which are the same at all steps.
    abstract Begin: scope: Scope * input: Expr * states: Expr list -> Steps

/// What cells are written with.
[<RequireQualifiedAccess>]
module Cell =

    // The first argument's own tensors, and the states behind it or under their name.
    let internal split (scope: Scope) (name: string) (inputs: Expr list) =
        match inputs with
        | [] -> raise (ShapeException "expects an input, got none")
        | [ x ] -> x, scope.Argument name
        | x :: states -> x, states

    let private several count noun = if count = 1 then $"1 {noun}" else $"{count} {noun}s"

    // The work of a cell that another layer holds, in the cell's own place there, with the constants that the other one is given.
    let internal within
        (scope: Scope)
        (part: LayerPart)
        (inputs: Expr list)
        (work: ICell -> Scope -> Expr list -> 'a)
        : 'a =
        let options, bare = Holder.apart part.Layer
        match bare with
        | :? ICell as cell ->
            let inner = (Parts.place scope part).With(options.Trainable, options.Policy)
            let constants = scope.Given |> List.filter (fun (name, _) -> name = "constants")
            Layer.inside inner cell inputs constants (fun inner inputs ->
                let result = work cell inner inputs
                if inner.Unknown.IsEmpty then
                    scope.Argument "constants" |> ignore
                result)
        | _ ->
            raise (
                ConfigurationException $"a recurrence needs a cell, got a layer of class {ClassName.ofLayer part.Layer}"
            )

    // Found once for each place and kind of input: a stack builds its cells to find them, and may stand in others.
    let private sizesOf (cell: ICell) (scope: Scope) (input: Expr) : int64 list list =
        let known = scope.Trace.Sizes
        let tensors = input :: CallArguments.all scope.Given
        let key = tensors |> List.map (fun tensor -> $"{tensor.DType} {tensor.Shape}") |> String.concat ", "
        let key = $"{scope.Path}: {key}"
        match known.TryGetValue key with
        | true, sizes -> sizes
        | _ ->
            let sizes = cell.StateSizes(scope, input)
            known[key] <- sizes
            sizes

    /// The sizes of the states of a cell that another layer holds, and the dtype that it computes in.
    let internal sizesOfPart (scope: Scope) (part: LayerPart) (input: Expr) : int64 list list * DType =
        within scope part [ input ] (fun cell inner inputs -> sizesOf cell inner inputs.Head, inner.Compute)

    /// A float tensor in another dtype.
    let internal cast (dtype: DType) (x: Expr) : Expr = if x.DType.IsFloat then Ops.cast dtype x else x

    /// Begins a cell that another layer holds. What its steps are given is cast to the dtype that it computes in.
    let internal beginPart (scope: Scope) (part: LayerPart) (input: Expr) (states: Expr list) : Steps =
        within scope part (input :: states) (fun cell inner inputs ->
            inner.Trace.AddLayer(inner.Path, { Layer = cell; Home = inner.Home; Inputs = inputs; Outputs = [] })
            let steps = cell.Begin(inner, inputs.Head, inputs.Tail)
            let step (x: Expr) (before: Expr list) =
                Layer.inside inner cell (x :: before) [] (fun _ inputs ->
                    let output, after = steps.Step inputs.Head inputs.Tail
                    if after.Length <> states.Length then
                        raise (
                            ShapeException $"""a step must give {several states.Length "state"}, got {after.Length}"""
                        )
                    output, after)
            let whole (whole: Recurrence -> Expr -> Expr list -> Expr * Expr * Expr list) direction x states =
                whole direction (cast inner.Compute x) (List.map (cast inner.Compute) states)
            { Step = step; Whole = Option.map whole steps.Whole })

    let private zeros (dtype: DType) (like: Expr) (sizes: int64 list) =
        Ops.scalar dtype 0.0 |> Ops.broadcastTo (Extent.Of(1, 0) :: List.map Extent.Size sizes) [ like ]

    // A size that is not known yet may turn out right.
    let private requireState i (sizes: int64 list) (state: Expr) =
        let fits size dim = dim = Dim.Known size || not (Dim.isKnown dim)
        if state.Rank <> sizes.Length + 1 || not (List.forall2 fits sizes state.Shape.Dims.Tail) then
            let expected = Shape.ofDims (Dim.Unknown "batch" :: List.map Dim.Known sizes)
            raise (ShapeException $"state {i} must have shape {expected}, got {state.Shape}")

    /// The states that were given, or those of <c>otherwise</c> by number and sizes.
    let internal states (sizes: int64 list list) (otherwise: int -> int64 list -> Expr) (given: Expr list) : Expr list =
        if given.IsEmpty then
            List.mapi otherwise sizes
        elif given.Length <> sizes.Length then
            raise (
                ShapeException
                    $"""expects an input, or an input and {several sizes.Length "state"}, got {given.Length + 1} tensors"""
            )
        else
            List.iteri2 requireState sizes given
            given

    /// States of zeros, for an input or a sequence.
    let internal zeroStates (dtype: DType) (like: Expr) : int -> int64 list -> Expr =
        // One node for all of a size.
        let known = System.Collections.Generic.Dictionary<int64 list, Expr>()
        fun _ sizes ->
            if not (known.ContainsKey sizes) then
                known[sizes] <- zeros dtype like sizes
            known[sizes]

    /// A cell as a layer: input and states → output and states.
    let build (cell: ICell) (scope: Scope) (inputs: Expr list) : Expr list =
        let x, given = split scope "states" inputs
        let states = given |> states (sizesOf cell scope x) (zeroStates scope.Compute x)
        let output, states = (cell.Begin(scope, x, states)).Step x states
        output :: states

    /// What dropout multiplies an input and a state like these with, the same at all steps; nothing where nothing is dropped.
    let patterns (scope: Scope) (seed: int64 option) (dropout: float, x) (recurrentDropout: float, h) =
        let stream = if dropout > 0.0 || recurrentDropout > 0.0 then Some(scope.Random seed) else None
        let pattern rate number (like: Expr) =
            match stream with
            | Some stream when scope.Training && rate > 0.0 ->
                Some(Expr.Of(Op.Dropout(rate, [], stream + number), [ Ops.fullLike like like.DType 1.0 ]))
            | _ -> None
        pattern dropout 0L x, pattern recurrentDropout 1L h

    /// A tensor with what dropout leaves of it.
    let times (pattern: Expr option) (x: Expr) : Expr = Option.fold (*) x pattern

/// What every recurrence can be asked for, whatever its cell.
type RecurrenceOptions = {
    /// Whether the output of every step is given, or only the last.
    ReturnSequences: bool
    /// Whether the last states are given too.
    ReturnState: bool
    /// From the last step to the first; the outputs come in that order.
    GoBackwards: bool
    /// Whether the states of a batch are the initial states of the next. Needs a known batch size.
    Stateful: bool
    /// Whether a masked step gives zeros, instead of the output before it.
    ZeroOutputForMask: bool
}

/// A layer that runs a cell over a sequence.
type IRecurrence =
    inherit ILayer
    abstract Options: RecurrenceOptions
    /// The same recurrence in that direction, with or without zeros for masked steps.
    abstract With: goBackwards: bool * zeroOutputForMask: bool -> ILayer

/// A layer with the fields that <c>RecurrenceOptions</c> are read from.
type HasRecurrenceOptions<'T
    when 'T: (member ReturnSequences: bool)
    and 'T: (member ReturnState: bool)
    and 'T: (member GoBackwards: bool)
    and 'T: (member Stateful: bool)
    and 'T: (member ZeroOutputForMask: bool)> = 'T

/// A cell over a sequence: masks, initial states, direction, what is given back and what stays between batches.
[<RequireQualifiedAccess>]
module Recurrence =

    /// The options of a layer that has them as fields.
    let inline optionsOf<'T when HasRecurrenceOptions<'T>> (layer: 'T) : RecurrenceOptions = {
        ReturnSequences = layer.ReturnSequences
        ReturnState = layer.ReturnState
        GoBackwards = layer.GoBackwards
        Stateful = layer.Stateful
        ZeroOutputForMask = layer.ZeroOutputForMask
    }

    let private lastStep (outputs: Expr) = Ops.index 1 -1L outputs

    // Outputs of all steps, the last one, and the last states.
    let private loop direction (x: Expr) (states: Expr list) (step: Expr -> Expr list -> Expr * Expr list) =
        // Most cells give a state as their output: then nobody needs the outputs of all steps for the last one.
        let mutable state = None
        let outputs, last =
            Ops.scan direction [ x ] states (fun inputs states ->
                let output, states = step inputs.Head states
                state <- List.tryFindIndex output.Equals states
                [ output ], states)
        let output =
            match state with
            | Some i -> last[i]
            | None -> lastStep outputs.Head
        outputs.Head, output, last

    // Keras: a masked step repeats the output and the states before it, zeros at the start.
    let private maskedLoop direction zeroes (x: Expr) (mask: Expr) (states: Expr list) step =
        let output: Expr = step (Ops.index 1 0L x) states |> fst
        // Of that shape, without being computed where there is one.
        let like = states |> List.tryFind (fun state -> state.Shape = output.Shape) |> Option.defaultValue output
        let where (mask: Expr) (a: Expr) b =
            Ops.where (Seq.fold (fun mask _ -> Ops.expandDims -1 mask) mask (seq { 2 .. a.Rank })) a b
        let outputs, last =
            Ops.scan direction [ x; mask ] (states @ [ Ops.fullLike like output.DType 0.0 ]) (fun inputs before ->
                let before, outputBefore = List.take states.Length before, List.last before
                let output, after = step inputs[0] before
                let instead = if zeroes then Ops.fullLike output output.DType 0.0 else outputBefore
                let output = where inputs[1] output instead
                [ output ], List.map2 (where inputs[1]) after before @ [ output ])
        outputs.Head, lastStep outputs.Head, List.take states.Length last

    /// Runs a cell over the time axis (axis 1) of a sequence. The cell may have a name, dtypes and frozen weights of its own.
    let build
        (options: RecurrenceOptions)
        (activity: Regularizer option)
        (cell: LayerPart)
        (scope: Scope)
        (inputs: Expr list)
        : Expr list =
        let sequence, given = Cell.split scope "initial_state" inputs
        if sequence.Rank < 3 then
            raise (ShapeException $"expects an input of 3 axes, got {sequence.Shape}")
        let sizes, compute = Cell.sizesOfPart scope cell (Ops.index 1 0L sequence)
        let x = Cell.cast compute sequence
        let memory i sizes =
            match x.Shape[0] with
            | Dim.Known batch -> Ops.cast compute (scope.Memory($"state_{i}", batch :: sizes))
            | Dim.Unknown _ -> raise (ShapeException $"a stateful recurrence needs a known batch size, got {x.Shape}")
        let states =
            given
            |> Cell.states sizes (if options.Stateful then memory else Cell.zeroStates compute x)
            |> List.map (Cell.cast compute)
        let steps = Cell.beginPart scope cell (Ops.index 1 0L x) states
        let direction = { Reverse = options.GoBackwards }
        let outputs, last, states =
            match scope.MaskOf sequence, steps.Whole with
            | None, Some whole -> whole direction x states
            | None, None -> loop direction x states steps.Step
            | Some mask, _ -> maskedLoop direction options.ZeroOutputForMask x mask states steps.Step
        if options.Stateful then
            states |> List.iteri (fun i state -> scope.Assign($"state_{i}", Ops.cast scope.Policy.Variable state))
        let output = if options.ReturnSequences then outputs else last
        scope.AddActivityLoss(activity, [ output ])
        if options.ReturnState then output :: states else [ output ]
