namespace Functional

/// Numbers along any number of axes, as lists in lists: what Keras takes as "number or array".
[<RequireQualifiedAccess>]
type Nested =
    | One of value: float
    | Several of items: Nested list

[<RequireQualifiedAccess>]
module Nested =

    /// Sizes of the axes. Raises <c>ConfigurationException</c> where rows have different lengths.
    let rec sizes (numbers: Nested) : int64 list =
        match numbers with
        | Nested.One _ -> []
        | Nested.Several items ->
            match items |> List.map sizes |> List.distinct with
            | [] -> [ 0L ]
            | [ inner ] -> int64 items.Length :: inner
            | a :: b :: _ ->
                raise (ConfigurationException $"numbers must be rows of one length, got rows of sizes %A{a} and %A{b}")

    /// All numbers in order.
    let rec flat (numbers: Nested) : float list =
        match numbers with
        | Nested.One value -> [ value ]
        | Nested.Several items -> List.collect flat items

    /// The numbers in order with sizes of axes around them.
    let rec ofFlat (sizes: int list) (numbers: float list) : Nested =
        match sizes with
        | [] -> Nested.One numbers.Head
        | size :: inner ->
            let length = List.fold (*) 1 inner
            Nested.Several [
                for i in 0 .. size - 1 -> numbers |> List.skip (i * length) |> List.take length |> ofFlat inner
            ]

    /// The numbers as an array.
    let toHost (numbers: Nested) : HostArray = {
        DType = DType.Float64
        Shape = Array.ofList (sizes numbers)
        Data = Array.ofList (flat numbers)
    }
