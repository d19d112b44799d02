namespace Functional

open TorchSharp

/// What random kernels draw from: a model's seed and the number of the step, so that a step can be made again to the same bits.
type RunContext() =
    member val Seed = 0L with get, set
    member val Step = 0L with get, set

/// Random kernels.
[<RequireQualifiedAccess>]
module internal Draws =

    /// Draws differ by stream and step and nothing else.
    let private seedOf (context: RunContext) (stream: int64) =
        let mutable z =
            uint64 context.Seed
            ^^^ (uint64 stream * 0x9E3779B97F4A7C15UL)
            ^^^ (uint64 context.Step * 0xD1B54A32D192ED03UL)
        z <- (z ^^^ (z >>> 30)) * 0xBF58476D1CE4E5B9UL
        z <- (z ^^^ (z >>> 27)) * 0x94D049BB133111EBUL
        int64 (z ^^^ (z >>> 31))

    let private generator context stream (device: torch.Device) =
        new torch.Generator(uint64 (seedOf context stream), device)

    // Fills a tensor with draws.
    let private filling distribution : torch.Generator -> Tensor -> unit =
        let inPlace change (x: Tensor) = Tensors.inPlace change x
        match distribution with
        | Distribution.Uniform(low, high) -> fun source -> inPlace (fun x -> x.uniform_ (low, high, source))
        | Distribution.Normal(mean, stddev) -> fun source -> inPlace (fun x -> x.normal_ (mean, stddev, source))
        | Distribution.Bernoulli probability ->
            // A fifth of the time of libtorch's bernoulli_.
            let limit = Scalars.real probability
            fun source x ->
                x |> inPlace (fun x -> x.uniform_ (0.0, 1.0, source))
                x |> inPlace (fun x -> limit.Call x.lt_)
        | Distribution.TruncatedNormal(mean, stddev) ->
            // Inverse of the normal distribution function, between its values at −2 and +2.
            let edge = MathNet.Numerics.Distributions.Normal.CDF(0.0, 1.0, 2.0)
            let scale, shift = Scalars.real (stddev * sqrt 2.0), Scalars.real mean
            let low, high = Scalars.real (mean - 2.0 * stddev), Scalars.real (mean + 2.0 * stddev)
            fun source x ->
                x |> inPlace (fun x -> x.uniform_ (1.0 - 2.0 * edge, 2.0 * edge - 1.0, source))
                x |> inPlace (fun x -> x.erfinv_ ())
                x |> inPlace (fun x -> scale.Call x.mul_)
                x |> inPlace (fun x -> shift.Call(fun shift -> x.add_ (shift, Scalars.one)))
                // Rounding may put a draw a hair beyond the cut.
                x |> inPlace (fun x -> low.Call(fun low -> high.Call(fun high -> x.clamp_ (low, high))))

    let draw distribution (context: RunContext) stream =
        let fill = filling distribution
        fun (shape: int64[]) (dtype: torch.ScalarType) (device: torch.Device) ->
            let result = torch.empty (shape, dtype, device)
            if device.``type`` <> DeviceType.META then
                use source = generator context stream device
                fill source result
            result

    let dropout rate (shared: int list) context stream =
        let draw = draw (Distribution.Bernoulli(1.0 - rate)) context stream
        let scale = Scalars.real (1.0 / (1.0 - rate))
        fun (args: Tensor[]) ->
            let x = args[0]
            let shape = x.shape
            for axis in shared do
                shape[axis] <- 1L
            use kept = draw shape x.dtype x.device
            using (torch.no_grad ()) (fun _ -> kept |> Tensors.inPlace (fun k -> scale.Call k.mul_))
            x.mul kept
