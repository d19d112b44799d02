namespace Functional

open System
open System.Collections.Generic
open TorchSharp

/// Functions of <c>keras.ops</c> on values. A function is a program of its own, kept for the next values of the same types and sizes.
[<RequireQualifiedAccess>]
module Eager =

    // Data may come in any number of sizes.
    let private most = 128

    let private programs = Dictionary<FunctionCall * (DType * int64 list) list, Program>()
    let private order = Queue<FunctionCall * (DType * int64 list) list>()

    let private programOf (call: FunctionCall) (values: HostArray list) =
        let key = call, values |> List.map (fun value -> value.DType, List.ofArray value.Shape)
        match programs.TryGetValue key with
        | true, program -> program
        | _ ->
            let inputs = values |> List.mapi (fun i value -> Ops.input $"x{i}" (Shape.known value.Shape) value.DType)
            let names = call.Function.Parameters |> List.map _.Name
            let call = { call with Arguments = List.map2 call.Function.OnValues names call.Arguments }
            let outputs = call.Apply inputs
            Layer.requireAllHeld outputs
            let program = Program.compile torch.CPU (RunContext()) inputs [] outputs
            if programs.Count = most then
                let _, oldest = programs.Remove(order.Dequeue())
                (oldest :> IDisposable).Dispose()
            programs[key] <- program
            order.Enqueue key
            program

    /// The results of a function for values, on the CPU. Raises what building a model with the call would raise.
    let compute (call: FunctionCall) (values: HostArray list) : HostArray list =
        NativeLibraries.ensure ()
        let run () =
            let program = programOf call values
            let tensors = values |> List.map (Tensors.ofHost torch.CPU) |> Array.ofList
            try
                let results = Threads.using (Threads.count ()) (fun () -> program.Run(tensors, [||]))
                try
                    results |> Array.map Tensors.toHost |> List.ofArray
                finally
                    for result in results do
                        result.Dispose()
            finally
                for tensor in tensors do
                    tensor.Dispose()
        // The program must not be dropped while it runs.
        NativeFailure.within (fun () -> lock programs run)
