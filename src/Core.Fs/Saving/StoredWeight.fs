namespace Functional

open System

/// What was left out of a file's weights because it did not fit, in one line each; nothing where that is an error.
type internal Skipped = Collections.Generic.List<string> option

[<RequireQualifiedAccess>]
module internal Skipped =

    /// What was read, or nothing of it and a line why.
    let attempt (skipped: Skipped) (work: unit -> 'a list) : 'a list =
        match skipped with
        | None -> work ()
        | Some told ->
            try
                work ()
            with :? ModelFileException as error ->
                told.Add error.Message
                []

/// A weight of a file in the place of a model's.
[<RequireQualifiedAccess>]
module internal StoredWeight =

    /// A shape as messages have it.
    let sizes (shape: int64[]) = (Shape.known shape).ToString()

    // Half of the bits, to the nearest, of two that are as near to the even one.
    let private nearestBFloat16 (value: float32) : float32 =
        if Single.IsFinite value then
            let bits = BitConverter.SingleToUInt32Bits value
            let rounded = bits + 0x7FFFu + ((bits >>> 16) &&& 1u)
            BitConverter.UInt32BitsToSingle(rounded &&& 0xFFFF0000u)
        else
            value

    // Random states and counters are whole numbers of other sizes under other backends; floats are cast as Keras casts them.
    let fitting (where: string) (key: Key) (shape: int64[]) (dtype: DType) (array: HostArray) : HostArray =
        if array.Shape <> shape then
            Fault.refuse $"{where} {key}" $"shape is {sizes array.Shape}, the model needs {sizes shape}"
        match array.DType, dtype with
        | a, b when a = b -> array
        | DType.Int64, DType.Int32 ->
            let numbers = array.Data :?> int64[]
            if numbers |> Array.exists (fun number -> abs number > int64 Int32.MaxValue) then
                Fault.refuse $"{where} {key}" "holds a number beyond int32"
            { array with DType = dtype; Data = Array.map int numbers }
        | stored, _ when stored.IsFloat && dtype.IsFloat ->
            let values = Array.init array.Data.Length (fun i -> Convert.ToDouble(array.Data.GetValue i))
            let data: Array =
                match dtype with
                | DType.Float64 -> values
                | DType.Float16 -> Array.map (fun (value: float) -> Half.op_Explicit value: Half) values
                | DType.BFloat16 -> Array.map (float32 >> nearestBFloat16) values
                | _ -> Array.map float32 values
            { array with DType = dtype; Data = data }
        | DType.Int32, DType.Int64 -> { array with DType = dtype; Data = Array.map int64 (array.Data :?> int[]) }
        | _ -> Fault.refuse $"{where} {key}" $"dtype is {array.DType}, the model needs {dtype}"
