namespace Functional

open System
open System.Runtime.InteropServices

/// Type of a tensor's elements, with Keras's names (<c>float32</c>, <c>int64</c>, <c>bool</c>, …).
[<RequireQualifiedAccess>]
type DType =
    | Bool
    | UInt8
    | Int8
    | Int16
    | Int32
    | Int64
    | Float16
    | BFloat16
    | Float32
    | Float64
    /// Text, which there is on the host alone: what preprocessing layers take and give. No tensor has it.
    | String

    /// Keras's name of the type.
    member this.Name =
        match this with
        | Bool -> "bool"
        | UInt8 -> "uint8"
        | Int8 -> "int8"
        | Int16 -> "int16"
        | Int32 -> "int32"
        | Int64 -> "int64"
        | Float16 -> "float16"
        | BFloat16 -> "bfloat16"
        | Float32 -> "float32"
        | Float64 -> "float64"
        | String -> "string"

    /// Whether it is one of the four floating-point types.
    member this.IsFloat =
        match this with
        | Float16
        | BFloat16
        | Float32
        | Float64 -> true
        | Bool
        | UInt8
        | Int8
        | Int16
        | Int32
        | Int64
        | String -> false

    /// Bytes an element.
    member this.Size =
        match this with
        | Bool
        | UInt8
        | Int8 -> 1
        | Int16
        | Float16
        | BFloat16 -> 2
        | Int32
        | Float32 -> 4
        | Int64
        | Float64
        | String -> 8

    override this.ToString() = this.Name

[<RequireQualifiedAccess>]
module DType =

    /// All types of tensors, in the order of promotion.
    let all = [
        DType.Bool
        DType.UInt8
        DType.Int8
        DType.Int16
        DType.Int32
        DType.Int64
        DType.Float16
        DType.BFloat16
        DType.Float32
        DType.Float64
    ]

    /// The type of that Keras name, if there is one.
    let tryParse name = all |> List.tryFind (fun dtype -> dtype.Name = name)

    /// The type of data of that Keras name, which may be text.
    let tryParseData name = if name = DType.String.Name then Some DType.String else tryParse name

    /// Type of the result of an operation on both, as Keras promotes: the wider of two floats or two integers; a float beside
    /// an integer keeps the float; bool gives way to all; float16 with bfloat16 gives float32; uint8 with int8 gives int16.
    let promote a b =
        match a, b with
        | _ when a = b -> a
        | DType.Float16, DType.BFloat16
        | DType.BFloat16, DType.Float16 -> DType.Float32
        | DType.UInt8, DType.Int8
        | DType.Int8, DType.UInt8 -> DType.Int16
        | _ -> max a b

    /// The type itself when it is a float, float32 otherwise: what a mean or a square root of it has.
    let toFloat (dtype: DType) = if dtype.IsFloat then dtype else DType.Float32

    /// Floats of at least 32 bits.
    let isWide (dtype: DType) = dtype = DType.Float32 || dtype = DType.Float64

    /// A float of at least 32 bits: what computes where half types have no kernel or too few bits.
    let toWide (dtype: DType) = promote (toFloat dtype) DType.Float32

    /// The least and the largest finite number of a type.
    let range (dtype: DType) : float * float =
        match dtype with
        | DType.Bool -> 0.0, 1.0
        | DType.UInt8 -> 0.0, 255.0
        | DType.Int8 -> -128.0, 127.0
        | DType.Int16 -> -32768.0, 32767.0
        | DType.Int32 -> -2147483648.0, 2147483647.0
        // 2^63 is the first double beyond.
        | DType.Int64 -> -9223372036854775808.0, 9223372036854774784.0
        | DType.Float16 -> -65504.0, 65504.0
        | DType.BFloat16 -> -3.3895313892515355e38, 3.3895313892515355e38
        | DType.Float32 -> float Single.MinValue, float Single.MaxValue
        | DType.Float64 -> Double.MinValue, Double.MaxValue
        | DType.String -> 0.0, 0.0

    /// The number with infinity in place of what is beyond a float type. Whole numbers beyond an integer type have no such place.
    let saturate (dtype: DType) (value: float) : float =
        let low, high = range dtype
        if value > high then infinity
        elif value < low then -infinity
        else value

/// A tensor's values in .NET memory, in C order: what crosses the border to files and users.
/// <c>Data</c> is an array of the element type that <c>DType</c> names (<c>byte</c> for uint8, <c>bool</c> for bool,
/// <c>System.Half</c> for float16, <c>float32</c> values for bfloat16, <c>string</c> for string).
[<ReferenceEquality>]
type HostArray = {
    DType: DType
    Shape: int64[]
    Data: Array
} with

    /// Number of elements.
    member this.Count = Array.fold (*) 1L this.Shape

    /// Whether there are as many elements as the sizes say, of the type that the dtype names.
    member internal this.IsWhole =
        let element =
            match this.DType with
            | DType.Bool -> typeof<bool>
            | DType.UInt8 -> typeof<byte>
            | DType.Int8 -> typeof<sbyte>
            | DType.Int16 -> typeof<int16>
            | DType.Int32 -> typeof<int32>
            | DType.Int64 -> typeof<int64>
            | DType.Float16 -> typeof<Half>
            | DType.BFloat16
            | DType.Float32 -> typeof<float32>
            | DType.Float64 -> typeof<float>
            | DType.String -> typeof<string>
        this.Data.GetType().GetElementType() = element
        && Array.forall (fun size -> size >= 0L) this.Shape
        && Array.fold (fun count size -> count * bigint (size: int64)) 1I this.Shape = bigint this.Data.LongLength

    /// The values of a .NET array of any rank, copied. Raises <c>DataException</c> for an element type without a dtype.
    static member Of(array: Array) : HostArray =
        if isNull array then
            raise (DataException "data: an array must not be null")
        let elementType = array.GetType().GetElementType()
        let dtype =
            match Type.GetTypeCode elementType with
            | TypeCode.Boolean -> DType.Bool
            | TypeCode.Byte -> DType.UInt8
            | TypeCode.SByte -> DType.Int8
            | TypeCode.Int16 -> DType.Int16
            | TypeCode.Int32 -> DType.Int32
            | TypeCode.Int64 -> DType.Int64
            | TypeCode.Single -> DType.Float32
            | TypeCode.Double -> DType.Float64
            | TypeCode.String -> DType.String
            | _ when elementType = typeof<Half> -> DType.Float16
            | _ -> raise (DataException $"data: elements must be numbers, bool or text, got {elementType.Name}")
        let flat = Array.CreateInstance(elementType, array.LongLength)
        if dtype = DType.String then
            array |> Seq.cast<string> |> Seq.iteri (fun i text -> flat.SetValue(text, i))
        elif array.LongLength > 0L then
            let bytes = int64 dtype.Size * array.LongLength
            let source = MemoryMarshal.CreateReadOnlySpan(&MemoryMarshal.GetArrayDataReference array, int bytes)
            source.CopyTo(MemoryMarshal.CreateSpan(&MemoryMarshal.GetArrayDataReference flat, int bytes))
        { DType = dtype; Shape = Array.init array.Rank array.GetLongLength; Data = flat }

    override this.ToString() =
        let sizes = String.Join(", ", this.Shape)
        $"{this.DType.Name} ({sizes})"
