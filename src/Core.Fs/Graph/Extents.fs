namespace Functional

/// Sizes of a result that refer to those of its arguments, and what a reshape may do with them.
[<RequireQualifiedAccess>]
module Extents =

    let private fail message = raise (ShapeException message)

    let private product dims = List.fold Dim.mul (Dim.Known 1L) dims

    /// The product of the known sizes.
    let private knownProduct dims =
        match dims |> List.filter Dim.isKnown |> product with
        | Dim.Known number -> number
        | Dim.Unknown _ -> 1L

    /// Unknown sizes on either side without those that stand on both.
    let private withoutCommon (left: Dim list) (right: Dim list) =
        let isUnknown = Dim.isKnown >> not
        ((List.filter isUnknown left, []), List.filter isUnknown right)
        ||> List.fold (fun (left, right) dim ->
            match List.tryFindIndex ((=) dim) left with
            | Some at -> List.removeAt at left, right
            | None -> left, right @ [ dim ])

    /// What is left of some elements beside known and unknown sizes.
    let private rest (source: Shape) (others: Dim list) : Dim =
        // Sizes that stand on both sides cancel, so that (batch, 4, 4) → (batch, rest) is known to be 16.
        let unknown, unknownOthers = withoutCommon source.Dims others
        let number, divisor = knownProduct source.Dims, knownProduct others
        match unknown, unknownOthers with
        | _, [] when divisor > 0L && number % divisor = 0L -> Dim.mul (product unknown) (Dim.Known(number / divisor))
        | [], [] -> fail $"cannot reshape {source} so that {number} elements divide by {divisor}"
        | _, _ when divisor = 0L -> fail $"cannot reshape {source} so that its elements divide by 0"
        | _, targets ->
            let total = product (unknown @ (if number = 1L then [] else [ Dim.Known number ]))
            if targets.IsEmpty then
                Dim.floorDiv total divisor
            else
                Dim.Unknown $"({total})//({List.fold Dim.mul (Dim.Known divisor) targets})"

    /// Sizes that extents stand for, given the arguments' shapes. <c>Rest</c> is what is left of the first argument's elements.
    let resolve (extents: Extent list) (shapes: Shape list) : Shape =
        let known =
            extents
            |> List.map (function
                | Extent.Size size when size < 0L -> fail $"a size of a result must be at least 0, got {size}"
                | Extent.Of(argument, axis) ->
                    match List.tryItem argument shapes with
                    | Some shape -> Some shape[Shape.axisFor "a size of a result" shape axis]
                    | None -> fail $"a size of a result needs argument {argument}, got {shapes.Length} arguments"
                | Extent.Size size -> Some(Dim.Known size)
                | Extent.Rest -> None)
        if known |> List.filter Option.isNone |> List.length > 1 then
            fail "at most one size of a result may be what is left"
        if shapes.IsEmpty && List.contains Extent.Rest extents then
            fail "a size that is what is left needs an argument, got none"
        Shape.ofDims (known |> List.map (Option.defaultWith (fun () -> rest shapes.Head (List.choose id known))))

    /// Raises <c>ShapeException</c> for a reshape to another number of elements, as far as that can be told.
    let requireSameCount (before: Shape) (after: Shape) =
        let unknownBefore, unknownAfter = withoutCommon before.Dims after.Dims
        let mine, wanted = knownProduct before.Dims, knownProduct after.Dims
        let divides whole part = if part = 0L then whole = 0L else whole % part = 0L
        match unknownBefore, unknownAfter with
        | [], [] when mine <> wanted && before.IsKnown ->
            fail $"cannot reshape {before} ({mine} elements) into {after} ({wanted})"
        | [], [] when mine <> wanted -> fail $"cannot reshape {before} into {after}: {mine} elements are not {wanted}"
        | _ :: _, [] when not (divides wanted mine) ->
            fail $"cannot reshape {before} into {after}: {wanted} elements do not divide by {mine}"
        | [], _ :: _ when not (divides mine wanted) ->
            fail $"cannot reshape {before} into {after}: {mine} elements do not divide by {wanted}"
        | _ -> ()
