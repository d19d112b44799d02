namespace Functional

open System.Collections.Generic

/// The passes in the order in which a graph goes through them. Each keeps the values, gradients, shapes and dtypes of all outputs.
[<RequireQualifiedAccess>]
module Passes =

    let private forward: (string * (Expr list -> Expr list)) list = [
        "constant folding", ConstantFolding.run
        "shared nodes", SharedNodes.run
        "embedding fusion", EmbeddingFusion.run
        "dead nodes", DeadNodes.run
        "constant folding", ConstantFolding.run
        "cross-entropy fusion", CrossEntropyFusion.run
        "linear fusion", LinearFusion.run
        "loop hoisting", LoopHoisting.run
    ]

    /// Applied to the graph of a training step whose gradients stay with libtorch's autograd.
    let tracked: (string * (Expr list -> Expr list)) list = forward @ [ "shared nodes", SharedNodes.run ]

    /// Applied to the graph of a training step: outputs, updates and all.
    let training: (string * (Expr list -> Expr list)) list =
        forward
        @ [
            "gradients", GradientPass.run
            "constant folding", ConstantFolding.run
            "shared nodes", SharedNodes.run
            "dead nodes", DeadNodes.run
            "padded parts", PaddedParts.run
            "loop hoisting", LoopHoisting.run
            "padded parts", PaddedParts.run
            "constant folding", ConstantFolding.run
            "shared nodes", SharedNodes.run
        ]

    /// Applied to a graph that changes no weight it reads. What is left over weights alone goes to <c>Prepare.split</c>.
    let inference: (string * (Expr list -> Expr list)) list = [
        "constant folding", ConstantFolding.run
        "shared nodes", SharedNodes.run
        "embedding fusion", EmbeddingFusion.run
        "dead nodes", DeadNodes.run
        "constant folding", ConstantFolding.run
        "cross-entropy fusion", CrossEntropyFusion.run
        "linear fusion", LinearFusion.run
        "batch normalisation folding", BatchNormFolding.run
        "loop hoisting", LoopHoisting.run
        "constant folding", ConstantFolding.run
        "shared nodes", SharedNodes.run
    ]

    /// The pass over a graph and over the bodies of its recurrences.
    let rec withBodies (pass: Expr list -> Expr list) (outputs: Expr list) : Expr list =
        let bodies = Dictionary<Scan, Scan>(HashIdentity.Reference)
        let rewriteBody (scan: Scan) =
            match bodies.TryGetValue scan with
            | true, known -> known
            | _ ->
                let body = scan.Body :?> Graph
                let outputs = withBodies pass body.Outputs
                let same = List.forall2 (fun (a: Expr) (b: Expr) -> a.Equals b) body.Outputs outputs
                let rewritten = if same then scan else { scan with Body = Graph(body.Inputs, outputs) }
                bodies[scan] <- rewritten
                rewritten
        outputs
        |> Graph.rewrite (fun node args ->
            match node.Op with
            | Op.Scan scan ->
                let rewritten = rewriteBody scan
                if obj.ReferenceEquals(rewritten, scan) then
                    Graph.rebuild node args
                else
                    Expr.Outputs(Op.Scan rewritten, args)
            | _ -> Graph.rebuild node args)
        |> pass

    /// The graph as it was built and after each pass, by name.
    let stages (passes: (string * (Expr list -> Expr list)) list) (outputs: Expr list) : (string * Expr list) list =
        (("as built", outputs), passes) ||> List.scan (fun (_, outputs) (name, pass) -> name, withBodies pass outputs)

    /// The same outputs after all passes, in their order.
    let run (passes: (string * (Expr list -> Expr list)) list) (outputs: Expr list) : Expr list =
        stages passes outputs |> List.last |> snd
