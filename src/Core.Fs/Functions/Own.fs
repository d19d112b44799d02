namespace Functional

/// A function of one's own in the place of one of Keras's: an activation, a penalty, a constraint.
type IOwnFunction =
    /// Its name in messages.
    abstract Name: string
    abstract Apply: x: Expr -> Expr

/// A beginning of weights of one's own.
type IOwnInitializer =
    /// Its name in messages.
    abstract Name: string
    /// The first value of a weight. Draws come from the stream.
    abstract Value: shape: int64[] * dtype: DType * stream: int64 -> Expr

/// What functions of one's own must give.
[<RequireQualifiedAccess>]
module internal Own =

    let private require (what: string) (wanted: string) (isRight: bool) (result: Expr) : Expr =
        if not isRight then
            raise (ShapeException $"{what} must give {wanted}, got {result.Shape}")
        result

    /// A result in the shape of the argument.
    let alike (f: IOwnFunction) (x: Expr) : Expr =
        let y = f.Apply x
        require f.Name $"the shape of what it is given, {x.Shape}" (y.Shape = x.Shape) y |> Ops.cast x.DType

    /// A number.
    let scalar (f: IOwnFunction) (x: Expr) : Expr =
        let y = f.Apply x
        require f.Name "a scalar" (y.Rank = 0) y |> Ops.cast x.DType

    /// A value of a shape.
    let value (f: IOwnInitializer) (shape: int64[]) (dtype: DType) (stream: int64) : Expr =
        let y = f.Value(shape, dtype, stream)
        require f.Name $"a value of shape {Shape.known shape}" (y.Shape = Shape.known shape) y |> Ops.cast dtype
