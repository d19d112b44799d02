namespace Functional

open System
open System.Runtime.InteropServices
open TorchSharp

/// Which numbers a place in a model takes.
type internal Bounds = {
    Low: float
    High: float
    /// Whether there are no fractions between.
    Whole: bool
    /// Whether NaN and infinities are numbers like others.
    Special: bool
    /// One that is taken wherever it lies; NaN for none.
    Exempt: float
} with

    static member Indices(count: int64, exempt: int option) = {
        Low = 0.0
        High = float count - 1.0
        Whole = true
        Special = false
        Exempt = exempt |> Option.map float |> Option.defaultValue nan
    }

    static member Finite = {
        Low = Double.MinValue
        High = Double.MaxValue
        Whole = false
        Special = false
        Exempt = nan
    }

    member inline this.Has(x: float) =
        (x >= this.Low && x <= this.High && (not this.Whole || x = Math.Floor x))
        || x = this.Exempt
        || (this.Special && not (Double.IsFinite x))

/// Looks at the numbers of tensors one by one.
[<RequireQualifiedAccess>]
module internal Numbers =

    let inline private findIn (bounds: Bounds) (number: 'element -> float) (elements: Span<'element>) =
        let mutable found = ValueNone
        let mutable i = 0
        while found.IsNone && i < elements.Length do
            let x = number elements[i]
            if not (bounds.Has x) then
                found <- ValueSome(struct (x, i))
            i <- i + 1
        found

    let private findInBytes (bounds: Bounds) (dtype: DType) (bytes: Span<byte>) =
        match dtype with
        | DType.Bool
        | DType.UInt8 -> findIn bounds float bytes
        | DType.Int8 -> findIn bounds float (MemoryMarshal.Cast<byte, sbyte> bytes)
        | DType.Int16 -> findIn bounds float (MemoryMarshal.Cast<byte, int16> bytes)
        | DType.Int32 -> findIn bounds float (MemoryMarshal.Cast<byte, int32> bytes)
        | DType.Int64 -> findIn bounds float (MemoryMarshal.Cast<byte, int64> bytes)
        | DType.Float16 -> findIn bounds float (MemoryMarshal.Cast<byte, Half> bytes)
        | DType.BFloat16
        | DType.Float32 -> findIn bounds float (MemoryMarshal.Cast<byte, float32> bytes)
        | DType.Float64 -> findIn bounds id (MemoryMarshal.Cast<byte, float> bytes)
        | DType.String -> ValueNone

    /// The first number outside of the bounds, and its sample.
    let tryOutside (bounds: Bounds) (tensor: Tensor) : (float * int64) option =
        let dtype = Tensors.dtype tensor.dtype
        let stored = if dtype = DType.BFloat16 then torch.ScalarType.Float32 else tensor.dtype
        let mutable found = None
        let mutable before = 0L
        let look (part: Tensor) =
            if found.IsNone then
                use here = part.``to`` (stored, torch.CPU)
                use dense = here.contiguous ()
                match findInBytes bounds dtype dense.bytes with
                | ValueSome(struct (number, place)) -> found <- Some(number, before + int64 place)
                | ValueNone -> before <- before + part.numel ()
        for part in OneThread.parts tensor do
            use part = part
            look part
        found
        |> Option.map (fun (number, place) ->
            number, (if tensor.Dimensions = 0L then 0L else place / (tensor.numel () / tensor.size 0)))

    /// What a dtype takes of the numbers of another one; nothing where it takes all. A float may round what it takes.
    let cast (from: DType) (into: DType) : Bounds option =
        let low, high = DType.range into
        let fromLow, fromHigh = DType.range from
        if (into.IsFloat || not from.IsFloat) && low <= fromLow && high >= fromHigh then
            None
        else
            Some { Low = low; High = high; Whole = not into.IsFloat; Special = into.IsFloat; Exempt = nan }

    /// Bounds in words.
    let words (bounds: Bounds) =
        if bounds.Whole then
            $"whole numbers in [%.0f{bounds.Low}, %.0f{bounds.High}]"
        else
            $"numbers in [{bounds.Low}, {bounds.High}]"
