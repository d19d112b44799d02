namespace Functional

open System

/// What a function of <c>keras.ops</c> is called with, as data: what a file keeps of the call.
[<RequireQualifiedAccess; NoComparison>]
type ArgumentValue =
    | Null
    | Flag of bool
    | Whole of int64
    | Real of float
    | Text of string
    | List of ArgumentValue list
    /// Python's <c>start:stop:step</c>.
    | Slice of start: int64 option * stop: int64 option * step: int64 option
    /// Python's <c>...</c>: all axes that no other part is for.
    | Ellipsis
    /// The tensor of that number among those of the call.
    | Tensor of int

    override this.ToString() =
        let text (value: 'a option) = value |> Option.map string |> Option.defaultValue ""
        match this with
        | Null -> "None"
        | Flag flag -> string flag
        | Whole number -> string number
        | Real number -> number.ToString("R", Globalization.CultureInfo.InvariantCulture)
        | Text text -> $"\"{text}\""
        | List items -> "[" + (items |> List.map string |> String.concat ", ") + "]"
        | Slice(start, stop, step) -> $"{text start}:{text stop}:{text step}"
        | Ellipsis -> "..."
        | Tensor _ -> "a tensor"

/// What an argument may be.
[<RequireQualifiedAccess>]
type ArgumentKind =
    // Of the call itself: Keras keeps these beside the tensors.
    | Tensor
    | Tensors
    /// A tensor, or a number that takes its dtype from the tensor beside it.
    | Operand
    /// What is taken of each axis.
    | Key
    /// A number, whose type tells that of the result.
    | Number
    // Of the function: Keras keeps these in its configuration.
    | Flag
    | Whole
    /// A whole number or a list of them.
    | Wholes
    /// A size for each axis; none stays as it is.
    | Sizes
    | Real
    /// A number or a list of them.
    | Reals
    | DType
    /// One of a few words.
    | Text
    /// Sizes before and after: a number, or a pair for each axis.
    | Borders
    /// A number or a word.
    | Order
    // Of the call again.
    /// Sizes by name.
    | Lengths

/// A parameter of a function.
type Parameter = {
    /// Keras's name.
    Name: string
    Kind: ArgumentKind
    /// Nothing for one that must be given.
    Default: ArgumentValue option
    /// Whether Keras keeps it with the call's tensors, and not in the configuration.
    IsOfCall: bool
    /// Whether it is Python's <c>*x</c> or <c>**x</c>: all further arguments of the call are its list.
    IsRest: bool
} with

    static member Of(kind, name) =
        let isOfCall =
            match kind with
            | ArgumentKind.Tensor
            | ArgumentKind.Tensors
            | ArgumentKind.Operand
            | ArgumentKind.Number
            | ArgumentKind.Lengths
            | ArgumentKind.Key -> true
            | ArgumentKind.Flag
            | ArgumentKind.Whole
            | ArgumentKind.Wholes
            | ArgumentKind.Sizes
            | ArgumentKind.Real
            | ArgumentKind.Reals
            | ArgumentKind.DType
            | ArgumentKind.Text
            | ArgumentKind.Order
            | ArgumentKind.Borders -> false
        { Name = name; Kind = kind; Default = None; IsOfCall = isOfCall; IsRest = false }
