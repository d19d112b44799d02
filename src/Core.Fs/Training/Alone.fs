namespace Functional

open TorchSharp
open Functional.Layers

/// A layer by itself, without a model around it.
[<RequireQualifiedAccess>]
module Alone =

    /// What a layer makes of data in inference, with weights as a function says, or as they begin where it does not; <c>named</c> are arguments
    /// beside the inputs. Raises what building a model with it would raise, and <c>DataException</c> for data that it cannot use.
    let callWith
        (value: WeightDeclaration -> HostArray option)
        (layer: ILayer)
        (inputs: HostArray list)
        (named: CallArguments<HostArray>)
        : HostArray list =
        NativeLibraries.ensure ()
        NativeFailure.within
        <| fun () ->
            let given = inputs @ CallArguments.all named
            for value in given do
                DataCheck.readable "x" (Values.Host value)
            let mutable number = 0
            let symbol (value: HostArray) =
                number <- number + 1
                Ops.input $"x{number - 1}" (Shape.known value.Shape) value.DType
            let symbols = inputs |> List.map symbol
            let arguments = CallArguments.map (fun _ value -> symbol value) named
            let all = symbols @ CallArguments.all arguments
            let trace = Trace(Mode.Inference, Given = all)
            let name = ClassName.nameOf layer
            let outputs = Layer.call (Scope(trace).Child(name, name)) layer symbols arguments
            let built = {
                Mode = Mode.Inference
                Inputs = all
                Outputs = outputs
                OutputNames = []
                Trace = trace
            }
            let there = HostStage.known built [ for value in given -> lazy value ]
            let isNumber (x: Expr) = x.DType <> DType.String
            let computed = outputs |> List.filter (there.ContainsKey >> not)
            let results =
                if computed.IsEmpty then
                    []
                else
                    let entries = [
                        for pair in there do
                            if isNumber pair.Key then
                                pair.Key, pair.Value.Value
                    ]
                    use store = Weights.initialize torch.CPU 0L built
                    for weight in trace.Weights do
                        value weight |> Option.iter (fun known -> store.Set(weight.Key, known))
                    use program =
                        Program.compile
                            torch.CPU
                            (RunContext())
                            (List.map fst entries)
                            []
                            (Passes.run Passes.inference computed)
                    let tensors = [| for _, value in entries -> Tensors.ofHost torch.CPU value |]
                    try
                        let results = program.Run(tensors, program.Weights |> Array.map (fun (key, _, _) -> store[key]))
                        try
                            results |> Array.map Tensors.toHost |> List.ofArray
                        finally
                            for result in results do
                                result.Dispose()
                    finally
                        for tensor in tensors do
                            tensor.Dispose()
            let byExpr = dict (List.zip computed results)
            [
                for output in outputs ->
                    match there.TryGetValue output with
                    | true, value -> value.Value
                    | _ -> byExpr[output]
            ]

    /// The same with all weights as they begin.
    let call (layer: ILayer) (inputs: HostArray list) (named: CallArguments<HostArray>) : HostArray list =
        callWith (fun _ -> None) layer inputs named

    /// What a layer of one output makes of one array.
    let compute (layer: ILayer) (input: HostArray) : HostArray = (call layer [ input ] []).Head
