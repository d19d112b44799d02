namespace Functional

open System

/// Arrays in .NET memory as plain values of one type, and back.
[<RequireQualifiedAccess>]
module internal HostValues =

    let private notText (array: HostArray) =
        if array.DType = DType.String then
            raise (DataException "data: numbers are expected, got text")

    /// The numbers as doubles, in C order.
    let floats (array: HostArray) : float[] =
        notText array
        match array.Data with
        | :? (float[]) as data -> data
        | :? (float32[]) as data -> Array.map float data
        | :? (Half[]) as data -> Array.map float data
        | :? (bool[]) as data -> Array.map (fun flag -> if flag then 1.0 else 0.0) data
        | data -> Array.init data.Length (fun i -> Convert.ToDouble(data.GetValue i))

    /// The numbers as whole ones, fractions cut off.
    let wholes (array: HostArray) : int64[] =
        notText array
        match array.Data with
        | :? (int64[]) as data -> data
        | :? (int[]) as data -> Array.map int64 data
        | _ when array.DType.IsFloat -> floats array |> Array.map int64
        | data -> Array.init data.Length (fun i -> Convert.ToInt64(data.GetValue i))

    /// The texts. Raises <c>DataException</c> for numbers and for null.
    let texts (array: HostArray) : string[] =
        match array.Data with
        | :? (string[]) as data ->
            if Array.exists isNull data then
                raise (DataException "data: text must not be null")
            data
        | _ -> raise (DataException $"data: text is expected, got {array.DType}")

    /// Whole numbers with sizes.
    let ofWholes (shape: int64[]) (data: int64[]) : HostArray = { DType = DType.Int64; Shape = shape; Data = data }

    /// So many zeros. Raises <c>DataException</c> for more than an array holds.
    let zeros<'t> (count: int64) : 't[] =
        if count > int64 Array.MaxLength then
            raise (DataException $"an array holds at most {Array.MaxLength} numbers, got {count}")
        Array.zeroCreate (int count)

    /// The rows along the first axis: positions of each in the data, of a single axis one row of all.
    let rows (shape: int64[]) : (int * int) list =
        match shape with
        | [||] -> [ 0, 1 ]
        | [| size |] -> [ 0, int size ]
        | _ ->
            let length = int (Array.fold (*) 1L shape[1..])
            [ for row in 0 .. int shape[0] - 1 -> row * length, length ]

/// What layers learn from: batches of data, samples along the first axis.
[<RequireQualifiedAccess>]
module internal Batches =

    /// Data as one batch. Keras: of a single axis each element is a sample.
    let ofArray (data: HostArray) : HostArray list =
        match data.Shape with
        | [| size |] -> [ { data with Shape = [| size; 1L |] } ]
        | _ -> [ data ]
