namespace Functional

open System

/// Nested lists of numbers where a tensor is meant.
[<RequireQualifiedAccess>]
module private Constant =

    let private fail () =
        raise (ConfigurationException "a list in the place of a tensor must be of numbers, with rows of one length")

    let rec private shapeOf value =
        match value with
        | ArgumentValue.List [] -> [ 0L ]
        | ArgumentValue.List(first :: _ as items) -> int64 items.Length :: shapeOf first
        | _ -> []

    let rec private fill (shape: int64 list) (numbers: Collections.Generic.List<ArgumentValue>) value =
        match value, shape with
        | ArgumentValue.List items, size :: rest when int64 items.Length = size ->
            items |> List.iter (fill rest numbers)
        | (ArgumentValue.Flag _ | ArgumentValue.Whole _ | ArgumentValue.Real _), [] -> numbers.Add value
        | _ -> fail ()

    /// Keras: float32 where one is no whole number, else int32; bool of truths alone.
    let ofList (value: ArgumentValue) : Expr =
        let numbers = Collections.Generic.List<ArgumentValue>()
        let shape = shapeOf value
        fill shape numbers value
        let real number =
            match number with
            | ArgumentValue.Flag flag -> if flag then 1.0 else 0.0
            | ArgumentValue.Whole number -> float number
            | ArgumentValue.Real number -> number
            | _ -> fail ()
        let reals = numbers |> Seq.map real |> Array.ofSeq
        let dtype, data =
            if numbers.Count = 0 || numbers |> Seq.exists _.IsReal then
                DType.Float32, Array.map float32 reals :> Array
            elif numbers |> Seq.forall _.IsFlag then
                DType.Bool, Array.map ((<>) 0.0) reals
            elif reals |> Array.exists (fun number -> abs number > float Int32.MaxValue) then
                raise (ConfigurationException "a whole number in a list must be an int32")
            else
                DType.Int32, Array.map int reals
        Ops.constant { DType = dtype; Shape = Array.ofList shape; Data = data }

/// The arguments of a call with its tensors in their places: what a function is built from.
[<Sealed>]
type Arguments internal (given: Map<string, ArgumentValue>, tensors: Expr list) =

    let refuse name what = raise (ConfigurationException $"{name} must be {what}, got {given[name]}")

    let real name what value =
        match value with
        | ArgumentValue.Whole number -> float number
        | ArgumentValue.Real number -> number
        | _ -> refuse name what

    let isInt number = number >= int64 Int32.MinValue && number <= int64 Int32.MaxValue

    let number name value =
        match value with
        | ArgumentValue.Whole number -> DType.Int32, float number
        | ArgumentValue.Flag flag -> DType.Bool, (if flag then 1.0 else 0.0)
        | ArgumentValue.Real number -> DType.Float32, number
        | _ -> refuse name "a tensor or a number"

    // Keras: a number takes the dtype of the tensor that it meets, unless that cannot hold it.
    let numberLike name value (other: DType) =
        let own, value = number name value
        let dtype =
            if other.IsFloat then other
            elif own.IsFloat then own
            else DType.promote own other |> fun wide -> if other = DType.Bool || own = DType.Bool then wide else other
        Ops.scalar dtype value

    member _.Item(name: string) = given[name]

    member _.Tensor(name: string) =
        match given[name] with
        | ArgumentValue.Tensor number -> tensors[number]
        | ArgumentValue.List _ as list -> Constant.ofList list
        | _ -> refuse name "a tensor"

    member _.Tensors(name: string) =
        match given[name] with
        | ArgumentValue.List items ->
            items
            |> List.map (function
                | ArgumentValue.Tensor number -> tensors[number]
                | _ -> refuse name "a list of tensors")
        | _ -> refuse name "a list of tensors"

    /// A tensor, or a number beside a tensor of that dtype.
    member this.Operand(name: string, other: DType) =
        match given[name] with
        | ArgumentValue.Tensor _
        | ArgumentValue.List _ -> this.Tensor name
        | value -> numberLike name value other

    /// Two operands, of which one takes the dtype of the other where it is a number.
    member this.Pair(a: string, b: string) =
        let isNumber name =
            match given[name] with
            | ArgumentValue.Tensor _
            | ArgumentValue.List _ -> false
            | _ -> true
        let beside name (other: Expr) = this.Operand(name, other.DType)
        match isNumber a, isNumber b with
        | false, false -> this.Tensor a, this.Tensor b
        | false, true -> let x = this.Tensor a in x, beside b x
        | true, false -> let x = this.Tensor b in beside a x, x
        | true, true -> number a given[a] ||> Ops.scalar, number b given[b] ||> Ops.scalar

    member _.Flag(name: string) =
        match given[name] with
        | ArgumentValue.Flag flag -> flag
        | _ -> refuse name "true or false"

    member _.Whole(name: string) =
        match given[name] with
        | ArgumentValue.Whole number when isInt number -> int number
        | _ -> refuse name "a whole number"

    member this.TryWhole(name: string) = if this.IsNull name then None else Some(this.Whole name)

    /// A number stands for a list of one.
    member this.Wholes(name: string) =
        match given[name] with
        | ArgumentValue.List items ->
            items
            |> List.map (function
                | ArgumentValue.Whole number when isInt number -> int number
                | _ -> refuse name "a whole number or a list of them")
        | _ -> [ this.Whole name ]

    member _.Sizes(name: string) =
        match given[name] with
        | ArgumentValue.List items ->
            items
            |> List.map (function
                | ArgumentValue.Whole size -> Some size
                | ArgumentValue.Null -> None
                | _ -> refuse name "a list of sizes")
        | ArgumentValue.Whole size -> [ Some size ]
        | _ -> refuse name "a list of sizes"

    member _.Real(name: string) = real name "a number" given[name]

    member this.Reals(name: string) =
        match given[name] with
        | ArgumentValue.List items -> items |> List.map (real name "a number or a list of them")
        | _ -> [ this.Real name ]

    member this.TryReal(name: string) = if this.IsNull name then None else Some(this.Real name)

    /// The dtype of that name, or another where none is given.
    member this.DType(name: string, usual: DType) =
        match given[name] with
        | ArgumentValue.Null -> usual
        | ArgumentValue.Text text ->
            match DType.tryParse text with
            | Some dtype -> dtype
            | None -> refuse name "a dtype"
        | _ -> refuse name "a dtype"

    /// One of some words.
    member _.Text(name: string, words: string list) =
        match given[name] with
        | ArgumentValue.Text text when List.contains text words -> text
        | _ ->
            let words = String.Join(", ", words)
            refuse name $"one of {words}"

    /// A pair for each axis; a number or two are one pair.
    member _.Borders(name: string) =
        let size value =
            match value with
            | ArgumentValue.Whole size when isInt size && size >= 0L -> int size
            | _ -> refuse name "sizes of at least 0, a number or a pair for each axis"
        let pair value =
            match value with
            | ArgumentValue.List [ before; after ] -> size before, size after
            | ArgumentValue.List [ both ]
            | both -> size both, size both
        match given[name] with
        | ArgumentValue.List(ArgumentValue.List _ :: _ as pairs) -> List.map pair pairs
        | single -> [ pair single ]

    /// Sizes by name.
    member _.Lengths(name: string) : (string * int64) list =
        match given[name] with
        | ArgumentValue.List items ->
            items
            |> List.map (function
                | ArgumentValue.List [ ArgumentValue.Text axis; ArgumentValue.Whole size ] -> axis, size
                | _ -> refuse name "sizes by name")
        | _ -> refuse name "sizes by name"

    /// Any word.
    member _.Word(name: string) =
        match given[name] with
        | ArgumentValue.Text text -> text
        | _ -> refuse name "a text"

    /// The tensor, if one is given.
    member this.TryTensor(name: string) = if this.IsNull name then None else Some(this.Tensor name)

    member _.IsNull(name: string) = given[name].IsNull

/// A function of <c>keras.ops</c>: a row of the table. One row serves symbols, values, own layers, files and the facade.
[<ReferenceEquality>]
type Function = {
    /// Keras's name in <c>keras.ops</c>.
    Name: string
    /// Where files say that its class is (<c>keras.src.ops.numpy</c>).
    Module: string
    /// The class that files name (<c>ExpandDims</c>).
    ClassName: string
    /// One line.
    Doc: string
    Parameters: Parameter list
    /// Whether the result is a list of tensors.
    IsSeveral: bool
    /// Whether Keras gives the only result of a list by itself.
    IsOne: Arguments -> bool
    /// What Keras's configuration holds in the place of an argument that it was given, by name.
    Kept: string -> ArgumentValue -> ArgumentValue
    /// What Keras takes an argument for on values, by name.
    OnValues: string -> ArgumentValue -> ArgumentValue
    Build: Arguments -> Expr list
} with

    override this.ToString() = this.Name

    /// Whether it takes a tensor. One that takes none is in no file: Keras keeps what it makes.
    member this.TakesTensors =
        this.Parameters
        |> List.exists (fun parameter ->
            match parameter.Kind with
            | ArgumentKind.Tensor
            | ArgumentKind.Tensors
            | ArgumentKind.Operand -> true
            | _ -> false)

[<RequireQualifiedAccess>]
module Function =

    // What is left of the arguments in order, or those of names that nobody has, as one.
    let private gathered (f: Function) (inOrder: ArgumentValue list) (byName: (string * ArgumentValue) list) =
        let isGathered = f.Parameters |> List.tryFindIndex (fun one -> one.IsRest && one.Kind.IsTensors)
        let inOrder =
            match isGathered, inOrder with
            | Some at, _ when inOrder.Length > at && inOrder[at].IsList -> inOrder
            | Some at, _ when inOrder.Length > at ->
                List.truncate at inOrder @ [ ArgumentValue.List(List.skip at inOrder) ]
            | _ -> inOrder
        match f.Parameters |> List.tryFind _.Kind.IsLengths with
        | Some lengths when byName |> List.exists (fun (name, _) -> name = lengths.Name) |> not ->
            let known, others =
                byName |> List.partition (fun (name, _) -> f.Parameters |> List.exists (fun one -> one.Name = name))
            let pairs = [ for name, value in others -> ArgumentValue.List [ ArgumentValue.Text name; value ] ]
            inOrder,
            (if inOrder.Length = f.Parameters.Length then known else known @ [ lengths.Name, ArgumentValue.List pairs ])
        | _ -> inOrder, byName

    /// An argument for each parameter, from those given in order and by name. Raises <c>ConfigurationException</c> for others.
    let bind (f: Function) (inOrder: ArgumentValue list) (byName: (string * ArgumentValue) list) : ArgumentValue list =
        let inOrder, byName = gathered f inOrder byName
        if inOrder.Length > f.Parameters.Length then
            raise (ConfigurationException $"{f.Name} takes {f.Parameters.Length} arguments, got {inOrder.Length}")
        for name, _ in byName do
            if not (f.Parameters |> List.skip inOrder.Length |> List.exists (fun known -> known.Name = name)) then
                raise (ConfigurationException $"{f.Name} takes no further argument {name}")
        let named = Map byName
        f.Parameters
        |> List.mapi (fun i parameter ->
            match List.tryItem i inOrder |> Option.orElse (named.TryFind parameter.Name), parameter.Default with
            // None is no list and no number: it stands for the usual one.
            | Some ArgumentValue.Null, Some usual when
                parameter.Kind.IsWholes
                || parameter.Kind.IsReals
                || parameter.Kind.IsNumber
                || parameter.Kind.IsLengths
                ->
                usual
            | Some given, _
            | None, Some given -> given
            | None, None -> raise (ConfigurationException $"{f.Name} needs the argument {parameter.Name}"))

    /// Whether Keras gives the only result of a list by itself.
    let isOne (f: Function) (arguments: ArgumentValue list) =
        let names = f.Parameters |> List.map _.Name
        not f.IsSeveral || f.IsOne(Arguments(Map(List.zip names arguments), []))

    /// The results for an argument a parameter.
    let build (f: Function) (arguments: ArgumentValue list) (tensors: Expr list) : Expr list =
        let names = f.Parameters |> List.map _.Name
        f.Build(Arguments(Map(List.zip names arguments), tensors))
