namespace Functional

/// Sums of products of two tensors, with a letter for each axis (Einstein's notation), as one matrix product.
[<RequireQualifiedAccess>]
module internal Einsum =

    let private sizesOf argument (x: Expr) = [
        for axis in 0 .. x.Rank - 1 ->
            match x.Shape[axis] with
            | Dim.Known size -> Extent.Size size
            | Dim.Unknown _ -> Extent.Of(argument, axis)
    ]

    /// The tensor with those axes in that order; the others are summed.
    let private ordered (letters: char list) (order: char list) (x: Expr) =
        let summed, kept = List.indexed letters |> List.partition (fun (_, letter) -> not (List.contains letter order))
        let kept = List.map snd kept
        (if summed.IsEmpty then x else Ops.sum (List.map fst summed) x)
        |> Ops.transpose (order |> List.map (fun letter -> List.findIndex ((=) letter) kept))

    /// Axes as one from <c>start</c> on.
    let private merged start count (x: Expr) =
        let sizes = sizesOf 0 x
        let inside = x.Shape.Dims |> List.skip start |> List.take count
        let size =
            match inside |> List.fold Dim.mul (Dim.Known 1L) with
            | Dim.Known size -> Extent.Size size
            | Dim.Unknown _ when count = 1 -> sizes[start]
            | Dim.Unknown _ -> Extent.Rest
        if count = 1 then x else Ops.reshapeTo (List.take start sizes @ [ size ] @ List.skip (start + count) sizes) x

    /// The product of a and b over the letters that the result has not. A letter stands once in each; all of the result's stand in a or b.
    let product (a: Expr, ofA: char list) (b: Expr, ofB: char list) (result: char list) : Expr =
        let isIn letters letter = List.contains letter letters
        let shared, onlyA =
            ofA |> List.filter (fun letter -> isIn ofB letter || isIn result letter) |> List.partition (isIn ofB)
        let batch, inner = List.partition (isIn result) shared
        let onlyB = ofB |> List.filter (fun letter -> isIn result letter && not (isIn ofA letter))
        let a = ordered ofA (batch @ onlyA @ inner) a
        let b = ordered ofB (batch @ inner @ onlyB) b
        // With other axes before, those that only a has are one for the product.
        let isMerged = not batch.IsEmpty && onlyA.Length <> 1 || batch.IsEmpty && onlyA.IsEmpty
        let left =
            a
            |> merged (batch.Length + onlyA.Length) inner.Length
            |> if isMerged then merged batch.Length onlyA.Length else id
        let right = b |> merged batch.Length inner.Length |> merged (batch.Length + 1) onlyB.Length
        let product = left *@ right
        let split =
            if not isMerged && onlyB.Length = 1 then
                product
            else
                let added = List.skip (b.Rank - onlyB.Length) (sizesOf 2 b)
                let kept = List.truncate (batch.Length + onlyA.Length) (sizesOf (if isMerged then 1 else 0) a)
                if isMerged || not b.Shape.IsKnown then
                    Expr.Of(Op.Reshape(kept @ added), [ product; a; b ])
                else
                    Ops.reshapeTo (kept @ added) product
        ordered (batch @ onlyA @ onlyB) result split
