namespace Functional

open System
open System.Collections.Generic
open System.IO
open System.Text

/// <summary>Reads an HDF5 file's groups, attributes and datasets: what h5py writes with its default settings (all of Keras's
/// files) and what PureHDF writes. Written for files of unknown origin: links out of the file are refused, every structure is
/// read once, every size is checked first. (PureHDF's own reader follows links, takes memory before it checks, and can
/// run without end on damaged files.)</summary>
type internal Hdf5Reader(stream: Stream) =
    let source = Hdf5Source stream
    let heaps = Hdf5Data.Heaps source

    // Where in the file the reader is. It stays there when a fault is raised.
    let mutable place = ""

    let within (inner: string) (work: unit -> 'T) =
        let outer = place
        place <- inner
        let result = work ()
        place <- outer
        result

    // Messages of a block of an object header of version 1 or 2, as kind and body; continuations are put aside.
    let messages version (extra: int) (bytes: byte[]) (more: Queue<uint64 * uint64>) =
        let cursor = Hdf5Cursor bytes
        let found = List<int * byte[]>()
        let headSize = if version = 1 then 8 else 4 + extra

        while cursor.Left >= headSize do
            let kind = if version = 1 then cursor.U16() else cursor.U8()
            let size = cursor.U16()
            let flags = cursor.U8()
            cursor.Skip(if version = 1 then 3 else extra)
            let body = cursor.Bytes size

            match kind with
            | 0x10 ->
                let place = Hdf5Cursor body
                more.Enqueue(place.U64(), place.U64())
            | 0x01
            | 0x03
            | 0x08
            | 0x0B
            | 0x0C when flags &&& 2 <> 0 -> Hdf5Source.Fail "named datatypes and shared messages are not supported"
            | _ -> found.Add(kind, body)

        found

    // All messages of the object whose header stands at an address (section IV.A.1).
    let header (address: uint64) =
        source.Visit(address, "an object")
        let head = source.Bytes(address, min 32UL (uint64 source.Length - min address (uint64 source.Length)))
        let cursor = Hdf5Cursor head
        let more = Queue<uint64 * uint64>()

        let version, extra, first =
            if head.Length > 0 && head[0] = 1uy then
                cursor.Skip 8
                let size = cursor.U32()
                1, 0, source.Bytes(address + 16UL, uint64 size)
            else
                cursor.Signature("OHDR", "an object header")
                let version, flags = cursor.U8(), cursor.U8()

                if version <> 2 then
                    Hdf5Source.Fail $"object header version {version} is not supported"

                if flags &&& 0x20 <> 0 then
                    cursor.Skip 16
                if flags &&& 0x10 <> 0 then
                    cursor.Skip 4
                let size = cursor.Unsigned(1 <<< (flags &&& 3))
                2, (if flags &&& 4 <> 0 then 2 else 0), source.Bytes(address + uint64 cursor.Position, size)

        let all = messages version extra first more

        while more.Count > 0 do
            let address, size = more.Dequeue()
            source.Visit(address, "a continuation of a header")
            let block = source.Bytes(address, size)

            if version = 1 then
                all.AddRange(messages version extra block more)
            elif block.Length < 8 || Encoding.Latin1.GetString(block, 0, 4) <> "OCHK" then
                Hdf5Source.Fail "a continuation of a header is damaged"
            else
                all.AddRange(messages version extra (Array.sub block 4 (block.Length - 8)) more)

        List.ofSeq all

    let body kind found = found |> List.tryPick (fun (other, body) -> if other = kind then Some body else None)

    let attributeValue elementType (shape: int64[]) (bytes: byte[]) =
        let cursor = Hdf5Cursor bytes
        let total = Hdf5Format.byteCount shape (elementType: Hdf5Type).Size

        if uint64 bytes.Length < total then
            Hdf5Source.Fail "the value of an attribute is cut off"

        let texts read =
            match shape with
            | [||] -> Hdf5Value.Text(read ())
            | _ -> Hdf5Value.Texts(List.init (int (Hdf5Format.byteCount shape 1)) (fun _ -> read ()))

        match elementType with
        | Hdf5Type.VariableText -> texts (fun () -> heaps.Text cursor)
        | Hdf5Type.FixedText(size, spacePadded) -> texts (fun () -> Hdf5Format.text (cursor.Bytes size) spacePadded)
        | Hdf5Type.Number number ->
            let fill = Hdf5Fill(fun target -> bytes.AsSpan(0, target.Length).CopyTo target)
            let array = Hdf5Data.numbers number shape fill

            match array.DType with
            | _ when shape.Length > 0 -> Hdf5Value.Numbers array
            | DType.Bool -> Hdf5Value.Flag(array.Data.GetValue 0 :?> bool)
            | dtype when dtype = DType.Float16 -> Hdf5Value.Real(float (array.Data.GetValue 0 :?> Half))
            | dtype when dtype.IsFloat -> Hdf5Value.Real(Convert.ToDouble(array.Data.GetValue 0))
            | _ -> Hdf5Value.Integer(Convert.ToInt64(array.Data.GetValue 0))

    // An attribute message (section IV.A.2.m).
    let attribute (bytes: byte[]) =
        let cursor = Hdf5Cursor bytes
        let version, flags = cursor.U8(), cursor.U8()

        if version < 1 || version > 3 || (version > 1 && flags <> 0) then
            Hdf5Source.Fail $"attributes of version {version} with flags {flags} are not supported"

        let sizes = Array.init 3 (fun _ -> cursor.U16())
        if version = 3 then
            cursor.Skip 1

        let part size =
            let start = cursor.Position
            let bytes = cursor.Bytes size
            if version = 1 then
                cursor.Align start
            bytes

        let name = Hdf5Format.text (part sizes[0]) false

        within (if place = "" then $"attribute '{name}'" else $"{place}, attribute '{name}'") (fun () ->
            let elementType = Hdf5Format.datatype (part sizes[1])
            let shape = Hdf5Format.dataspace (part sizes[2])
            name, attributeValue elementType shape (cursor.Bytes cursor.Left))

    let attributes found =
        match body 0x15 found with
        | Some info ->
            let cursor = Hdf5Cursor info
            cursor.Skip 1
            let flags = cursor.U8()
            if flags &&& 1 <> 0 then
                cursor.Skip 2

            if cursor.U64() <> Hdf5Format.nowhere then
                Hdf5Source.Fail "attributes outside of the object's header are not supported"
        | None -> ()

        found |> List.choose (fun (kind, body) -> if kind = 0x0C then Some(attribute body) else None)

    let below name = if place = "" then name else $"{place}/{name}"

    let refuseLink name kind =
        within (below name) (fun () -> Hdf5Source.Fail $"{kind} links are refused in model files")

    // A link message: name and address of its object (section IV.A.2.g).
    let link (bytes: byte[]) =
        let cursor = Hdf5Cursor bytes
        let version, flags = cursor.U8(), cursor.U8()
        let kind = if flags &&& 8 <> 0 then cursor.U8() else 0
        if flags &&& 4 <> 0 then
            cursor.Skip 8
        if flags &&& 16 <> 0 then
            cursor.Skip 1
        let length = cursor.Unsigned(1 <<< (flags &&& 3))

        if version <> 1 || length > uint64 cursor.Left then
            Hdf5Source.Fail "a link is damaged"

        let name = Encoding.UTF8.GetString(cursor.Bytes(int length))

        match kind with
        | 0 -> name, cursor.U64()
        | 1 -> refuseLink name "soft"
        | 64 -> refuseLink name "external"
        | _ -> refuseLink name "user-defined"

    // Names and addresses of a group of the older form: B-tree, symbol tables, local heap (sections III.A.1, III.B to D).
    let symbolTable (bytes: byte[]) =
        let cursor = Hdf5Cursor bytes
        let tree, heapAddress = cursor.U64(), cursor.U64()
        source.Visit(heapAddress, "a local heap")
        let head = Hdf5Cursor(source.Bytes(heapAddress, 32UL))
        head.Signature("HEAP", "a local heap")
        head.Skip 4
        let size = head.U64()
        head.Skip 8
        let heap = source.Bytes(head.U64(), size)
        let found = List<string * uint64>()

        let entries address =
            source.Visit(address, "a symbol table")
            let head = Hdf5Cursor(source.Bytes(address, 8UL))
            head.Signature("SNOD", "a symbol table")
            head.Skip 2
            let count = head.U16()
            let cursor = Hdf5Cursor(source.Bytes(address + 8UL, uint64 count * 40UL))

            for _ in 1..count do
                let nameOffset, target, kind = cursor.U64(), cursor.U64(), cursor.U32()
                cursor.Skip 20

                if nameOffset >= uint64 heap.Length then
                    Hdf5Source.Fail "a name is outside of its heap"

                let end' = Array.IndexOf(heap, 0uy, int nameOffset)
                let length = (if end' < 0 then heap.Length else end') - int nameOffset
                source.Charge(int64 length)
                let name = Encoding.UTF8.GetString(heap, int nameOffset, length)
                if kind = 2u then
                    refuseLink name "soft"
                found.Add(name, target)

        let rec node limit address =
            source.Visit(address, "a group's index")
            let head = Hdf5Cursor(source.Bytes(address, 24UL))
            head.Signature("TREE", "a group's index")
            let kind, level, used = head.U8(), head.U8(), head.U16()

            if kind <> 0 || level >= limit then
                Hdf5Source.Fail "a group's index is damaged"

            let cursor = Hdf5Cursor(source.Bytes(address + 24UL, uint64 used * 16UL))

            for _ in 1..used do
                cursor.Skip 8
                let child = cursor.U64()
                if level = 0 then entries child else node level child

        node 32 tree
        List.ofSeq found

    let links found =
        match body 0x02 found with
        | Some info ->
            let cursor = Hdf5Cursor info
            cursor.Skip 1
            let flags = cursor.U8()
            if flags &&& 1 <> 0 then
                cursor.Skip 8

            if cursor.U64() <> Hdf5Format.nowhere then
                Hdf5Source.Fail "groups stored in a heap (h5py's libver='latest') are not supported"
        | None -> ()

        match body 0x11 found with
        | Some table -> symbolTable table
        | None -> found |> List.choose (fun (kind, body) -> if kind = 0x06 then Some(link body) else None)

    let dataset found =
        if (body 0x07 found).IsSome then
            Hdf5Source.Fail "data in other files (external storage) is refused"

        match body 0x03 found, body 0x01 found, body 0x08 found with
        | Some datatype, Some dataspace, Some layout ->
            let shape = Hdf5Format.dataspace dataspace

            let number =
                match Hdf5Format.datatype datatype with
                | Hdf5Type.Number number -> number
                | _ -> Hdf5Source.Fail "a dataset of texts is not a model's weight"

            let filters = body 0x0B found |> Option.map Hdf5Data.filters |> Option.defaultValue []
            let fill = Hdf5Data.storage source filters shape number.Size layout
            let marked = attributes found |> List.contains ("dtype", Hdf5Value.Text "bfloat16")

            match number with
            | Hdf5Number.U16
            | Hdf5Number.I16 when marked -> Hdf5Data.numbers Hdf5Number.BF16 shape fill
            | Hdf5Number.F32 when marked -> { Hdf5Data.numbers number shape fill with DType = DType.BFloat16 }
            | _ -> Hdf5Data.numbers number shape fill
        | _ -> Hdf5Source.Fail "a dataset without type or shape"

    let rec item depth address =
        let found = header address
        let has kind = (body kind found).IsSome

        if has 0x08 then Hdf5Item.Dataset(dataset found)
        elif has 0x11 || has 0x02 || has 0x06 || has 0x0A then Hdf5Item.Group(group depth found)
        else Hdf5Source.Fail "neither a group nor a dataset"

    and group depth found =
        if depth > Hdf5Format.depthLimit then
            Hdf5Source.Fail $"groups nest more than {Hdf5Format.depthLimit} deep"

        let names = HashSet<string>()

        let child (name: string, address) =
            let path = below name

            if path.Length > Hdf5Format.pathLimit then
                Hdf5Source.Fail $"holds an object whose path is longer than {Hdf5Format.pathLimit} characters"

            within path (fun () ->
                if name = "" || name = "." || name.Contains '/' || not (names.Add name) then
                    Hdf5Source.Fail "a name that is empty, has a slash or stands twice in its group"

                name, item (depth + 1) address)

        { Attributes = attributes found; Children = List.map child (links found) }

    /// The object that is being read, or that could not be.
    member _.Place = place

    /// Reads the whole file.
    member _.Root() =
        let head = source.Bytes(0UL, min 64UL (uint64 source.Length))

        if head.Length < 8 || not (head.AsSpan(0, 8).SequenceEqual(Hdf5Format.signature.AsSpan())) then
            Hdf5Source.Fail "not an HDF5 file"

        let cursor = Hdf5Cursor head
        cursor.Skip 8
        let version = cursor.U8()

        let root, fileEnd =
            match version with
            | 0 ->
                cursor.Skip 4
                let sizes = cursor.U8(), cursor.U8()
                cursor.Skip 9
                let start = cursor.U64()
                cursor.Skip 8
                let fileEnd = cursor.U64()
                let tail = Hdf5Cursor(source.Bytes(64UL, 8UL))
                if sizes <> (8, 8) || start <> 0UL then
                    Hdf5Source.Fail "addresses of another size than 8 bytes"
                tail.U64(), fileEnd
            | 2
            | 3 ->
                let sizes = cursor.U8(), cursor.U8()
                cursor.Skip 1
                let start = cursor.U64()
                cursor.Skip 8
                let fileEnd = cursor.U64()
                if sizes <> (8, 8) || start <> 0UL then
                    Hdf5Source.Fail "addresses of another size than 8 bytes"
                cursor.U64(), fileEnd
            | _ -> Hdf5Source.Fail $"HDF5 superblock version {version} is not supported"

        if fileEnd > uint64 source.Length then
            Hdf5Source.Fail $"truncated: {source.Length} of {fileEnd} bytes are there"

        match item 0 root with
        | Hdf5Item.Group group -> group
        | Hdf5Item.Dataset _ -> Hdf5Source.Fail "the file's root is not a group"
