namespace Functional

open System
open System.Collections.Generic
open System.Runtime.InteropServices
open TorchSharp

/// Weights of samples by their classes. Keras: <c>class_weight</c>.
[<RequireQualifiedAccess>]
module internal ClassWeights =

    let private fail message = raise (DataException message)

    let private numbers (target: Tensor) : float[] =
        use wide = OneThread.copy torch.ScalarType.Float64 target
        use here = wide.``to`` torch.CPU
        (MemoryMarshal.Cast<byte, float> here.bytes).ToArray()

    // Keras: the largest of several numbers along the last axis, or the number, rounded; halves to even.
    let private classes (target: Tensor) : float[] =
        let sizes = Tensors.sizes target
        let width = if sizes.Length > 1 then int (Array.last sizes) else 1
        let numbers = numbers target
        if int64 (numbers.Length / width) <> sizes[0] then
            fail $"classWeight needs one class for each sample, got targets of shape {Shape.known sizes}"
        if width = 1 then
            numbers |> Array.map Math.Round
        else
            numbers |> Array.chunkBySize width |> Array.map (fun row -> float (Array.IndexOf(row, Array.max row)))

    /// The weight of each sample's class; 1 for a class without one.
    let ofTargets (weights: IReadOnlyDictionary<int, float>) (target: Tensor) : HostArray =
        for entry in weights do
            if not (Double.IsFinite entry.Value) then
                fail $"classWeight must be finite numbers, got {entry.Value} for class {entry.Key}"
        let weightOf (number: float) =
            // Other numbers are no class, and as integers they would be some.
            if abs number <= float Int32.MaxValue then
                match weights.TryGetValue(int number) with
                | true, weight -> float32 weight
                | _ -> 1f
            else
                1f
        HostArray.Of(classes target |> Array.map weightOf)
