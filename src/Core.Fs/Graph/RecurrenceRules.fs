namespace Functional

/// Shapes of what recurrences give.
[<RequireQualifiedAccess>]
module internal RecurrenceRules =

    let private fail message = raise (ShapeException message)

    let lstm (args: (Shape * DType) list) =
        let x, kernel, recurrent, dtype = fst args[0], fst args[1], fst args[2], snd args[0]
        if x.Rank <> 3 || kernel.Rank <> 2 || recurrent.Rank <> 2 then
            fail $"an LSTM needs x (batch, time, features) and two matrices, got {x}, {kernel}, {recurrent}"
        if x[1] = Dim.Known 0L then
            fail $"a recurrence needs at least one step, got {x}"
        let gates = Dim.mul (Dim.Known 4L) recurrent[0]
        Shape.require "an LSTM" "recurrent kernel" (Shape.ofDims [ recurrent[0]; gates ]) recurrent
        Shape.require "an LSTM" "kernel" (Shape.ofDims [ x[2]; gates ]) kernel
        Shape.require "an LSTM" "bias" (Shape.ofDims [ gates ]) (fst args[3])
        let state = Shape.ofDims [ x[0]; recurrent[0] ]
        for given, _ in args[4..5] do
            if not (Shape.fits state given) then
                fail $"a recurrence needs states of shape {state}, got {given}"
        [
            Shape.ofDims [ x[0]; x[1]; recurrent[0] ], dtype
            Shape.ofDims [ x[0]; recurrent[0] ], dtype
            Shape.ofDims [ x[0]; recurrent[0] ], dtype
        ]

    // Recurrences inside of each other; Keras's own models have one.
    let private scanLimit = 20

    /// Sequences have a time axis that a step's inputs have not; the others are what the step takes.
    let scan (scan: Scan) (args: (Shape * DType) list) =
        // What goes through a graph goes through the bodies of its recurrences by recursion.
        if scan.Body.Depth >= scanLimit then
            raise (ConfigurationException $"recurrences stand inside each other more than {scanLimit} deep")
        if scan.Sequences < 1 || scan.States < 0 then
            fail $"a recurrence needs at least one sequence, got {scan.Sequences} and {scan.States} states"
        let step = scan.Body.InputTypes
        if step.Length <> args.Length || scan.Sequences + scan.States > args.Length then
            fail $"a recurrence needs the {step.Length} arguments of its step, got {args.Length}"
        if scan.Body.OutputTypes.Length < scan.States then
            fail $"a recurrence needs {scan.States} new states of its step, got {scan.Body.OutputTypes.Length}"
        for i, ((expected, dtype), (given: Shape, givenType)) in List.indexed (List.zip step args) do
            if i < scan.Sequences && given.Rank < 2 then
                fail $"a recurrence needs sequences (batch, time, ...), got {given}"
            let shape = if i < scan.Sequences then Shape.ofDims (List.removeAt 1 given.Dims) else given
            if not (Shape.fits expected shape) || dtype <> givenType then
                fail $"a recurrence's step takes {dtype} {expected}, got {givenType} {shape}"
        let time = (fst args.Head)[1]
        for given, _ in List.take scan.Sequences args do
            match time, given[1] with
            | Dim.Known 0L, _ -> fail $"a recurrence needs at least one step, got {fst args.Head}"
            | Dim.Known steps, Dim.Known other when steps <> other ->
                fail $"a recurrence needs sequences of one length, got {fst args.Head} and {given}"
            | _ -> ()
        let outputs = scan.Body.OutputTypes.Length - scan.States
        scan.Body.OutputTypes
        |> List.mapi (fun i (shape, dtype) ->
            if i >= outputs then shape, dtype
            elif shape.Rank = 0 then fail "a recurrence's outputs need a batch axis, got a number"
            else Shape.ofDims (shape[0] :: time :: shape.Dims.Tail), dtype)
