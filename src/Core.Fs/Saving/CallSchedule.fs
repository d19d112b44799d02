namespace Functional

open System.Collections.Generic

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

    /// The outputs of each call, by the layer's name and the call's number among the layer's.
    let run (layers: Called list) : string -> int -> Symbol list option =
        let byName = Dictionary<string, Called>()
        for layer in layers do
            byName[layer.Name] <- layer
        let total = layers |> List.sumBy _.Count
        let numbers = CallNumber.Reserve total
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
            let named = CallArguments.map (fun _ -> input) layer.Calls[call].Named
            let made =
                match Symbol.tryAgain latest[layer.First] inputs named with
                | Some outputs -> outputs
                | None -> Fault.guard place (fun () -> Symbol.call layer.Layer inputs named)
            // Numbers as in the file, whichever call is made first.
            let made =
                match made with
                | [] -> []
                | first :: _ ->
                    let call = {
                        first.Call with
                            Number = numbers + int64 (layer.First + call)
                            Placed = layer.Calls[call].Placed
                    }
                    made |> List.map (fun symbol -> { symbol with Call = call })
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
            let sources =
                layer.Calls[call].Sources
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
