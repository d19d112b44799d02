namespace Functional

open System
open System.Collections.Generic
open TorchSharp

/// What a program for data depends on: types, and sizes but for the number of samples.
[<Struct>]
type internal Signature = {
    Type: torch.ScalarType
    /// Of all axes but the first.
    Sizes: int64[]
} with

    static member Of(tensors: Tensor[]) =
        tensors
        |> Array.map (fun tensor ->
            if isNull tensor then
                { Type = torch.ScalarType.Byte; Sizes = null }
            else
                { Type = tensor.dtype; Sizes = Array.skip (min 1 tensor.shape.Length) tensor.shape })

    member this.Fits(tensor: Tensor) =
        if isNull tensor || isNull this.Sizes then
            isNull tensor && isNull this.Sizes
        else
            let mutable fits = tensor.dtype = this.Type && max 1L tensor.Dimensions = int64 this.Sizes.Length + 1L
            for i in 0 .. this.Sizes.Length - 1 do
                fits <- fits && tensor.size (i + 1) = this.Sizes[i]
            fits

/// Programs by what they do and the data they are for.
[<Sealed>]
type internal ProgramCache() =
    let entries = List<struct (string * Signature[] * Program)>()

    let fits (signatures: Signature[]) (tensors: Tensor[]) =
        let mutable fits = signatures.Length = tensors.Length
        let mutable i = 0
        while fits && i < tensors.Length do
            fits <- signatures[i].Fits tensors[i]
            i <- i + 1
        fits

    /// The program of that name for data like these, built when there is none yet. Looking one up makes nothing.
    member _.Get(name: string, tensors: Tensor[], build: unit -> Program) : Program =
        let mutable found = Unchecked.defaultof<Program>
        let mutable i = 0
        while isNull (box found) && i < entries.Count do
            let struct (name', signatures, program) = entries[i]
            if String.Equals(name, name') && fits signatures tensors then
                found <- program
            i <- i + 1
        if isNull (box found) then
            found <- build ()
            entries.Add(struct (name, Signature.Of tensors, found))
        found

    member _.All = [ for struct (name, signatures, program) in entries -> name, signatures, program ]

    member _.Clear() =
        for struct (_, _, program) in entries do
            (program :> IDisposable).Dispose()
        entries.Clear()
