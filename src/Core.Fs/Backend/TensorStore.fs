namespace Functional

open System
open System.Collections.Generic
open System.Threading
open TorchSharp

/// Where the training of a model stands: what the order of its samples and its random numbers go by, beside its seed. They are facts of
/// the model, which outlast runs, optimizers and files.
type Position = {
    /// Epochs begun. The next one's order of samples follows from it.
    Epochs: int
    /// Training steps made. The next one's random numbers follow from it.
    Steps: int64
    /// Calls for outputs as training has them, with random numbers of their own.
    Calls: int64
    /// The epoch that gave its order to a pass over a stream which the last epoch did not finish.
    PassEpoch: int
    /// Batches that were taken of that pass; 0 where there is none.
    PassBatches: int
} with

    static member Start = { Epochs = 0; Steps = 0L; Calls = 0L; PassEpoch = 0; PassBatches = 0 }

/// The tensors that stay between steps, by key: weights, moving statistics, optimizer slots, metric totals. Owns them: they go when
/// the store is disposed, or, each by itself, when nobody holds the store any more and no run reads them.
[<Sealed>]
type TensorStore(device: torch.Device) =
    static let mutable last = 0L
    let tensors = Dictionary<Key, Tensor>()
    let identities = Dictionary<Key, int64>()
    let mutable version = 0
    let mutable revision = 0L
    let mutable pressure = 0L

    let sizeOf (tensor: Tensor) = tensor.numel () * int64 tensor.ElementSize

    // The collector does not see native memory; without this it would let dropped models pile up.
    let account (delta: int64) =
        pressure <- pressure + delta
        if delta > 0L then
            GC.AddMemoryPressure delta
        elif delta < 0L then
            GC.RemoveMemoryPressure -delta

    let free () =
        for tensor in tensors.Values do
            tensor.Dispose()
        tensors.Clear()
        account -pressure

    member _.Device = device
    /// Where the training stands that these are of.
    member val Position = Position.Start with get, set
    /// Rises when a tensor object is replaced, so that those who hold on to the objects look again.
    member _.Version = version
    /// Rises when any value changes; what is computed from weights holds for one revision.
    member _.Revision = revision
    /// Says that tensors were changed in place.
    member _.Touch() = revision <- revision + 1L
    member _.Keys = tensors.Keys |> List.ofSeq
    member _.Contains key = tensors.ContainsKey key

    /// The tensor of a key; it stays the store's.
    member _.Item
        with get (key: Key) =
            match tensors.TryGetValue key with
            | true, tensor -> tensor
            | _ ->
                raise (
                    ConfigurationException
                        $"{key}: a model must have the same weights whenever its graph is made, got a new one; layers that a layer applies must be made outside of Call"
                )

    /// Takes a tensor over.
    member _.Put(key: Key, tensor: Tensor) =
        match tensors.TryGetValue key with
        | true, old ->
            account -(sizeOf old)
            old.Dispose()
        | _ -> ()
        tensors[key] <- tensor
        identities[key] <- Interlocked.Increment &last
        account (sizeOf tensor)
        version <- version + 1
        revision <- revision + 1L

    /// A number for the memory of a key: that of another store which has the same memory.
    member _.Identity(key: Key) : int64 = identities.GetValueOrDefault key

    /// Takes the memory that another store has for a key, which stays there too.
    member this.Share(key: Key, other: TensorStore, there: Key) =
        this.Put(key, other[there].detach())
        identities[key] <- other.Identity there

    /// Writes values into the tensor of a key, which keeps its memory layout, or makes a new one.
    member this.Set(key: Key, array: HostArray) =
        match tensors.TryGetValue key with
        | true, old when old.shape = array.Shape && old.dtype = Tensors.scalarType array.DType ->
            use values = Tensors.ofHost device array
            use _ = torch.no_grad ()
            old.copy_ values |> ignore
            revision <- revision + 1L
        | _ -> this.Put(key, Tensors.ofHost device array)

    /// A copy of the values of a key.
    member this.Get(key: Key) : HostArray = Tensors.toHost this[key]

    member _.Remove(key: Key) =
        match tensors.TryGetValue key with
        | true, old ->
            tensors.Remove key |> ignore
            identities.Remove key |> ignore
            account -(sizeOf old)
            old.Dispose()
            version <- version + 1
        | _ -> ()

    /// A store with copies of all tensors, in the same memory layouts.
    member this.Clone() : TensorStore =
        let copy = new TensorStore(device, Position = this.Position)
        use _ = torch.no_grad ()
        for entry in tensors do
            use detached = entry.Value.detach ()
            let fresh = torch.empty_strided (detached.shape, detached.stride (), detached.dtype, detached.device)
            copy.Put(entry.Key, fresh.copy_ detached)
        copy

    interface IDisposable with
        member this.Dispose() =
            free ()
            GC.SuppressFinalize this

    // For a model that was dropped without being disposed. Its tensors are not freed here: a run that began while somebody still held
    // the store may be reading them. What nobody reads frees itself.
    override _.Finalize() = account -pressure
