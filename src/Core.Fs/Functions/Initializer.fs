namespace Functional

open System

/// What an initializer that scales by fan takes.
type Fan = {
    /// A seed of its own; the model's seed when absent.
    Seed: int64 option
    /// Axes that count as inputs; all but the last when absent.
    InputAxes: int list option
    /// Axes that count as outputs; the last when absent.
    OutputAxes: int list option
} with

    static member Default = { Seed = None; InputAxes = None; OutputAxes = None }

[<RequireQualifiedAccess>]
type FanMode =
    | FanIn
    | FanOut
    | FanAvg

[<RequireQualifiedAccess>]
type ScalingDistribution =
    | [<AlsoCalled "normal">] TruncatedNormal
    | UntruncatedNormal
    | Uniform

/// Scale of a short-time Fourier transform's window.
[<RequireQualifiedAccess>]
type StftScaling =
    | Density
    | Spectrum

[<RequireQualifiedAccess>]
type StftSide =
    | Real
    | Imag

/// How a weight begins (<c>keras.initializers</c>).
[<ParameterRange("stddev", 0.0); QuietParameter("Identity", "gain")>]
[<RequireQualifiedAccess>]
type Initializer =
    /// All zeros.
    | Zeros
    /// All ones.
    | Ones
    /// <summary>All one number.</summary>
    /// <param name="value">The number.</param>
    | Constant of value: float
    /// <summary>Uniform in [minval, maxval).</summary>
    /// <param name="minval">Lower end.</param>
    /// <param name="maxval">Upper end.</param>
    /// <param name="seed">A seed of its own; the model's seed when absent.</param>
    | RandomUniform of minval: float * maxval: float * seed: int64 option
    /// <summary>Normal.</summary>
    /// <param name="mean">Mean.</param>
    /// <param name="stddev">Standard deviation.</param>
    /// <param name="seed">A seed of its own; the model's seed when absent.</param>
    | RandomNormal of mean: float * stddev: float * seed: int64 option
    /// <summary>Normal, drawn again beyond two standard deviations.</summary>
    /// <param name="mean">Mean.</param>
    /// <param name="stddev">Standard deviation before the cut.</param>
    /// <param name="seed">A seed of its own; the model's seed when absent.</param>
    | TruncatedNormal of mean: float * stddev: float * seed: int64 option
    /// <summary>Variance scale / n, with n the number of inputs, outputs or their mean.</summary>
    /// <param name="scale">Factor of the variance.</param>
    /// <param name="mode">What n counts: <c>"fan_in"</c>, <c>"fan_out"</c> or <c>"fan_avg"</c>.</param>
    /// <param name="distribution"><c>"truncated_normal"</c>, <c>"untruncated_normal"</c> or <c>"uniform"</c>.</param>
    | VarianceScaling of scale: float * mode: FanMode * distribution: ScalingDistribution * Fan
    /// Uniform within ± √(6 / (fan in + fan out)) (Glorot and Bengio 2010).
    | GlorotUniform of Fan
    /// Truncated normal with variance 2 / (fan in + fan out).
    | GlorotNormal of Fan
    /// Uniform within ± √(6 / fan in) (He et al. 2015).
    | HeUniform of Fan
    /// Truncated normal with variance 2 / fan in.
    | HeNormal of Fan
    /// Uniform within ± √(3 / fan in).
    | LecunUniform of Fan
    /// Truncated normal with variance 1 / fan in.
    | LecunNormal of Fan
    /// <summary>An orthogonal matrix from the QR decomposition of a normal draw (Saxe et al. 2013).</summary>
    /// <param name="gain">Factor of the matrix.</param>
    /// <param name="seed">A seed of its own; the model's seed when absent.</param>
    | Orthogonal of gain: float * seed: int64 option
    /// <summary>Ones on the diagonal of a matrix.</summary>
    /// <param name="gain">Factor of the matrix.</param>
    | Identity of gain: float
    /// <summary>Rows of a discrete Fourier transform, for convolutions that compute a short-time Fourier transform.</summary>
    /// <param name="side"><c>"real"</c> or <c>"imag"</c>.</param>
    /// <param name="window"><c>"hann"</c>, <c>"hamming"</c> or null for none.</param>
    /// <param name="scaling"><c>"density"</c>, <c>"spectrum"</c> or null for none.</param>
    /// <param name="periodic">Whether the window is periodic.</param>
    | STFT of side: StftSide * window: string option * scaling: StftScaling option * periodic: bool
    /// For an LSTM's bias of four gates: ones for the second gate, the inner initializer's values for the others.
    | UnitForget of Initializer
    /// One's own.
    | Own of IOwnInitializer

[<RequireQualifiedAccess>]
module Initializer =

    let glorotUniform = Initializer.GlorotUniform Fan.Default

    /// Keras's names, each with its initializer at Keras's defaults.
    let named: (string * Initializer) list = [
        "zeros", Initializer.Zeros
        "ones", Initializer.Ones
        "constant", Initializer.Constant 0.0
        "random_uniform", Initializer.RandomUniform(-0.05, 0.05, None)
        "random_normal", Initializer.RandomNormal(0.0, 0.05, None)
        "truncated_normal", Initializer.TruncatedNormal(0.0, 0.05, None)
        "variance_scaling",
        Initializer.VarianceScaling(1.0, FanMode.FanIn, ScalingDistribution.TruncatedNormal, Fan.Default)
        "glorot_uniform", glorotUniform
        "glorot_normal", Initializer.GlorotNormal Fan.Default
        "he_uniform", Initializer.HeUniform Fan.Default
        "he_normal", Initializer.HeNormal Fan.Default
        "lecun_uniform", Initializer.LecunUniform Fan.Default
        "lecun_normal", Initializer.LecunNormal Fan.Default
        "orthogonal", Initializer.Orthogonal(1.0, None)
        "identity", Initializer.Identity 1.0
        "stft", Initializer.STFT(StftSide.Real, Some "hann", Some StftScaling.Density, false)
    ]

    // Other names that Keras takes for the same initializers.
    let private aliases =
        Map [
            "zero", "zeros"
            "one", "ones"
            "uniform", "random_uniform"
            "normal", "random_normal"
            "identity_initializer", "identity"
            "orthogonal_initializer", "orthogonal"
        ]

    /// The initializer of that Keras name. Raises <c>ConfigurationException</c> for another.
    let parse (name: string) =
        let key = aliases |> Map.tryFind name |> Option.defaultValue name
        match
            named |> List.tryFind (fun (known, _) -> known = key || known.Replace("_", "") = key.ToLowerInvariant())
        with
        | Some(_, initializer) -> initializer
        | None -> raise (ConfigurationException(OneOf.message "initializer" (List.map fst named) name))

    /// Numbers of inputs and outputs of a weight, by Keras's rule.
    let private fans (fan: Fan) (shape: int64[]) =
        let size (axis: int) =
            if axis < -shape.Length || axis >= shape.Length then
                let rank = shape.Length
                raise (
                    ShapeException
                        $"axes of an initializer must be in [-{rank}, {rank}) for a weight of shape {Shape.known shape}, got {axis}"
                )
            float shape[if axis < 0 then axis + shape.Length else axis]
        let product axes = axes |> List.fold (fun product axis -> product * size axis) 1.0
        match fan.InputAxes, fan.OutputAxes with
        | Some inputs, Some outputs -> product inputs, product outputs
        | Some inputs, None ->
            product inputs,
            product [
                for axis in 0 .. shape.Length - 1 do
                    if not (List.contains axis inputs) then
                        axis
            ]
        | None, Some outputs ->
            product [
                for axis in 0 .. shape.Length - 1 do
                    if not (List.contains axis outputs) then
                        axis
            ],
            product outputs
        | None, None ->
            match shape with
            | [||] -> 1.0, 1.0
            | [| size |] -> float size, float size
            | _ ->
                let field =
                    shape |> Array.take (shape.Length - 2) |> Array.fold (fun product size -> product * float size) 1.0
                float shape[shape.Length - 2] * field, float shape[shape.Length - 1] * field

    // Standard deviation of a standard normal cut off at ±2.
    let private truncatedStddev = 0.87962566103423978

    let private scaling scale mode distribution fan shape =
        let fanIn, fanOut = fans fan shape
        let n =
            match mode with
            | FanMode.FanIn -> max 1.0 fanIn
            | FanMode.FanOut -> max 1.0 fanOut
            | FanMode.FanAvg -> max 1.0 ((fanIn + fanOut) / 2.0)
        let variance = scale / n
        match distribution with
        | ScalingDistribution.TruncatedNormal -> Distribution.TruncatedNormal(0.0, sqrt variance / truncatedStddev)
        | ScalingDistribution.UntruncatedNormal -> Distribution.Normal(0.0, sqrt variance)
        | ScalingDistribution.Uniform ->
            let limit = sqrt (3.0 * variance)
            Distribution.Uniform(-limit, limit)

    /// The same with those axes as inputs and outputs, for one that asks for their number and does not say both.
    let withAxes inputs outputs (initializer: Initializer) : Initializer =
        let said (fan: Fan) =
            match fan with
            | { InputAxes = Some _; OutputAxes = Some _ } -> fan
            | _ -> { fan with InputAxes = Some inputs; OutputAxes = Some outputs }
        match initializer with
        | Initializer.VarianceScaling(scale, mode, distribution, fan) ->
            Initializer.VarianceScaling(scale, mode, distribution, said fan)
        | Initializer.GlorotUniform fan -> Initializer.GlorotUniform(said fan)
        | Initializer.GlorotNormal fan -> Initializer.GlorotNormal(said fan)
        | Initializer.HeUniform fan -> Initializer.HeUniform(said fan)
        | Initializer.HeNormal fan -> Initializer.HeNormal(said fan)
        | Initializer.LecunUniform fan -> Initializer.LecunUniform(said fan)
        | Initializer.LecunNormal fan -> Initializer.LecunNormal(said fan)
        | other -> other

    /// The seed of its own that a random initializer has: it then gives the same numbers for the same shape in every model and place.
    let rec ownSeed (initializer: Initializer) : int64 option =
        match initializer with
        | Initializer.Zeros
        | Initializer.Ones
        | Initializer.Constant _
        | Initializer.Identity _
        | Initializer.STFT _
        | Initializer.Own _ -> None
        | Initializer.RandomUniform(_, _, seed)
        | Initializer.RandomNormal(_, _, seed)
        | Initializer.TruncatedNormal(_, _, seed)
        | Initializer.Orthogonal(_, seed) -> seed
        | Initializer.VarianceScaling(_, _, _, fan)
        | Initializer.GlorotUniform fan
        | Initializer.GlorotNormal fan
        | Initializer.HeUniform fan
        | Initializer.HeNormal fan
        | Initializer.LecunUniform fan
        | Initializer.LecunNormal fan -> fan.Seed
        | Initializer.UnitForget inner -> ownSeed inner

    /// What a random initializer draws and the shape of the draw; nothing for the others.
    let draw (initializer: Initializer) (shape: int64[]) : (Distribution * int64[]) option =
        let scaled scale mode distribution (fan: Fan) = Some(scaling scale mode distribution fan shape, shape)
        match initializer with
        | Initializer.Zeros
        | Initializer.Ones
        | Initializer.Constant _
        | Initializer.Identity _
        | Initializer.STFT _
        | Initializer.UnitForget _
        | Initializer.Own _ -> None
        | Initializer.RandomUniform(low, high, _) -> Some(Distribution.Uniform(low, high), shape)
        | Initializer.RandomNormal(mean, stddev, _) -> Some(Distribution.Normal(mean, stddev), shape)
        | Initializer.TruncatedNormal(mean, stddev, _) -> Some(Distribution.TruncatedNormal(mean, stddev), shape)
        | Initializer.VarianceScaling(scale, mode, distribution, fan) -> scaled scale mode distribution fan
        | Initializer.GlorotUniform fan -> scaled 1.0 FanMode.FanAvg ScalingDistribution.Uniform fan
        | Initializer.GlorotNormal fan -> scaled 1.0 FanMode.FanAvg ScalingDistribution.TruncatedNormal fan
        | Initializer.HeUniform fan -> scaled 2.0 FanMode.FanIn ScalingDistribution.Uniform fan
        | Initializer.HeNormal fan -> scaled 2.0 FanMode.FanIn ScalingDistribution.TruncatedNormal fan
        | Initializer.LecunUniform fan -> scaled 1.0 FanMode.FanIn ScalingDistribution.Uniform fan
        | Initializer.LecunNormal fan -> scaled 1.0 FanMode.FanIn ScalingDistribution.TruncatedNormal fan
        | Initializer.Orthogonal _ ->
            if shape.Length < 2 || Array.contains 0L shape then
                let got = Shape.known shape
                raise (ShapeException $"Orthogonal needs a weight of at least two axes and one value, got {got}")
            let columns = Array.last shape
            let rows = (Array.fold (*) 1L shape) / columns
            Some(Distribution.Normal(0.0, 1.0), [| max rows columns; min rows columns |])

    /// Where row and column are the same.
    let private isDiagonal (rows: int64) (columns: int64) =
        let places (size: int64) =
            Ops.constant { DType = DType.Int32; Shape = [| size |]; Data = Array.init (int size) id }
        Ops.equal (Ops.expandDims 1 (places rows)) (places columns)

    let private orthogonal gain (shape: int64[]) (normal: Expr) =
        let columns = Array.last shape
        let rows = (Array.fold (*) 1L shape) / columns
        let q, r = Linalg.qr false normal
        // The sign of R's diagonal makes the decomposition unique, so that the draw is uniform over orthogonal matrices.
        let size = min rows columns
        let diagonal = Ops.where (isDiagonal size size) r (Ops.scalarLike r 0.0)
        let signs = Ops.sign (Ops.sum [ 0 ] diagonal)
        let q = q * signs
        let q = if rows < columns then Ops.transpose [ 1; 0 ] q else q
        gain * Ops.reshape (List.ofArray shape) q

    let private window name length periodic =
        let n = if periodic then length else length - 1
        let cosine a0 a1 = Array.init length (fun i -> a0 - a1 * cos (2.0 * Math.PI * float i / float n))
        match name with
        | Some "hann" -> cosine 0.5 0.5
        | Some "hamming" -> cosine 0.54 0.46
        | None -> Array.create length 1.0
        | Some other -> raise (ConfigurationException $"STFT window must be \"hann\" or \"hamming\", got \"{other}\"")

    let private notSquare shape = raise (ShapeException $"Identity needs a weight of two axes, got {Shape.known shape}")

    let private noFrames shape =
        raise (ShapeException $"STFT needs a weight of shape (frame length, 1, bins), got {Shape.known shape}")

    /// frame length × 1 × bins, as Keras lays it out: cosines for the real side, negative sines for the imaginary one.
    let private stft side windowName scaling periodic (shape: int64[]) =
        match shape with
        | [| length; 1L; bins |] ->
            // Keras computes in float32, rounding included.
            let length, bins = int length, int bins
            let window = window windowName length periodic |> Array.map float32
            let scale =
                match scaling with
                | Some StftScaling.Density -> sqrt (window |> Array.sumBy (fun w -> w * w))
                | Some StftScaling.Spectrum -> Array.sum window
                | None -> 1.0f
            let fft = float32 ((bins - 1) * 2)
            Array.init (length * bins) (fun i ->
                let t, k = i / bins, i % bins
                let angle = -2.0f * float32 t * (float32 k / fft) * MathF.PI
                let value =
                    match side with
                    | StftSide.Real -> MathF.Cos angle
                    | StftSide.Imag -> MathF.Sin angle
                value * window[t] / scale)
        | _ -> noFrames shape

    /// Raises where a weight of that shape cannot begin so, as <c>apply</c> would.
    let rec check (initializer: Initializer) (shape: int64[]) : unit =
        match initializer, shape with
        | Initializer.Identity _, [| _; _ |] -> ()
        | Initializer.Identity _, _ -> notSquare shape
        | Initializer.STFT(_, name, _, periodic), [| length; 1L; bins |] when length * bins <= int64 Array.MaxLength ->
            window name 1 periodic |> ignore
        | Initializer.STFT _, _ -> noFrames shape
        | Initializer.RandomUniform(least, most, _), _ when least > most ->
            raise (
                ConfigurationException
                    $"RandomUniform needs a minval that is at most the maxval, got {least} and {most}"
            )
        | Initializer.VarianceScaling(scale, _, _, _), _ when not (scale > 0.0) ->
            raise (ConfigurationException $"VarianceScaling needs a scale above 0, got {scale}")
        | Initializer.UnitForget(Initializer.UnitForget _), _ ->
            raise (ConfigurationException "UnitForget needs an initializer that is no UnitForget itself")
        | Initializer.UnitForget inner, [| size |] when size % 4L = 0L -> check inner [| size / 4L |]
        | Initializer.Own own, _ -> Own.value own shape DType.Float32 0L |> ignore
        | Initializer.UnitForget _, _ ->
            raise (ShapeException $"UnitForget needs a weight of four gates, got {Shape.known shape}")
        | _ -> draw initializer shape |> ignore

    /// The first value of a weight as an expression. Draws come from the stream of the initializer's own seed or else from the given one.
    let rec apply (initializer: Initializer) (shape: int64[]) (dtype: DType) (stream: int64) : Expr =
        check initializer shape
        let full value = Ops.scalar dtype value |> Ops.broadcastTo [ for size in shape -> Extent.Size size ] []
        let drawn =
            draw initializer shape
            |> Option.map (fun (distribution, drawShape) ->
                let stream = ownSeed initializer |> Option.defaultValue stream
                let drawType =
                    match initializer, dtype with
                    // libtorch decomposes no half-precision matrices.
                    | Initializer.Orthogonal _, (DType.Float16 | DType.BFloat16) -> DType.Float32
                    | _ -> if dtype.IsFloat then dtype else DType.Float32
                Expr.Of(Op.Random(distribution, [ for size in drawShape -> Extent.Size size ], drawType, stream), []))
        match initializer, drawn with
        | Initializer.Orthogonal(gain, _), Some normal -> orthogonal gain shape normal |> Ops.cast dtype
        | _, Some drawn -> Ops.cast dtype drawn
        | Initializer.Zeros, None -> full 0.0
        | Initializer.Ones, None -> full 1.0
        | Initializer.Constant value, None -> full value
        | Initializer.Identity gain, None ->
            match shape with
            | [| rows; columns |] ->
                let number = Ops.scalar DType.Float32
                Ops.where (isDiagonal rows columns) (number gain) (number 0.0) |> Ops.cast dtype
            | _ -> notSquare shape
        | Initializer.STFT(side, window, scaling, periodic), None ->
            Ops.constant { DType = DType.Float32; Shape = shape; Data = stft side window scaling periodic shape }
            |> Ops.cast dtype
        | Initializer.UnitForget inner, None ->
            let units = shape[0] / 4L
            let part size offset = apply inner [| size |] dtype (stream + offset)
            let ones = apply Initializer.Ones [| units |] dtype stream
            Ops.concat 0 [ part units 0L; ones; part (2L * units) 1L ]
        | Initializer.Own own, None -> Own.value own shape dtype stream
        | initializer, None -> invalidOp $"{initializer} draws nothing"
