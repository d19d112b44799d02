namespace Functional

/// What a call hands to one of its arguments.
[<RequireQualifiedAccess>]
type Argument<'tensor> =
    | Tensors of 'tensor list
    | Flag of bool

/// Arguments of a call by their names, beside its inputs.
type Arguments<'tensor> = (string * Argument<'tensor>) list

[<RequireQualifiedAccess>]
module Arguments =

    /// The tensors of an argument; none where it is not given.
    let tensors (name: string) (arguments: Arguments<'tensor>) : 'tensor list =
        match arguments |> List.tryFind (fun (key, _) -> key = name) with
        | Some(_, Argument.Tensors tensors) -> tensors
        | _ -> []

    /// Whether an argument is given as true.
    let flag (name: string) (arguments: Arguments<'tensor>) : bool =
        List.contains (name, true) [
            for key, value in arguments do
                match value with
                | Argument.Flag flag -> key, flag
                | Argument.Tensors _ -> ()
        ]

    /// The same arguments with other tensors in the place of each.
    let map (change: string -> 'a -> 'b) (arguments: Arguments<'a>) : Arguments<'b> =
        arguments
        |> List.map (fun (name, argument) ->
            match argument with
            | Argument.Tensors tensors -> name, Argument.Tensors(List.map (change name) tensors)
            | Argument.Flag flag -> name, Argument.Flag flag)

    /// All tensors of all arguments, in order.
    let all (arguments: Arguments<'tensor>) : 'tensor list =
        arguments
        |> List.collect (fun (_, argument) ->
            match argument with
            | Argument.Tensors tensors -> tensors
            | Argument.Flag _ -> [])

/// What a call may hand to an argument.
[<RequireQualifiedAccess>]
type Need =
    | Tensor
    | Tensors
    | OptionalTensor
    | OptionalTensors
    | OptionalFlag

/// Which arguments the call of a class takes, in Keras's order. The first are its inputs.
[<RequireQualifiedAccess>]
type CallForm =
    /// <c>x</c>
    | One
    /// <c>[a; b]</c>
    | Several
    /// <c>x, mask</c>
    | Masked
    /// <c>x, initial_state, mask</c>
    | Recurrent
    /// <c>x, states</c>
    | Cell
    /// Others, such as <c>query, value, key, attention_mask</c>.
    | Named of (string * Need) list

[<RequireQualifiedAccess>]
module CallForm =

    /// All arguments by their names.
    let arguments (form: CallForm) : (string * Need) list =
        match form with
        | CallForm.One -> [ "inputs", Need.Tensor ]
        | CallForm.Several -> [ "inputs", Need.Tensors ]
        | CallForm.Masked -> [ "inputs", Need.Tensor; "mask", Need.OptionalTensor ]
        | CallForm.Recurrent -> [
            "sequences", Need.Tensor
            "initial_state", Need.OptionalTensors
            "mask", Need.OptionalTensor
          ]
        | CallForm.Cell -> [ "inputs", Need.Tensor; "states", Need.Tensors ]
        | CallForm.Named arguments -> arguments
