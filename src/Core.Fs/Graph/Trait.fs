namespace Functional

/// What a result is made of besides its arguments.
[<RequireQualifiedAccess>]
type internal Source =
    /// Of nothing: the same whenever the arguments are the same.
    | Computed
    /// Of what a run is given.
    | Given
    /// Of what stays between runs.
    | Stored
    /// Of what stands in the graph.
    | Fixed
    /// Of the seed, the stream and the step.
    | Drawn
    /// Of .NET code, of which nothing is known.
    | Foreign
    /// Of what libtorch's autograd has watched.
    | Watched

/// Whether a result lies in the memory of the first argument.
[<RequireQualifiedAccess>]
type internal View =
    | Never
    | Always
    /// Where the elements of the argument lie in the order of its axes.
    | IfDense
    | IfSameShape
    | IfSameDType
    | IfInteger
    /// A result may be any argument.
    | Unknown

/// How the elements of the result lie in memory.
[<RequireQualifiedAccess>]
type internal Layout =
    /// In the order of the axes.
    | Dense
    /// One for each of the arguments, which are broadcast, and as those lie.
    | Elementwise
    /// The same of arguments of one shape.
    | Pointwise
    | Permuted of int list
    | Repeated
    /// In the order of the axes for matrices and images.
    | Planar
    /// In an order that libtorch chooses.
    | Other
    | Cut of axis: int * step: int64

/// What a result takes to compute.
[<RequireQualifiedAccess>]
type internal Work =
    /// Elements are read and written.
    | Elements
    /// The same, of fewer results than elements.
    | Reduction
    /// For each element of the result a product over the last axis of the first argument.
    | Product
    /// At each place of an argument, or of the result, a product with a kernel, of which the last axis is that of the place.
    | Convolution of places: int option * kernel: int
    /// At each step a product with a kernel and a recurrent one; x, kernel, recurrent kernel follow each other among the arguments.
    | Recurrence of x: int
    /// Of a matrix.
    | Decomposition

/// A window that slides over an argument.
type internal Sliding = { Window: Window; Over: int; Size: WindowSize }

and [<RequireQualifiedAccess>] internal WindowSize =
    | Fixed of int list
    /// That of the spatial axes of a kernel.
    | Kernel of argument: int

/// Memory besides arguments and results.
[<RequireQualifiedAccess>]
type internal Scratch =
    /// As much as an argument.
    | Copy of argument: int
    /// The same with axes of size 1.
    | Shrunk of argument: int * axes: int list
    /// Indices as int64, if they are not.
    | Indices of argument: int
    /// An int64 for each element of an argument.
    | Places of argument: int
    /// Bytes for each element of the result.
    | OfResult of bytes: int64
    /// An argument with its border, where the border is uneven and libtorch gets a wider copy.
    | Border of Sliding
    /// The outputs of all steps, before they are joined.
    | Steps of states: int
    /// What an LSTM takes forwards, backwards, and leaves for its gradient.
    | LSTM of x: int
    | LSTMBackward of x: int
    | LSTMWorkspace of x: int

/// What autograd keeps until it goes back.
[<RequireQualifiedAccess>]
type internal Kept =
    | Arguments
    | Results
    | Argument of int
    /// An argument, where the gradient of another is wanted.
    | For of other: int * argument: int
    /// An argument, or its copy with a border if there is one.
    | Bordered of Sliding
    | Scratch of Scratch

/// How the gradient of a result comes to an argument.
[<RequireQualifiedAccess>]
type internal GradientFlow =
    /// Not at all.
    | Stops
    /// As a new tensor.
    | New
    /// As it is, or as a view of it.
    | Passes
    | PassesIfSameShape
    | PassesIfSameDType

/// libtorch's changes of a tensor in place.
[<RequireQualifiedAccess>]
type internal Overwrite =
    | Relu
    | Tanh
    | Sigmoid
    | Exp
    | Sqrt
    | Add
    | Sub
    | Mul
    | Div
    | ReluBackward
    | TanhBackward
    | SigmoidBackward

/// What is to be known of an operation besides its rules and kernels.
type internal Traits = {
    Source: Source
    View: View
    Layout: Layout
    Work: Work
    /// The graph inside of it.
    Body: Body option
    /// Whether the bits are the same for every number of threads. Sums are cut, and the ends of vectorised loops are rounded otherwise.
    IsExact: bool
    /// Whether the order of the two arguments does not matter.
    Commutes: bool
    /// Whether the arguments must be of one dtype, since libtorch promotes none of them.
    OneDType: bool
    /// Numbers that stand in it: as operations are compared, 0 and −0 are equal.
    Numbers: float list
    /// How it may be written over its first argument.
    Overwrite: Overwrite option
    Flow: GradientFlow
    Kept: Kept list
    /// What is taken for the length of the call.
    Scratch: Scratch list
    /// The same for the call of its gradient.
    BackwardScratch: Scratch list
} with

    /// Whether it has no arguments: a value that is there before anything is computed.
    member this.IsLeaf =
        match this.Source with
        | Source.Given
        | Source.Stored
        | Source.Fixed -> true
        | Source.Computed
        | Source.Drawn
        | Source.Foreign
        | Source.Watched -> false

    /// Whether it may be computed elsewhere, earlier or once for several times, with the same result.
    member this.IsRepeatable =
        match this.Source with
        | Source.Drawn
        | Source.Foreign -> false
        | Source.Computed
        | Source.Given
        | Source.Stored
        | Source.Fixed
        | Source.Watched -> true

    /// Whether nothing is computed: the elements of the first argument are seen in another form.
    member this.IsForm =
        match this.View with
        | View.Always
        | View.IfDense -> true
        | View.Never
        | View.IfSameShape
        | View.IfSameDType
        | View.IfInteger
        | View.Unknown -> false

    /// Whether a result may lie in the memory of an argument.
    member this.MayShare = this.View <> View.Never

    /// Whether a result of it that is the only one lies in memory that was made for it alone.
    member this.IsFresh = this.View = View.Never && (this.Source = Source.Computed || this.Source = Source.Drawn)

    member this.IsElementwise = this.Layout = Layout.Elementwise || this.Layout = Layout.Pointwise
