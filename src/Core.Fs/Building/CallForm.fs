namespace Functional

/// What a call hands to one of its arguments.
[<RequireQualifiedAccess>]
type Argument<'tensor> =
    | Tensors of 'tensor list
    /// One for each tensor of the inputs, or nothing in its place.
    | Gapped of 'tensor option list
    | Flag of bool

/// Arguments of a call by their names, beside its inputs.
type CallArguments<'tensor> = (string * Argument<'tensor>) list

[<RequireQualifiedAccess>]
module CallArguments =

    /// The tensors of an argument; none where it is not given.
    let tensors (name: string) (arguments: CallArguments<'tensor>) : 'tensor list =
        match arguments |> List.tryFind (fun (key, _) -> key = name) with
        | Some(_, Argument.Tensors tensors) -> tensors
        | _ -> []

    /// Whether an argument is given as true.
    let flag (name: string) (arguments: CallArguments<'tensor>) : bool =
        List.contains (name, true) [
            for key, value in arguments do
                match value with
                | Argument.Flag flag -> key, flag
                | Argument.Tensors _
                | Argument.Gapped _ -> ()
        ]

    /// The same arguments with other tensors in the place of each.
    let map (change: string -> 'a -> 'b) (arguments: CallArguments<'a>) : CallArguments<'b> =
        arguments
        |> List.map (fun (name, argument) ->
            match argument with
            | Argument.Tensors tensors -> name, Argument.Tensors(List.map (change name) tensors)
            | Argument.Gapped tensors -> name, Argument.Gapped(List.map (Option.map (change name)) tensors)
            | Argument.Flag flag -> name, Argument.Flag flag)

    /// All tensors of all arguments, in order.
    let all (arguments: CallArguments<'tensor>) : 'tensor list =
        arguments
        |> List.collect (fun (_, argument) ->
            match argument with
            | Argument.Tensors tensors -> tensors
            | Argument.Gapped tensors -> List.choose id tensors
            | Argument.Flag _ -> [])

/// What a call may hand to an argument.
[<RequireQualifiedAccess>]
type Need =
    | Tensor
    | Tensors
    | OptionalTensor
    | OptionalTensors
    /// A mask for each tensor of the inputs, or nothing in its place.
    | OptionalMasks
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
    /// <c>[query; value; key], mask, return_attention_scores, use_causal_mask</c>
    | Attention
    /// <c>query, value, key</c>, a mask of each, <c>attention_mask, return_attention_scores, use_causal_mask</c>
    | Heads
    /// Others.
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
        | CallForm.Attention -> [
            "inputs", Need.Tensors
            "mask", Need.OptionalMasks
            "return_attention_scores", Need.OptionalFlag
            "use_causal_mask", Need.OptionalFlag
          ]
        | CallForm.Heads -> [
            "query", Need.Tensor
            "value", Need.Tensor
            "key", Need.OptionalTensor
            "query_mask", Need.OptionalTensor
            "value_mask", Need.OptionalTensor
            "key_mask", Need.OptionalTensor
            "attention_mask", Need.OptionalTensor
            "return_attention_scores", Need.OptionalFlag
            "use_causal_mask", Need.OptionalFlag
          ]
        | CallForm.Named arguments -> arguments

    /// The same with constants, which a cell takes at all steps.
    let withConstants (form: CallForm) : CallForm =
        CallForm.Named(arguments form @ [ "constants", Need.OptionalTensors ])

    /// What a call says of <c>training</c>, which every layer takes, and its other arguments. It counts in place of whether the
    /// model trains.
    let training (named: CallArguments<'tensor>) : bool option * CallArguments<'tensor> =
        let said, others = named |> List.partition (fun (name, _) -> name = "training")
        let flag =
            said
            |> List.tryPick (fun (_, argument) ->
                match argument with
                | Argument.Flag flag -> Some flag
                | Argument.Tensors _
                | Argument.Gapped _ -> None)
        flag, others

    /// What a call says of <c>training</c> that no run heeds: earlier versions of Keras wrote false everywhere.
    let heedless: string * Argument<'tensor> = "training", Argument.Gapped []

    let isHeedless (named: CallArguments<'tensor>) : bool =
        named
        |> List.exists (fun (name, argument) ->
            match argument with
            | Argument.Gapped [] -> name = "training"
            | _ -> false)

    /// A call's tensors by the names of the arguments that they stand for: those of the inputs in order, then the named ones. Raises
    /// <c>ConfigurationException</c> for what the form does not take.
    let bind
        (form: CallForm)
        (inputs: 'tensor list)
        (named: CallArguments<'tensor>)
        : (string * Need * Argument<'tensor>) list =
        let known = arguments form
        let _, named = training named
        for name, _ in named do
            if known |> List.exists (fun (key, _) -> key = name) |> not then
                raise (ConfigurationException $"there is no argument {name}")
        let bound, rest =
            (inputs, known)
            ||> List.mapFold (fun rest (name, need) ->
                match List.tryFind (fun (key, _) -> key = name) named, need, rest with
                | Some(_, argument), _, _ -> Some(name, need, argument), rest
                | None, (Need.Tensor | Need.OptionalTensor), x :: rest ->
                    Some(name, need, Argument.Tensors [ x ]), rest
                | None, (Need.Tensors | Need.OptionalTensors), _ :: _ -> Some(name, need, Argument.Tensors rest), []
                | None, _, _ -> None, rest)
        if not rest.IsEmpty then
            raise (ConfigurationException $"takes {inputs.Length - rest.Length} tensors, got {inputs.Length}")
        List.choose id bound

    /// Whether an argument is a mask: Keras neither counts it among the tensors that a layer is built for, nor names one after it.
    let isMask (name: string) = name = "mask" || name.EndsWith("_mask", System.StringComparison.Ordinal)

    /// Names of the masks that Keras hands to such a call by itself and writes: where there is one tensor <c>mask</c>, or else one for each.
    /// Those of attention it does not write.
    let masks (form: CallForm) (bound: (string * Need * Argument<'tensor>) list) : string list =
        let tensors = [
            for name, need, _ in bound do
                if need <> Need.OptionalFlag then
                    name
        ]
        let names =
            match form, tensors with
            | (CallForm.Attention | CallForm.Heads), _ -> []
            | _, [ _ ] -> [ "mask" ]
            | _, several -> several |> List.map (fun name -> $"{name}_mask")
        arguments form |> List.map fst |> List.filter (fun name -> List.contains name names)
