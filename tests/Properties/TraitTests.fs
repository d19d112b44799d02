/// What is stated of operations is what their kernels do.
module Functional.Tests.TraitTests

open System
open FSharp.Reflection
open Functional
open Functional.Tests.Evaluate
open Functional.Tests.Samples
open Functional.Tests.Generators
open FsCheck.Xunit
open TorchSharp
open Xunit

let private nodeOf (sample: Sample) = sample.Outputs.Head.Node
let private byTitle = dict [ for sample in table -> sample.Title, sample ]
let private computed = table |> List.filter (fun sample -> not (Traits.find (operation sample)).IsLeaf)
let samples () = GraphTests.rows computed

let private bytes (tensor: Tensor) =
    use dense = tensor.contiguous ()
    dense.bytes.ToArray()

/// What is computed, without memory that libtorch leaves unwritten.
let private written (node: Node) (results: Tensor[]) =
    match node.Op with
    | Op.LSTMTraining _ -> Array.truncate 3 results
    | _ -> results

/// The values of an operation's arguments, dense.
let private argsOf (sample: Sample) : Tensor[] =
    match (nodeOf sample).Args with
    | [] -> [||]
    | args -> run sample.Inputs args |> List.map (Tensors.ofHost torch.CPU) |> Array.ofList

let private bodyOf context (body: Body) =
    let graph = body :?> Graph
    let program = Program.compile torch.CPU context graph.Inputs [] graph.Outputs
    fun args -> program.Run(args, [||], true)

/// The kernel of a node, with its results in an array.
let private kernelOf (context: RunContext) (node: Node) : Tensor[] -> Tensor[] =
    match Kernels.lower context (bodyOf context) torch.CPU false node with
    | Kernel.One compute -> fun args -> [| compute args |]
    | Kernel.Many compute -> compute

let private withKernel title (check: Sample -> Tensor[] -> (RunContext -> Tensor[] -> Tensor[]) -> unit) =
    Setup.ready ()
    use _ = torch.NewDisposeScope()
    use _ = torch.no_grad ()
    let sample = byTitle[title]
    let run context args =
        use _ = torch.set_grad_enabled (Traits.find(operation sample).Source = Source.Watched)
        kernelOf context (nodeOf sample) args
    check sample (argsOf sample) run

let private change (tensor: Tensor) =
    if tensor.dtype = torch.ScalarType.Bool then
        tensor.logical_not_ () |> ignore
    else
        tensor.add_ (Scalars.one, Scalars.one) |> ignore

let private sized (tensor: Tensor) = {
    Shape = Shape.known tensor.shape
    DType = Tensors.dtype tensor.dtype
    Block = Block(0L, false)
    IsDense = tensor.is_contiguous ()
    IsTracked = false
}

[<Theory; MemberData(nameof samples)>]
let ``a view lies in the memory of the first argument, and nothing else in that of any`` title =
    withKernel title (fun sample args run ->
        let op = operation sample
        if (Traits.find op).View <> View.Unknown then
            let results = written (nodeOf sample) (run (RunContext()) args)
            let sizes = args |> Array.map sized |> List.ofArray
            for result in results do
                let isView = OpMemory.isView op sizes (Shape.known result.shape, Tensors.dtype result.dtype)
                let before = bytes result
                Array.iteri
                    (fun i arg ->
                        if i > 0 then
                            change arg)
                    args
                Assert.True((bytes result = before), $"{title}: lies in the memory of an argument behind the first")
                change args[0]
                Assert.True(((bytes result <> before) = isView), $"{title}: a view? {isView}"))

[<Theory; MemberData(nameof samples)>]
let ``a fresh result may be written over`` title =
    withKernel title (fun sample args run ->
        if (Traits.find (operation sample)).IsFresh && (nodeOf sample).Types.Length = 1 then
            let result = (run (RunContext()) args)[0]
            let before, value = Array.map bytes args, bytes result
            change result
            Assert.NotEqual<byte[]>(value, bytes result)
            Assert.Equal<byte[] seq>(before, Array.map bytes args))

[<Theory; MemberData(nameof samples)>]
let ``a dense result lies in the order of its axes`` title =
    withKernel title (fun sample args run ->
        let sizes = args |> Array.map sized |> List.ofArray
        for result in written (nodeOf sample) (run (RunContext()) args) do
            if OpMemory.isDense (operation sample) sizes (Shape.known result.shape) then
                Assert.True(result.is_contiguous (), $"{title}: strides %A{result.stride ()} of %A{result.shape}"))

[<Theory; MemberData(nameof samples)>]
let ``only draws change from step to step`` title =
    withKernel title (fun sample args run ->
        let at step = run (RunContext(Seed = 3L, Step = step)) args |> written (nodeOf sample) |> Array.map bytes
        let first = at 1L
        Assert.Equal<byte[] seq>(first, at 1L)
        let isDrawn = (Traits.find (operation sample)).Source = Source.Drawn
        Assert.Equal(isDrawn, (first <> at 2L)))

[<Theory; MemberData(nameof samples)>]
let ``an argument may be a part of another tensor`` title =
    withKernel title (fun sample args run ->
        // The second half of a tensor along an axis: it does not begin where its memory begins, and may have gaps.
        let part axis (arg: Tensor) =
            let other =
                if arg.dtype = torch.ScalarType.Bool then arg.logical_not () else arg.add (Scalars.one, Scalars.one)
            if arg.dim () = 0L then
                (torch.stack [| other; arg |])[1]
            else
                let axis = if axis = 0L then 0L else arg.dim () - 1L
                torch.cat([| other; arg |], axis).narrow(axis, arg.shape[int axis], arg.shape[int axis])
        let numbers args = written (nodeOf sample) (run (RunContext()) args) |> Array.map (Tensors.toHost >> floats)
        let expected = numbers args
        for axis in [ 0L; -1L ] do
            for whole, cut in Array.zip expected (numbers (Array.map (part axis) args)) do
                Assert.Equal(whole.Length, cut.Length)
                for a, b in Array.zip whole cut do
                    let isNear = a.Equals b || abs (a - b) <= 1e-4 * (1.0 + abs a)
                    Assert.True(isNear, $"{title}: {a} of the whole, {b} of a part along axis {axis}"))

[<Theory; MemberData(nameof samples)>]
let ``rows that are said to be independent stay as they are when others change`` title =
    withKernel title (fun sample args run ->
        let node = nodeOf sample
        let places = [ 0 .. node.Args.Length - 1 ]
        for chosen in [ 1 .. (1 <<< node.Args.Length) - 1 ] do
            let isChosen i = chosen &&& (1 <<< i) <> 0
            let inputs = places |> List.filter isChosen |> List.map (fun i -> node.Args[i])
            let areRows = inputs |> List.forall (fun x -> x.Rank > 0)
            if areRows && Rows.areIndependent inputs (Graph.results node) then
                let changed =
                    args
                    |> Array.mapi (fun i arg ->
                        let other = arg.clone ()
                        if isChosen i then
                            for row in 1L .. arg.shape[0] - 1L do
                                other[row].copy_ arg[0] |> ignore
                        other)
                let before, after = written node (run (RunContext()) args), written node (run (RunContext()) changed)
                for a, b in Array.zip before after do
                    Assert.Equal<byte[]>(bytes a[0], bytes b[0]))

[<Fact>]
let ``leaves have no arguments, and nothing else has none`` () =
    for sample in table do
        Assert.Equal((Traits.find (operation sample)).IsLeaf, (nodeOf sample).Args.IsEmpty)

[<Property(MaxTest = 60)>]
let ``leaves of random graphs have no arguments`` (spec: GraphSpec) =
    let sample, _ = build Any spec
    for node in Graph.nodes sample.Outputs do
        Assert.Equal((Traits.find node.Op).IsLeaf, node.Args.IsEmpty)

/// What stands in an operation, however deep, as far as it is data.
let rec private partsOf (value: obj) : obj list =
    match value with
    | null -> []
    | :? Body
    | :? CustomOp
    | :? HostArray
    | :? DType
    | :? Shape -> [ value ]
    | _ when FSharpType.IsUnion(value.GetType()) ->
        value :: (FSharpValue.GetUnionFields(value, value.GetType()) |> snd |> List.ofArray |> List.collect partsOf)
    | _ when FSharpType.IsRecord(value.GetType()) ->
        FSharpValue.GetRecordFields value |> List.ofArray |> List.collect partsOf
    | _ -> [ value ]

[<Fact>]
let ``a body is a graph in the operation, and numbers are those that stand in it`` () =
    for sample in table do
        let parts, traits = partsOf (operation sample), Traits.find (operation sample)
        Assert.Equal(parts |> List.tryPick (tryUnbox<Body>), traits.Body)
        Assert.Equal<float list>(parts |> List.choose (tryUnbox<float>), traits.Numbers)

[<Theory; MemberData(nameof samples)>]
let ``where the order of two arguments does not matter the bits are the same`` title =
    withKernel title (fun sample args run ->
        if args.Length = 2 && (operation sample).IsBinary then
            let result args = run (RunContext()) args |> Array.head |> bytes
            let differs = result args <> result (Array.rev args)
            Assert.False(differs && (Traits.find (operation sample)).Commutes, title))

[<Theory; MemberData(nameof samples)>]
let ``arguments of two dtypes are refused where libtorch promotes none`` title =
    let sample = byTitle[title]
    let op, types = operation sample, (nodeOf sample).Args |> List.map (fun arg -> arg.Shape, arg.DType)
    match types with
    | (shape, DType.Float64) :: (other, DType.Float64) :: rest ->
        let mixed = (shape, DType.Float32) :: (other, DType.Float64) :: rest
        let refused =
            try
                ShapeRules.infer op mixed |> ignore
                false
            with :? ShapeException as error ->
                error.Message.Contains "one dtype"
        Assert.Equal((Traits.find op).OneDType, refused)
    | _ -> ()

[<Theory; MemberData(nameof samples)>]
let ``written over its first argument an operation gives the same`` title =
    withKernel title (fun sample args run ->
        let expected = run (RunContext()) args
        match InPlace.kernel (operation sample) with
        | Some change when expected[0].shape = args[0].shape && expected[0].dtype = args[0].dtype ->
            change args |> ignore
            Assert.Equal<byte[]>(bytes expected[0], bytes args[0])
        | _ -> ())

[<Theory; MemberData(nameof samples)>]
let ``autograd follows what a gradient flows through`` title =
    withKernel title (fun sample args run ->
        let op = operation sample
        let floats = args |> Array.filter (fun arg -> arg.is_floating_point ())
        match op with
        // No gradients are tracked in these.
        | Op.Backward _
        | Op.LSTMTraining _
        | Op.Autograd -> ()
        | _ when floats.Length = 0 -> ()
        | _ ->
            for arg in floats do
                arg.requires_grad_ true |> ignore
            use _ = torch.enable_grad ()
            let result = (kernelOf (RunContext()) (nodeOf sample) args)[0]
            if result.is_floating_point () then
                Assert.Equal((Traits.find op).Flow <> GradientFlow.Stops, result.requires_grad))

[<Theory; MemberData(nameof samples)>]
let ``an element of an elementwise result depends on the same element of its arguments alone`` title =
    withKernel title (fun sample args run ->
        if (Traits.find (operation sample)).IsElementwise then
            let result = (run (RunContext()) args)[0]
            let last (tensor: Tensor) =
                let whole = tensor.expand (result.shape, false)
                Seq.fold
                    (fun (part: Tensor) axis -> part.narrow (axis, part.size (int axis) - 1L, 1L))
                    whole
                    (seq { 0L .. result.Dimensions - 1L })
            let part = (run (RunContext()) (Array.map last args))[0]
            assertClose 1e-14 title (Tensors.toHost (last result)) (Tensors.toHost part))

/// Arguments with the batch repeated, so that libtorch shares the work out among threads, in parts with ends that fill no vector.
let private enlarged (sample: Sample) : HostArray list option =
    let batched = sample.Inputs |> List.filter (fun (x, _) -> List.contains (Dim.Unknown "batch") x.Shape.Dims)
    if batched.IsEmpty then
        None
    else
        sample.Inputs
        |> List.map (fun (x, data) ->
            use tensor = Tensors.ofHost torch.CPU data
            let repeats = [| for dim in x.Shape.Dims -> if dim = Dim.Unknown "batch" then 20_001L else 1L |]
            use large = if repeats.Length = 0 then tensor.alias () else tensor.repeat repeats
            Tensors.toHost large)
        |> Some

[<Fact>]
let ``an exact operation has the same bits with every number of threads`` () =
    Setup.ready ()
    let mutable others = 0
    for sample in computed do
        let op = operation sample
        match enlarged sample with
        // Joined with sizes that do not grow, or long.
        | Some _ when op.IsScan || op.IsLSTM || op.IsReshape && sample.Inputs.Length > 1 -> ()
        | Some data when (nodeOf sample).Args |> List.forall (fun arg -> arg.Op.IsInput) ->
            use evaluator = new Evaluator(List.map fst sample.Inputs, sample.Outputs)
            let bits count = Threads.using count (fun () -> evaluator.Run data |> List.map floats)
            let differs = bits 1 <> bits 3
            if (Traits.find op).IsExact then
                Assert.False(differs, sample.Title)
            elif differs then
                others <- others + 1
        | _ -> ()
    // The others are told apart because threads do make a difference here.
    Assert.True(others > 0)
