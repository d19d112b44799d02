namespace Functional

/// Operations of matrices (..., m, n), transforms and orders: the part of the vocabulary that few layers need.
[<RequireQualifiedAccess>]
module Linalg =

    let private special op args = Expr.Of(Op.Special op, args)

    let private several op args = Expr.Outputs(Op.Special op, args)

    let private two op args =
        match several op args with
        | [ a; b ] -> a, b
        | results -> invalidOp $"{results.Length} results"

    let private three op args =
        match several op args with
        | [ a; b; c ] -> a, b, c
        | results -> invalidOp $"{results.Length} results"

    let transpose (x: Expr) = Ops.moveAxis -1 -2 x

    // Column − row, (m, n).
    let private offset (x: Expr) =
        Ops.expandDims 0 (Counting.along (x.Rank - 1) x) - Ops.expandDims 1 (Counting.along (x.Rank - 2) x)

    let private only isKept (x: Expr) =
        Ops.where (isKept (offset x) (Ops.scalar DType.Int32 0.0)) x (Ops.scalarLike x 0.0)

    /// The lower triangle with the diagonal, zeros above.
    let lower x = only Ops.lessEqual x

    /// The upper triangle with the diagonal, zeros below.
    let upper x = only Ops.greaterEqual x

    /// The diagonal, zeros beside it.
    let diagonal x = only Ops.equal x

    /// The lower triangle with the diagonal, and the same above it.
    let symmetric x =
        let half = lower x
        half + transpose half - diagonal x

    /// Ones on the diagonal of matrices of that shape, zeros beside it.
    let identityLike (x: Expr) = diagonal (Ops.fullLike x x.DType 1.0)

    /// L with A = L·Lᵀ, of a symmetric A of which the lower triangle is read.
    let cholesky (x: Expr) = special Special.Cholesky [ symmetric x ]

    let inverse x = special Special.Inverse [ x ]
    let det x = special Special.Det [ x ]

    /// Sign of the determinant, and the logarithm of its size.
    let logDet x = two Special.LogDet [ x ]

    /// X with A·X = B.
    let solve a b = special Special.Solve [ a; b ]

    /// The same, of which a triangle of A is read.
    let solveTriangular isLower a b = special (Special.SolveTriangular isLower) [ a; b ]

    /// L and U in one matrix, and the row that each row was exchanged with.
    let lu x = two Special.LU [ x ]

    /// Rising eigenvalues and their vectors, as columns, of a symmetric matrix of which the lower triangle is read.
    let eigh x = two Special.Eigh [ symmetric x ]

    /// U, S and Vᵀ.
    let svd isFull x = three (Special.Svd isFull) [ x ]

    let pinv share x = special (Special.Pinv share) [ x ]

    /// Q and R.
    let qr isComplete x = two (Special.Qr isComplete) [ x ]

    /// The sums over the last axis with e^(∓2πi jk / n), real and imaginary parts.
    let fourier isInverse (re, im) = two (Special.Fourier isInverse) [ re; im ]

    /// Indices that sort along an axis, int32; equals keep their order.
    let argsort axis descending (x: Expr) = special (Special.ArgSort(axis, descending)) [ x ]

    /// Rows put in at places of the first axis.
    let scatter meeting (x: Expr) (indices: Expr) (rows: Expr) = special (Special.Scatter meeting) [ x; indices; rows ]

    /// An elementwise operation of two tensors.
    let pair op (a: Expr) (b: Expr) = special op [ a; b ]
