namespace Functional

open System.Collections.Generic
open Functional.Layers

/// A layer of a functional model in a file, with its calls, which have numbers in the model from the first on.
type internal Called = {
    Place: string
    Name: string
    Layer: ILayer
    First: int
    Calls: Inbound[]
} with

    /// How many numbers it has: an input has a call of its own.
    member this.Count = max 1 this.Calls.Length

    /// Where a call of it stands.
    member this.At call = $"{this.Place}, inbound_nodes[{call}]"

/// The calls of a functional model's layers, made one after the other, each once those that feed it are there.
[<RequireQualifiedAccess>]
module internal CallSchedule =

    // A mask of a tensor, as Keras writes it or as a layer makes it.
    [<Struct>]
    type private MaskOf = { Source: KerasHistory; Mask: StepMask }

    /// Keras writes the masks that it makes itself as operations; the layers make them again here.
    type private Masks = {
        /// Those that operations make, by the operation's name.
        Written: Dictionary<string, MaskOf>
        /// Those that layers make.
        Made: HashSet<MaskOf>
    }

    // Whether a function's result is a mask that a layer makes: x ≠ value, or any of a step's x ≠ value.
    let private note (written: Dictionary<string, MaskOf>) name (call: FunctionCall) (source: KerasHistory) =
        let differs value = written[name] <- { Source = source; Mask = { Value = value; OfFeatures = false } }
        match call.Function.Name, call.Arguments with
        | "not_equal", [ _; ArgumentValue.Whole value ] -> differs (float value)
        | "not_equal", [ _; ArgumentValue.Real value ] -> differs value
        | "any", [ _; ArgumentValue.Whole -1L; ArgumentValue.Flag false ] ->
            let struct (before, _, _) = source
            match written.TryGetValue before with
            | true, found -> written[name] <- { found with Mask = { found.Mask with OfFeatures = true } }
            | _ -> ()
        | _ -> ()

    let private masksOf (layers: Called list) : Masks =
        let masks = { Written = Dictionary(); Made = HashSet() }
        for layer in layers do
            match Holder.bare layer.Layer, layer.Calls with
            | :? FunctionCall as call, [| { Inputs = [ source ] } |] -> note masks.Written layer.Name call source
            | :? IMaskSource as source, calls ->
                for mask in Option.toList source.Mask do
                    for call in calls do
                        for input in call.Inputs do
                            masks.Made.Add { Source = input; Mask = mask } |> ignore
            | _ -> ()
        masks

    // A mask that the layers make again.
    let private isAutomatic (masks: Masks) (name: string, argument: Argument<KerasHistory>) =
        let tensors = CallArguments.all [ name, argument ]
        CallForm.isMask name
        && name <> "attention_mask"
        && not tensors.IsEmpty
        && tensors |> List.forall (fun struct (source, _, _) -> masks.Written.ContainsKey source)

    /// The outputs of each call, by the layer's name and the call's number among the layer's.
    let run (layers: Called list) : string -> int -> Symbol list option =
        let masks = masksOf layers
        let byName = Dictionary<string, Called>()
        for layer in layers do
            byName[layer.Name] <- layer
        let total = layers |> List.sumBy _.Count
        let symbols: Symbol list[] = Array.create total Unchecked.defaultof<_>
        let isThere number = not (isNull (box symbols[number]))
        let numberOf (name: string) call =
            match byName.TryGetValue name with
            | true, layer when call < layer.Calls.Length || call = 0 && isThere layer.First -> Some(layer.First + call)
            | _ -> None
        let outputs name call =
            match numberOf name call with
            | Some number when isThere number -> Some symbols[number]
            | _ -> None
        for layer in layers do
            if layer.Calls.Length = 0 && Holder.isEntrance layer.Layer then
                symbols[layer.First] <- [ Fault.guard layer.Place (fun () -> Symbol.input layer.Layer) ]
        // Of each layer, at its first number.
        let latest: Symbol list[] = Array.create total []
        let make (layer: Called) call =
            let place = layer.At call
            let input (struct (name, source, index): KerasHistory) =
                match outputs name source with
                | Some outputs when index < List.length outputs -> outputs[index]
                | _ -> Fault.refuse place $"there is no output {index} of call {source} of a layer '{name}'"
            let inputs = List.map input layer.Calls[call].Inputs
            let automatic, named = List.partition (isAutomatic masks) layer.Calls[call].Named
            for struct (name, _, _) in CallArguments.all automatic do
                if not (masks.Made.Contains masks.Written[name] && inputs |> List.exists _.Masked) then
                    Fault.unsupported place $"a call with mask = the output of '{name}' is not supported"
            let named = CallArguments.map (fun _ -> input) named
            let made =
                match Symbol.tryAgain latest[layer.First] inputs named with
                | Some outputs -> outputs
                | None -> Fault.guard place (fun () -> Symbol.call layer.Layer inputs named)
            symbols[layer.First + call] <- made
            latest[layer.First] <- made
        // How many calls each one waits for, and which ones wait for it.
        let needs = Array.zeroCreate<int> total
        let feeds: List<struct (Called * int)>[] = Array.zeroCreate total
        let ready = Queue<struct (Called * int)>()
        let calls = [
            for layer in layers do
                for call in 0 .. layer.Calls.Length - 1 -> struct (layer, call)
        ]
        for struct (layer, call) as waiting in calls do
            let inbound = layer.Calls[call]
            let sources =
                { inbound with Named = List.filter (isAutomatic masks >> not) inbound.Named }.Sources
                |> List.map (fun struct (name, source, _) ->
                    match numberOf name source with
                    | Some number -> number
                    | None -> Fault.refuse (layer.At call) $"there is no call {source} of a layer '{name}'")
                |> List.distinct
                |> List.filter (isThere >> not)
            for source in sources do
                if isNull feeds[source] then
                    feeds[source] <- List()
                feeds[source].Add waiting
            needs[layer.First + call] <- sources.Length
            if sources.IsEmpty then
                ready.Enqueue waiting
        while ready.Count > 0 do
            let struct (layer, call) = ready.Dequeue()
            make layer call
            for struct (fed, call) as waiting in feeds[layer.First + call] |> Option.ofObj |> Option.defaultWith List do
                let number = fed.First + call
                needs[number] <- needs[number] - 1
                if needs[number] = 0 then
                    ready.Enqueue waiting
        for struct (layer, call) in calls do
            if not (isThere (layer.First + call)) then
                Fault.refuse (layer.At call) "the layers feed each other in a circle"
        outputs
