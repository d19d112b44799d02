namespace Functional

open System
open System.Collections.Generic
open TorchSharp

/// Operations as lines of a TorchScript function, so that a run of them is one native call. A mistake in a script's source ends the
/// process: sources are printed from <c>Op</c> and numbers alone, and a test compiles the form of every operation that has one.
[<RequireQualifiedAccess>]
module internal Script =

    /// What a script does after its last operation, over slots' names.
    let private effectLines (name: Expr -> string) (weight: Key -> string) (guarded: Expr list) (updates: Update list) = [
        let before = Dictionary<Expr, string>()
        for i, expr in List.indexed guarded do
            before[expr] <- $"g{i}"
            $"g{i} = {name expr}.clone()"
        let value expr =
            match before.TryGetValue expr with
            | true, copy -> copy
            | _ -> name expr
        let mutable lists = 0
        for update in updates do
            match update with
            | Update.Assign(key, expr) -> $"{weight key}.copy_({value expr})"
            | Update.Increase(weight, expr) -> $"{name weight}.add_({value expr})"
            | Update.InPlace call ->
                let names = {
                    Changed = [ for i in lists .. lists + call.Changed.Length - 1 -> $"l{i}" ]
                    Args = List.map name call.Args
                }
                lists <- lists + call.Changed.Length
                yield! call.Script call names
    ]

    /// What a script is made of.
    type Parts = {
        Nodes: Node list
        /// Whether a node's result may be written over its first argument.
        Overwrites: Node -> bool
        /// Tensors that each run is given.
        Given: Expr list
        /// Weights that updates assign.
        Assigned: Key list
        /// Results that a run hands back.
        Wanted: Expr list
        /// What is copied before updates change the memory it lies in.
        Guarded: Expr list
        Updates: Update list
    }

    let nothing: Parts = {
        Nodes = []
        Overwrites = (fun _ -> false)
        Given = []
        Assigned = []
        Wanted = []
        Guarded = []
        Updates = []
    }

    // libtorch looks for products with a factor in common from eight on, and takes time with the cube of their number.
    let private manyProducts = 8

    /// Products that have a factor in common with many others, under a name that libtorch does not look for.
    let private withoutSearch (nodes: Node list) : Node -> string -> string =
        let isProduct (node: Node) =
            match node.Op with
            | Op.MatMul -> true
            | _ -> false
        let uses = Dictionary<Expr, int>()
        for node in nodes do
            if isProduct node then
                for factor in node.Args do
                    uses[factor] <- 1 + uses.GetValueOrDefault factor
        fun node text ->
            if isProduct node && node.Args |> List.exists (fun factor -> uses[factor] >= manyProducts) then
                text.Replace("torch.mm(", "torch.matmul(")
            else
                text

    /// Source of a function from the given tensors to the wanted ones, by way of the nodes, and then the updates.
    let source (parts: Parts) : string =
        let names = Dictionary<Expr, string>()
        let lines = List<string>()
        parts.Given
        |> List.iteri (fun i expr ->
            names[expr] <- $"x{i}"
            lines.Add $"x{i} = args[{i}]")
        let weights = Dictionary<Key, string>()
        parts.Assigned
        |> List.iteri (fun i key ->
            weights[key] <- $"w{i}"
            lines.Add $"w{i} = args[{parts.Given.Length + i}]")
        let named = withoutSearch parts.Nodes
        parts.Nodes
        |> List.iteri (fun i node ->
            let args = node.Args |> List.map (fun arg -> names[arg])
            let inPlace = if parts.Overwrites node then InPlace.script node.Op args else None
            match
                inPlace |> Option.map (fun text -> [], [ text ]) |> Option.orElse (ScriptForm.form node args $"t{i}")
            with
            | Some(before, results) ->
                lines.AddRange before
                results
                |> List.iteri (fun index result ->
                    let name = if results.Length = 1 then $"v{i}" else $"v{i}_{index}"
                    names[{ Node = node; Index = index }] <- name
                    lines.Add $"{name} = {named node result}")
            | None -> invalidArg (nameof parts) $"{Print.op node.Op} has no script form")
        lines.AddRange(effectLines (fun expr -> names[expr]) (fun key -> weights[key]) parts.Guarded parts.Updates)
        let results = parts.Wanted |> List.map (fun expr -> names[expr]) |> ScriptText.list
        let body = lines |> Seq.map (fun line -> $"    {line}\n") |> String.concat ""
        let lists = parts.Updates |> List.sumBy (fun update -> (Update.lists update).Length)
        let parameters = String.Join("", [ for i in 0 .. lists - 1 -> $", l{i}: List[Tensor]" ])
        // An empty list must be told what it is of.
        let body = if parts.Wanted.IsEmpty then body + "    nothing: List[Tensor] = []\n" else body
        let results = if parts.Wanted.IsEmpty then "nothing" else results
        $"def run(args: List[Tensor], one: float{parameters}) -> List[Tensor]:\n{body}    return {results}\n"

    let private functionOf (source: string) = lazy (ScriptUnits.ofSource source)

    /// Not a constant of scripts, so that libtorch leaves products with a bias whole.
    let private one = lazy (Argument.Of(Scalars.real 1.0))

    /// The function of a source that begins as <c>def run(args: List[Tensor], one: float) -> List[Tensor]</c>.
    let ofSource (source: string) : Tensor[] -> Tensor[] =
        let unit = functionOf source
        fun args -> Natives.callMany unit.Value "run" [| Argument.Of args; one.Value |]

    /// The function of those parts. Its arguments: what is given, the weights that are assigned, and the lists of the updates.
    let compile (parts: Parts) : Tensor[] -> Tensor[] =
        let unit = functionOf (source parts)
        let lists = parts.Updates |> List.collect Update.lists |> List.map _.Length |> Array.ofList
        let plain = parts.Given.Length + parts.Assigned.Length
        fun args ->
            let arguments = Array.zeroCreate<Argument>(2 + lists.Length)
            arguments[0] <- Argument.Of(if lists.Length = 0 then args else Array.sub args 0 plain)
            arguments[1] <- one.Value
            let mutable start = plain
            for i in 0 .. lists.Length - 1 do
                arguments[2 + i] <- Argument.Of(Array.sub args start lists[i])
                start <- start + lists[i]
            Natives.callMany unit.Value "run" arguments
