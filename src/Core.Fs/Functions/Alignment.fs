/// Functions of <c>keras.ops</c> that align labels with the steps of a sequence (connectionist temporal classification).
module internal Functional.Functions.Alignment

open Functional
open Functional.Row

// Far below the logarithm of any probability, and no infinity: differences of those are NaN.
let private never = -1e30

let private atLeastFloat (x: Expr) = Ops.cast (DType.toWide x.DType) x

let private requireRank what rank (x: Expr) =
    if x.Rank <> rank then
        raise (ShapeException $"{what} must have {rank} axes, got {x.Shape}")

let private requireWhole what (x: Expr) =
    if x.DType.IsFloat then
        raise (ShapeException $"{what} must be whole numbers, got {x.DType}")

// One before each label and behind the last: blank, label, blank, …
let private between (blank: Expr) (labels: Expr) =
    let pairs = Ops.stack 2 [ Ops.broadcastLike labels blank; labels ]
    let flat = Ops.reshapeTo [ Extent.Of(0, 0); Extent.Rest ] pairs
    let first = Ops.slice 1 0L 1L flat
    Ops.concat 1 [ flat; first ]

// Moved by so many places to the right; what comes in is never.
let private shifted by (x: Expr) =
    let width = Places.sizeOf "ctc_loss" 1 x
    let kept = Ops.slice 1 0L (max 0L (width - int64 by)) x
    Ops.pad [ 0; min by (int width) ] [ 0; 0 ] never kept

let private logSum (parts: Expr list) =
    let top = List.reduce Ops.maximum parts |> Ops.stopGradient
    top + Ops.log (parts |> List.map (fun part -> Ops.exp (part - top)) |> List.reduce (+))

/// −log of the probability that a sequence of logits (batch, time, classes) spells labels (batch, labels), of which the first so many count:
/// the sum over all ways to repeat labels and to put blanks between them (Graves 2006). Infinity where there is no way.
let loss (blank: int) (target: Expr) (output: Expr) (targetLength: Expr) (outputLength: Expr) : Expr =
    requireRank "target" 2 target
    requireRank "output" 3 output
    for name, length in [ "target_length", targetLength; "output_length", outputLength ] do
        requireRank name 1 length
        requireWhole name length
    requireWhole "target" target
    let labels = int (Places.sizeOf "ctc_loss" 1 target)
    let classes = Places.sizeOf "ctc_loss" 2 output
    if blank < 0 || int64 blank >= classes then
        raise (ConfigurationException $"mask_index must be in [0, {classes}), got {blank}")
    let logits = Ops.logSoftmax -1 (atLeastFloat output)
    let number (value: float) = Ops.scalarLike logits value
    let ints (value: int) = Ops.scalar DType.Int32 (float value)
    let column (x: Expr) = Ops.expandDims 1 (Ops.cast DType.Int32 x)
    // What stands behind the labels that count is blank.
    let target = Ops.cast DType.Int32 target
    let isLabel = Ops.less (Ops.expandDims 0 (Counting.along 1 target)) (column targetLength)
    let spelled =
        if labels = 0 then
            Ops.broadcastTo [ Extent.Of(1, 0); Extent.Size 1L ] [ output ] (ints blank)
        else
            between (ints blank) (Ops.where isLabel target (ints blank))
    let states = 2 * labels + 1
    let emitted = Places.gather 2 logits (Ops.expandDims 1 spelled)
    // A label may follow the one before it without a blank, where it is another.
    let skips =
        if states < 3 then
            Ops.equal spelled (ints -1)
        else
            let before = Ops.pad [ 0; 2 ] [ 0; 0 ] (float blank) (Ops.slice 1 0L (int64 states - 2L) spelled)
            Ops.logicalAnd (Ops.notEqual spelled before) (Ops.notEqual spelled (ints blank))
    let skips = Ops.where skips (number 0.0) (number never)
    let first =
        Ops.pad
            [ 0; 0 ]
            [ 0; states - 1 ]
            never
            (Ops.broadcastTo [ Extent.Of(1, 0); Extent.Size 1L ] [ output ] (number 0.0))
    let isStep = Ops.less (Ops.expandDims 0 (Counting.along 1 output)) (column outputLength) |> Ops.expandDims 2
    let _, last =
        Ops.scan { Reverse = false } [ emitted; isStep ] [ first ] (fun steps before ->
            let before = before.Head
            let ways = logSum [ before; shifted 1 before; shifted 2 before + skips ]
            let after = Ops.where steps[1] (Ops.maximum (ways + steps[0]) (number never)) before
            [ Ops.slice 1 0L 1L after ], [ after ])
    // At the last label, or the blank behind it.
    let place = Ops.expandDims 0 (Counting.along 1 spelled)
    let ending = column targetLength * 2.0
    let isEnd = Ops.logicalOr (Ops.equal place ending) (Ops.equal place (ending - 1.0))
    let ends = Ops.where isEnd last.Head (number never)
    let found = -(Ops.logSumExp 1 ends)
    Ops.where (Ops.greater found (number (-0.5 * never))) (number infinity) found

let private ctcLoss (a: Arguments) =
    loss
        (a.Whole "mask_index")
        (a.Tensor "target")
        (a.Tensor "output")
        (a.Tensor "target_length")
        (a.Tensor "output_length")

let private greedy (a: Arguments) (inputs: Expr) (lengths: Expr) =
    let number value = Ops.scalar DType.Int32 value
    let blank =
        match a.TryWhole "mask_index" with
        | Some blank -> number (float blank)
        | None -> Ops.count DType.Int32 [ 2 ] inputs - 1.0
    let steps = Counting.along 1 inputs |> Ops.expandDims 0
    let isStep = Ops.less steps (Ops.expandDims 1 (Ops.cast DType.Int32 lengths))
    let found = Ops.where isStep (Ops.argmax 2 inputs) blank
    let scores = Ops.where isStep (Ops.max [ 2 ] inputs) (Ops.scalarLike inputs 0.0)
    let found =
        if a.Flag "merge_repeated" then
            let before = Ops.pad [ 0; 1 ] [ 0; 0 ] -1.0 (Expr.Of(Op.Slice(1, 0L, Some -1L, 1L), [ found ]))
            Ops.where (Ops.equal found before) blank found
        else
            found
    let isBlank = Ops.equal found blank
    // Labels first, in their order.
    let order = Linalg.argsort 1 false (Ops.cast DType.Int32 isBlank)
    let labels = Places.gather 1 (Ops.where isBlank (number -1.0) found) order
    [ Ops.expandDims 0 labels; -(Ops.sumKeep [ 1 ] scores) ]

let private decode (a: Arguments) =
    let inputs, lengths = atLeastFloat (a.Tensor "inputs"), a.Tensor "sequence_lengths"
    requireRank "inputs" 3 inputs
    requireRank "sequence_lengths" 1 lengths
    requireWhole "sequence_lengths" lengths
    match a.Text("strategy", [ "greedy"; "beam_search" ]) with
    | "greedy" -> greedy a inputs lengths
    | _ -> raise (UnsupportedException "ctc_decode with beam_search")

let all: Function list = [
    one
        "nn"
        "ctc_loss"
        "−log of the probability that logits (batch, time, classes) spell labels (batch, labels), with blanks of the class <c>mask_index</c> between them."
        [
            tensor "target"
            tensor "output"
            tensor "target_length"
            tensor "output_length"
            whole "mask_index" |> orWhole 0L
        ]
        ctcLoss
    |> ofClass "CTCLoss"
    several
        "nn"
        "ctc_decode"
        "The labels that logits (batch, time, classes) spell: (1, batch, time), −1 behind them; and minus the sum of the largest logits (batch, 1)."
        [
            tensor "inputs"
            tensor "sequence_lengths"
            text "strategy" |> orText "greedy"
            whole "beam_width" |> orWhole 100L
            whole "top_paths" |> orWhole 1L
            flag "merge_repeated" |> otherwise (ArgumentValue.Flag true)
            whole "mask_index" |> orWhole 0L
        ]
        decode
    |> ofClass "CTCDecode"
]
