namespace Functional

/// libtorch's own call that changes weights, such as one optimizer step for all of them.
type InPlaceCall = {
    Name: string
    /// Lists of weights that it changes.
    Changed: Expr list list
    /// What else it reads.
    Args: Expr list
    /// Lines of a script, over the names of the lists and those of the arguments.
    Script: InPlaceCall -> InPlaceNames -> string list
}

/// What a script calls the parts of an <c>InPlaceCall</c>.
and InPlaceNames = { Changed: string list; Args: string list }

/// Something that happens when a program has computed all its values.
[<RequireQualifiedAccess>]
type Update =
    /// A weight takes a new value.
    | Assign of key: Key * Expr
    /// A weight grows by a value.
    | Increase of weight: Expr * Expr
    | InPlace of InPlaceCall

    /// What it needs computed.
    member this.Args =
        match this with
        | Assign(_, value) -> [ value ]
        | Increase(weight, value) -> [ weight; value ]
        | InPlace call -> List.concat call.Changed @ call.Args

    /// The same with other values.
    member this.With(args: Expr list) =
        match this with
        | Assign(key, _) -> Assign(key, args.Head)
        | Increase _ -> Increase(args[0], args[1])
        | InPlace call ->
            let changed, args = List.splitAt (List.sumBy List.length call.Changed) args
            let take rest (group: Expr list) = List.splitAt group.Length rest
            InPlace { call with Changed = List.mapFold take changed call.Changed |> fst; Args = args }

[<RequireQualifiedAccess>]
module Update =

    /// The lists of weights that it hands to libtorch.
    let lists (update: Update) : Expr list list =
        match update with
        | Update.InPlace call -> call.Changed
        | Update.Assign _
        | Update.Increase _ -> []

    /// What it reads apart from those.
    let reads (update: Update) : Expr list =
        match update with
        | Update.InPlace call -> call.Args
        | _ -> update.Args

    /// A weight that takes its own value and something more grows by it, without a tensor between, if nobody else reads the sum.
    let accumulate (outputs: Expr list) (updates: Update list) : Update list =
        let once = Pattern.usedOnce (outputs @ (updates |> List.collect _.Args))
        let isWeight (key: Key) (expr: Expr) =
            match expr.Op with
            | Op.Weight(key', _, _) -> key = key'
            | _ -> false
        updates
        |> List.map (fun update ->
            match update with
            | Update.Assign(key, (Pattern.Apply(Op.Binary Binary.Add, [ a; b ]) as sum)) when once sum ->
                let fits (weight: Expr) = isWeight key weight && weight.Shape = sum.Shape && weight.DType = sum.DType
                if fits a then Update.Increase(a, b)
                elif fits b then Update.Increase(b, a)
                else update
            | _ -> update)
