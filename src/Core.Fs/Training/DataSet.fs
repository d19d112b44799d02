namespace Functional

open System
open System.Collections.Generic
open System.Runtime.CompilerServices
open TorchSharp

/// What must be true of data before it meets native code. Each rule that is broken is a <c>DataException</c> of one line.
[<RequireQualifiedAccess>]
module DataCheck =

    let private fail message = raise (DataException message)

    let private sizes (tensor: Tensor) = string (Shape.known tensor.shape)

    /// The name of one of some values: its kind, where there is only one.
    let internal nth (kind: string) (count: int) (i: int) = if count = 1 then kind else $"{kind}[{i}]"

    let private isOf (dtype: DType) (element: Type) =
        match Type.GetTypeCode element with
        | TypeCode.Boolean -> dtype = DType.Bool
        | TypeCode.Byte -> dtype = DType.UInt8
        | TypeCode.SByte -> dtype = DType.Int8
        | TypeCode.Int16 -> dtype = DType.Int16
        | TypeCode.Int32 -> dtype = DType.Int32
        | TypeCode.Int64 -> dtype = DType.Int64
        | TypeCode.Single -> dtype = DType.Float32 || dtype = DType.BFloat16
        | TypeCode.Double -> dtype = DType.Float64
        | TypeCode.String -> dtype = DType.String
        | _ -> element = typeof<Half> && dtype = DType.Float16

    /// Values that can be read: an array as it says it is, or a dense tensor of real numbers that is alive.
    let readable what (values: Values) =
        if isNull (box values) then
            fail $"{what} must not be null"
        match values with
        | Values.Host array ->
            if isNull (box array) || isNull array.Data || isNull array.Shape then
                fail $"{what} must not be null"
            let element = array.Data.GetType().GetElementType()
            if not (isOf array.DType element) then
                fail $"{what} must be an array of {array.DType}, got one of {element.Name}"
            match array.Data with
            | :? (string[]) as data when Array.exists isNull data -> fail $"{what} must not hold null"
            | _ -> ()
            if Array.exists (fun size -> size < 0L) array.Shape || array.Count <> array.Data.LongLength then
                let shape = Shape.known array.Shape
                fail $"{what} must be as many numbers as their shape {shape} has, got {array.Data.LongLength}"
        | Values.Native tensor ->
            if isNull tensor then
                fail $"{what} must not be null"
            if tensor.IsInvalid then
                fail $"{what} must be alive, got a disposed tensor"
            if tensor.is_sparse then
                fail $"{what} must be dense, got a sparse tensor"
            if tensor.is_meta then
                fail $"{what} must have numbers, got a tensor on the device meta"
            if (Tensors.tryDType tensor.dtype).IsNone then
                fail $"{what} must be real numbers, got a tensor of {tensor.dtype}"

    let private requireSamples what (sizes: int64[]) =
        if sizes.Length = 0 then
            fail $"{what} must have samples along their first axis, got a scalar"
        if Array.contains 0L sizes then
            fail $"{what} must not be empty, got shape {Shape.known sizes}"

    /// The sizes of values that can be read and have samples, of which there is at least one.
    let sizesOf what (values: Values) : int64[] =
        readable what values
        let sizes =
            match values with
            | Values.Host array -> array.Shape
            | Values.Native tensor -> Tensors.sizes tensor
        requireSamples what sizes
        sizes

    /// Every input with the rank and the known sizes that the model was built for.
    let inputs (model: string) (specs: Expr list) (tensors: Tensor[]) =
        if tensors.Length <> specs.Length then
            fail $"{model}: the model has {specs.Length} inputs, got {tensors.Length}"
        specs
        |> List.iteri (fun i spec ->
            if not (Tensors.fits spec.Shape tensors[i]) then
                raise (
                    ShapeException
                        $"{model}: input '{Model.inputName spec}' must have shape {spec.Shape}, got {sizes tensors[i]}"
                ))

    /// Every input with the rank and the known sizes of what data are given for, and text where that is wanted.
    let internal given (model: string) (specs: Expr list) (data: DataSet) =
        inputs model specs data.Inputs
        specs
        |> List.iteri (fun i spec ->
            let isText = data.Texts.Length > 0 && not (isNull data.Texts[i])
            if isText <> (spec.DType = DType.String) then
                let wanted, got = if isText then string spec.DType, "text" else "text", string data.Inputs[i].dtype
                fail $"{model}: input '{Model.inputName spec}' must be {wanted}, got {got}")

    /// At least one sample, and as many of everything.
    let counts (data: DataSet) =
        if data.Inputs.Length = 0 then
            fail "x: at least one input is needed, got none"
        let check kind (tensors: Tensor[]) =
            for i in 0 .. tensors.Length - 1 do
                let tensor = tensors[i]
                if not (isNull tensor) then
                    let what = nth kind tensors.Length i
                    requireSamples what (Tensors.sizes tensor)
                    if tensor.size 0 <> data.Count then
                        fail $"{what} must be {data.Count} samples like x, got {tensor.size 0}"
        check "x" data.Inputs
        check "y" data.Targets
        check "sampleWeight" data.Weights

    // Which sample of several it is.
    let private inRow (tensor: Tensor) row = if tensor.Dimensions > 0L then $" in row {row}" else ""

    /// No NaN and no infinity.
    let finite what (tensor: Tensor) =
        if (Tensors.dtype tensor.dtype).IsFloat then
            let mutable isFinite = true
            // The sum of numbers that are all finite is finite but for overflow; only then are they looked at one by one.
            tensor
            |> OneThread.each (fun part ->
                use sum = part.sum ()
                isFinite <- isFinite && Double.IsFinite(Tensors.toFloat sum))
            if not isFinite then
                Numbers.tryOutside Bounds.Finite tensor
                |> Option.iter (fun (got, row) ->
                    let got = if Double.IsNaN got then "NaN" else "infinity"
                    fail $"{what} must be finite numbers, got {got}{inRow tensor row}")

    /// Numbers that stay what they are in another dtype, but for rounding.
    let internal castable (where: unit -> string) (dtype: DType) (tensor: Tensor) =
        if tensor.dtype <> Tensors.scalarType dtype then
            match Numbers.cast (Tensors.dtype tensor.dtype) dtype with
            | None -> ()
            | Some bounds ->
                Numbers.tryOutside bounds tensor
                |> Option.iter (fun (got, row) ->
                    fail $"{where ()} must be {dtype}, {Numbers.words bounds}, got {got}{inRow tensor row}")

    /// Whole numbers in [0, limit), or one that stands for what does not count.
    let private indices what (limit: int64) (ignored: int option) (tensor: Tensor) =
        Numbers.tryOutside (Bounds.Indices(limit, ignored)) tensor
        |> Option.iter (fun (got, row) ->
            let whole = if got = Math.Floor got then "" else "whole numbers "
            fail $"{what} must be {whole}in [0, {limit}), got {got}{inRow tensor row}")

    /// Inputs that index into tables directly: which, what is taken of it, rows of the table.
    let private findTables (built: BuiltModel) =
        let rec partOf (expr: Expr) slices =
            match expr.Op with
            | Op.Input _ ->
                built.Inputs
                |> List.tryFindIndex (fun input -> input.Equals expr)
                |> Option.map (fun input -> input, slices)
            | Op.Slice(axis, start, stop, step) ->
                partOf expr.Node.Args.Head ((int64 axis, start, defaultArg stop Int64.MaxValue, step) :: slices)
            | Op.Cast _
            | Op.Reshape _
            | Op.Transpose _ when slices.IsEmpty -> partOf expr.Node.Args.Head []
            | _ -> None
        Graph.nodes built.Outputs
        |> List.choose (fun node ->
            match node.Op with
            | Op.Embedding ->
                partOf node.Args[1] []
                |> Option.map (fun (input, slices) -> input, slices, (Shape.sizes node.Args[0].Shape)[0])
            | _ -> None)

    let private knownTables = ConditionalWeakTable<BuiltModel, _>()

    let private tables (built: BuiltModel) = knownTables.GetValue(built, findTables)

    // The argument of an input, with its name where there are several.
    let private ofInput (built: BuiltModel) i =
        if built.Inputs.Tail.IsEmpty then "x" else $"x \"{Model.inputName built.Inputs[i]}\""

    // Indices that a model looks up in a table.
    let private lookups (built: BuiltModel) (inputs: Tensor[]) =
        for input, slices, rows in tables built do
            let take (tensor: Tensor) slice =
                use tensor = tensor
                tensor.slice slice
            use part = List.fold take (inputs[input].alias()) slices
            indices $"{ofInput built input}: indices" rows None part

    /// What must be true of data for a model; of targets and weights too, where it is known what they are compared for.
    let internal forModel (model: string) (built: BuiltModel) (settings: CompileSettings option) : DataSet -> unit =
        let fit = settings |> Option.map (fun settings -> TargetFit.Of(settings, built))
        let ofOutput argument i =
            if built.OutputNames.Tail.IsEmpty then argument else $"{argument} \"{built.OutputNames[i]}\""
        fun data ->
            given model built.Inputs data
            built.Inputs
            |> List.iteri (fun i spec ->
                castable (fun () -> $"{model}: input '{Model.inputName spec}'") spec.DType data.Inputs[i])
            lookups built data.Inputs
            match fit with
            | Some fit ->
                fit.Check(data.Inputs, data.Targets, data.Weights)
                data.Inputs |> Array.iteri (fun i input -> finite (ofInput built i) input)
                data.Targets
                |> Array.iteri (fun i target ->
                    if not (isNull target) then
                        finite (ofOutput "y" i) target)
                data.Weights
                |> Array.iteri (fun i weight ->
                    if not (isNull weight) then
                        finite (if data.Weights.Length = 1 then "sampleWeight" else ofOutput "sampleWeight" i) weight)
                for output, classes, ignored in fit.Classes do
                    indices (ofOutput "y" output + ": class indices") classes ignored data.Targets[output]
            | None -> ()

/// Data for a model, from values.
[<RequireQualifiedAccess; CompilationRepresentation(CompilationRepresentationFlags.ModuleSuffix)>]
module DataSet =

    // Keras's floatx: doubles become float32.
    let private toFloat32 what (convert: Tensor -> Tensor) (tensor: Tensor) =
        if tensor.dtype = torch.ScalarType.Float64 then
            use tensor = tensor
            DataCheck.castable (fun () -> $"{what}") DType.Float32 tensor
            convert tensor
        else
            tensor

    let private make
        (read: Values -> Tensor)
        (toFloat32: string -> Tensor -> Tensor)
        (inputs: Values list)
        (targets: Values list)
        (weights: Values option list)
        : DataSet =
        NativeLibraries.ensure ()
        let made = List<Tensor>()
        let keep (tensor: Tensor) =
            made.Add tensor
            tensor
        let each kind (make: string -> Values -> Tensor) (all: Values option list) =
            all
            |> List.mapi (fun i values ->
                match values with
                | Some values ->
                    let what = DataCheck.nth kind all.Length i
                    DataCheck.readable what values
                    keep (make what values)
                | None -> null)
            |> Array.ofList
        let compared what values = read values |> toFloat32 what
        let textOf (values: Values) =
            match values with
            | Values.Host { DType = DType.String; Data = :? (string[]) as texts } -> texts
            | _ -> null
        // Text goes as its places in a list, which are cut and mixed as numbers are.
        let given _ (values: Values) =
            match values with
            | Values.Host({ DType = DType.String } as array) ->
                Values.Host(HostValues.ofWholes array.Shape (Array.init array.Data.Length int64)) |> read
            | values -> read values
        try
            let tensors = inputs |> List.map Some |> each "x" given
            let texts = inputs |> List.map textOf |> Array.ofList
            let data =
                new DataSet(
                    tensors,
                    targets |> List.map Some |> each "y" compared,
                    weights |> each "sampleWeight" compared,
                    (if Array.forall isNull texts then [||] else texts)
                )
            DataCheck.counts data
            data
        with _ ->
            for tensor in made do
                tensor.Dispose()
            reraise ()

    let private toTensor (device: torch.Device) (values: Values) =
        match values with
        | Values.Host array -> Tensors.ofHost device array
        | Values.Native tensor when tensor.device.``type`` = device.``type`` -> tensor.detach ()
        | Values.Native tensor -> tensor.``to`` device

    /// Data for a model on a device. Counts are checked.
    let create (device: torch.Device) inputs targets weights : DataSet =
        if device.``type`` = DeviceType.META then
            raise (DataException "data: the device meta has shapes and no numbers")
        make (toTensor device) (fun what -> toFloat32 what _.``to``(torch.ScalarType.Float32)) inputs targets weights

    /// The same on one thread, with copies of tensors, wherever they are.
    let internal copy inputs targets weights : DataSet =
        let read =
            function
            | Values.Host array -> Tensors.ofHost torch.CPU array
            | Values.Native tensor -> OneThread.copy tensor.dtype tensor
        make read (fun what -> toFloat32 what (OneThread.copy torch.ScalarType.Float32)) inputs targets weights

    /// Those data on a device, inputs in those dtypes, made on one thread. The data are disposed of, or given back.
    let internal fitted (device: torch.Device) (dtypes: torch.ScalarType[]) (data: DataSet) : DataSet =
        let isThere (tensor: Tensor) = isNull tensor || tensor.device_type = device.``type``
        let isFitted =
            Array.forall2 (fun (tensor: Tensor) dtype -> tensor.dtype = dtype) data.Inputs dtypes
            && Seq.forall isThere (Seq.concat [ data.Inputs; data.Targets; data.Weights ])
        if isFitted then
            data
        else
            use data = data
            let place (tensor: Tensor) =
                if isNull tensor then null
                elif isThere tensor then tensor.alias ()
                else tensor.``to`` device
            let input (tensor: Tensor) dtype =
                if tensor.dtype = dtype then
                    place tensor
                else
                    use typed = OneThread.copy dtype tensor
                    place typed
            new DataSet(
                Array.map2 input data.Inputs dtypes,
                Array.map place data.Targets,
                Array.map place data.Weights,
                data.Texts
            )

    /// The weight of each sample's class times its own weight, for one output. Keras: <c>class_weight</c>.
    let withClassWeights (classWeights: IReadOnlyDictionary<int, float>) (data: DataSet) : DataSet =
        if data.Targets.Length <> 1 then
            raise (DataException $"classWeight is for models with one output, got {data.Targets.Length}")
        use _ = torch.no_grad ()
        let target = data.Targets[0]
        let weights = Tensors.ofHost target.device (ClassWeights.ofTargets classWeights target)
        let combined =
            if data.Weights.Length = 0 || isNull data.Weights[0] then
                weights
            else
                use weights = weights
                let own = data.Weights[0]
                use alike = weights.reshape (Array.init (int own.Dimensions) (fun axis -> if axis = 0 then -1L else 1L))
                own.mul alike
        let alias = Array.map (fun (tensor: Tensor) -> tensor.alias ())
        new DataSet(alias data.Inputs, alias data.Targets, [| combined |], data.Texts)
