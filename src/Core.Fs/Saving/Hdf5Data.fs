namespace Functional

open System
open System.Collections.Generic
open System.IO
open System.IO.Compression
open System.Runtime.InteropServices

/// Writes the elements of a dataset, as they stand in the file, into memory of exactly their size.
type internal Hdf5Fill = delegate of Span<byte> -> unit

/// <summary>Decoders of values: numbers into .NET arrays, texts out of global heaps, and the three storage layouts.</summary>
[<RequireQualifiedAccess>]
module internal Hdf5Data =

    let private elements<'T when 'T: struct and 'T: (new: unit -> 'T) and 'T :> ValueType> count (fill: Hdf5Fill) =
        let values = Array.zeroCreate<'T> count
        fill.Invoke(MemoryMarshal.AsBytes(values.AsSpan()))
        values

    let private widenBFloat16 (bits: uint16) = BitConverter.UInt32BitsToSingle(uint32 bits <<< 16)

    let private toInt64 (value: uint64) =
        if value > uint64 Int64.MaxValue then
            Hdf5Source.Fail $"{value} does not fit into int64"

        int64 value

    /// The numbers as a host array. Unsigned types that Keras has and DType has not (random states saved by JAX are uint32)
    /// become the next wider signed type; uint64 becomes int64.
    let numbers (number: Hdf5Number) (shape: int64[]) (fill: Hdf5Fill) : HostArray =
        let size = Hdf5Format.byteCount shape 1

        if size * uint64 number.Size > uint64 Array.MaxLength then
            Hdf5Source.Fail $"an array of {size} elements is over the limit of {Array.MaxLength} bytes"

        let count = int size

        let dtype, data: DType * Array =
            match number with
            | Hdf5Number.Bool -> DType.Bool, elements<sbyte> count fill |> Array.map (fun v -> v <> 0y) :> _
            | Hdf5Number.I8 -> DType.Int8, elements<sbyte> count fill
            | Hdf5Number.I16 -> DType.Int16, elements<int16> count fill
            | Hdf5Number.I32 -> DType.Int32, elements<int32> count fill
            | Hdf5Number.I64 -> DType.Int64, elements<int64> count fill
            | Hdf5Number.U8 -> DType.UInt8, elements<byte> count fill
            | Hdf5Number.U16 -> DType.Int32, elements<uint16> count fill |> Array.map int :> _
            | Hdf5Number.U32 -> DType.Int64, elements<uint32> count fill |> Array.map int64 :> _
            | Hdf5Number.U64 -> DType.Int64, elements<uint64> count fill |> Array.map toInt64 :> _
            | Hdf5Number.F16 -> DType.Float16, elements<Half> count fill
            | Hdf5Number.BF16 -> DType.BFloat16, elements<uint16> count fill |> Array.map widenBFloat16 :> _
            | Hdf5Number.F32 -> DType.Float32, elements<float32> count fill
            | Hdf5Number.F64 -> DType.Float64, elements<float> count fill

        { DType = dtype; Shape = shape; Data = data }

    // Objects of a global heap collection by number (section III.E).
    let private heapObjects (source: Hdf5Source) address =
        let head = Hdf5Cursor(source.Bytes(address, 16UL))
        head.Signature("GCOL", "a global heap")
        head.Skip 4
        let bytes = source.Bytes(address, head.U64())
        let cursor = Hdf5Cursor bytes
        cursor.Skip 16
        let objects = Dictionary<int, struct (int * int)>()
        let mutable go = true

        while go && cursor.Left >= 16 do
            let index = cursor.U16()
            cursor.Skip 6
            let size = cursor.U64()

            if index = 0 then
                go <- false
            elif size > uint64 cursor.Left then
                Hdf5Source.Fail "a global heap is damaged"
            else
                objects[index] <- struct (cursor.Position, int size)
                cursor.Skip(min cursor.Left ((int size + 7) / 8 * 8))

        bytes, objects

    /// Reads texts of variable length, remembering the heaps that it has read.
    type Heaps(source: Hdf5Source) =
        let heaps = Dictionary<uint64, byte[] * Dictionary<int, struct (int * int)>>()

        /// The text that a reference (length, heap's address, object's number) stands for.
        member _.Text(reference: Hdf5Cursor) =
            let length, address, index = reference.U32(), reference.U64(), int (reference.U32())

            if length = 0u || address = 0UL || address = Hdf5Format.nowhere then
                ""
            else
                if not (heaps.ContainsKey address) then
                    heaps[address] <- heapObjects source address

                let bytes, objects = heaps[address]

                match objects.TryGetValue index with
                | true, struct (position, size) when uint64 length <= uint64 size ->
                    source.Charge(int64 length)
                    Hdf5Format.text (Array.sub bytes position (int length)) false
                | _ -> Hdf5Source.Fail "a text is missing from its heap"

    /// A filter of chunked storage and its parameters.
    type Filter = { Id: int; Parameters: uint32[] }

    /// Decodes a filter pipeline message.
    let filters (body: byte[]) =
        let cursor = Hdf5Cursor body
        let version, count = cursor.U8(), cursor.U8()
        if version = 1 then
            cursor.Skip 6

        List.init count (fun _ ->
            let id = cursor.U16()
            let nameLength = if version = 1 || id >= 256 then cursor.U16() else 0
            cursor.Skip 2
            let parameters = cursor.U16()
            cursor.Skip(if version = 1 then (nameLength + 7) / 8 * 8 else nameLength)
            let values = Array.init parameters (fun _ -> cursor.U32())
            if version = 1 && parameters % 2 = 1 then
                cursor.Skip 4
            { Id = id; Parameters = values })

    let private inflate (size: int) (bytes: byte[]) =
        let result = Array.zeroCreate<byte> size

        try
            use stream = new ZLibStream(new MemoryStream(bytes), CompressionMode.Decompress)
            stream.ReadExactly(result.AsSpan())
        with
        | :? InvalidDataException
        | :? EndOfStreamException -> Hdf5Source.Fail "a compressed chunk is damaged"

        result

    // The shuffle filter stores first bytes of all elements first, then all second bytes, …
    let private unshuffle (elementSize: int) (bytes: byte[]) =
        let count = bytes.Length / elementSize
        let result = Array.copy bytes

        for i in 0 .. count - 1 do
            for k in 0 .. elementSize - 1 do
                result[i * elementSize + k] <- bytes[k * count + i]

        result

    let private undo (size: int) (bytes: byte[]) filter =
        match filter.Id with
        | 1 -> inflate size bytes
        | 2 when filter.Parameters.Length = 1 && filter.Parameters[0] > 0u && filter.Parameters[0] <= 8u ->
            unshuffle (int filter.Parameters[0]) bytes
        // Fletcher-32: a checksum of four bytes behind the data.
        | 3 when bytes.Length >= 4 -> Array.sub bytes 0 (bytes.Length - 4)
        | id -> Hdf5Source.Fail $"HDF5 filter {id} is not supported"

    // Leaves of a version-1 B-tree of chunks: stored size, filters left out, place in elements, address (section III.A.1).
    let rec private chunkLeaves (source: Hdf5Source) rank limit (found: List<_>) address =
        source.Visit(address, "a chunk index")
        let head = Hdf5Cursor(source.Bytes(address, 24UL))
        head.Signature("TREE", "a chunk index")
        let kind, level, used = head.U8(), head.U8(), head.U16()

        if kind <> 1 || level >= limit then
            Hdf5Source.Fail "a chunk index is damaged"

        let keySize = 8 + 8 * (rank + 1)
        let cursor = Hdf5Cursor(source.Bytes(address + 24UL, uint64 (used * (keySize + 8))))

        for _ in 1..used do
            let size, mask = cursor.U32(), cursor.U32()
            let place = Array.init (rank + 1) (fun _ -> cursor.U64())
            let child = cursor.U64()

            if level = 0 then found.Add struct (size, mask, place, child) else chunkLeaves source rank level found child

    // Copies the part of a chunk that lies inside the array, one run along the last axis after the other.
    let private placeChunk
        (shape: int64[])
        (chunk: int64[])
        (offset: int64[])
        elementSize
        (bytes: byte[])
        (target: byte[])
        =
        let last = shape.Length - 1
        let inside = Array.init shape.Length (fun axis -> min chunk[axis] (shape[axis] - offset[axis]))

        let rec copy axis (from: int64) (into: int64) =
            if axis = last then
                let into = (into + offset[last]) * int64 elementSize
                Buffer.BlockCopy(bytes, int from * elementSize, target, int into, int inside[last] * elementSize)
            else
                for i in 0L .. inside[axis] - 1L do
                    copy (axis + 1) ((from + i) * chunk[axis + 1]) ((into + offset[axis] + i) * shape[axis + 1])

        copy 0 0L 0L

    let private chunked (source: Hdf5Source) filters (shape: int64[]) elementSize (cursor: Hdf5Cursor) =
        let rank = cursor.U8() - 1
        let address = cursor.U64()

        if rank <> shape.Length || rank < 1 then
            Hdf5Source.Fail "the chunks have another number of axes than the dataset"

        let chunk = Array.init rank (fun _ -> int64 (cursor.U32()))
        let total = Hdf5Format.byteCount shape elementSize
        let chunkBytes = Hdf5Format.byteCount chunk elementSize

        if Array.contains 0L chunk || chunkBytes > uint64 Array.MaxLength || total > uint64 Array.MaxLength then
            Hdf5Source.Fail "the sizes of the chunks are not possible"

        let expected = Array.fold2 (fun n size step -> n * ((size - 1L) / step + 1L)) 1L shape chunk
        let leaves = List<struct (uint32 * uint32 * uint64[] * uint64)>()

        if total > 0UL && address <> Hdf5Format.nowhere then
            chunkLeaves source rank 32 leaves address

        if total > 0UL && int64 leaves.Count <> expected then
            Hdf5Source.Fail $"{leaves.Count} of {expected} chunks are in the file"

        // Once as bytes, once as numbers.
        source.Charge(2L * int64 total)
        let target = Array.zeroCreate<byte>(int total)
        let seen = HashSet<string>()

        for struct (size, mask, place, address) in leaves do
            let offset = Array.init rank (fun axis -> int64 place[axis])
            let fits axis = offset[axis] >= 0L && offset[axis] < shape[axis] && offset[axis] % chunk[axis] = 0L

            if not (Seq.forall fits (seq { 0 .. rank - 1 })) || not (seen.Add(String.Join(',', offset))) then
                Hdf5Source.Fail "a chunk lies outside of its dataset or on another"

            source.Charge(int64 chunkBytes)
            let active = filters |> List.indexed |> List.filter (fun (i, _) -> (mask >>> i) &&& 1u = 0u) |> List.map snd
            let bytes = List.fold (undo (int chunkBytes)) (source.Bytes(address, uint64 size)) (List.rev active)

            if uint64 bytes.Length <> chunkBytes then
                Hdf5Source.Fail "a chunk has not the size that its dataset declares"

            placeChunk shape chunk offset elementSize bytes target

        target

    /// Decodes a layout message and gives what fills memory with the dataset's elements. Nothing large is taken before
    /// the bytes are known to be in the file.
    let storage (source: Hdf5Source) (filters: Filter list) (shape: int64[]) elementSize (body: byte[]) : Hdf5Fill =
        let cursor = Hdf5Cursor body
        let version, layout = cursor.U8(), cursor.U8()
        let total = Hdf5Format.byteCount shape elementSize

        let copy (bytes: byte[]) =
            if uint64 bytes.Length <> total then
                Hdf5Source.Fail $"holds {bytes.Length} bytes, its shape and type need {total}"

            Hdf5Fill(fun target -> bytes.AsSpan().CopyTo target)

        match version, layout with
        | (3 | 4), 0 -> copy (cursor.Bytes(cursor.U16()))
        | (3 | 4), 1 ->
            let address, size = cursor.U64(), cursor.U64()

            if total = 0UL then
                Hdf5Fill(fun _ -> ())
            elif address = Hdf5Format.nowhere then
                Hdf5Source.Fail "its values were never written"
            elif size < total then
                Hdf5Source.Fail $"holds {size} bytes, its shape and type need {total}"
            else
                source.Visit(address, "the data of a dataset")
                source.Check(address, total)
                Hdf5Fill(fun target -> source.Fill(address, target))
        | 3, 2 -> copy (chunked source filters shape elementSize cursor)
        | _, 3 -> Hdf5Source.Fail "virtual datasets, which refer to other files, are refused"
        | _ -> Hdf5Source.Fail $"HDF5 storage layout {layout} of version {version} is not supported"
