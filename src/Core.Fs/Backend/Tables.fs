namespace Functional

open System
open System.Numerics
open System.Runtime.InteropServices
open TorchSharp

/// Rows of tables, read and added to by .NET where they are few and narrow: libtorch takes 50 ns to add a row, whatever its width,
/// and some microseconds for each table. No gradients are tracked here.
[<RequireQualifiedAccess>]
module internal Tables =

    // Beyond this many numbers libtorch's threads are faster.
    let private most = 1L <<< 20

    /// Whether rows of so many numbers altogether are to be read and added to here.
    let suit (elements: int64) (tables: Tensor[]) =
        elements <= most
        && tables
           |> Array.forall (fun table ->
               table.device_type = DeviceType.CPU
               && (table.dtype = torch.ScalarType.Float32 || table.dtype = torch.ScalarType.Float64)
               && table.is_contiguous ()
               && table.numel () * table.ElementSize < int64 Int32.MaxValue)

    let private width (table: Tensor) = int (table.size 1)

    /// The numbers in [first, first + width) of each row of a matrix, by rows of <c>stride</c>.
    [<Struct>]
    type private Columns = { First: int; Width: int; Stride: int }

    let private columns (tables: Tensor[]) =
        let widths = tables |> Array.map width
        let firsts = widths |> Array.scan (+) 0
        widths |> Array.mapi (fun i width -> { First = firsts[i]; Width = width; Stride = Array.last firsts })

    let private row rows (index: int64) =
        if uint64 index < uint64 rows then
            int index
        else
            raise (IndexOutOfRangeException $"index {index} is not in [0, {rows})")

    let private read<'number when 'number: struct and 'number: (new: unit -> 'number) and 'number :> ValueType>
        (table: Tensor)
        (indices: Span<int64>)
        i
        count
        (columns: Columns)
        (result: Tensor)
        =
        let rows = table.size 0
        let source = MemoryMarshal.Cast<byte, 'number> table.bytes
        let target = MemoryMarshal.Cast<byte, 'number> result.bytes
        for at in 0 .. indices.Length / count - 1 do
            let from = row rows indices[at * count + i]
            source
                .Slice(from * columns.Width, columns.Width)
                .CopyTo(target.Slice(at * columns.Stride + columns.First, columns.Width))

    let private add<'number
        when 'number: struct
        and 'number: (new: unit -> 'number)
        and 'number :> ValueType
        and 'number :> IAdditionOperators<'number, 'number, 'number>>
        (g: Tensor)
        (indices: Span<int64>)
        i
        count
        (columns: Columns)
        (result: Tensor)
        =
        let rows = result.size 0
        let source = MemoryMarshal.Cast<byte, 'number> g.bytes
        let target = MemoryMarshal.Cast<byte, 'number> result.bytes
        for at in 0 .. indices.Length / count - 1 do
            let into = row rows indices[at * count + i]
            let source = source.Slice(at * columns.Stride + columns.First, columns.Width)
            let target = target.Slice(into * columns.Width, columns.Width)
            let sources = MemoryMarshal.Cast<'number, Vector<'number>> source
            let targets = MemoryMarshal.Cast<'number, Vector<'number>> target
            for j in 0 .. sources.Length - 1 do
                targets[j] <- targets[j] + sources[j]
            for j in sources.Length * Vector<'number>.Count .. columns.Width - 1 do
                target[j] <- target[j] + source[j]

    let private dense (indices: Tensor) =
        use wide = indices.``to`` torch.ScalarType.Int64
        wide.contiguous ()

    /// indices (..., n), n tables → the rows that the indices name, one table's beside the other's.
    let rows (indices: Tensor) (tables: Tensor[]) : Tensor =
        use indices = dense indices
        let columns = columns tables
        let sizes = indices.shape
        sizes[sizes.Length - 1] <- int64 columns[0].Stride
        let result = torch.empty (sizes, tables[0].dtype)
        let named = MemoryMarshal.Cast<byte, int64> indices.bytes
        for i in 0 .. tables.Length - 1 do
            if result.dtype = torch.ScalarType.Float32 then
                read<float32> tables[i] named i tables.Length columns[i] result
            else
                read<float> tables[i] named i tables.Length columns[i] result
        result

    /// Gradients of tables from that of their rows: each row of the gradient is added where it was read. For one table the
    /// indices may lack their last axis.
    let gradients (g: Tensor) (indices: Tensor) (tables: Tensor[]) : Tensor[] =
        use indices = dense indices
        use g = g.contiguous ()
        let columns = columns tables
        let named = MemoryMarshal.Cast<byte, int64> indices.bytes
        let results = tables |> Array.map (fun table -> torch.zeros (table.shape, table.dtype))
        for i in 0 .. tables.Length - 1 do
            if g.dtype = torch.ScalarType.Float32 then
                add<float32> g named i tables.Length columns[i] results[i]
            else
                add<float> g named i tables.Length columns[i] results[i]
        results
