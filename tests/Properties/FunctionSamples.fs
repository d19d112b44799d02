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
        ("svd", "full_matrices"), [ Value.Flag false; Value.Flag true ]
        ("matrix_power", "n"), [ whole 2L; whole -1L; whole 0L; whole 5L ]
        ("norm", "ord"), [ Value.Null; Value.Real 3.0; whole 1L; whole 0L; Value.Real infinity; Value.Real -infinity ]
        ("norm", "axis"), [ whole 1L; wholes [ 1L; 2L ]; Value.Null ]
        ("stft", "fft_length"), [ whole 8L ]
        ("istft", "fft_length"), [ whole 8L ]
        ("stft", "sequence_length"), [ whole 4L; whole 8L ]
        ("istft", "sequence_length"), [ whole 4L; whole 8L ]
        ("stft", "sequence_stride"), [ whole 2L; whole 3L ]
        ("istft", "sequence_stride"), [ whole 2L; whole 4L ]
        ("argpartition", "kth"), [ whole 1L; whole 0L ]
        ("top_k", "k"), [ whole 2L ]
        ("unique", "axis"), [ Value.Null; whole 1L ]
        ("scatter", "shape"), [ wholes [ 4L; 4L ] ]
        ("view", "dtype"), [ Value.Text "int32"; Value.Text "uint8" ]
        ("einsum", "subscripts"), [ for text in [ "bij,bkj->bik"; "...i,...i"; "aij, bij -> ab" ] -> Value.Text text ]
        ("rearrange", "pattern"), [ Value.Text "b h (w1 w2) -> b w1 (h w2)"; Value.Text "b h (w1 w2) -> (b h) w2 w1" ]
        ("rearrange", "axes_lengths"), [ Value.List [ Value.List [ Value.Text "w1"; whole 2L ] ] ]
        ("conv_transpose", "data_format"), [ Value.Null ]
        ("adaptive_average_pool", "output_size"), [ whole 2L; wholes [ 3L; 1L ] ]
        ("adaptive_max_pool", "output_size"), [ whole 2L; wholes [ 3L; 1L ] ]
        ("unfold", "kernel_size"), [ whole 2L; wholes [ 3L; 1L ] ]
        ("unfold", "padding"), [ whole 0L; wholes [ 1L; 2L ] ]
        ("fold", "output_size"), [ wholes [ 4L; 3L ] ]
        ("fold", "kernel_size"), [ whole 2L ]
        ("fold", "dilation"), [ whole 1L ]
        ("fold", "padding"), [ whole 0L ]
        ("fold", "stride"), [ whole 1L ]
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
        "dilation", [ whole 2L ]
        "stride", [ whole 2L ]
        "upper", [ Value.Flag true ]
        "lower", [ Value.Flag true ]
        "mode", [ Value.Text "complete" ]
        "compute_uv", [ Value.Flag false ]
        "rcond", [ Value.Real 1e-5 ]
        "tol", [ Value.Real 0.1 ]
        "fft_length", [ whole 3L; whole 8L ]
        "length", [ whole 7L ]
        "window", [ Value.Text "hamming"; Value.Null ]
        "center", [ Value.Flag false ]
        "is_stable", [ Value.Flag false ]
        "return_index", [ Value.Flag true ]
        "return_inverse", [ Value.Flag true ]
        "return_counts", [ Value.Flag true ]
        "size", [ whole 3L; whole 30L ]
        "minlength", [ whole 7L ]
        "range", [ Value.List [ Value.Real -1.0; Value.Real 1.5 ] ]
        "reduction", [ for word in [ "add"; "max"; "min"; "mul" ] -> Value.Text word ]
        "indexing", [ Value.Text "ij" ]
        "merge_repeated", [ Value.Flag false ]
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
        "argsort"
        "argpartition"
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
        "conv_transpose"
        "argpartition"
    ]

let private shifts =
    set [
        "left_shift"
        "right_shift"
        "bitwise_left_shift"
        "bitwise_right_shift"
        "bitwise_and"
        "bitwise_or"
        "bitwise_xor"
        "gcd"
        "lcm"
    ]

/// How many tensors there are in a list of them.
let private counts =
    Map [ for name in [ "fft"; "fft2"; "ifft2"; "irfft"; "istft"; "einsum"; "meshgrid" ] -> name, 2 ]

let private ofMatrices =
    set [ "cholesky"; "cholesky_inverse"; "det"; "slogdet"; "logdet"; "inv"; "lu_factor"; "eigh"; "matrix_power" ]

/// Matrices far from singular, with eigenvalues far from each other.
let private matrices seed =
    let numbers =
        spread seed 18L
        |> Array.mapi (fun i value -> value / 4.0 + (if i % 9 % 4 = 0 then 3.0 + float i / 9.0 else 0.0))
    host DType.Float32 [ 2L; 3L; 3L ] numbers

let valuesOf (f: Function) (parameter: Parameter) : Value list =
    match f.Name, parameter.Name, required.TryFind((f.Name, parameter.Name)), parameter.Default with
    | _, _, Some values, _ -> values
    | _, "num_segments", _, _ -> [ whole 2L; Value.Null ]
    | name, "axis", _, _ when alongOne.Contains name -> [ whole 1L; whole -2L ]
    | _, name, _, Some usual -> usual :: Option.defaultValue [] (others.TryFind name)
    | _ -> failwith $"{f.Name} needs values for {parameter.Name} here"

let tensor (f: Function) name seed : HostArray =
    let sizes =
        match f.Name, name with
        | "squeeze", _ -> [ 2L; 1L; 4L ]
        | ("svd" | "qr" | "pinv" | "matrix_rank"), _
        | "lstsq", "a" -> [ 2L; 4L; 3L ]
        | ("solve" | "solve_triangular"), "b" -> [ 2L; 3L; 2L ]
        | "lstsq", "b" -> [ 2L; 4L; 2L ]
        | "stft", _ -> [ 2L; 12L ]
        | "istft", _ -> [ 2L; 5L; 5L ]
        | "bincount", _ -> [ 2L; 5L ]
        | "histogram", _ -> [ 12L ]
        | ("scatter" | "scatter_update"), "indices" -> [ 2L; 2L ]
        | "scatter", "values" -> [ 2L ]
        | "scatter_update", "updates" -> [ 2L; 4L ]
        | "conv_transpose", "kernel" -> [ 3L; 2L; 3L; 2L ]
        | ("conv_transpose" | "adaptive_average_pool" | "adaptive_max_pool"), _ -> [ 2L; 6L; 5L; 2L ]
        | "unfold", _ -> [ 2L; 2L; 5L; 4L ]
        | "fold", _ -> [ 2L; 8L; 6L ]
        | "ctc_loss", "target" -> [ 2L; 3L ]
        | "ctc_loss", "output"
        | "ctc_decode", "inputs" -> [ 2L; 7L; 4L ]
        | _, ("target_length" | "output_length" | "sequence_lengths") -> [ 2L ]
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
    | name, "x" when ofMatrices.Contains name -> matrices seed
    | ("solve" | "solve_triangular"), "a" -> matrices seed
    | "ctc_loss", "target" -> host DType.Int32 sizes [| 1.0; 2.0; 2.0; 3.0; 1.0; 0.0 |]
    | _, "target_length" -> host DType.Int32 sizes [| 3.0; 2.0 |]
    | _, ("output_length" | "sequence_lengths") -> host DType.Int32 sizes [| 7.0; 6.0 |]
    | ("scatter" | "scatter_update"), "indices" -> host DType.Int32 sizes [| 0.0; 1.0; 1.0; 2.0 |]
    | "bincount", "x" -> host DType.Int32 sizes (Array.init count (fun i -> float (i % 4)))
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
            | ArgumentKind.Tensors -> [ Choice1Of2(counts.TryFind f.Name |> Option.defaultValue 3) ]
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
