namespace Functional

/// Numbers of arguments, dtypes and shapes of the operations of <c>Special</c>.
[<RequireQualifiedAccess>]
module internal SpecialRules =

    let private fail message = raise (ShapeException message)

    let name (op: Special) = ((string op).Split(' ', '\n') |> Array.head).ToLowerInvariant()

    /// The least and the largest number of arguments.
    let arguments (op: Special) =
        match op with
        | Special.Cholesky
        | Special.Inverse
        | Special.Det
        | Special.LogDet
        | Special.LU
        | Special.Eigh
        | Special.Svd _
        | Special.Pinv _
        | Special.Qr _
        | Special.ArgSort _
        | Special.TopK _
        | Special.NonZero
        | Special.Unique
        | Special.Bits _ -> 1, 1
        | Special.BinCount _ -> 1, 2
        | Special.Solve
        | Special.SolveTriangular _
        | Special.Fourier _
        | Special.BitAnd
        | Special.BitOr
        | Special.BitXor
        | Special.Gcd
        | Special.NextAfter
        | Special.GammaInc -> 2, 2
        | Special.Scatter _ -> 3, 3

    let private requireAll op what meets (args: (Shape * DType) list) =
        for _, dtype in args do
            if not (meets dtype) then
                fail $"{name op} needs {what}, got {dtype}"
        if args |> List.exists (fun (_, dtype) -> dtype <> snd args.Head) then
            let got = args |> List.map (snd >> string) |> String.concat ", "
            fail $"{name op} needs arguments of one dtype, got {got}"

    let private requireWide op = requireAll op "float32 or float64" DType.isWide

    /// Leading axes, rows and columns.
    let private matrices op (shape: Shape) =
        if shape.Rank < 2 then
            fail $"{name op} needs matrices, got {shape}"
        List.take (shape.Rank - 2) shape.Dims, shape[-2], shape[-1]

    let private square op (shape: Shape) =
        let leading, rows, columns = matrices op shape
        match rows, columns with
        | Dim.Known m, Dim.Known n when m <> n -> fail $"{name op} needs square matrices, got {shape}"
        | _ -> leading, (if Dim.isKnown rows then rows else columns)

    let private smaller a b =
        match a, b with
        | _ when a = b -> a
        | Dim.Known m, Dim.Known n -> Dim.Known(min m n)
        | _ -> Dim.Unknown $"min({a},{b})"

    let private solve op (a: Shape) (b: Shape) =
        let leadingA, size = square op a
        let leadingB, rows, columns = matrices op b
        let leading = Shape.tryBroadcast (Shape.ofDims leadingA) (Shape.ofDims leadingB)
        match size, rows, leading with
        | Dim.Known n, Dim.Known m, _ when n <> m -> fail $"{name op} needs as many rows on both sides, got {a} and {b}"
        | _, _, None -> fail $"{name op} needs leading axes that broadcast, got {a} and {b}"
        | _, _, Some leading -> Shape.ofDims (leading.Dims @ [ rows; columns ])

    let private scatter op (args: (Shape * DType) list) =
        let (x, dtype), (indices, ofIndices), (rows, ofRows) = args[0], args[1], args[2]
        if ofIndices <> DType.Int32 && ofIndices <> DType.Int64 then
            fail $"{name op} needs int32 or int64 indices, got {ofIndices}"
        if dtype <> ofRows || (dtype = DType.Bool && op <> Special.Scatter Meeting.Replace) then
            fail $"{name op} needs numbers of one dtype, got {dtype} and {ofRows}"
        if x.Rank = 0 || indices.Rank <> 1 then
            fail $"{name op} needs rows and a vector of indices, got {x} and {indices}"
        Shape.require (name op) "row for each index, a tensor" (Shape.ofDims (indices.Dims @ x.Dims.Tail)) rows
        args.Head

    let private bits (dtype: DType) (shape: Shape, own: DType) =
        if own = DType.Bool || dtype = DType.Bool then
            fail $"bits needs other types than bool, got {own} as {dtype}"
        let from, into = int64 own.Size, int64 dtype.Size
        if from = into then
            shape, dtype
        elif shape.Rank = 0 then
            fail $"bits of another size need an axis, got {own} as {dtype}"
        else
            let last =
                match shape[-1] with
                | Dim.Known size when size * from % into = 0L -> Dim.Known(size * from / into)
                | size when from > into -> Dim.mul size (Dim.Known(from / into))
                | other ->
                    fail $"bits needs a known last axis that is a multiple of {into / from}, got {other} of {shape}"
            Shape.ofDims (List.take (shape.Rank - 1) shape.Dims @ [ last ]), dtype

    let private pair op (args: (Shape * DType) list) =
        match Shape.tryBroadcast (fst args[0]) (fst args[1]) with
        | Some shape -> [ shape, snd args[0] ]
        | None -> fail $"{name op} needs shapes that broadcast, got {fst args[0]} and {fst args[1]}"

    let private isWhole (dtype: DType) = not dtype.IsFloat

    /// Shape and dtype of each result.
    let infer (op: Special) (args: (Shape * DType) list) : (Shape * DType) list =
        let shape, dtype = args.Head
        let of' dims = Shape.ofDims dims, dtype
        match op with
        | Special.Cholesky
        | Special.Inverse ->
            requireWide op args
            square op shape |> ignore
            [ args.Head ]
        | Special.Det ->
            requireWide op args
            [ of' (fst (square op shape)) ]
        | Special.LogDet ->
            requireWide op args
            let leading = of' (fst (square op shape))
            [ leading; leading ]
        | Special.Solve
        | Special.SolveTriangular _ ->
            requireWide op args
            [ solve op shape (fst args[1]), dtype ]
        | Special.LU ->
            requireWide op args
            let leading, rows, columns = matrices op shape
            [ args.Head; Shape.ofDims (leading @ [ smaller rows columns ]), DType.Int32 ]
        | Special.Eigh ->
            requireWide op args
            let leading, size = square op shape
            [ of' (leading @ [ size ]); args.Head ]
        | Special.Svd isFull ->
            requireWide op args
            let leading, m, n = matrices op shape
            let k = smaller m n
            let width size = if isFull then size else k
            [ of' (leading @ [ m; width m ]); of' (leading @ [ k ]); of' (leading @ [ width n; n ]) ]
        | Special.Pinv _ ->
            requireWide op args
            let leading, m, n = matrices op shape
            [ of' (leading @ [ n; m ]) ]
        | Special.Qr isComplete ->
            requireWide op args
            let leading, m, n = matrices op shape
            let k = if isComplete then m else smaller m n
            [ of' (leading @ [ m; k ]); of' (leading @ [ k; n ]) ]
        | Special.Fourier _ ->
            requireWide op args
            if shape <> fst args[1] then
                fail $"{name op} needs real and imaginary parts of one shape, got {shape} and {fst args[1]}"
            if shape.Rank = 0 || shape[-1] = Dim.Known 0L then
                fail $"{name op} needs at least one element on the last axis, got {shape}"
            [ args.Head; args.Head ]
        | Special.ArgSort(axis, _) ->
            Shape.axisFor (name op) shape axis |> ignore
            [ shape, DType.Int32 ]
        | Special.TopK _ when dtype = DType.Bool -> fail $"{name op} needs numbers, got bool"
        | Special.TopK(count, _) ->
            if shape.Rank = 0 || count < 0 then
                fail $"{name op} needs at least one axis and a number of at least 0, got {shape} and {count}"
            match shape[-1] with
            | Dim.Known size when size < int64 count -> fail $"{name op} needs at least {count} elements, got {shape}"
            | _ -> [ Shape.ofDims (List.take (shape.Rank - 1) shape.Dims @ [ Dim.Known(int64 count) ]), DType.Int64 ]
        | Special.Scatter _ -> [ scatter op args ]
        | Special.NonZero -> [
            Shape.ofDims [ Dim.Known(int64 shape.Rank); Dim.Unknown $"found in {shape}" ], DType.Int32
          ]
        | Special.Unique ->
            if shape.Rank = 0 then
                fail $"{name op} needs at least one axis, got a number"
            let found = Dim.Unknown $"found of {shape}"
            [
                of' (found :: shape.Dims.Tail)
                Shape.ofDims [ found ], DType.Int64
                Shape.ofDims [ shape[0] ], DType.Int64
                Shape.ofDims [ found ], DType.Int64
            ]
        | Special.BinCount least ->
            if shape.Rank <> 1 || not (isWhole dtype) || dtype = DType.Bool then
                fail $"{name op} needs a vector of whole numbers, got {dtype} {shape}"
            match args with
            | [ _; weights, _ ] -> Shape.require (name op) "weight for each number, a vector" shape weights
            | _ -> ()
            let ofCounts =
                match args with
                | [ _; _, DType.Float32 ] -> DType.Float32
                | [ _; _ ] -> DType.Float64
                | _ -> DType.Int64
            [ Shape.ofDims [ Dim.Unknown $"found up to {least} of {shape}" ], ofCounts ]
        | Special.BitAnd
        | Special.BitOr
        | Special.BitXor ->
            requireAll op "whole numbers" isWhole args
            pair op args
        | Special.Gcd ->
            requireAll op "whole numbers" (fun dtype -> isWhole dtype && dtype <> DType.Bool) args
            pair op args
        | Special.NextAfter
        | Special.GammaInc ->
            requireWide op args
            pair op args
        | Special.Bits dtype -> [ bits dtype args.Head ]
