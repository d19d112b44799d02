namespace Functional

open System
open System.Buffers.Binary
open System.Text

/// <summary>
/// Reads the version-needs table of a 64-bit little-endian ELF library, and can make one version optional.
/// </summary>
/// <remarks>
/// The table is found as the system's loader finds it: program headers, dynamic segment, <c>DT_VERNEED</c>.
/// Formats: System V gABI (ELF header, program headers, dynamic section) and the LSB's symbol versioning chapter.
/// Every offset comes from the file and is checked before it is followed, so a damaged file is an
/// <c>Error</c> of one line.
/// </remarks>
[<RequireQualifiedAccess>]
module internal ElfNeeds =

    /// One version of one library that must be there for the file to load.
    type VersionNeed = {
        /// File name of the library that has to define the version, such as <c>libstdc++.so.6</c>.
        File: string
        /// Name of the version, such as <c>GLIBCXX_3.4.32</c>.
        Version: string
        /// Whether the loader only warns when the version is missing.
        IsWeak: bool
        /// Number by which symbols refer to this version.
        Index: int
        /// Offset in the file of the 16-bit flags.
        FlagsOffset: int
    }

    [<Literal>]
    let private WeakFlag = 0x2us

    exception private Malformed of string

    let private malformed text = raise (Malformed text)

    /// Tags of the dynamic section that are used here.
    [<RequireQualifiedAccess>]
    module private Tag =
        let relocationsSize = 2L // DT_PLTRELSZ
        let strings = 5L // DT_STRTAB
        let addendRelocations = 7L // DT_RELA
        let addendRelocationsSize = 8L // DT_RELASZ
        let jumpRelocations = 23L // DT_JMPREL
        let symbolVersions = 0x6ffffff0L // DT_VERSYM
        let versionNeeds = 0x6ffffffeL // DT_VERNEED
        let versionNeedsCount = 0x6fffffffL // DT_VERNEEDNUM

    let private slice (image: byte[]) (offset: int64) length =
        if offset < 0L || offset > int64 image.Length - int64 length then
            malformed $"offset {offset} is outside the file of {image.Length} bytes"

        ReadOnlySpan(image, int offset, length)

    let private u16 image offset = BinaryPrimitives.ReadUInt16LittleEndian(slice image offset 2)
    let private u32 image offset = int64 (BinaryPrimitives.ReadUInt32LittleEndian(slice image offset 4))
    let private i64 image offset = BinaryPrimitives.ReadInt64LittleEndian(slice image offset 8)

    let private text (image: byte[]) offset =
        (slice image offset 1).Length |> ignore
        let length = Array.IndexOf(image, 0uy, int offset) - int offset

        if length < 0 then
            malformed $"the name at {offset} has no end"

        Encoding.ASCII.GetString(image, int offset, length)

    type private Segment = { Address: int64; Offset: int64; Size: int64 }

    let private segments image (kind: int64) = [
        let headers = i64 image 32L
        let size = int64 (u16 image 54L)

        for index in 0L .. int64 (u16 image 56L) - 1L do
            let header = headers + index * size

            if u32 image header = kind then
                {
                    Offset = i64 image (header + 8L)
                    Address = i64 image (header + 16L)
                    Size = i64 image (header + 32L)
                }
    ]

    /// The offset in the file of what the loader will put at an address.
    let private offsetOf loaded address =
        loaded
        |> List.tryFind (fun segment -> address >= segment.Address && address - segment.Address < segment.Size)
        |> function
            | Some segment -> address - segment.Address + segment.Offset
            | None -> malformed $"address 0x{address:x} is in no loaded segment"

    /// What the loader reads of a file: the parts that it maps, and the table that leads to all others.
    type private Dynamic = { Loaded: Segment list; Table: Segment }

    let private readDynamic image =
        if Array.length image < 64 then
            malformed $"{image.Length} bytes are less than an ELF header"

        if u32 image 0L <> 0x464c457fL then
            malformed "it does not begin with the ELF mark"

        // EI_CLASS = ELFCLASS64 and EI_DATA = ELFDATA2LSB.
        if u16 image 4L <> 0x0102us then
            malformed "it is not a 64-bit little-endian ELF file"

        match segments image 2L with
        | [ table ] -> { Loaded = segments image 1L; Table = table }
        | found -> malformed $"it has {found.Length} dynamic segments"

    /// The value of an entry of the dynamic section, 0 if there is none.
    let private valueOf image dynamic tag =
        let rec search offset =
            if offset + 16L > dynamic.Table.Offset + dynamic.Table.Size then 0L
            elif i64 image offset = tag then i64 image (offset + 8L)
            else search (offset + 16L)

        search dynamic.Table.Offset

    /// The offset of a table that an entry of the dynamic section points to.
    let private tableAt image dynamic tag =
        match valueOf image dynamic tag with
        | 0L -> None
        | address -> Some(offsetOf dynamic.Loaded address)

    let private readNeeds image dynamic =
        match tableAt image dynamic Tag.versionNeeds, tableAt image dynamic Tag.strings with
        | Some first, Some strings ->
            // Both lists are chains of relative offsets, each with a count; no library comes near the limit.
            let limit = 1000L

            let rec libraries offset left = [
                if left > 0L then
                    let file = text image (strings + u32 image (offset + 4L))
                    yield!
                        versions file (offset + u32 image (offset + 8L)) (min limit (int64 (u16 image (offset + 2L))))
                    let next = u32 image (offset + 12L)

                    if next <> 0L then
                        yield! libraries (offset + next) (left - 1L)
            ]

            and versions file offset left = [
                if left > 0L then
                    {
                        File = file
                        Version = text image (strings + u32 image (offset + 8L))
                        IsWeak = u16 image (offset + 4L) &&& WeakFlag <> 0us
                        Index = int (u16 image (offset + 6L))
                        FlagsOffset = int (offset + 4L)
                    }

                    let next = u32 image (offset + 12L)

                    if next <> 0L then
                        yield! versions file (offset + next) (left - 1L)
            ]

            let count = valueOf image dynamic Tag.versionNeedsCount
            libraries first (min count limit)
        | _ -> []

    /// Whether a relocation refers to a symbol of a version: whether code or data of the file uses it.
    let private isUsed image dynamic index =
        match tableAt image dynamic Tag.symbolVersions with
        | None -> false
        | Some symbolVersions ->
            let usedIn table size =
                match tableAt image dynamic table with
                | Some first ->
                    let size = valueOf image dynamic size
                    let mutable used = false
                    let mutable offset = first

                    while not used && offset < first + size do
                        let symbol = u32 image (offset + 12L)
                        // The highest bit marks a hidden symbol.
                        used <- symbol <> 0L && int (u16 image (symbolVersions + 2L * symbol)) &&& 0x7fff = index
                        offset <- offset + 24L

                    used
                | _ -> false

            usedIn Tag.addendRelocations Tag.addendRelocationsSize || usedIn Tag.jumpRelocations Tag.relocationsSize

    let private reading action =
        try
            action ()
        with Malformed text ->
            Error $"not a library that can be read: {text}"

    /// <summary>Every version that the library needs, in the order of its table.</summary>
    /// <param name="image">The whole file.</param>
    let versionNeeds (image: byte[]) : Result<VersionNeed list, string> =
        reading (fun () -> Ok(readNeeds image (readDynamic image)))

    /// <summary>
    /// A copy of the library in which a version may be missing: <c>VER_FLG_WEAK</c> is set where it is needed, and
    /// nothing else differs.
    /// </summary>
    /// <param name="version">Name of the version. It is an error if the library does not need it, or uses it.</param>
    /// <param name="image">The whole file; it is not changed.</param>
    let weaken (version: string) (image: byte[]) : Result<byte[], string> =
        reading (fun () ->
            let dynamic = readDynamic image

            match readNeeds image dynamic |> List.filter (fun need -> need.Version = version) with
            | [] -> Error $"the library does not need {version}"
            | needs when needs |> List.exists (fun need -> isUsed image dynamic need.Index) ->
                Error $"the library uses symbols of {version}"
            | needs ->
                let copy = Array.copy image

                for need in needs do
                    copy[need.FlagsOffset] <- copy[need.FlagsOffset] ||| byte WeakFlag

                Ok copy)
