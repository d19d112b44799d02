namespace Functional

open System
open System.Runtime.CompilerServices
open TorchSharp

/// A number as libtorch takes it, which lives as long as somebody holds this, and through every call with it.
[<Sealed>]
type internal Number(scalar: Scalar) =
    /// A call with the number.
    member _.Call(call: Scalar -> 'a) : 'a =
        let result = call scalar
        GC.KeepAlive scalar
        result

/// <summary>Numbers as libtorch takes them: the only place that makes a <c>Scalar</c>. TorchSharp hands a scalar's address to libtorch and
/// keeps nothing of it alive during the call, so that a collection at that moment frees what is being read. Here each has an owner: what
/// the engine itself calls with stays as long as the process, a number of a program goes with the kernel that holds it, one that changes
/// lives until its call has returned.</summary>
[<RequireQualifiedAccess>]
module internal Scalars =

    // Not inlined, so that a test sees that scalars are made here alone.
    [<MethodImpl(MethodImplOptions.NoInlining)>]
    let private make (value: float) : Scalar = Scalar.op_Implicit value

    [<MethodImpl(MethodImplOptions.NoInlining)>]
    let private makeWhole (value: int64) : Scalar = Scalar.op_Implicit value

    let zero = makeWhole 0L
    let one = makeWhole 1L
    let two = makeWhole 2L
    let oneReal = make 1.0

    /// A floating-point number.
    let real (value: float) : Number = Number(make value)

    /// A whole number.
    let whole (value: int64) : Number = Number(makeWhole value)

    /// A number beside tensors of that dtype.
    let ofDType (dtype: DType) (value: float) : Number =
        if dtype.IsFloat then real (DType.saturate dtype value) else whole (int64 value)

    /// A call with numbers that other calls do not have, such as a share of a batch.
    let using (values: float[]) (call: Scalar[] -> 'a) : 'a =
        let scalars = Array.map make values
        try
            call scalars
        finally
            for scalar in scalars do
                scalar.Dispose()
