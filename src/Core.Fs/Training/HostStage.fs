namespace Functional

open System.Collections.Generic
open TorchSharp

/// What a model does before its graph runs: the layers that work on the host, on text among other data.
[<RequireQualifiedAccess>]
module internal HostStage =

    /// Whether a model has such layers.
    let isNeeded (built: BuiltModel) : bool = not built.Trace.HostSteps.IsEmpty

    // What follows from data without weights.
    let private compute (there: Dictionary<Expr, Lazy<HostArray>>) (x: Expr) : HostArray =
        match there.TryGetValue x with
        | true, value -> value.Value
        | _ ->
            let inputs = [
                for node in Graph.nodes [ x ] do
                    match node.Op with
                    | Op.Input _ -> { Node = node; Index = 0 }
                    | _ -> ()
            ]
            use program = Program.compile torch.CPU (RunContext()) inputs [] [ x ]
            let tensors = [|
                for input in inputs do
                    use tensor = Tensors.ofHost torch.CPU there[input].Value
                    tensor.``to`` (Tensors.scalarType input.DType)
            |]
            try
                use result = (program.Run(tensors, [||]))[0]
                Tensors.toHost result
            finally
                for tensor in tensors do
                    tensor.Dispose()

    /// What is there once all steps are made: the data of inputs, and what the steps gave.
    let known (built: BuiltModel) (given: Lazy<HostArray> list) : Dictionary<Expr, Lazy<HostArray>> =
        let there = Dictionary<Expr, Lazy<HostArray>>()
        for input, value in List.zip built.Given given do
            there[input] <- value
        for step in built.Trace.HostSteps do
            let inputs = step.Inputs |> List.map (compute there)
            let value = step.Compute inputs
            there[step.Output] <- lazy value
        there

    // What the steps make, of those that the graph takes.
    let private made (built: BuiltModel) (given: Lazy<HostArray> list) : HostArray list =
        let there = known built given
        [
            for step in built.Trace.HostSteps do
                if step.Output.DType <> DType.String then
                    there[step.Output].Value
        ]

    /// The data of a graph's inputs, from those of the model.
    let run (built: BuiltModel) (given: HostArray list) : HostArray list =
        if isNeeded built then
            let numbers =
                List.zip built.Given given
                |> List.filter (fun (input, _) -> input.DType <> DType.String)
                |> List.map snd
            numbers @ made built (given |> List.map (fun value -> lazy value))
        else
            given

    let private host (data: DataSet) (i: int) : HostArray =
        let values = Tensors.toHost data.Inputs[i]
        if data.Texts.Length > 0 && not (isNull data.Texts[i]) then
            let texts = data.Texts[i]
            {
                DType = DType.String
                Shape = values.Shape
                Data = (values.Data :?> int64[]) |> Array.map (fun place -> texts[int place])
            }
        else
            values

    /// The samples as the graph takes them. Both are the caller's to dispose of.
    let apply (built: BuiltModel) (data: DataSet) : DataSet =
        use _ = torch.no_grad ()
        let made = made built [ for i in 0 .. data.Inputs.Length - 1 -> lazy (host data i) ]
        let device = data.Inputs[0].device
        let alias = Array.map (fun (tensor: Tensor) -> if isNull tensor then null else tensor.alias ())
        let numbers = [|
            for input, tensor in Seq.zip built.Given data.Inputs do
                if input.DType <> DType.String then
                    tensor.alias ()
        |]
        new DataSet(
            Array.append numbers [| for array in made -> Tensors.ofHost device array |],
            alias data.Targets,
            alias data.Weights
        )
