namespace Functional

open Functional.GradientRules

/// The rules of the operations of <c>Special</c>. Those of decompositions are of matrices for which they are smooth: eigenvalues and
/// singular values that differ, columns that are independent.
[<RequireQualifiedAccess>]
module internal SpecialGradients =

    let private t (x: Expr) = Linalg.transpose x

    // Numbers for the columns of matrices.
    let private columns (numbers: Expr) = Ops.expandDims -2 numbers
    let private rows (numbers: Expr) = Ops.expandDims -1 numbers

    // xₙ − xₘ at (m, n), with ones on the diagonal, by which nothing is divided then.
    let private differences (numbers: Expr) =
        let apart = columns numbers - rows numbers
        apart + Linalg.identityLike apart

    // Without the diagonal.
    let private beside (x: Expr) = x - Linalg.diagonal x

    // Φ: the lower triangle with half of the diagonal (Murray 2016).
    let private cholesky (g: Expr) (l: Expr) =
        let product = t l *@ g
        let half = Linalg.lower product - Linalg.diagonal product * 0.5
        let left = Linalg.solveTriangular false (t l) half
        let both = t (Linalg.solveTriangular false (t l) (t left))
        (both + t both) * 0.5

    let private ofNumber (g: Expr) (inverse: Expr) = Ops.expandDims -1 (Ops.expandDims -1 g) * t inverse

    let private eigh (g: Expr option list) (values: Expr) (vectors: Expr) =
        let inner = [
            match g[0] with
            | Some g -> Linalg.diagonal (rows g + Ops.fullLike vectors g.DType 0.0)
            | None -> ()
            match g[1] with
            | Some g -> beside (t vectors *@ g) / differences values
            | None -> ()
        ]
        vectors *@ List.reduce (+) inner *@ t vectors

    // U·[(skew(Uᵀ·gU) / E)·S + S·(skew(Vᵀ·gV) / E) + diag gS]·Vᵀ, E = sₙ² − sₘ², and what leaves the spaces of U and V
    // (Townsend 2016).
    let private svd (g: Expr option list) (u: Expr) (s: Expr) (vt: Expr) =
        let v = t vt
        let skew (x: Expr) = x - t x
        let apart = differences (s * s)
        let square = Ops.fullLike apart s.DType 0.0
        let inner = [
            square
            match g[0] with
            | Some gu -> skew (t u *@ gu) / apart * columns s
            | None -> ()
            match g[1] with
            | Some gs -> Linalg.diagonal (rows gs + square)
            | None -> ()
            match g[2] with
            | Some gvt -> rows s * (skew (vt *@ t gvt) / apart)
            | None -> ()
        ]
        let inside = u *@ List.reduce (+) inner *@ vt
        let leaving = [
            match g[0] with
            | Some gu when u.Shape[-2] <> u.Shape[-1] -> (gu - u *@ (t u *@ gu)) / columns s *@ vt
            | _ -> ()
            match g[2] with
            | Some gvt when v.Shape[-2] <> v.Shape[-1] -> u / columns s *@ (gvt - gvt *@ v *@ vt)
            | _ -> ()
        ]
        inside :: leaving |> List.reduce (+)

    // −Pᵀ·g·Pᵀ + (I − A·P)·gᵀ·P·Pᵀ + Pᵀ·P·gᵀ·(I − P·A) (Golub and Pereyra 1973).
    let private pinv (g: Expr) (a: Expr) (p: Expr) =
        let down = t g
        let ofColumns = (down - a *@ (p *@ down)) *@ (p *@ t p)
        let ofRows = t p *@ p *@ (down - down *@ p *@ a)
        ofColumns + ofRows - t p *@ g *@ t p

    let private qr (g: Expr option list) (q: Expr) (r: Expr) =
        let products = [
            match g[1] with
            | Some gr -> gr *@ t r
            | None -> ()
            match g[0] with
            | Some gq -> -(t q *@ gq)
            | None -> ()
        ]
        let above = Linalg.upper (List.reduce (+) products)
        let inner = q *@ (above + t above - Linalg.diagonal above)
        let all = g[0] |> Option.map (fun gq -> gq + inner) |> Option.defaultValue inner
        t (Linalg.solveTriangular false r (t all))

    let private isZero (x: Expr) = Ops.equal x (number x 0.0)

    let private scatter meeting (node: Node) (g: Expr) (y: Expr) : Rule =
        let x, places, updates = node.Args[0], node.Args[1], node.Args[2]
        let at (x: Expr) = Ops.take 0 x places
        let put meeting x rows = Linalg.scatter meeting x places rows
        let nothing (x: Expr) = Ops.fullLike x x.DType 0.0
        match meeting with
        | Meeting.Replace -> Some [ Some(put Meeting.Replace g (nothing updates)); None; Some(at g) ]
        | Meeting.Add -> Some [ Some g; None; Some(at g) ]
        | Meeting.Largest
        | Meeting.Smallest ->
            // Equal shares among those that it is.
            let isX, isUpdate = Ops.cast g.DType (Ops.equal x y), Ops.cast g.DType (Ops.equal updates (at y))
            let share = g / put Meeting.Add isX isUpdate
            Some [ Some(share * isX); None; Some(at share * isUpdate) ]
        | Meeting.Multiply ->
            // Without the zeros; where another factor is zero nothing flows.
            let one (x: Expr) = Ops.where (isZero x) (number x 1.0) x
            let zeros = put Meeting.Add (Ops.cast g.DType (isZero x)) (Ops.cast g.DType (isZero updates))
            let product = put Meeting.Multiply (one x) (one updates)
            let share (g: Expr) (zeros: Expr) (product: Expr) (factor: Expr) =
                onlyWhere (isZero (zeros - Ops.cast g.DType (isZero factor))) (g * product / one factor)
            Some [ Some(share g zeros product x); None; Some(share (at g) (at zeros) (at product) updates) ]

    /// The gradients of a node's arguments from those of its results; nothing where there is no rule.
    let rule (op: Special) (node: Node) (arrived: Expr option list) : Rule =
        let results = Graph.results node
        let x, y = node.Args[0], results[0]
        let g () = arrived[0].Value
        let isSquare (x: Expr) = x.Shape[-1] = x.Shape[-2]
        match op with
        | Special.Cholesky -> flows [ cholesky (g ()) y ]
        | Special.Inverse -> flows [ -(t y *@ g () *@ t y) ]
        | Special.Det -> flows [ ofNumber (g () * y) (Linalg.inverse x) ]
        | Special.LogDet ->
            match arrived[1] with
            | Some g -> flows [ ofNumber g (Linalg.inverse x) ]
            | None -> stops node
        | Special.Solve ->
            let ofB = Linalg.solve (t x) (g ())
            flows [ -(ofB *@ t y); ofB ]
        | Special.SolveTriangular isLower ->
            let ofB = Linalg.solveTriangular (not isLower) (t x) (g ())
            flows [ (if isLower then Linalg.lower else Linalg.upper) (-ofB *@ t y); ofB ]
        | Special.Eigh -> flows [ eigh arrived results[0] results[1] ]
        | Special.Svd isFull when isSquare x || not isFull -> flows [ svd arrived results[0] results[1] results[2] ]
        | Special.Pinv _ -> flows [ pinv (g ()) x y ]
        | Special.Qr _ when isSquare results[1] -> flows [ qr arrived results[0] results[1] ]
        | Special.Fourier isInverse ->
            let part i = arrived[i] |> Option.defaultWith (fun () -> Ops.fullLike y y.DType 0.0)
            let re, im = Linalg.fourier (not isInverse) (part 0, part 1)
            flows [ re; im ]
        | Special.Scatter meeting -> scatter meeting node (g ()) y
        | Special.Unique ->
            // Each is the first of its like.
            let nothing = Ops.fullLike x x.DType 0.0
            Some [ arrived[0] |> Option.map (Linalg.scatter Meeting.Add nothing results[1]) ]
        | Special.NextAfter -> toFirst (g ()) node
        | Special.ArgSort _
        | Special.TopK _
        | Special.NonZero
        | Special.BitAnd
        | Special.BitOr
        | Special.BitXor
        | Special.Gcd
        | Special.BinCount _
        | Special.Bits _ -> stops node
        | Special.Svd _
        | Special.Qr _
        | Special.LU
        | Special.GammaInc -> None
