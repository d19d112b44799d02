namespace Functional

open System
open System.Collections.Generic
open TorchSharp

/// How many threads libtorch computes with. A sum, or the end of a vectorised loop, has other bits where it is cut for another number
/// of threads, so the number never depends on what a machine is doing: only on sizes, on what is fixed, and on libtorch's own
/// number (all cores, or what <c>OMP_NUM_THREADS</c> says) when the library is first used.
[<RequireQualifiedAccess>]
module Threads =

    let mutable private fixedCount: int option = None

    /// The number that was fixed.
    let fixedTo () = fixedCount

    // OpenMP ends the process where it cannot make as many.
    let private most = 1024

    /// Fixes the number, or leaves it open again. Raises <c>ConfigurationException</c> for less than 1 or more than 1024.
    let fix (count: int option) =
        match count with
        | Some count when count < 1 || count > most ->
            raise (ConfigurationException $"the number of threads must be in [1, {most}], got {count}")
        | _ -> fixedCount <- count

    // Not asked for again: a thread that meets libtorch for the first time takes over what another has set for the length of a call.
    // Setting it keeps MKL from choosing fewer by itself.
    let private standard =
        lazy
            (NativeLibraries.ensure ()
             let count = torch.get_num_threads ()
             torch.set_num_threads count
             count)

    /// The number for work that has all of them.
    let count () =
        match fixedCount with
        | Some count -> count
        | None -> standard.Value

    /// Does work with a number of threads; afterwards it is as before. Costs a third of a microsecond where the number changes.
    let using (count: int) (work: unit -> 'a) : 'a =
        let before = torch.get_num_threads ()
        if before = count then
            work ()
        else
            torch.set_num_threads count
            try
                work ()
            finally
                torch.set_num_threads before

/// The largest operation of a graph, in multiplications, for the sizes that a run meets: what tells how many threads are worth waking.
[<Sealed>]
type internal Workload private (terms: struct (float * struct (int * int)[])[] option) =

    /// Multiplications that are worth a thread: some ten microseconds.
    static let perThread = float (1 <<< 19)
    /// What an element counts that is read and written, so that a thread is worth 32,768 of them, as in libtorch.
    static let perElement = 16L

    // The factors that a size is a product of; nothing for other formulas.
    static let factors (known: string -> bool) (dim: Dim) : Choice<int64, string> list option =
        match dim with
        | Dim.Known size -> Some [ Choice1Of2 size ]
        | Dim.Unknown name when known name -> Some [ Choice2Of2 name ]
        | Dim.Unknown formula ->
            let parts =
                formula.Split '*'
                |> Array.map (fun part ->
                    match Int64.TryParse part with
                    | true, size -> Some(Choice1Of2 size)
                    | _ when known part -> Some(Choice2Of2 part)
                    | _ -> None)
            if Array.forall Option.isSome parts then Some(parts |> Array.choose id |> List.ofArray) else None

    static let rec products (nodes: Node list) : Dim list list =
        let elements (exprs: (Shape * DType) list) =
            exprs |> List.map (fun (shape, _) -> Dim.Known perElement :: shape.Dims)
        let dims (arg: Expr) = arg.Shape.Dims
        let allButLast (dims: Dim list) = List.truncate (dims.Length - 1) dims
        let ofNode (node: Node) work =
            let args = node.Args
            let result = (fst node.Types[0]).Dims
            match work with
            | Work.Elements
            | Work.Reduction ->
                elements (List.ofArray node.Types @ (args |> List.map (fun arg -> arg.Shape, arg.DType)))
            // A gradient of few samples is small work, but the update that follows it is not.
            | Work.Product -> (result @ [ args[0].Shape[-1] ]) :: elements (List.ofArray node.Types)
            | Work.Convolution(places, kernel) ->
                let places = places |> Option.map (fun argument -> dims args[argument]) |> Option.defaultValue result
                [ places @ allButLast (dims args[kernel]) ]
            | Work.Recurrence x ->
                let steps = [ args[x].Shape[0]; args[x].Shape[1] ]
                [ steps @ dims args[x + 1]; steps @ dims args[x + 2] ]
            | Work.Decomposition -> [ dims args[0] @ [ args[0].Shape[-1] ] ]
        nodes
        |> List.collect (fun node ->
            let traits = Traits.find node.Op
            match traits.Body with
            | Some body -> products (Graph.nodes (body :?> Graph).Outputs)
            | None when traits.IsLeaf || traits.IsForm -> []
            | None -> ofNode node traits.Work)

    /// Of a graph, for a program that is handed tensors for those inputs.
    static member Of(inputs: Expr list, outputs: Expr list) : Workload =
        let places = Dictionary<string, struct (int * int)>()
        inputs
        |> List.iteri (fun i input ->
            input.Shape.Dims
            |> List.iteri (fun axis dim ->
                match dim with
                | Dim.Unknown name -> places.TryAdd(name, struct (i, axis)) |> ignore
                | Dim.Known _ -> ()))
        // For each product of unknown sizes the largest number that stands before it.
        let largest = Dictionary<string list, float>()
        let mutable isTold = true
        for product in products (Graph.nodes outputs) do
            let factors = product |> List.map (factors places.ContainsKey)
            if List.forall Option.isSome factors then
                let factors = factors |> List.choose id |> List.concat
                let number =
                    factors
                    |> List.fold
                        (fun product factor ->
                            match factor with
                            | Choice1Of2 size -> product * float size
                            | Choice2Of2 _ -> product)
                        1.0
                let names =
                    factors
                    |> List.choose (function
                        | Choice1Of2 _ -> None
                        | Choice2Of2 name -> Some name)
                    |> List.sort
                largest[names] <- max number (largest.GetValueOrDefault(names, 0.0))
            else
                isTold <- false
        if isTold then
            Workload(
                Some [|
                    for entry in largest do
                        struct (entry.Value, [| for name in entry.Key -> places[name] |])
                |]
            )
        else
            Workload None

    /// The number of threads, up to <c>most</c>, for a run over those tensors: one where each operation is small, and all where
    /// the sizes do not tell.
    member _.Threads(most: int, tensors: Tensor[]) : int =
        match terms with
        | Some terms when most > 1 ->
            let mutable largest = 0.0
            for struct (number, places) in terms do
                let mutable product = number
                for struct (input, axis) in places do
                    product <- product * float (tensors[input].size axis)
                largest <- max largest product
            int (min (float most) (max 1.0 (floor (largest / perThread))))
        | _ -> most
