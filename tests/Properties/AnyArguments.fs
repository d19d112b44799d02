/// Arguments that make sense and that make none, by type: what public functions are called with.
module Functional.Tests.AnyArguments

open System
open Microsoft.FSharp.Reflection
open Functional
open Functional.Tests.Samples

/// Tensors of every dtype and of some shapes, with data.
let tensors: (Expr * HostArray) list = [
    for dims in
        [
            []
            [ k 3L ]
            [ k 2L; k 3L ]
            [ k 3L; k 3L ]
            [ k 3L; k 12L ]
            [ k 4L; k 12L ]
            [ k 12L ]
            [ k 2L; k 3L; k 4L ]
            [ batch 2L; time 3L; k 4L ]
            [ batch 2L; k 3L ]
            [ k 2L; k 5L; k 5L; k 4L ]
            [ k 2L; k 2L; k 4L; k 2L ]
            [ k 0L; k 3L ]
            [ k 1L ]
        ] do
        for dtype in DType.all do
            let values = givenOf dtype (fun count -> Array.init (int count) (fun i -> float (i % 2)))
            values dims
]

let dataOf = dict [ for expr, data in tensors -> expr.Node, data ]

/// Choices of one run.
type Choices(seed: int, nulls: bool) =
    let random = Random seed
    // Most tensors of a call have one dtype, and floats are what most operations are for.
    let dtype =
        if random.Next 10 < 6 then
            if random.Next 2 = 0 then DType.Float32 else DType.Float64
        else
            DType.all[random.Next DType.all.Length]
    let ofOne = tensors |> List.filter (fun (expr, _) -> expr.DType = dtype)

    member _.Below count = random.Next count
    member this.Of(items: 'a list) = items[random.Next items.Length]
    member _.Chance percent = random.Next 100 < percent
    member this.List(most: int, item: unit -> 'a) : 'a list =
        if nulls && this.Chance 3 then
            Unchecked.defaultof<'a list>
        else
            List.init (this.Below(most + 1)) (fun _ -> item ())
    member this.OrNull(value: 'a) : 'a = if nulls && this.Chance 3 then Unchecked.defaultof<'a> else value
    member this.Expr() : Expr = this.OrNull(fst (this.Of(if this.Chance 85 then ofOne else tensors)))
    member this.Int() =
        if this.Chance 85 then
            this.Of [ 0; 1; 2; 3; -1; -2 ]
        else
            this.Of [ 4; 5; 7; -3; -4; 100; Int32.MaxValue; Int32.MinValue ]
    member this.Long() =
        if this.Chance 90 then int64 (this.Int()) else this.Of [ Int64.MaxValue; Int64.MinValue; 1L <<< 40 ]
    member this.Float() = this.Of [ 0.0; 1.0; -1.0; 0.5; 2.0; nan; infinity; -infinity; 1e300; 1e-300; 3e9 ]

let private sizes (choices: Choices) =
    if choices.Chance 70 then
        let rank = 1 + choices.Below 3
        List.replicate rank (1 + choices.Below 2)
    else
        choices.List(4, choices.Int)

let private window (choices: Choices) : Window =
    choices.OrNull {
        Strides = sizes choices
        Padding = choices.Of [ Functional.Padding.Valid; Functional.Padding.Same; Functional.Padding.Causal ]
        Dilation = sizes choices
    }

let private dim (choices: Choices) = if choices.Chance 20 then Dim.Unknown "batch" else Dim.Known(choices.Long())

let private shape (choices: Choices) = choices.OrNull(choices.List(4, fun () -> dim choices) |> Shape.ofDims)

let private array (choices: Choices) : HostArray =
    let good = choices.Of [ for _, data in tensors -> data ]
    choices.OrNull(
        match choices.Below 8 with
        | 0 -> { good with Shape = [| choices.Long() |] }
        | 1 -> { good with DType = choices.Of DType.all }
        | 2 -> { good with Data = null }
        | 3 -> { good with Shape = null }
        | _ -> good
    )

let private part (choices: Choices) =
    match choices.Below 3 with
    | 0 -> Part.At(choices.Long())
    | 1 -> Part.Range(0L, None, 1L)
    | _ -> Part.Range(choices.Long(), (if choices.Chance 50 then None else Some(choices.Long())), choices.Long())
    |> choices.OrNull

let private extent (choices: Choices) =
    match choices.Below 4 with
    | 0 -> Extent.Rest
    | 1 -> Extent.Of(choices.Int(), choices.Int())
    | _ -> Extent.Size(choices.Long())

let private step (choices: Choices) : Expr list -> Expr list -> Expr list * Expr list =
    match choices.Below 8 with
    | 0 -> fun xs hs -> xs, []
    | 1 -> fun xs hs -> xs, hs @ xs
    | 2 -> fun xs hs -> [ Ops.sumAll xs.Head ], hs
    | 3 -> fun xs hs -> Unchecked.defaultof<_>, hs
    | 4 -> fun xs hs -> xs, hs |> List.map (Ops.cast DType.Float16)
    | _ -> fun xs hs -> xs, hs |> List.map (fun h -> h * 0.5 |> Ops.cast h.DType)
    |> choices.OrNull

let private custom (choices: Choices) : CustomOp =
    choices.OrNull {
        Name = "same"
        Infer =
            fun types ->
                match types with
                | first :: _ -> first
                | [] -> raise (ShapeException "same: needs an argument, got none")
        Compute = fun args -> args[0].alias()
    }

let rec value (choices: Choices) (wanted: Type) : obj =
    if wanted = typeof<Expr> then
        choices.Expr()
    elif wanted = typeof<Expr list> then
        choices.List(3, choices.Expr)
    elif wanted = typeof<int> then
        choices.Int()
    elif wanted = typeof<int64> then
        choices.Long()
    elif wanted = typeof<float> then
        choices.Float()
    elif wanted = typeof<bool> then
        choices.Chance 50
    elif wanted = typeof<string> then
        choices.OrNull "x"
    elif wanted = typeof<int list> then
        if choices.Chance 50 then List.init (choices.Below 4) id else choices.List(4, choices.Int)
    elif wanted = typeof<int64 list> then
        choices.List(4, choices.Long)
    elif wanted = typeof<Extent list> then
        choices.List(3, fun () -> extent choices)
    elif wanted = typeof<Part list> then
        choices.List(3, fun () -> part choices)
    elif wanted = typeof<DType> then
        choices.OrNull(choices.Of DType.all)
    elif wanted = typeof<Shape> then
        shape choices
    elif wanted = typeof<HostArray> then
        array choices
    elif wanted = typeof<Window> then
        window choices
    elif wanted = typeof<Recurrence> then
        choices.OrNull { Reverse = choices.Chance 50 }
    elif wanted = typeof<CustomOp> then
        custom choices
    elif wanted = typeof<Expr list -> Expr list -> Expr list * Expr list> then
        step choices
    elif wanted = typeof<Dim> then
        dim choices
    elif wanted = typeof<int64 seq> then
        choices.List(4, choices.Long)
    elif wanted = typeof<int64 option list> then
        choices.List(4, fun () -> if choices.Chance 50 then None else Some(choices.Long()))
    elif wanted = typeof<Shape list> then
        choices.List(3, fun () -> shape choices)
    elif wanted = typeof<Dim list> then
        choices.List(3, fun () -> dim choices)
    elif wanted = typeof<(Shape * DType) list> then
        choices.List(3, fun () -> shape choices, choices.Of DType.all)
    elif wanted = typeof<int64 option> then
        if choices.Chance 50 then None else Some(choices.Long())
    elif wanted = typeof<Scan> then
        let body = Graph([ fst tensors[2] ], [ fst tensors[2] ])
        {
            Recurrence = { Reverse = false }
            InPlace = choices.Chance 50
            Sequences = choices.Int()
            States = choices.Int()
            Body = choices.OrNull body
        }
        |> choices.OrNull
        |> box
    elif FSharpType.IsUnion wanted then
        // One's own functions are code.
        let cases = FSharpType.GetUnionCases wanted |> List.ofArray |> List.filter (fun case -> case.Name <> "Own")
        let case = choices.Of cases
        FSharpValue.MakeUnion(case, case.GetFields() |> Array.map (fun field -> value choices field.PropertyType))
    else
        failwith $"this test has no values of type {wanted}"
