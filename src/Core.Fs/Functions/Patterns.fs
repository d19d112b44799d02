/// Functions of <c>keras.ops</c> that are told by a pattern of axes.
module internal Functional.Functions.Patterns

open System
open System.Text.RegularExpressions
open Functional
open Functional.Row

let private refuse text = raise (ConfigurationException text)

// The axes of an ellipsis are letters too, counted from the last one.
let private ellipsisLetter (fromEnd: int) = char (0xE000 + fromEnd)
let private ofEllipsis count = [ for at in count - 1 .. -1 .. 0 -> ellipsisLetter at ]
let private isOfEllipsis (letter: char) = letter >= char 0xE000

let private letters subscripts (rank: int option) (term: string) : char list =
    let dots = term.IndexOf("...", StringComparison.Ordinal)
    let plain = term.Replace("...", "")
    if plain |> Seq.forall Char.IsAsciiLetter |> not then
        refuse $"subscripts must be letters, commas, \"...\" and \"->\", got \"{subscripts}\""
    match rank with
    | None -> List.ofSeq plain
    | Some rank when dots < 0 ->
        if plain.Length <> rank then
            raise (ShapeException $"\"{term}\" of \"{subscripts}\" needs {plain.Length} axes, got {rank}")
        List.ofSeq plain
    | Some rank ->
        if plain.Length > rank then
            raise (ShapeException $"\"{term}\" of \"{subscripts}\" needs at least {plain.Length} axes, got {rank}")
        List.ofSeq plain[.. dots - 1] @ ofEllipsis (rank - plain.Length) @ List.ofSeq plain[dots..]

// Of axes with one letter the diagonal.
let rec private apart (x: Expr, letters: char list) =
    match letters |> List.countBy id |> List.tryFind (fun (_, count) -> count > 1) with
    | Some(letter, _) ->
        let first = List.findIndex ((=) letter) letters
        let second = List.findIndexBack ((=) letter) letters
        let rest = letters |> List.indexed |> List.filter (fun (at, _) -> at <> first && at <> second) |> List.map snd
        apart (Diagonals.diagonal 0 first second x, rest @ [ letter ])
    | None -> x, letters

let private ordered (x: Expr, letters: char list) (result: char list) =
    let summed = letters |> List.indexed |> List.filter (fun (_, letter) -> not (List.contains letter result))
    let kept = letters |> List.filter (fun letter -> List.contains letter result)
    (if summed.IsEmpty then x else Ops.sum (List.map fst summed) x)
    |> Ops.transpose (result |> List.map (fun letter -> List.findIndex ((=) letter) kept))

let private einsum (a: Arguments) =
    let subscripts = a.Word "subscripts"
    let operands = a.Tensors "operands"
    let text = subscripts.Replace(" ", "")
    let terms, result =
        match text.Split "->" with
        | [| terms |] -> terms, None
        | [| terms; result |] -> terms, Some result
        | _ -> refuse $"subscripts take one \"->\", got \"{subscripts}\""
    let terms = terms.Split ',' |> List.ofArray
    if terms.Length <> operands.Length then
        refuse $"\"{subscripts}\" is of {terms.Length} tensors, got {operands.Length}"
    let parsed = List.map2 (fun (x: Expr) term -> x, letters subscripts (Some x.Rank) term) operands terms
    // A letter has one size, but axes of an ellipsis and those of size 1 are repeated.
    let sizes =
        parsed
        |> List.collect (fun (x, letters) -> List.mapi (fun axis letter -> letter, x.Shape[axis]) letters)
        |> List.groupBy fst
    let repeated =
        set [
            for letter, uses in sizes do
                let known = uses |> List.map snd |> List.distinct
                let others = known |> List.filter (fun dim -> dim <> Dim.Known 1L)
                if (others |> List.filter Dim.isKnown).Length > 1 then
                    let got = others |> List.map string |> String.concat ", "
                    raise (ShapeException $"an axis of \"{subscripts}\" must be of one size, got {got}")
                if known.Length > 1 && not others.IsEmpty then
                    letter
        ]
    let narrow (x: Expr, letters: char list) =
        let isOne (axis, letter) = repeated.Contains letter && x.Shape[axis] = Dim.Known 1L
        let gone, kept = List.indexed letters |> List.partition isOne
        List.foldBack (fun (axis, _) x -> Ops.squeeze axis x) gone x, List.map snd kept
    let ellipsis =
        parsed |> List.map (fun (_, letters) -> letters |> List.filter isOfEllipsis |> List.length) |> List.max
    let all = parsed |> List.collect snd
    let output =
        match result with
        | None ->
            let once = all |> List.filter (isOfEllipsis >> not) |> List.countBy id |> List.filter (fun (_, n) -> n = 1)
            ofEllipsis ellipsis @ List.sort (List.map fst once)
        | Some result ->
            let plain = result.Replace("...", "")
            let has = result.Contains "..."
            letters subscripts (Some(plain.Length + if has then ellipsis else 0)) result
    if List.distinct output <> output || output |> List.exists (fun letter -> not (List.contains letter all)) then
        refuse $"the result of \"{subscripts}\" must name axes of its tensors, each once"
    let dtype = operands |> List.map _.DType |> List.reduce DType.promote
    // Keras: int8 alone becomes int32. Whole numbers are multiplied as doubles, which hold their products.
    let final = if dtype = DType.Int8 then DType.Int32 else dtype
    let within = if dtype.IsFloat then dtype else DType.Float64
    let parts = parsed |> List.map (fun (x, letters) -> narrow (Ops.cast within x, letters) |> apart)
    let rec contract parts =
        match parts with
        | [ single ] -> ordered single output
        | (x, ofX) :: (y, ofY) :: others ->
            let later = output @ List.collect snd others
            let kept = List.distinct (ofX @ ofY) |> List.filter (fun letter -> List.contains letter later)
            contract ((Einsum.product (x, ofX) (y, ofY) kept, kept) :: others)
        | [] -> refuse "einsum needs at least one tensor"
    Ops.cast final (contract parts)

let private axisNames = Regex(@"\w+|\(.*?\)")
let private namesOf (text: string) = [ for found in axisNames.Matches text -> found.Value ]
let private inside (group: string) = if group.StartsWith '(' then namesOf (group.Trim('(', ')')) else [ group ]

let private rearrange (a: Arguments) =
    let x, pattern, lengths = a.Tensor "tensor", a.Word "pattern", Map(a.Lengths "axes_lengths")
    let before, after =
        match Regex.Split(pattern, @"\s*->\s*") with
        | [| before; after |] -> namesOf before, namesOf after
        | _ -> refuse $"a pattern has one \"->\", got \"{pattern}\""
    if before.Length <> x.Rank then
        raise (ShapeException $"\"{pattern}\" needs {before.Length} axes, got {x.Shape}")
    let apart = before |> List.map inside
    let names = List.concat apart
    let wanted = after |> List.collect inside
    if List.distinct names <> names || List.sort names <> List.sort wanted then
        refuse $"both sides of \"{pattern}\" must name the same axes, each once"
    // In a group one size may be what is left of its axis.
    let sizes =
        List.indexed apart
        |> List.collect (fun (axis, group) ->
            let open' = group |> List.filter (fun name -> not (lengths.ContainsKey name))
            let known = group |> List.choose lengths.TryFind |> List.fold (*) 1L
            match group, open', x.Shape[axis] with
            | [ _ ], _, Dim.Unknown _ -> [ Extent.Of(0, axis) ]
            | [ name ], _, Dim.Known size when lengths.ContainsKey name && lengths[name] <> size ->
                raise (ShapeException $"axis {name} of \"{pattern}\" is {lengths[name]} long, got {x.Shape}")
            | _, ([] | [ _ ]), Dim.Known size when
                known > 0L && size % known = 0L && (open'.Length = 1 || size = known)
                ->
                group
                |> List.map (fun name -> lengths.TryFind name |> Option.defaultValue (size / known) |> Extent.Size)
            | _, ([] | [ _ ]), Dim.Unknown _ when known > 0L ->
                group
                |> List.map (fun name ->
                    lengths.TryFind name |> Option.map Extent.Size |> Option.defaultValue Extent.Rest)
            | _ -> raise (ShapeException $"axis {axis} of {x.Shape} cannot be cut as \"{pattern}\" and its sizes say"))
    let cut = Ops.reshapeTo sizes x
    let moved = Ops.transpose (wanted |> List.map (fun name -> List.findIndex ((=) name) names)) cut
    let joined, _ =
        ((([]: Extent list), 0), after)
        ||> List.fold (fun (extents, at) group ->
            let count = (inside group).Length
            let dims = [ for axis in at .. at + count - 1 -> moved.Shape[axis] ]
            let extent =
                match List.fold Dim.mul (Dim.Known 1L) dims with
                | Dim.Known size -> Extent.Size size
                | Dim.Unknown _ when count = 1 -> Extent.Of(0, at)
                | Dim.Unknown _ -> Extent.Rest
            extents @ [ extent ], at + count)
    Ops.reshapeTo joined moved

let private meshgrid (a: Arguments) =
    let axes = a.Tensors "x" |> List.map Reductions.flat
    let isXy = a.Text("indexing", [ "xy"; "ij" ]) = "xy"
    let count = axes.Length
    if count = 0 then
        refuse "meshgrid needs at least one tensor"
    let place i = if isXy && count > 1 && i < 2 then 1 - i else i
    let extents = [ for at in 0 .. count - 1 -> Extent.Of(1 + place at, 0) ]
    axes |> List.mapi (fun i x -> Ops.broadcastTo extents axes (Places.spread count (place i) x))

let all: Function list = [
    one
        "numpy"
        "einsum"
        "Sum of products of tensors, with a letter for each axis: axes with one letter go together, and those that the result has not are summed."
        [ text "subscripts"; tensors "operands" |> rest ]
        einsum
    one
        "einops"
        "rearrange"
        "The axes cut, moved and joined as a pattern says, such as <c>b (h w) c -> b h w c</c> with a size for <c>h</c>."
        [ tensor "tensor"; text "pattern" |> ofCall; lengths "axes_lengths" |> otherwise (ArgumentValue.List []) ]
        rearrange
    several
        "numpy"
        "meshgrid"
        "Of vectors tensors of one shape, each of which grows along an axis of its own; the first two axes change places for \"xy\"."
        [ tensors "x" |> rest; text "indexing" |> orText "xy" ]
        meshgrid
]
