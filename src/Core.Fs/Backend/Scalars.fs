namespace Functional

open System
open System.Collections.Concurrent
open TorchSharp

/// <summary>Numbers as libtorch takes them: the only place that makes a <c>Scalar</c>. TorchSharp hands a scalar's address to libtorch and
/// keeps nothing of it alive during the call, so that a collection at that moment frees what is being read. Here each has an owner: a number
/// of a program is made once and stays as long as the process, one that changes lives until its call has returned.</summary>
[<RequireQualifiedAccess>]
module internal Scalars =

    // By their bits: NaN is itself here, and −0 is not 0.
    let private reals = ConcurrentDictionary<int64, Scalar>()
    let private wholes = ConcurrentDictionary<int64, Scalar>()

    /// A floating-point number.
    let real (value: float) : Scalar =
        reals.GetOrAdd(BitConverter.DoubleToInt64Bits value, fun _ -> Scalar.op_Implicit value)

    /// A whole number.
    let whole (value: int64) : Scalar = wholes.GetOrAdd(value, fun value -> Scalar.op_Implicit value)

    /// A number beside tensors of that dtype.
    let ofDType (dtype: DType) (value: float) : Scalar =
        if dtype.IsFloat then real (DType.saturate dtype value) else whole (int64 value)

    /// A call with numbers that other calls do not have, such as a share of a batch.
    let using (values: float[]) (call: Scalar[] -> 'a) : 'a =
        let scalars = values |> Array.map (fun value -> (Scalar.op_Implicit value: Scalar))
        try
            call scalars
        finally
            for scalar in scalars do
                scalar.Dispose()
