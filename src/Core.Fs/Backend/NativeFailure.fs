namespace Functional

open System.Collections.Generic
open System.Text.RegularExpressions

/// What is said of a call that libtorch refused.
[<RequireQualifiedAccess>]
module internal NativeFailure =

    // libtorch's messages go on with a trace of its own source.
    let private firstLine (message: string) = (message.Split('\n', 2) |> Array.head).Trim()

    /// Memory that libtorch did not get, or sizes whose product it cannot count.
    let private ofMemory (reason: string) =
        let asked = Regex.Match(reason, @"you tried to allocate (\d+) bytes")
        if asked.Success then
            $"{asked.Groups[1].Value} bytes of memory are not there"
        elif reason = "ZeroDivisionError" then
            "whole numbers cannot be divided by 0"
        elif reason.StartsWith("Storage size calculation overflowed", System.StringComparison.Ordinal) then
            "more bytes of memory are needed than can be counted"
        else
            // Functions of matrices say which of libtorch's they are.
            Regex.Replace(reason, @"^(torch\.)?linalg\.\w+: (\(Batch element \d+\): )?", "")

    /// Work with calls of libtorch and arrays of its own, beside programs: memory that these do not get is told as theirs is.
    let within (work: unit -> 'a) : 'a =
        try
            work ()
        with
        | :? System.Runtime.InteropServices.ExternalException as error ->
            raise (FunctionalException(ofMemory (firstLine error.Message), error))
        | :? System.OutOfMemoryException as error ->
            raise (FunctionalException("more memory is needed than is there", error))

    /// A script's error ends with the reason: what stands before it is the script itself.
    let private reason (error: exn) =
        let mark = "RuntimeError: "
        let at = error.Message.LastIndexOf(mark, System.StringComparison.Ordinal)
        ofMemory (firstLine (if at < 0 then error.Message else error.Message.Substring(at + mark.Length)))

    /// The rule of an operation that looks numbers up by their index, where that is what was broken: libtorch only says that it was.
    let private indexRule (node: Node) (args: Tensor[]) : string option =
        let outside (indices: Tensor) (limit: int64) lowest =
            use low = indices.min ()
            use high = indices.max ()
            let low, high = Tensors.toFloat low, Tensors.toFloat high
            if low < float lowest then Some $"indices must be in [{lowest}, {limit}), got {low}"
            elif high >= float limit then Some $"indices must be in [{lowest}, {limit}), got {high}"
            else None
        let check (indices: Tensor) limit = if indices.numel () = 0L then None else outside indices limit 0L
        match node.Op with
        | Op.Embedding -> check args[1] (args[0].size 0)
        | Op.Embeddings ->
            args[1..]
            |> Seq.indexed
            |> Seq.tryPick (fun (column, table) ->
                use indices = args[0].select(-1L, int64 column)
                check indices (table.size 0))
        | Op.Gather axis -> check args[1] (args[0].size(if axis < 0 then axis + int args[0].Dimensions else axis))
        | Op.Special(Special.Scatter _) -> check args[1] (args[0].size 0)
        | Op.SparseCrossEntropy -> check args[1] (args[0].size(int args[0].Dimensions - 1))
        | _ -> None

    /// The rule for sizes that was broken, where sizes are known only now. What the kernel itself found says so already.
    let private sizeRule (node: Node) (args: Tensor[]) (error: exn) : string option =
        match error with
        | :? System.InvalidOperationException -> None
        | _ ->
            try
                [ for arg in args -> Shape.known arg.shape, Tensors.dtype arg.dtype ]
                |> ShapeRules.infer node.Op
                |> ignore
                None
            with :? ShapeException as broken ->
                Some broken.Message

    let private placeOf (node: Node) = if node.Layer.IsRoot then "" else $"{node.Layer}: "

    /// The layer, the operation, the sizes that it was given, and libtorch's reason.
    let ofOperation (node: Node) (args: Tensor[]) (error: exn) : exn =
        match error with
        | :? FunctionalException -> error
        | _ ->
            let got = args |> Seq.map (fun tensor -> string (Shape.known tensor.shape)) |> String.concat ", "
            let rule =
                try
                    indexRule node args
                with :? System.Runtime.InteropServices.ExternalException ->
                    None
            match sizeRule node args error with
            | Some broken -> ShapeException(placeOf node + broken)
            | None ->
                let reason = rule |> Option.defaultWith (fun () -> reason error)
                FunctionalException($"{placeOf node}{Print.op node.Op} of {got}: {reason}", error)

    /// The same of the operation in a script that failed. A script does not say which it was, so the calls are made one by one, on
    /// what the script was given: no update is made before all operations are done.
    let ofScript (kernel: Node -> Kernel) (nodes: Node list) (given: (Expr * Tensor) seq) (error: exn) : exn =
        let values = Dictionary<Expr, Tensor>()
        for expr, tensor in given do
            values[expr] <- tensor.alias ()
        let run (node: Node) =
            let args = node.Args |> List.map (fun arg -> values[arg]) |> Array.ofList
            try
                let results =
                    match kernel node with
                    | Kernel.One compute -> [| compute args |]
                    | Kernel.Many compute -> compute args
                results |> Array.iteri (fun index result -> values[{ Node = node; Index = index }] <- result)
                None
            with failure ->
                Some(ofOperation node args failure)
        try
            match List.tryPick run nodes with
            | Some found -> found
            | None ->
                let node = List.last nodes
                FunctionalException(
                    $"{placeOf node}{nodes.Length} operations up to {Print.op node.Op}: {reason error}",
                    error
                )
        finally
            for tensor in values.Values do
                tensor.Dispose()
