namespace Functional

open System
open TorchSharp

/// Kernels of single elements, and of reductions.
[<RequireQualifiedAccess>]
module internal ElementKernels =

    let unary op : Tensor -> Tensor =
        match op with
        | Unary.Neg -> fun x -> x.neg ()
        | Unary.Abs -> fun x -> x.abs ()
        | Unary.Sign -> fun x -> x.sign ()
        | Unary.Square -> fun x -> x.pow Scalars.two
        | Unary.Reciprocal -> fun x -> x.reciprocal ()
        | Unary.Sqrt -> fun x -> x.sqrt ()
        | Unary.Rsqrt -> fun x -> x.rsqrt ()
        | Unary.Exp -> fun x -> x.exp ()
        | Unary.Expm1 -> fun x -> x.expm1 ()
        | Unary.Log -> fun x -> x.log ()
        | Unary.Log1p -> fun x -> x.log1p ()
        | Unary.Sin -> fun x -> x.sin ()
        | Unary.Cos -> fun x -> x.cos ()
        | Unary.Tan -> fun x -> x.tan ()
        | Unary.Asin -> fun x -> x.asin ()
        | Unary.Acos -> fun x -> x.acos ()
        | Unary.Atan -> fun x -> x.atan ()
        | Unary.Sinh -> fun x -> x.sinh ()
        | Unary.Cosh -> fun x -> x.cosh ()
        | Unary.Tanh -> fun x -> x.tanh ()
        | Unary.Erf -> fun x -> x.erf ()
        | Unary.Erfc -> fun x -> x.erfc ()
        | Unary.Erfinv -> fun x -> x.erfinv ()
        | Unary.BesselI 0 -> torch.special.i0
        | Unary.BesselI _ -> torch.special.i1
        | Unary.Floor -> fun x -> x.floor ()
        | Unary.Ceil -> fun x -> x.ceil ()
        // libtorch rounds no integers.
        | Unary.Round -> fun x -> if x.is_floating_point () then x.round () else x.alias ()
        | Unary.Sigmoid -> fun x -> x.sigmoid ()
        | Unary.LogSigmoid -> torch.nn.functional.logsigmoid
        | Unary.Softplus -> Natives.softplus
        | Unary.Relu -> fun x -> x.relu ()
        | Unary.Silu -> fun x -> torch.nn.functional.silu x
        | Unary.Gelu true -> fun x -> torch.nn.functional.gelu (x, TorchSharp.Modules.GELU.Approximate.tanh)
        | Unary.Gelu false -> fun x -> torch.nn.functional.gelu x
        | Unary.Elu alpha ->
            let alpha = Scalars.real alpha
            fun x -> alpha.Call(fun alpha -> x.elu (alpha, Scalars.oneReal, Scalars.oneReal))
        | Unary.Selu -> fun x -> torch.nn.functional.selu x
        | Unary.LeakyRelu slope ->
            let slope = Scalars.real slope
            fun x -> slope.Call x.leaky_relu
        | Unary.Clip(low, high) ->
            let low, high = Scalars.real low, Scalars.real high
            fun x -> low.Call(fun low -> high.Call(fun high -> x.clamp (low, high)))
        | Unary.Relu6 -> fun x -> torch.nn.functional.relu6 x
        | Unary.HardSigmoid -> fun x -> torch.nn.functional.hardsigmoid x
        | Unary.Not -> fun x -> x.logical_not ()
        | Unary.IsNan -> fun x -> x.isnan ()
        | Unary.IsFinite -> fun x -> x.isfinite ()

    let binary op : Tensor -> Tensor -> Tensor =
        match op with
        | Binary.Add -> fun a b -> a.add (b, Scalars.one)
        | Binary.Sub -> fun a b -> a.sub b
        | Binary.Mul -> fun a b -> a.mul b
        | Binary.Div -> fun a b -> a.div b
        | Binary.FloorDiv ->
            // libtorch has no gradient for it, not even zero, and asking for one would end the process.
            fun a b ->
                use a = a.detach ()
                use b = b.detach ()
                a.floor_divide b
        | Binary.Mod -> fun a b -> a.remainder b
        | Binary.Pow -> fun a b -> a.pow b
        | Binary.Maximum -> fun a b -> torch.maximum (a, b)
        | Binary.Minimum -> fun a b -> torch.minimum (a, b)
        | Binary.Equal -> fun a b -> a.eq b
        | Binary.NotEqual -> fun a b -> a.ne b
        | Binary.Less -> fun a b -> a.lt b
        | Binary.LessEqual -> fun a b -> a.le b
        | Binary.Greater -> fun a b -> a.gt b
        | Binary.GreaterEqual -> fun a b -> a.ge b
        | Binary.And -> fun a b -> a.logical_and b
        | Binary.Or -> fun a b -> a.logical_or b

    let private all (reduceOne: Tensor -> int64 -> bool -> Tensor) (axes: int64[]) keep (x: Tensor) =
        // Highest axis first, so that the others keep their numbers.
        let mutable result = x.alias ()
        for axis in Array.sortDescending axes do
            use before = result
            result <- reduceOne before axis keep
        result

    let reduce kind axes keep (dtype: DType) : Tensor -> Tensor =
        let axes = Windows.longs axes
        let torchType = Nullable(Tensors.scalarType dtype)
        match kind with
        | Reduction.Sum -> fun x -> x.sum (axes, keep, torchType)
        | Reduction.Mean -> fun x -> x.mean (axes, keep)
        | Reduction.Max -> fun x -> x.amax (axes, keep)
        | Reduction.Min -> fun x -> x.amin (axes, keep)
        | Reduction.Prod -> all (fun x axis keep -> x.prod (axis, keep, torchType)) axes keep
        // libtorch's answer for uint8 is uint8.
        | Reduction.All ->
            all (fun x axis keep -> x.all(axis, keep).``to``(torch.ScalarType.Bool, disposeAfter = true)) axes keep
        | Reduction.Any ->
            all (fun x axis keep -> x.any(axis, keep).``to``(torch.ScalarType.Bool, disposeAfter = true)) axes keep
