namespace Functional

/// How a weight begins, what its size costs, and where it is put back after an update.
type WeightRule = {
    Initializer: Initializer
    Regularizer: Regularizer option
    Constraint: Constraint option
} with

    static member Of initializer = { Initializer = initializer; Regularizer = None; Constraint = None }

/// The dtypes of a layer: what it computes in and what its weights are kept in. Keras's policies by name: <c>float32</c>,
/// <c>mixed_bfloat16</c>, …
type Policy = {
    Compute: DType
    Variable: DType
} with

    static member Of dtype = { Compute = dtype; Variable = dtype }
    static member Float32 = Policy.Of DType.Float32

    /// Keras's name of the policy.
    member this.Name = if this.Compute = this.Variable then this.Compute.Name else $"mixed_{this.Compute.Name}"

    /// The policy of that Keras name. Raises <c>ConfigurationException</c> for another.
    static member Parse(name: string) =
        match name with
        | "mixed_float16" -> { Policy.Of DType.Float16 with Variable = DType.Float32 }
        | "mixed_bfloat16" -> { Policy.Of DType.BFloat16 with Variable = DType.Float32 }
        | _ ->
            match DType.tryParse name with
            | Some dtype -> Policy.Of dtype
            | None ->
                raise (
                    ConfigurationException
                        $"dtype policy must be a dtype or mixed_float16 or mixed_bfloat16, got \"{name}\""
                )

/// A weight as a layer declared it.
type WeightDeclaration = {
    /// What it is kept by: the names and attributes of layers, and its own name (<c>lstm/cell/kernel</c>).
    Key: Key
    /// Keras's path of the same (<c>lstm/lstm_cell/kernel</c>).
    KerasPath: LayerPath
    Shape: int64[]
    DType: DType
    /// Whether the optimizer changes it.
    Trainable: bool
    /// A random generator's state, which Keras keeps with the weights of a file but does not count among them.
    IsSeed: bool
    /// Of one of the two factors of a correction: the name of the weight that their product is added to. Keras's files have the sum.
    FactorOf: string option
    Rule: WeightRule
    /// What it begins with, where a layer knows it; the rule's initializer otherwise.
    Start: HostArray option
} with

    /// Its name in its layer.
    member this.Name = this.KerasPath.Name

    /// Bytes that its values take.
    member this.Bytes = Shape.leastBytes this.DType (Shape.known this.Shape)

    /// Raises for what no weight can be, wherever it is put. Whether it has place in a machine shows when it is made.
    member internal this.Check() =
        if this.Trainable && not this.DType.IsFloat then
            raise (ConfigurationException $"{this.Name} is trained, so its dtype must be a float, got {this.DType}")
        let bytes =
            try
                this.Bytes
            with :? ShapeException ->
                System.Int64.MaxValue
        // What 47 bits of an address can tell apart.
        if bytes > (1L <<< 47) then
            raise (
                ShapeException $"{this.Name} of shape {Shape.known this.Shape} takes more bytes than a process can have"
            )
        try
            Initializer.check this.Rule.Initializer this.Shape
            for rule in Option.toList this.Rule.Constraint do
                Constraint.apply rule (Ops.input this.Name (Shape.known this.Shape) this.DType) |> ignore
        with
        | :? ShapeException as error -> raise (ShapeException $"{this.Name}: {error.Message}")
        | :? ConfigurationException as error -> raise (ConfigurationException $"{this.Name}: {error.Message}")
