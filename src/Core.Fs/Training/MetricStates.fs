namespace Functional

open System
open System.Collections.Generic
open TorchSharp

/// What the metrics of a compiled model keep while a run goes, in a store of its trainer's own, and what they come to.
[<Sealed>]
type internal MetricStates(store: TensorStore, context: RunContext) =

    let states = HashSet<Key>()
    // How states begin that do not begin at zero.
    let starts = new TensorStore(store.Device)
    let mutable results: (string list * Expr) list = []
    let mutable program: Program = Unchecked.defaultof<_>

    /// Makes the states of an objective that are not there yet.
    member _.Ensure(objective: Objective) =
        let fresh = objective.States |> List.filter (fun state -> states.Add state.Key)
        let atZero, others = fresh |> List.partition (fun state -> state.Rule.Initializer = Initializer.Zeros)
        for state in atZero do
            store.Put(state.Key, torch.zeros (state.Shape, Tensors.scalarType state.DType, store.Device))
        if not others.IsEmpty then
            for state, start in List.zip others (Weights.begins store.Device context.Seed others) do
                store.Put(state.Key, start.clone ())
                starts.Put(state.Key, start)
        if results.IsEmpty then
            results <- objective.Results
            program <- Program.compile store.Device context [] [] (results |> List.map snd)

    /// Sets all states back to their start.
    member _.Reset() =
        use _ = torch.no_grad ()
        for key in states do
            store[key]
            |> Tensors.inPlace (fun state -> if starts.Contains key then state.copy_ starts[key] else state.zero_ ())

    /// Every number that is followed, by name, read back from the device. <c>run</c> runs the program of the results.
    member _.Logs(run: Program -> Tensor[]) : (string * float) list =
        if results.IsEmpty then
            []
        else
            let values = run program
            let logs =
                results |> List.mapi (fun i (names, _) -> List.zip names (Tensors.toFloats values[i])) |> List.concat
            for value in values do
                value.Dispose()
            logs

    interface IDisposable with
        member _.Dispose() =
            if not (isNull (box program)) then
                (program :> IDisposable).Dispose()
            (starts :> IDisposable).Dispose()
