namespace Functional

/// A bias of one axis into the product or convolution that it is added to: one call, and no tensor between the two.
[<RequireQualifiedAccess>]
module LinearFusion =

    let private isBias (product: Expr) (bias: Expr) =
        match List.tryLast product.Shape.Dims, bias.Shape.Dims with
        | Some(Dim.Known width), [ Dim.Known size ] -> size = width && bias.DType = product.DType && bias.DType.IsFloat
        | _ -> false

    let private fuse (product: Expr) (bias: Expr) =
        if not (isBias product bias) then
            None
        else
            match product with
            | Pattern.Apply(Op.MatMul, [ x; weight ]) when weight.Rank = 2 -> Some(Ops.linear x weight bias)
            | Pattern.Apply(Op.Conv(window, groups), [ x; kernel ]) ->
                Some(Expr.Of(Op.Conv(window, groups), [ x; kernel; bias ]))
            | _ -> None

    let run (outputs: Expr list) : Expr list =
        let usedOnce = Pattern.usedOnce outputs
        outputs
        |> Pattern.rewrite (fun node args ->
            match node.Op, node.Args, args with
            | Op.Binary Binary.Add, [ a; b ], [ a'; b' ] ->
                let left = if usedOnce a then fuse a' b' else None
                let right () = if usedOnce b then fuse b' a' else None
                left |> Option.orElseWith right
            | _ -> None)
