namespace Functional

open System
open System.IO
open System.Reflection
open System.Runtime.ExceptionServices
open System.Runtime.InteropServices
open PureHDF

// PureHDF writes it as an enumeration of uint8 (it cannot write others of one byte), which h5py takes for bool.
type internal Hdf5Bool =
    | FALSE = 0uy
    | TRUE = 1uy

/// <summary>HDF5 files as neutral trees: what <c>.weights.h5</c>, the <c>model.weights.h5</c> of a <c>.keras</c> file and the older
/// whole-model <c>.h5</c> are made of. Reading is safe for files of any origin; written files are read by h5py, so by
/// Python's Keras.</summary>
[<RequireQualifiedAccess>]
module Hdf5 =

    /// <summary>Reads a whole file. Sizes are checked against the file's length before memory is taken; links out of the
    /// file, external storage and structures that refer to each other in circles are refused.</summary>
    /// <param name="name">What messages call the file, such as <c>model.keras, model.weights.h5</c>.</param>
    /// <param name="stream">The file; it must be seekable.</param>
    /// <exception cref="T:Functional.ModelFileException">The file is no HDF5 file, is truncated or damaged, or holds
    /// something that is not allowed in a model.</exception>
    let read (name: string) (stream: Stream) : Hdf5Group =
        let refuse place (problem: string) inner =
            let where = if place = "" then name else $"{name}, {place}"
            raise (ModelFileException($"{where}: {problem}", inner))

        let reader = Hdf5Reader stream

        try
            reader.Root()
        with
        | Hdf5Fault problem -> refuse reader.Place problem null
        | :? EndOfStreamException as error -> refuse "" "truncated" error
        | :? IOException as error -> refuse "" $"cannot be read: {error.Message}" error
        | :? OutOfMemoryException as error -> refuse "" "needs more memory than there is" error
        // The reader checks what it reads; this is for what such a check missed.
        | :? IndexOutOfRangeException
        | :? ArgumentException
        | :? ArithmeticException as error -> refuse "" "damaged" error

    /// Reads a whole file from memory; see <c>read</c>.
    let readBytes (name: string) (bytes: byte[]) = read name (new MemoryStream(bytes, false))

    // bfloat16 is the upper half of a float32; rounds to the nearest, ties to even, and keeps NaN a NaN.
    let private bfloat16Bits (value: float32) =
        let bits = BitConverter.SingleToUInt32Bits value

        if Single.IsNaN value then
            uint16 (bits >>> 16) ||| 0x40us
        else
            uint16 ((bits + 0x7FFFu + ((bits >>> 16) &&& 1u)) >>> 16)

    let private bools (data: Array) =
        (data :?> bool[]) |> Array.map (fun value -> if value then Hdf5Bool.TRUE else Hdf5Bool.FALSE)

    // What PureHDF is given for an array: an array, or the value alone for a scalar.
    let private payload (array: HostArray) : obj =
        match array.DType with
        | DType.Bool when array.Shape.Length = 0 -> (bools array.Data)[0]
        | DType.Bool -> bools array.Data
        | _ when array.Shape.Length = 0 -> array.Data.GetValue 0
        | _ -> array.Data

    let private dimensions (array: HostArray) = if array.Shape.Length = 0 then null else Array.map uint64 array.Shape

    let private check path (array: HostArray) =
        if array.Count <> int64 array.Data.Length then
            raise (ModelFileException $"{path}: {array} has {array.Data.Length} values, its shape needs {array.Count}")

    let private dataset path (array: HostArray) =
        check path array

        match array.DType with
        | DType.BFloat16 ->
            // As Keras does through h5py: two opaque bytes an element, and an attribute that says what they are.
            let bits = (array.Data :?> float32[]) |> Array.map bfloat16Bits
            let bytes = MemoryMarshal.AsBytes(bits.AsSpan()).ToArray()
            let info = H5OpaqueInfo(TypeSize = 2u, Tag = "")
            let file = H5Dataset(bytes, fileDims = Array.map uint64 array.Shape, opaqueInfo = info)
            file.Attributes["dtype"] <- "bfloat16"
            file
        | _ -> H5Dataset(payload array, fileDims = dimensions array)

    let private requireText path (text: string) =
        if text.Contains '\000' then
            raise (ModelFileException $"{path}: a text with a zero character cannot be stored in HDF5")

        text

    // HDF5 keeps an attribute in one message of its object's header, which has 16 bits for its length.
    let private requireSmall path (bytes: int64) =
        if bytes > 64000L then
            raise (ModelFileException $"{path}: an attribute must be under 64000 bytes, got {bytes}")

    let private attribute path value : obj =
        match value with
        | Hdf5Value.Text text -> requireText path text
        | Hdf5Value.Texts [] -> H5Attribute(Array.empty<float>, [| 0UL |])
        | Hdf5Value.Texts texts ->
            // A reference to the heap takes 16 bytes a text.
            requireSmall path (16L * int64 texts.Length)
            texts |> List.map (requireText path) |> Array.ofList |> box
        | Hdf5Value.Integer number -> number
        | Hdf5Value.Real number -> number
        | Hdf5Value.Flag flag -> if flag then Hdf5Bool.TRUE else Hdf5Bool.FALSE
        | Hdf5Value.Numbers array when array.DType = DType.BFloat16 ->
            raise (ModelFileException $"{path}: an attribute cannot be bfloat16")
        | Hdf5Value.Numbers array ->
            check path array
            requireSmall path (array.Count * int64 array.DType.Size)
            H5Attribute(payload array, dimensions array)

    let rec private fill depth path (target: H5Group) (group: Hdf5Group) =
        let place name = if path = "" then name else $"{path}/{name}"

        if depth > Hdf5Format.depthLimit then
            raise (ModelFileException $"{path}: groups nest more than {Hdf5Format.depthLimit} deep")

        for name, value in group.Attributes do
            if not (target.Attributes.TryAdd(requireText path name, attribute (place name) value)) then
                raise (ModelFileException $"{place name}: an attribute stands twice in its group")

        for name, item in group.Children do
            if name = "" || name = "." || name.Contains '/' || target.ContainsKey(requireText path name) then
                raise (
                    ModelFileException $"{place name}: a name that is empty, has a slash or stands twice in its group"
                )

            match item with
            | Hdf5Item.Dataset array -> target[name] <- dataset (place name) array
            | Hdf5Item.Group child ->
                let inner = H5Group()
                fill (depth + 1) (place name) inner child
                target[name] <- inner

    /// <summary>Writes a tree as an HDF5 file: texts as variable-length UTF-8, bool as h5py's enumeration, bfloat16 as Keras
    /// stores it, all arrays uncompressed and in one piece.</summary>
    /// <param name="root">The tree.</param>
    /// <param name="stream">Where to; it must be readable, writable and seekable, and stays open.</param>
    /// <exception cref="T:Functional.ModelFileException">A name or text cannot stand in HDF5.</exception>
    let write (root: Hdf5Group) (stream: Stream) =
        let file = H5File()
        fill 0 "" file root

        try
            file.Write stream
        with :? TargetInvocationException as error ->
            // PureHDF calls itself by reflection, which wraps what the stream raises.
            ExceptionDispatchInfo.Throw error.InnerException

        stream.Flush()
