namespace Functional

/// What becomes of rows that go to one place.
[<RequireQualifiedAccess>]
type Meeting =
    /// One of them stays, and not what was there.
    | Replace
    | Add
    | Multiply
    | Largest
    | Smallest

/// Operations that few graphs have: of matrices, orders and bits. Their rules stand in <c>SpecialRules</c>, their kernels in
/// <c>SpecialKernels</c>, their gradients in <c>SpecialGradients</c>.
[<RequireQualifiedAccess>]
type Special =
    // Of matrices (..., m, n), any number of them
    /// A symmetric matrix with positive eigenvalues → L, lower triangular: A = L·Lᵀ.
    | Cholesky
    | Inverse
    | Det
    /// Sign of the determinant, and the logarithm of its size.
    | LogDet
    /// A (..., n, n), B (..., n, k) → X: A·X = B.
    | Solve
    /// As <c>Solve</c>, of which only a triangle of A is read.
    | SolveTriangular of lower: bool
    /// L and U in one matrix, without L's ones; and the row that each row was exchanged with (int32).
    | LU
    /// A symmetric matrix → eigenvalues that rise, eigenvectors as columns.
    | Eigh
    /// U, S that falls, Vᵀ; whole, or as wide as S is long.
    | Svd of isFull: bool
    /// Moore's and Penrose's inverse, without singular values up to a share of the largest; nothing: max(m, n) roundings.
    | Pinv of share: float option
    /// Q with orthonormal columns, R upper triangular: A = Q·R; whole, or as small as it can be.
    | Qr of isComplete: bool
    /// Real and imaginary parts → Σⱼ xⱼ exp(∓2πi jk / n) over the last axis, with + where it is turned around; no share of n is taken.
    | Fourier of isInverse: bool
    // Of orders and places
    /// Indices that sort along an axis, int32; equals keep their order.
    | ArgSort of axis: int * descending: bool
    /// Indices of so many largest elements of the last axis, int64; in the order of their size, or in any.
    | TopK of count: int * isSorted: bool
    /// A tensor, indices (n), rows (n, ...) → the tensor with those rows put in at those places of the first axis.
    | Scatter of Meeting
    /// Where the elements are that are not 0: an int32 a found one (columns) for each axis (rows).
    | NonZero
    /// The different rows along the first axis in their order, with the first place of each, the number of each row among them, and how often
    /// each is there (int64).
    | Unique
    /// How often each number from 0 on is there; with a second argument the sum of what stands there beside it.
    | BinCount of least: int
    // Of two tensors, broadcast, elementwise
    | BitAnd
    | BitOr
    | BitXor
    | Gcd
    /// The next number of the type in the direction of the other one.
    | NextAfter
    /// ∫₀ˣ tᵃ⁻¹ e⁻ᵗ dt / Γ(a), of a and x.
    | GammaInc
    /// The same memory with elements of another type; the last axis grows or shrinks with their size.
    | Bits of DType
