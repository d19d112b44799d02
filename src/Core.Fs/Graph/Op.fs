namespace Functional

open System

/// Elementwise functions of one tensor.
[<RequireQualifiedAccess>]
type Unary =
    | Neg
    | Abs
    | Sign
    | Square
    | Reciprocal
    | Sqrt
    | Rsqrt
    | Exp
    | Expm1
    | Log
    | Log1p
    | Sin
    | Cos
    | Tan
    | Asin
    | Acos
    | Atan
    | Sinh
    | Cosh
    | Tanh
    | Erf
    /// 1 − erf x, exact where that is small.
    | Erfc
    | Erfinv
    /// Modified Bessel function of the first kind, of order 0 or 1.
    | BesselI of order: int
    | Floor
    | Ceil
    | Round
    | Sigmoid
    | LogSigmoid
    | Softplus
    | Relu
    | Silu
    /// Keras: exact by default in activations, <c>tanh</c> form by default in ops.
    | Gelu of approximate: bool
    /// alpha · (exp x − 1) for negative x.
    | Elu of alpha: float
    | Selu
    | LeakyRelu of slope: float
    /// The nearest value in [low, high]; the gradient passes at the bounds.
    | Clip of low: float * high: float
    /// The nearest value in [0, 6]; no gradient passes at the bounds.
    | Relu6
    /// min(max(x + 3, 0), 6) / 6
    | HardSigmoid
    | Not
    | IsNan
    | IsFinite

/// Elementwise functions of two tensors, broadcast.
[<RequireQualifiedAccess>]
type Binary =
    | Add
    | Sub
    | Mul
    | Div
    | FloorDiv
    | Mod
    | Pow
    | Maximum
    | Minimum
    | Equal
    | NotEqual
    | Less
    | LessEqual
    | Greater
    | GreaterEqual
    | And
    | Or

/// Reductions over axes.
[<RequireQualifiedAccess>]
type Reduction =
    | Sum
    | Mean
    | Max
    | Min
    | Prod
    | All
    | Any

/// A size of a result that may be known only when data arrives.
[<RequireQualifiedAccess>]
type Extent =
    | Size of int64
    /// The size of that axis of that argument.
    | Of of argument: int * axis: int
    /// What is left, as in a reshape to <c>-1</c>. At most one.
    | Rest

/// What is taken of an axis. Negative numbers count from its end.
[<RequireQualifiedAccess>]
type Part =
    /// One element; the axis goes.
    | At of int64
    /// From start (inclusive) to stop (exclusive; nothing = to the end), every step-th.
    | Range of start: int64 * stop: int64 option * step: int64

    /// The whole axis.
    static member All = Range(0L, None, 1L)

/// How windows meet a border.
[<RequireQualifiedAccess>]
type Padding =
    | Valid
    /// Output size is ceil(size / stride); an odd total puts the larger half behind.
    | Same
    /// All padding in front, so that step t sees nothing after t.
    | Causal

/// A window that slides over the spatial axes of a channels-last tensor <c>(batch, spatial..., channels)</c>.
type Window = { Strides: int list; Padding: Padding; Dilation: int list }

[<RequireQualifiedAccess>]
type PoolKind =
    | Max
    /// Padding does not count.
    | Average

    /// As it stands in the names of classes.
    member this.Name =
        match this with
        | Max -> "Max"
        | Average -> "Average"

/// What a random tensor is drawn from.
[<RequireQualifiedAccess>]
type Distribution =
    /// In [low, high).
    | Uniform of low: float * high: float
    | Normal of mean: float * stddev: float
    /// Normal, drawn again beyond two standard deviations.
    | TruncatedNormal of mean: float * stddev: float
    /// 1 with that probability, else 0.
    | Bernoulli of probability: float

/// Direction of a recurrence.
type Recurrence = {
    /// From the last step to the first; outputs keep the order in which they were computed.
    Reverse: bool
}

/// A graph inside an operation. What it is made of is known further on; here only what it gives.
[<AbstractClass>]
type Body() =
    /// Shape and dtype of each input.
    abstract InputTypes: (Shape * DType) list
    /// Shape and dtype of each output.
    abstract OutputTypes: (Shape * DType) list
    /// How many recurrences stand inside each other in it.
    abstract Depth: int

/// A recurrence whose step is a graph. The body's inputs stand in the order sequences (one step of each), states, constants;
/// its outputs are those of a step, then the new states.
[<ReferenceEquality>]
type Scan = {
    Recurrence: Recurrence
    /// Whether outputs lie at the place of their step, and not in the order in which they were computed.
    InPlace: bool
    Sequences: int
    States: int
    Body: Body
}

/// A .NET function as an operation.
[<CustomEquality; NoComparison>]
type CustomOp = {
    Name: string
    /// Shape and dtype of the result, from those of the arguments.
    Infer: (Shape * DType) list -> Shape * DType
    /// Computes the result; the arguments stay the caller's.
    Compute: TorchSharp.torch.Tensor[] -> TorchSharp.torch.Tensor
} with

    override this.Equals other = Object.ReferenceEquals(this, other)
    override this.GetHashCode() = LanguagePrimitives.PhysicalHash this

/// libtorch's own backward functions: the gradient of a result, then what the case says → the gradient of what the result was made of.
/// <c>Gradient</c> makes them; gradients without a function of their own are made of other operations.
[<RequireQualifiedAccess>]
type Backward =
    // gradient, result
    | Relu
    | Tanh
    | Sigmoid
    | Softmax of axis: int
    | LogSoftmax of axis: int
    // gradient, x
    | Gelu of approximate: bool
    /// Of scale · (x, or alpha · (exp x − 1) for negative x).
    | Elu of alpha: float * scale: float
    | Softplus
    | Silu
    | LeakyRelu of slope: float
    /// gradient, softmax of the logits, class indices → of the logits.
    | SparseCrossEntropy
    /// gradient, x (for its sizes), kernel → of x.
    | ConvInput of Window * groups: int
    /// gradient, x, kernel (for its sizes) → of the kernel and, if there is one, of the bias.
    | ConvKernel of Window * groups: int * bias: bool
    /// gradient, x, places of the largest → of x.
    | MaxPool of size: int list * window: Window
    /// gradient, x (for its sizes) → of x.
    | AveragePool of size: int list * window: Window
    /// gradient, x → of x.
    | AdaptiveMaxPool of counts: int list
    /// gradient, x (for its sizes) → of x.
    | AdaptiveAveragePool of counts: int list
    /// gradient, x, scale, batch mean, 1 / √(batch variance + epsilon) → of x, scale and offset.
    | BatchNorm of epsilon: float
    /// gradient, table (for its sizes), indices → of the table.
    | Embedding
    /// gradient, indices, tables (for their sizes) → of each table.
    | Embeddings
    /// gradient, x (for its sizes), indices → of x.
    | Gather of axis: int
    /// gradient, x (for its sizes) → of x.
    | Slice of axis: int * start: int64 * stop: int64 option * step: int64
    /// gradient, parts that were joined along an axis (for their sizes) → of each part.
    | Concat of axis: int
    /// gradient, x (for its sizes) → the sum over what broadcasting has repeated, where only the data tells what that is.
    | SumTo
    /// gradients of outputs, last h and last c; the arguments and the four results of <c>LSTMTraining</c> → of its arguments.
    | LSTM of Recurrence

/// The closed set of operations. Matches over it never end in a wildcard: the compiler leads whoever adds a case to every place
/// that needs it (shape rule, kernel).
[<RequireQualifiedAccess; NoComparison>]
type Op =
    // Leaves
    /// A tensor that each run is given.
    | Input of name: string * shape: Shape * dtype: DType
    /// A tensor that stays between runs: a weight, a moving statistic, an optimizer's slot, a metric's total.
    | Weight of key: Key * shape: Shape * dtype: DType
    | Scalar of value: float * dtype: DType
    | Constant of HostArray
    | Random of Distribution * extents: Extent list * dtype: DType * stream: int64
    // Elementwise
    | Unary of Unary
    | Binary of Binary
    /// condition, when true, when false.
    | Select
    | Cast of DType
    /// The value; no gradient passes.
    | StopGradient
    // Reductions and orders
    | Reduce of Reduction * axes: int list * keepAxes: bool
    /// Index (int32) of the largest element of an axis; the first of equals.
    | ArgMax of axis: int
    | CumSum of axis: int
    | Sort of axis: int * descending: bool
    // Form
    | Reshape of Extent list
    | Broadcast of Extent list
    | Transpose of permutation: int list
    | Concat of axis: int
    /// start (inclusive), stop (exclusive; nothing = to the end) and positive step of one axis.
    | Slice of axis: int * start: int64 * stop: int64 option * step: int64
    | Flip of axes: int list
    /// Sizes before and after each axis, filled with a number.
    | Pad of before: int list * after: int list * value: float
    /// Rows of argument 0 along an axis, at the integer indices of argument 1.
    | Gather of axis: int
    /// One hot of width <c>classes</c> along a new last axis; zeros for an index outside.
    | OneHot of classes: int * dtype: DType
    /// Number of elements over some axes, as a scalar of that dtype.
    | Count of axes: int list * dtype: DType
    // Products
    | MatMul
    /// x · weight + bias over the last axis of x.
    | Linear
    /// input (batch, spatial..., channels), kernel (spatial..., channels / groups, filters), optional bias (filters).
    | Conv of Window * groups: int
    /// input (batch, spatial..., channels), kernel (spatial..., filters, channels) → what a convolution with that window and kernel makes the
    /// input of: its gradient. Each axis is longer, by a number below the stride, than the shortest of which there are several.
    | ConvTranspose of Window * longer: int list
    | Pool of PoolKind * size: int list * window: Window
    /// The largest or the average of each of so many parts of every spatial axis, as even as they can be; parts may overlap by a step.
    | AdaptivePool of PoolKind * counts: int list
    /// As the pool of the largest, with the place of each in its channel as a second result (int64), for the gradient.
    | MaxPoolPlaces of size: int list * window: Window
    | Special of Special
    // Layers of the field with kernels of their own
    /// table (rows, width), integer indices → (..., width).
    | Embedding
    /// indices (..., n), then n tables (rows, width) → the rows of all tables joined, (..., Σ width).
    | Embeddings
    | Softmax of axis: int
    | LogSoftmax of axis: int
    /// x, scale and offset (channels last) → normalised x, batch mean, biased batch variance over all other axes.
    | BatchNorm of epsilon: float
    /// x, scale, offset, mean, variance (channels last) → normalised x.
    | BatchNormInference of epsilon: float
    /// logits, class indices (without the last axis) → loss an element: −log softmax(logits)[class].
    | SparseCrossEntropy
    /// logits, target probabilities → loss: −Σ target · log softmax(logits) over the last axis.
    | CrossEntropy
    /// logits, targets → loss an element: max(x, 0) − x·t + log(1 + exp(−|x|)).
    | SigmoidCrossEntropy
    /// probabilities inside (0, 1), targets → loss an element: −t·log p − (1 − t)·log(1 − p).
    | BinaryCrossEntropy
    /// x with a share of its elements set to zero and the others divided by what is kept; a mask of ones may be broadcast along axes.
    | Dropout of rate: float * shared: int list * stream: int64
    /// x (batch, time, features), kernel, recurrent kernel, bias, h0, c0 → outputs (batch, time, units), last h, last c, with
    /// Keras's gate order i f c o, tanh and sigmoid.
    | LSTM of Recurrence
    /// As <c>LSTM</c>, with what its gradient needs as a fourth result.
    | LSTMTraining of Recurrence
    /// A body run over the time axis (axis 1): sequences, then initial states, then values that stay the same.
    | Scan of Scan
    // The training step
    /// A scalar loss, then weights → the gradient of the loss for each weight.
    | Autograd
    | Backward of Backward
    /// A .NET function. Computes, but no file format takes it.
    | Custom of CustomOp
