namespace Functional

open System
open System.Collections.Generic
open System.IO
open System.Text

/// What is wrong inside an HDF5 file. Becomes a ModelFileException, with the file's name and the object, at the door.
exception internal Hdf5Fault of problem: string

/// <summary>An HDF5 file as bytes at addresses. Everything that is read is first checked against the file's length and
/// charged to a budget that grows with it, so no file makes its reader take much more memory or time than its own size
/// warrants, however its parts refer to each other.</summary>
type internal Hdf5Source(stream: Stream) =
    let length = stream.Length
    // Uncompressed files need about their own length; the rest is for compressed chunks and small files.
    let mutable budget = (16L <<< 20) + 8L * length
    let visited = HashSet<uint64>()

    /// Raises the fault.
    static member Fail problem = raise (Hdf5Fault problem)

    /// Bytes in the file.
    member _.Length = length

    /// Takes that many bytes from the budget.
    member _.Charge(bytes: int64) =
        if bytes > budget then
            Hdf5Source.Fail $"declares more data than a file of {length} bytes can hold"

        budget <- budget - bytes

    /// Checks that so many bytes at an address are in the file and in memory's reach.
    member _.Check(address: uint64, count: uint64) =
        if address > uint64 length || count > uint64 length - address then
            Hdf5Source.Fail $"{count} bytes at address {address} are past the end of the file ({length} bytes)"

        if count > uint64 Array.MaxLength then
            Hdf5Source.Fail $"{count} bytes in one array are over the limit of {Array.MaxLength}"

    /// Marks an address as read. Each structure is read once: this is what ends cycles.
    member _.Visit(address: uint64, what: string) =
        if not (visited.Add address) then
            Hdf5Source.Fail $"{what} is referred to more than once (a cycle or a second hard link)"

    /// Fills memory with the bytes at an address.
    member this.Fill(address: uint64, destination: Span<byte>) =
        this.Check(address, uint64 destination.Length)
        this.Charge(int64 destination.Length)
        stream.Position <- int64 address
        stream.ReadExactly destination

    /// The bytes at an address.
    member this.Bytes(address: uint64, count: uint64) =
        this.Check(address, count)
        let bytes = Array.zeroCreate<byte>(int count)
        this.Fill(address, bytes.AsSpan())
        bytes

/// <summary>Reads little-endian numbers one after the other from bytes; past their end is a fault.</summary>
type internal Hdf5Cursor(bytes: byte[]) =
    let mutable position = 0

    // Moves on; gives the place before.
    let take count =
        if count < 0 || count > bytes.Length - position then
            Hdf5Source.Fail "a header ends too early"

        position <- position + count
        position - count

    member _.Position = position
    member _.Left = bytes.Length - position
    member _.Skip(count: int) = take count |> ignore
    member _.Bytes(count: int) = Array.sub bytes (take count) count
    member _.U8() = int bytes[take 1]
    member _.U16() = int (BitConverter.ToUInt16(bytes, take 2))
    member _.U32() = BitConverter.ToUInt32(bytes, take 4)
    member _.U64() = BitConverter.ToUInt64(bytes, take 8)

    /// An unsigned number of 1, 2, 4 or 8 bytes.
    member this.Unsigned(size: int) =
        match size with
        | 1 -> uint64 (this.U8())
        | 2 -> uint64 (this.U16())
        | 4 -> uint64 (this.U32())
        | _ -> this.U64()

    /// Checks the four letters that open most structures.
    member _.Signature(letters: string, what: string) =
        if Encoding.Latin1.GetString(bytes, take 4, 4) <> letters then
            Hdf5Source.Fail $"{what} is damaged"

    /// The bytes up to the next zero byte, as text.
    member _.ZeroTerminated() =
        let end' = Array.IndexOf(bytes, 0uy, position)

        if end' < 0 then
            Hdf5Source.Fail "a name does not end"

        let count = end' - position
        Encoding.UTF8.GetString(bytes, take (count + 1), count)

    /// Moves on to the next multiple of 8 from a start.
    member this.Align(start: int) = this.Skip((8 - (position - start) % 8) % 8)

/// How numbers stand in the file; the names say size in bits.
[<RequireQualifiedAccess>]
type internal Hdf5Number =
    | Bool
    | I8
    | I16
    | I32
    | I64
    | U8
    | U16
    | U32
    | U64
    | F16
    | BF16
    | F32
    | F64

    member this.Size =
        match this with
        | Bool
        | I8
        | U8 -> 1
        | I16
        | U16
        | F16
        | BF16 -> 2
        | I32
        | U32
        | F32 -> 4
        | I64
        | U64
        | F64 -> 8

/// Type of the elements of a dataset or attribute.
[<RequireQualifiedAccess>]
type internal Hdf5Type =
    | Number of Hdf5Number
    | FixedText of size: int * spacePadded: bool
    | VariableText

    /// Bytes an element; a variable text's are the reference to the heap that holds it.
    member this.Size =
        match this with
        | Number number -> number.Size
        | FixedText(size, _) -> size
        | VariableText -> 16

/// <summary>Decoders of the header messages that both datasets and attributes have, after the HDF5 File Format
/// Specification 3.0, section IV.A.2.</summary>
[<RequireQualifiedAccess>]
module internal Hdf5Format =

    /// The bytes that a file begins with.
    let signature = [| 0x89uy; 0x48uy; 0x44uy; 0x46uy; 0x0Duy; 0x0Auy; 0x1Auy; 0x0Auy |]

    /// The address that stands for "nowhere".
    let nowhere = UInt64.MaxValue

    /// Groups may nest this deep: a model in another one is two more.
    let depthLimit = 2 * Layer.depthLimit + 20

    /// A path may have so many characters, and a name no more: small files could have long paths for many objects.
    let pathLimit = 4096

    let private fixedPoint size signed =
        match size, signed with
        | 1u, true -> Hdf5Number.I8
        | 2u, true -> Hdf5Number.I16
        | 4u, true -> Hdf5Number.I32
        | 8u, true -> Hdf5Number.I64
        | 1u, false -> Hdf5Number.U8
        | 2u, false -> Hdf5Number.U16
        | 4u, false -> Hdf5Number.U32
        | 8u, false -> Hdf5Number.U64
        | _ -> Hdf5Source.Fail $"integers of {size} bytes are not supported"

    let private floatingPoint size exponentBits mantissaBits =
        match size, exponentBits, mantissaBits with
        | 2u, 5, 10 -> Hdf5Number.F16
        | 2u, 8, 7 -> Hdf5Number.BF16
        | 4u, 8, 23 -> Hdf5Number.F32
        | 8u, 11, 52 -> Hdf5Number.F64
        | _ -> Hdf5Source.Fail $"floats of {size} bytes with {exponentBits} bits of exponent are not supported"

    let private requireLittleEndian flags =
        if flags &&& 0x41u <> 0u then
            Hdf5Source.Fail "big-endian numbers are not supported"

    // h5py writes bool as an enumeration of int8 with exactly these two members.
    let private boolEnumeration (cursor: Hdf5Cursor) version members size =
        // The underlying type, int8: 8 bytes that all types have and 4 that integers have.
        cursor.Skip 12

        let name () =
            let start = cursor.Position
            let text = cursor.ZeroTerminated()
            if version < 3 then
                cursor.Align start
            text

        if members <> 2u || size <> 1u then
            Hdf5Source.Fail "enumerations other than bool are not supported"

        let names = [ name (); name () ]
        let values = [ cursor.U8(); cursor.U8() ]

        if List.sort (List.zip names values) <> [ "FALSE", 0; "TRUE", 1 ] then
            Hdf5Source.Fail "enumerations other than bool are not supported"

    /// Decodes a datatype message.
    let datatype (body: byte[]) =
        let cursor = Hdf5Cursor body
        let head = cursor.U32()
        let size = cursor.U32()
        let version, flags = int (head >>> 4) &&& 0xF, head >>> 8

        match head &&& 0xFu with
        | 0u ->
            requireLittleEndian flags
            Hdf5Type.Number(fixedPoint size (flags &&& 8u <> 0u))
        | 1u ->
            requireLittleEndian flags
            cursor.Skip 5
            let exponentBits = cursor.U8()
            cursor.Skip 1
            Hdf5Type.Number(floatingPoint size exponentBits (cursor.U8()))
        | 3u when size > 0u && size < (1u <<< 30) -> Hdf5Type.FixedText(int size, flags &&& 0xFu = 2u)
        // h5py has no bfloat16 and stores it as two opaque bytes.
        | 5u when size = 2u -> Hdf5Type.Number Hdf5Number.BF16
        | 8u ->
            boolEnumeration cursor version (flags &&& 0xFFFFu) size
            Hdf5Type.Number Hdf5Number.Bool
        | 9u when flags &&& 0xFu = 1u && size = 16u -> Hdf5Type.VariableText
        | other -> Hdf5Source.Fail $"HDF5 datatype class {other} of {size} bytes is not supported"

    /// Decodes a dataspace message: the sizes of the axes, none for a scalar.
    let dataspace (body: byte[]) =
        let cursor = Hdf5Cursor body
        let version, rank = cursor.U8(), cursor.U8()
        cursor.Skip 1

        match version with
        | 1 -> cursor.Skip 5
        | 2 when cursor.U8() < 2 -> ()
        | 2 -> Hdf5Source.Fail "has no value (a null dataspace)"
        | _ -> Hdf5Source.Fail $"dataspace version {version} is not supported"

        if rank > 32 then
            Hdf5Source.Fail $"{rank} axes are more than HDF5's 32"

        let sizes = Array.init rank (fun _ -> cursor.U64())

        if sizes |> Array.exists (fun size -> size > uint64 Int64.MaxValue) then
            Hdf5Source.Fail "an axis has a size over 2^63"

        Array.map int64 sizes

    /// Bytes that elements of a size take in a shape; a fault when that is more than 2^62.
    let byteCount (shape: int64[]) (elementSize: int) =
        if Array.contains 0L shape then
            0UL
        else
            let grow (total: uint64) (size: int64) =
                if total > (1UL <<< 62) / uint64 size then
                    Hdf5Source.Fail "declares more elements than any file can hold"

                total * uint64 size

            Array.fold grow (uint64 elementSize) shape

    /// A text that ends at its first zero byte.
    let text (bytes: byte[]) (spacePadded: bool) =
        let count =
            match Array.IndexOf(bytes, 0uy) with
            | -1 -> bytes.Length
            | index -> index

        let text = Encoding.UTF8.GetString(bytes, 0, count)
        if spacePadded then text.TrimEnd ' ' else text
