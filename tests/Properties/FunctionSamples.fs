/// Calls of each function of keras.ops, for tests of all of them.
module Functional.Tests.FunctionSamples

open System
open Functional
open Functional.Tests.Evaluate
open Functional.Tests.Samples

type Value = ArgumentValue

let whole number = Value.Whole number
let wholes (numbers: int64 list) = numbers |> List.map Value.Whole |> Value.List
let full = Value.Slice(None, None, None)

/// Values of parameters without a default, by function and parameter.
let required =
    Map [
        ("get_item", "key"),
        [
            Value.List [ full; whole 1L ]
            Value.List [ Value.Ellipsis; whole -1L ]
            Value.List [ full; Value.Null; Value.Slice(Some 1L, None, None) ]
            Value.List [ full; full; Value.Slice(None, Some -1L, Some 2L) ]
        ]
        ("clip", "x_min"), [ Value.Real 0.3; whole 0L ]
        ("clip", "x_max"), [ Value.Real 0.6; whole 1L ]
        ("cast", "dtype"), [ Value.Text "int32"; Value.Text "float64"; Value.Text "bool" ]
        ("full_like", "fill_value"), [ Value.Real 2.5; whole 2L ]
        ("reshape", "newshape"), [ wholes [ -1L; 12L ]; wholes [ -1L; 4L; 3L; 1L ] ]
        ("expand_dims", "axis"), [ whole 1L; whole -1L; wholes [ 0L; -2L ] ]
        ("moveaxis", "source"), [ whole 0L; wholes [ 0L; 1L ] ]
        ("moveaxis", "destination"), [ whole -1L; wholes [ 2L; 0L ] ]
        ("swapaxes", "axis1"), [ whole 0L ]
        ("swapaxes", "axis2"), [ whole -1L ]
        ("broadcast_to", "shape"), [ Value.List [ whole 5L; Value.Null; whole 3L; whole 4L ] ]
        ("split", "indices_or_sections"), [ whole 3L; wholes [ 1L ] ]
        ("one_hot", "num_classes"), [ whole 4L ]
        ("one_hot", "axis"), [ whole -1L; whole 1L ]
        ("squeeze", "axis"), [ Value.Null; whole 1L; wholes [ -2L ] ]
        ("tile", "repeats"), [ whole 2L; wholes [ 3L; 1L ]; wholes [ 2L; 1L; 1L; 1L ] ]
        ("repeat", "repeats"), [ whole 2L ]
        ("repeat", "axis"), [ Value.Null; whole 1L; whole -1L ]
        ("roll", "shift"), [ whole 1L; whole -5L ]
        ("rot90", "axes"), [ wholes [ 0L; 1L ]; wholes [ 2L; 1L ] ]
        ("rot90", "k"), [ whole 1L; whole 2L; whole -1L ]
        ("pad", "pad_width"),
        [ whole 1L; wholes [ 1L; 2L ]; Value.List [ wholes [ 0L; 0L ]; wholes [ 1L; 2L ]; wholes [ 2L ] ] ]
        ("pad", "mode"), [ Value.Text "constant"; Value.Text "reflect"; Value.Text "symmetric" ]
        ("unravel_index", "shape"), [ wholes [ 3L; 4L ] ]
        ("array_split", "indices_or_sections"), [ whole 2L; wholes [ 1L ] ]
        ("hsplit", "indices_or_sections"), [ whole 3L; wholes [ 1L ] ]
        ("vsplit", "indices_or_sections"), [ whole 2L; wholes [ 1L ] ]
        ("dsplit", "indices_or_sections"), [ whole 2L; wholes [ 1L ] ]
        ("diagonal", "axis1"), [ whole 1L ]
        ("diagonal", "axis2"), [ whole 2L; whole -1L ]
        ("trace", "axis1"), [ whole 1L ]
        ("trace", "axis2"), [ whole 2L; whole -1L ]
        ("vander", "N"), [ Value.Null; whole 3L; whole 0L ]
        ("cross", "axis"), [ Value.Null; whole -1L ]
        ("tensordot", "axes"), [ whole 2L; Value.List [ wholes [ 2L ]; wholes [ 1L ] ]; wholes [ 1L; 0L ] ]
        ("correlate", "mode"), [ Value.Text "valid"; Value.Text "same"; Value.Text "full" ]
        ("glu", "axis"), [ whole -1L; whole 2L ]
        ("threshold", "threshold"), [ Value.Real 0.5 ]
        ("threshold", "default_value"), [ Value.Real 0.1 ]
        ("slice", "start_indices"), [ wholes [ 0L; 1L; 2L ] ]
        ("slice", "shape"), [ wholes [ 2L; 2L; 1L ]; wholes [ -1L; 1L; -1L ] ]
        ("slice_update", "start_indices"), [ wholes [ 1L; 0L; 2L ] ]
        ("saturate_cast", "dtype"), [ Value.Text "uint8"; Value.Text "float16"; Value.Text "bool" ]
        ("extract_sequences", "sequence_length"), [ whole 2L; whole 4L ]
        ("extract_sequences", "sequence_stride"), [ whole 2L; whole 1L ]
        ("moments", "axes"), [ whole 1L; wholes [ 1L; 2L ] ]
        ("rms_normalization", "axis"), [ whole -1L; wholes [ 2L ] ]
        ("layer_normalization", "axis"), [ whole -1L; wholes [ 2L ] ]
        ("batch_normalization", "axis"), [ whole -1L; whole 2L ]
        ("sparse_categorical_crossentropy", "axis"), [ whole -1L; whole 2L ]
        ("multi_hot", "num_classes"), [ whole 4L ]
        ("multi_hot", "axis"), [ whole -1L; whole 1L ]
        ("in_top_k", "k"), [ whole 2L; whole 0L ]
        ("psnr", "max_val"), [ Value.Real 1.5 ]
        // Not beside a bias.
        ("dot_product_attention", "mask"), [ Value.Null ]
        ("dot_product_attention", "attn_logits_soft_cap"), [ Value.Null ]
        ("max_pool", "pool_size"), [ whole 2L; wholes [ 3L; 1L ] ]
        ("average_pool", "pool_size"), [ whole 2L; wholes [ 3L; 1L ] ]
        ("depthwise_conv", "data_format"), [ Value.Null ]
        ("separable_conv", "data_format"), [ Value.Null ]
        ("depth_to_space", "block_size"), [ whole 2L ]
        ("space_to_depth", "block_size"), [ whole 2L ]
        ("image.resize", "size"), [ wholes [ 4L; 7L ]; wholes [ 9L; 3L ] ]
        ("image.resize", "interpolation"), [ for word in [ "bilinear"; "nearest"; "bicubic" ] -> Value.Text word ]
        ("image.resize", "fill_mode"), [ Value.Text "constant" ]
        ("image.resize", "pad_to_aspect_ratio"), [ Value.Flag false; Value.Flag true ]
        ("image.affine_transform", "data_format"), [ Value.Null ]
        ("image.map_coordinates", "order"), [ whole 1L; whole 0L ]
        ("image.rgb_to_hsv", "data_format"), [ Value.Null ]
        ("image.hsv_to_rgb", "data_format"), [ Value.Null ]
        ("image.rgb_to_grayscale", "data_format"), [ Value.Null ]
        ("image.gaussian_blur", "data_format"), [ Value.Text "channels_last"; Value.Text "channels_first" ]
        ("image.scale_and_translate", "output_shape"), [ wholes [ 6L; 4L; 3L ] ]
        ("image.scale_and_translate", "spatial_dims"), [ wholes [ 0L; 1L ]; wholes [ 1L; 0L ] ]
        ("image.scale_and_translate", "method"),
        [ for word in [ "linear"; "cubic"; "lanczos3"; "lanczos5" ] -> Value.Text word ]
        ("image.ssim", "filter_size"), [ whole 3L ]
        ("image.ssim", "data_format"), [ Value.Null ]
        ("image.extract_patches", "size"), [ wholes [ 2L; 2L ]; wholes [ 2L; 1L ] ]
        ("image.extract_patches_3d", "size"), [ whole 2L ]
        ("image.reconstruct_patches", "size"), [ wholes [ 2L; 1L ] ]
        ("image.reconstruct_patches", "output_size"), [ wholes [ 6L; 4L ] ]
        ("image.reconstruct_patches", "strides"), [ Value.Null ]
        ("image.reconstruct_patches", "padding"), [ Value.Text "valid"; Value.Text "same" ]
        ("image.reconstruct_patches", "data_format"), [ Value.Null ]
        for image, changes in [ "image.pad_images", "padding"; "image.crop_images", "cropping" ] do
            (image, $"top_{changes}"), [ whole 1L ]
            (image, $"left_{changes}"), [ whole 0L ]
            (image, $"bottom_{changes}"), [ whole 1L ]
            (image, $"right_{changes}"), [ whole 1L ]
    ]

/// Other values of parameters with a default, by name.
let others =
    Map [
        "axis", [ whole 1L; whole -1L; wholes [ 1L; 2L ] ]
        "axes", [ wholes [ 0L; 2L; 1L ] ]
        "keepdims", [ Value.Flag true ]
        "initial", [ Value.Real 0.5 ]
        "decimals", [ whole 1L ]
        "approximate", [ Value.Flag false ]
        "alpha", [ Value.Real 0.7 ]
        "negative_slope", [ Value.Real 0.3 ]
        "dtype", [ Value.Text "float64"; Value.Text "int32" ]
        "method", [ for word in [ "lower"; "higher"; "midpoint"; "nearest" ] -> Value.Text word ]
        "side", [ Value.Text "right" ]
        "k", [ whole 1L; whole -2L ]
        "offset", [ whole 1L; whole -1L ]
        "n", [ whole 0L; whole 2L; whole 5L ]
        "dx", [ Value.Real 0.5 ]
        "nan", [ Value.Real 2.0 ]
        "posinf", [ Value.Real 9.0 ]
        "constant_values", [ Value.Real 0.5 ]
        "order", [ whole 1L; whole 3L ]
        "epsilon", [ Value.Real 0.01 ]
        "from_logits", [ Value.Flag true ]
        "is_causal", [ Value.Flag true ]
        "rms_scaling", [ Value.Flag true ]
        "scale", [ Value.Real 0.3 ]
        "strides", [ whole 2L ]
        "dilation_rate", [ whole 2L ]
        "padding", [ Value.Text "same" ]
        "data_format", [ Value.Text "channels_first" ]
        "increasing", [ Value.Flag true ]
        "interpolation", [ Value.Text "nearest" ]
        "antialias", [ Value.Flag true ]
        "crop_to_aspect_ratio", [ Value.Flag true ]
        "fill_mode", [ for word in [ "nearest"; "wrap"; "mirror"; "reflect" ] -> Value.Text word ]
        "fill_value", [ Value.Real 0.5 ]
        "kernel_size", [ wholes [ 3L; 5L ] ]
        "sigma", [ Value.List [ Value.Real 0.5; Value.Real 2.0 ] ]
        "invert", [ Value.Flag true ]
        "equal_nan", [ Value.Flag true ]
    ]

/// Functions along one axis: that of the samples is of no known size.
let alongOne =
    set [
        "split"
        "take"
        "cumsum"
        "cumprod"
        "nancumsum"
        "nancumprod"
        "sort"
        "argmax"
        "argmin"
        "nanargmax"
        "nanargmin"
        "stack"
        "concatenate"
        "append"
        "array_split"
        "unstack"
        "take_along_axis"
        "trapezoid"
        "diff"
        "softmax"
        "log_softmax"
        "sparsemax"
        "categorical_crossentropy"
    ]

/// Functions of which the size of the first axis must be known.
let ofKnownSizes =
    set [
        "vsplit"
        "pad"
        "diag"
        "diagflat"
        "vander"
        "correlate"
        "slice_update"
        "batch_normalization"
        "rms_normalization"
        "layer_normalization"
        "conv"
        "depthwise_conv"
        "separable_conv"
        "image.map_coordinates"
        "image.scale_and_translate"
    ]

let private shifts = set [ "left_shift"; "right_shift"; "bitwise_left_shift"; "bitwise_right_shift" ]

let valuesOf (f: Function) (parameter: Parameter) : Value list =
    match f.Name, parameter.Name, required.TryFind((f.Name, parameter.Name)), parameter.Default with
    | _, _, Some values, _ -> values
    // Each has a row; Keras finds their number in the data.
    | _, "num_segments", _, _ -> [ whole 2L ]
    | name, "axis", _, _ when alongOne.Contains name -> [ whole 1L; whole -2L ]
    | _, name, _, Some usual -> usual :: Option.defaultValue [] (others.TryFind name)
    | _ -> failwith $"{f.Name} needs values for {parameter.Name} here"

let tensor (f: Function) name seed : HostArray =
    let sizes =
        match f.Name, name with
        | "squeeze", _ -> [ 2L; 1L; 4L ]
        | ("matmul" | "dot"), "x2"
        | "cross", _ -> [ 2L; 4L; 3L ]
        | "tensordot", "x2" -> [ 3L; 4L; 2L ]
        | "take_along_axis", "indices" -> [ 2L; 2L; 4L ]
        | ("diag" | "corrcoef"), _ -> [ 3L; 4L ]
        | "slice_update", "updates" -> [ 1L; 2L; 2L ]
        | _, "segment_ids" -> [ 2L ]
        | "dot_product_attention", "bias" -> [ 2L; 2L; 3L; 3L ]
        | "dot_product_attention", _ -> [ 2L; 3L; 2L; 4L ]
        | ("sparse_categorical_crossentropy" | "in_top_k"), ("target" | "targets") -> [ 2L; 3L ]
        | "image.scale_and_translate", ("scale" | "translation") -> [ 2L ]
        | _, ("gamma" | "beta" | "scale" | "offset" | "mean" | "variance") -> [ 4L ]
        | "conv", "kernel" -> [ 3L; 2L; 2L; 3L ]
        | _, ("kernel" | "depthwise_kernel") -> [ 3L; 2L; 2L; 2L ]
        | _, "pointwise_kernel" -> [ 1L; 1L; 4L; 3L ]
        | ("conv" | "depthwise_conv" | "separable_conv" | "max_pool" | "average_pool"), _ -> [ 2L; 6L; 5L; 2L ]
        | "depth_to_space", _ -> [ 2L; 4L; 3L; 8L ]
        | "image.affine_transform", "transform" -> [ 2L; 8L ]
        | "image.perspective_transform", "images" -> [ 2L; 4L; 5L; 2L ]
        | "image.perspective_transform", _ -> [ 2L; 4L; 2L ]
        | "image.map_coordinates", "inputs" -> [ 2L; 3L ]
        | "image.map_coordinates", _ -> [ 2L; 4L ]
        | "image.scale_and_translate", _ -> [ 5L; 4L; 3L ]
        | "image.extract_patches_3d", _ -> [ 2L; 4L; 5L; 4L; 2L ]
        | "image.reconstruct_patches", _ -> [ 2L; 3L; 4L; 4L ]
        | ("image.resize" | "image.gaussian_blur" | "image.sobel_edges" | "image.extract_patches"), _ -> [
            2L
            5L
            6L
            3L
          ]
        | name, _ when name.StartsWith "image." -> [ 2L; 4L; 5L; 3L ]
        | "space_to_depth", _ -> [ 2L; 4L; 6L; 2L ]
        | "correlate", "x2"
        | _, "q" -> [ 3L ]
        | ("correlate" | "vander"), _
        | _, ("bins" | "sorted_sequence") -> [ 5L ]
        | _ -> [ 2L; 3L; 4L ]
    let count = sizes |> List.reduce (*) |> int
    match f.Name, name with
    | "take", "indices" -> host DType.Int32 [ 2L; 2L ] [| 0.0; 1.0; -1.0; -2.0 |]
    | ("one_hot" | "unravel_index" | "multi_hot" | "bitwise_not" | "bitwise_invert"), _
    | ("sparse_categorical_crossentropy" | "in_top_k"), ("target" | "targets")
    | _, "segment_ids"
    | "ldexp", "x2" -> host DType.Int32 sizes (Array.init count (fun i -> float (i % 4)))
    | "take_along_axis", "indices" -> host DType.Int32 sizes (Array.init count (fun i -> float (i % 3 - 1)))
    | name, _ when shifts.Contains name -> host DType.Int32 sizes (Array.init count (fun i -> float (i % 5)))
    | "arccosh", _ -> host DType.Float32 sizes (spread seed (int64 count) |> Array.map (fun value -> 2.0 + value / 4.0))
    // Where every other function is defined.
    | _ -> host DType.Float32 sizes (spread seed (int64 count) |> Array.map (fun value -> 0.5 + value / 4.0))

type Subject = { Call: FunctionCall; Values: HostArray list }

/// Calls of a function: each value of a parameter beside the first of the others, numbers and tensors in the places of operands.
let subjects (f: Function) : Subject list =
    let choices =
        f.Parameters
        |> List.map (fun parameter ->
            match parameter.Kind with
            | ArgumentKind.Tensor -> [
                if not (required.ContainsKey((f.Name, parameter.Name))) then
                    Choice1Of2 1
                if parameter.Default.IsSome then
                    Choice2Of2 Value.Null
              ]
            | ArgumentKind.Tensors -> [ Choice1Of2 3 ]
            | ArgumentKind.Operand -> [
                Choice1Of2 1
                // A share of the elements is no more than 1, an exponent a whole number.
                if not (f.Name.EndsWith "quantile") then
                    Choice2Of2(whole 2L)
                if (f.Name, parameter.Name) <> ("ldexp", "x2") && not (shifts.Contains f.Name) then
                    Choice2Of2(Value.Real 0.25)
                Choice2Of2(Value.List [ whole 1L ])
              ]
            | _ -> valuesOf f parameter |> List.map Choice2Of2)
    let first = choices |> List.map List.head
    let called =
        first
        :: [
            for place, values in List.indexed choices do
                for value in values.Tail do
                    // Pairs of lists go together.
                    let pair = if f.Name = "moveaxis" then List.map List.last choices else first
                    List.updateAt place value pair
        ]
    called
    |> List.filter (List.exists _.IsChoice1Of2)
    |> List.distinct
    |> List.map (fun choice ->
        let values = Collections.Generic.List<HostArray>()
        let tensorOf name =
            values.Add(tensor f name (values.Count + 1))
            Value.Tensor(values.Count - 1)
        let arguments =
            List.zip f.Parameters choice
            |> List.map (fun (parameter, choice) ->
                match parameter.Kind, choice with
                | ArgumentKind.Tensors, Choice1Of2 count ->
                    List.init count (fun _ -> tensorOf parameter.Name) |> Value.List
                | _, Choice1Of2 _ -> tensorOf parameter.Name
                | _, Choice2Of2 value -> value)
        { Call = { Function = f; Arguments = arguments }; Values = List.ofSeq values })
