namespace Functional

/// Embeddings that are joined along their last axis, as one operation that writes each row to its place. Columns of one matrix
/// become that matrix again in the passes that follow.
[<RequireQualifiedAccess>]
module EmbeddingFusion =

    // A larger table costs more than its call.
    let private most = 1L <<< 20

    let private isSmall (table: Expr) =
        table.Rank = 2
        && match Shape.tryCount table.Shape with
           | Some count -> count <= most
           | None -> false

    /// Indices with an axis of size 1 behind the others.
    let private column (indices: Expr) =
        match indices with
        | Pattern.Apply(Op.Reshape _, [ Pattern.Apply(Op.Slice _, _) as column ]) when
            column.Shape.Dims = indices.Shape.Dims @ [ Dim.Known 1L ]
            ->
            column
        | _ -> Ops.expandDims -1 indices

    let private fuse (parts: Expr list) =
        match parts with
        | [ part ] -> part
        | _ ->
            let indices = parts |> List.map (fun part -> column part.Node.Args[1]) |> Ops.concat -1
            Ops.embeddings indices (parts |> List.map (fun part -> part.Node.Args[0]))

    let run (outputs: Expr list) : Expr list =
        let usedOnce = Pattern.usedOnce outputs
        let isEmbedding (before: Expr) (after: Expr) =
            match after with
            | Pattern.Apply(Op.Embedding, [ table; _ ]) -> usedOnce before && isSmall table
            | _ -> false
        outputs
        |> Pattern.rewrite (fun node args ->
            match node.Op, args with
            | Op.Concat axis, first :: _ when Shape.axis first.Shape axis = first.Rank - 1 ->
                // Runs of embeddings, and single parts between them.
                let runs =
                    (List.zip node.Args args, [])
                    ||> List.foldBack (fun (before, after) runs ->
                        match runs with
                        | (true, run) :: others when isEmbedding before after -> (true, after :: run) :: others
                        | _ -> (isEmbedding before after, [ after ]) :: runs)
                if runs.Length = args.Length then None else Some(runs |> List.map (snd >> fuse) |> Ops.concat axis)
            | _ -> None)
