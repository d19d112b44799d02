namespace Functional

open System
open System.Collections.Generic
open TorchSharp

/// What a program for data depends on: the type and the sizes of a tensor. Sizes that the output beside it does not know are unknown here
/// too, so that sequences of every length have one program.
[<Struct>]
type internal Signature = {
    Type: torch.ScalarType
    /// Nothing for a tensor that is absent.
    Shape: Shape voption
    /// From this axis on a size of 1 is known, for there it may stand for a whole axis, or be dropped.
    Ones: int
} with

    static member private Of(tensor: Tensor, output: Shape, ones: int) =
        let dims =
            tensor.shape
            |> Array.mapi (fun axis size ->
                if axis = 0 then
                    Dim.Unknown "batch"
                else
                    match List.tryItem axis output.Dims with
                    | Some(Dim.Unknown name) when size <> 1L || axis < ones -> Dim.Unknown name
                    | _ -> Dim.Known size)
        { Type = tensor.dtype; Shape = ValueSome(Shape.ofDims (List.ofArray dims)); Ones = ones }

    static member private Absent = { Type = torch.ScalarType.Byte; Shape = ValueNone; Ones = 0 }

    /// Of the targets of an output.
    static member OfTarget(tensor: Tensor, output: Shape) =
        if isNull tensor then
            Signature.Absent
        else
            let rank = int tensor.Dimensions
            Signature.Of(tensor, output, (if rank < output.Rank then rank else max 1 (rank - 1)))

    /// Of the weights of an output.
    static member OfWeight(tensor: Tensor, output: Shape) =
        if isNull tensor then Signature.Absent else Signature.Of(tensor, output, 1)

    member this.Fits(tensor: Tensor) =
        match this.Shape with
        | ValueNone -> isNull tensor
        | ValueSome shape ->
            let rank = shape.Rank
            let mutable fits = not (isNull tensor) && tensor.dtype = this.Type && tensor.Dimensions = int64 rank
            let mutable axis = 0
            let mutable dims = shape.Dims
            while fits && axis < rank do
                let size = tensor.size axis
                fits <-
                    match dims.Head with
                    | Dim.Known known -> size = known
                    | Dim.Unknown _ -> axis = 0 || axis < this.Ones || size <> 1L
                axis <- axis + 1
                dims <- dims.Tail
            fits

/// Programs by what they do and the data they are for. Keeps the last ones that were used: data may come in any number of shapes.
[<Sealed>]
type internal ProgramCache(forget: Program -> unit) =

    // A model has a program a kind of step, and few shapes of data beside each other.
    static let most = 24

    // The last one that was used comes first.
    let entries = List<struct (string * Signature[] * Program)>()

    let fits (signatures: Signature[]) (tensors: Tensor[]) =
        let mutable fits = signatures.Length = tensors.Length
        let mutable i = 0
        while fits && i < tensors.Length do
            fits <- signatures[i].Fits tensors[i]
            i <- i + 1
        fits

    let drop at =
        let struct (_, _, program) = entries[at]
        entries.RemoveAt at
        forget program
        (program :> IDisposable).Dispose()

    /// The program of that name for data like these, if there is one. Looking it up makes nothing.
    member _.TryFind(name: string, tensors: Tensor[]) : Program voption =
        let mutable at = 0
        let mutable isThere = false
        while not isThere && at < entries.Count do
            let struct (name', signatures, _) = entries[at]
            if String.Equals(name, name') && fits signatures tensors then isThere <- true else at <- at + 1
        if not isThere then
            ValueNone
        else
            let entry = entries[at]
            let struct (_, _, program) = entry
            if at > 0 then
                entries.RemoveAt at
                entries.Insert(0, entry)
            ValueSome program

    member _.Add(name: string, signatures: Signature[], program: Program) =
        if entries.Count = most then
            drop (most - 1)
        entries.Insert(0, struct (name, signatures, program))

    member _.All = [ for struct (name, signatures, program) in entries -> name, signatures, program ]

    member _.Clear() =
        while entries.Count > 0 do
            drop (entries.Count - 1)
