/// Functions of <c>keras.ops.image</c> that cut images into parts, and put them together.
module internal Functional.Functions.Patches

open Functional
open Functional.Row
open Functional.Functions.Sliding

let private several (a: Arguments) name rank =
    let sizes =
        match a.Item name, a.Wholes name with
        | ArgumentValue.Whole _, [ one ] -> List.replicate rank one
        | _, sizes -> sizes
    if sizes.Length <> rank || List.exists (fun size -> size < 1) sizes then
        raise (ConfigurationException $"{name} must be {rank} sizes of at least 1, got {sizes}")
    sizes

let private isSame (a: Arguments) = a.Text("padding", [ "valid"; "same" ]) = "same"

// One patch after the other along the last axis: rows, columns, channels of it.
let private cut (sizes: int list) (strides: int list) (dilations: int list) isSame (x: Expr) =
    let reach = List.map2 (fun size dilation -> (size - 1) * dilation + 1) sizes dilations
    let x =
        if not isSame then
            x
        else
            let borders = [
                for axis, (reach, stride) in List.indexed (List.zip reach strides) do
                    let size = Places.sizeOf "padding \"same\"" (axis + 1) x
                    let steps = (size + int64 stride - 1L) / int64 stride
                    let total = max 0L ((steps - 1L) * int64 stride + int64 reach - size)
                    int (total / 2L), int (total - total / 2L)
            ]
            let sides pick = 0 :: List.map pick borders @ [ 0 ]
            Ops.pad (sides fst) (sides snd) 0.0 x
    for axis, reach in List.indexed reach do
        match x.Shape[axis + 1] with
        | Dim.Known size when size < int64 reach ->
            raise (ShapeException $"a patch of {reach} elements is longer than axis {axis + 1} of {x.Shape}")
        | _ -> ()
    if List.fold (fun product size -> product * int64 size) 1L sizes > 65536L then
        raise (ConfigurationException $"a patch must have at most 65536 pixels, got {sizes}")
    // Each place in the patch, of all patches.
    let rec places (sizes: int list) =
        match sizes with
        | [] -> [ [] ]
        | size :: rest -> [
            for at in 0 .. size - 1 do
                for others in places rest -> at :: others
          ]
    let ofPlace (place: int list) =
        (x, List.indexed (List.zip3 place dilations (List.zip reach strides)))
        ||> List.fold (fun x (axis, (at, dilation, (reach, stride))) ->
            let start = at * dilation
            let behind = reach - 1 - start
            let stop = if behind = 0 then None else Some(int64 -behind)
            if start = 0 && behind = 0 && stride = 1 then
                x
            else
                Expr.Of(Op.Slice(axis + 1, int64 start, stop, int64 stride), [ x ]))
    places sizes |> List.map ofPlace |> Ops.concat -1

let private extractOf rank name (a: Arguments) =
    let sizes = several a "size" rank
    let strides = if a.IsNull "strides" then sizes else several a "strides" rank
    let dilations = several a "dilation_rate" rank
    a.Tensor name |> onSpatial a rank (cut sizes strides dilations (isSame a))

let private rankOf (a: Arguments) =
    match a.Wholes "size" with
    | [ _; _; _ ] -> 3
    | _ -> 2

// (batch, rows, columns, patch · channels) → (batch, height, width, channels), with what the patches have more taken off at both ends.
let private join (sizes: int list) (output: int list) isSame (x: Expr) =
    let rank = sizes.Length
    let pixels = List.fold (fun product size -> product * int64 size) 1L sizes
    let flat = Places.sizeOf "a patch" (rank + 1) x
    if flat % pixels <> 0L then
        raise (ShapeException $"the last axis of {x.Shape} must be a multiple of {pixels}, the pixels of a patch")
    for axis, (size, wanted) in List.indexed (List.zip sizes output) do
        match x.Shape[axis + 1] with
        | Dim.Known count ->
            let whole = count * int64 size
            let fits =
                if isSame then int64 wanted > whole - int64 size && int64 wanted <= whole else int64 wanted = whole
            if not fits then
                raise (ShapeException $"{count} patches of {size} elements do not make {wanted} on axis {axis + 1}")
        | Dim.Unknown _ -> ()
    let inner = [ for size in sizes -> Extent.Size(int64 size) ]
    let grid = [ for axis in 1..rank -> Extent.Of(0, axis) ]
    let apart = Ops.reshapeTo (Extent.Of(0, 0) :: grid @ inner @ [ Extent.Size(flat / pixels) ]) x
    let order = 0 :: List.collect (fun axis -> [ axis; axis + rank ]) [ 1..rank ] @ [ 2 * rank + 1 ]
    let moved = Ops.transpose order apart
    // One axis after the other, so that each may be of unknown size.
    let joined =
        (moved, [ 1..rank ])
        ||> List.fold (fun (y: Expr) axis ->
            let size =
                match y.Shape[axis] with
                | Dim.Known count -> Extent.Size(count * int64 sizes[axis - 1])
                | Dim.Unknown _ -> Extent.Rest
            y
            |> Ops.reshapeTo [
                for at in 0 .. y.Rank - 1 do
                    if at < axis then
                        Extent.Of(0, at)
                    elif at = axis then
                        size
                    elif at > axis + 1 then
                        Extent.Of(0, at)
            ])
    (joined, List.indexed output)
    ||> List.fold (fun y (axis, wanted) ->
        match y.Shape[axis + 1] with
        | Dim.Known size when size = int64 wanted -> y
        | Dim.Known size ->
            let start = (size - int64 wanted) / 2L
            Ops.slice (axis + 1) start (start + int64 wanted) y
        | Dim.Unknown _ -> raise (ShapeException $"patches must be in a grid of known size, got {x.Shape}"))

let private reconstruct (a: Arguments) =
    let rank = rankOf a
    let sizes, output = several a "size" rank, several a "output_size" rank
    if not (a.IsNull "strides") && several a "strides" rank <> sizes then
        raise (UnsupportedException "reconstruct_patches of patches that overlap")
    a.Tensor "patches" |> onSpatial a rank (join sizes output (isSame a))

// Two of before, behind and the new size are given.
let private sidesOf what (a: Arguments) before behind target =
    let given name =
        match a.TryWhole name with
        | Some size when size < 0 -> raise (ConfigurationException $"{name} must be at least 0, got {size}")
        | size -> size
    match given before, given behind, given target with
    | Some _, Some _, Some _
    | None, None, _
    | None, _, None
    | _, None, None -> raise (ConfigurationException $"{what} needs two of {before}, {behind} and {target}")
    | sides -> sides

let private padImages (a: Arguments) =
    let pad axis before behind target (x: Expr) =
        let own () = Places.sizeOf target axis x
        let before', behind' =
            match sidesOf "pad_images" a before behind target with
            | Some before, Some behind, _ -> int64 before, int64 behind
            | Some before, _, Some size -> int64 before, int64 size - int64 before - own ()
            | _, Some behind, Some size -> int64 size - int64 behind - own (), int64 behind
            | _ -> invalidOp "pad_images"
        if before' < 0L || behind' < 0L then
            raise (ConfigurationException $"borders must be at least 0, got {before'} and {behind'} for {x.Shape}")
        let sides (size: int64) = [ for at in 0..3 -> if at = axis then int size else 0 ]
        Ops.pad (sides before') (sides behind') 0.0 x
    a.Tensor "images"
    |> onSpatial a 2 (fun x ->
        x
        |> pad 1 "top_padding" "bottom_padding" "target_height"
        |> pad 2 "left_padding" "right_padding" "target_width")

let private cropImages (a: Arguments) =
    let crop axis before behind target (x: Expr) =
        let start, stop =
            match sidesOf "crop_images" a before behind target with
            | Some before, Some behind, _ -> int64 before, (if behind = 0 then None else Some(int64 -behind))
            | Some before, _, Some size -> int64 before, Some(int64 before + int64 size)
            | _, Some behind, Some size ->
                let start = Places.sizeOf target axis x - int64 behind - int64 size
                start, Some(start + int64 size)
            | _ -> invalidOp "crop_images"
        match x.Shape[axis], stop with
        | Dim.Known own, _ when start < 0L || start > own ->
            raise (ConfigurationException $"{before} must be in [0, {own}], got {start}")
        | Dim.Known own, Some stop when (if stop < 0L then own + stop < start else stop > own) ->
            raise (ConfigurationException $"{target} must fit into {own} elements behind {start}")
        | _ -> ()
        if start = 0L && stop.IsNone then x else Expr.Of(Op.Slice(axis, start, stop, 1L), [ x ])
    a.Tensor "images"
    |> onSpatial a 2 (fun x ->
        x
        |> crop 1 "top_cropping" "bottom_cropping" "target_height"
        |> crop 2 "left_cropping" "right_cropping" "target_width")

// Keras keeps a size of all axes.
let private kept rank (name: string) (value: ArgumentValue) =
    match name, value with
    | ("size" | "strides"), ArgumentValue.Whole _ -> ArgumentValue.List(List.replicate rank value)
    | _ -> value

let private picture name className rank doc parameters build = {
    one "image" $"image.{name}" doc parameters build with
        ClassName = className
        Kept = kept rank
}

let private rest = [
    wholes "strides" |> orNone
    wholes "dilation_rate" |> orWhole 1L
    text "padding" |> orText "valid"
    dataFormat
]

let private border name = whole name |> orNone

let all: Function list = [
    picture
        "extract_patches"
        "ExtractPatches"
        2
        "Parts of images, or of volumes for three sizes, each as a vector along the last axis; side by side when no strides are given."
        (tensor "images" :: wholes "size" :: rest)
        (fun a -> extractOf (rankOf a) "images" a)
    picture
        "extract_patches_3d"
        "ExtractPatches"
        3
        "Parts of volumes, each as a vector along the last axis; side by side when no strides are given."
        (tensor "volumes" :: wholes "size" :: rest)
        (extractOf 3 "volumes")
    picture
        "reconstruct_patches"
        "ReconstructPatches"
        2
        "Images, or volumes for three sizes, of their parts."
        [
            tensor "patches"
            wholes "size"
            wholes "output_size"
            wholes "strides" |> orNone
            text "padding" |> orText "valid"
            dataFormat
        ]
        reconstruct
    picture
        "pad_images"
        "PadImages"
        2
        "Images with zeros around them: two of the borders and the size of each axis are given."
        [
            tensor "images"
            border "top_padding"
            border "left_padding"
            border "bottom_padding"
            border "right_padding"
            border "target_height"
            border "target_width"
            dataFormat
        ]
        padImages
    picture
        "crop_images"
        "CropImages"
        2
        "A part of images: two of what is cut off and the size of each axis are given."
        [
            tensor "images"
            border "top_cropping"
            border "left_cropping"
            border "bottom_cropping"
            border "right_cropping"
            border "target_height"
            border "target_width"
            dataFormat
        ]
        cropImages
]
