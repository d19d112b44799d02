/// Layers of images, sequences and attention: sizes that only data tells, and what they refuse.
module Functional.Tests.ImageLayerTests

open System
open Xunit
open Functional
open Functional.Layers
open Functional.Tests.Subjects

let private layers: (string * int * ILayer) list = [
    "transposed", 2, { ConvTranspose.Create(3, [ 3; 2 ]) with Strides = [ 2; 3 ]; Padding = Padding.Same }
    "transposed, all of it", 1, { ConvTranspose.Create(3, [ 2 ]) with Strides = [ 3 ] }
    "transposed, with less than the shortest",
    1,
    {
        ConvTranspose.Create(3, [ 4 ]) with
            Strides = [ 2 ]
            Padding = Padding.Same
            OutputPadding = Some [ 0 ]
    }
    "depthwise", 2, { DepthwiseConv.Create [ 3; 3 ] with DepthMultiplier = 2; Padding = Padding.Same }
    "separable", 1, { SeparableConv.Create(3, [ 2 ]) with Strides = [ 2 ] }
    "adaptive maximum", 2, AdaptivePooling.Create(PoolKind.Max, [ 2; 3 ])
    "adaptive average", 3, AdaptivePooling.Create(PoolKind.Average, [ 1; 2; 3 ])
    "bilinear", 2, { UpSampling2D.Create() with Size = [ 2; 3 ]; Interpolation = Interpolation.Bilinear }
    "bicubic", 2, { UpSampling2D.Create() with Size = [ 3; 2 ]; Interpolation = Interpolation.Bicubic }
    "resized", 2, Resizing.Create(8, 4)
    "resized by curves", 2, { Resizing.Create(3, 9) with Interpolation = Interpolation.Bicubic }
    "resized by averages", 2, { Resizing.Create(3, 4) with Antialias = true }
    "resized to the nearest", 2, { Resizing.Create(3, 9) with Interpolation = Interpolation.Nearest }
    "resized of a part", 2, { Resizing.Create(6, 4) with CropToAspectRatio = true }
    "the middle", 2, CenterCrop.Create(2, 5)
    "the middle of less", 2, CenterCrop.Create(6, 3)
    "stretched values", 2, AutoContrast.Create()
]

let titles = TheoryData<string> [ for title, _, _ in layers -> title ]

[<Theory; MemberData(nameof titles)>]
let ``a layer gives the same where only data tells the sizes`` (title: string) =
    Setup.ready ()
    let _, rank, layer = layers |> List.find (fun (known, _, _) -> known = title)
    let sizes = [ 5L; 7L; 4L ] |> List.truncate rank
    let trained spatial =
        let input = { InputLayer.Create [] with BatchShape = [ None ] @ spatial @ [ Some 2L ] }
        Trained.create 3L (Model.sequential "model" [ input; { Configured.Of layer with Name = Some "layer" } ])
    let known, unknown = trained (List.map Some sizes), trained (List.map (fun _ -> None) sizes)
    let inputs = data (Random 5) 3L 1L known.Model
    let values (trained: Trained) =
        predict inputs trained |> List.map (fun array -> List.ofArray array.Shape, array.Data)
    Assert.Equal<(int64 list * Array) list>(values known, values unknown)

let private message (build: unit -> obj) = (Assert.ThrowsAny<FunctionalException>(fun () -> build () |> ignore)).Message

let private ofLayer (sizes: int64 list) (layer: ILayer) =
    message (fun () -> box (Model.build Mode.Inference (Model.sequential "model" [ InputLayer.Create sizes; layer ])))

[<Fact>]
let ``what does not fit is refused when the model is built`` () =
    let transposed = { ConvTranspose.Create(2, [ 2; 2 ]) with Strides = [ 2; 2 ]; Padding = Padding.Same }
    Assert.Equal(
        "model/conv2d_transpose: output_padding (2) must be below strides (2)",
        ofLayer [ 4L; 4L; 1L ] { transposed with OutputPadding = Some [ 1; 2 ] }
    )
    Assert.Equal(
        "model/conv2d_transpose: output_padding of 0 leaves no step of axis 1 of (batch, 1, 5, 2)",
        ofLayer [ 1L; 5L; 2L ] { transposed with OutputPadding = Some [ 0; 0 ] }
    )
    Assert.Equal(
        "model/conv2d_transpose: strides (2, 2) above 1 cannot go with dilation_rate (2, 1) above 1",
        ofLayer [ 4L; 4L; 1L ] { transposed with DilationRate = [ 2; 1 ] }
    )
    Assert.Equal(
        "model/depthwise_conv1d: padding must be \"valid\" or \"same\", got \"causal\"",
        ofLayer [ 4L; 1L ] { DepthwiseConv.Create [ 2 ] with Padding = Padding.Causal }
    )
    Assert.Equal(
        "model/einsum_dense: equation \"abc,cd->abd\" needs an input of 3 axes, got (batch, 4)",
        ofLayer [ 4L ] (EinsumDense.Create("abc,cd->abd", [ None; Some 2L ]))
    )
    Assert.Equal(
        "model/einsum_dense: output_shape must be 2 sizes for the equation \"abc,cd->abd\", got 1",
        ofLayer [ 3L; 4L ] (EinsumDense.Create("abc,cd->abd", [ Some 2L ]))
    )
    Assert.Equal(
        "model/einsum_dense: equation must be like \"ab,bc->ac\", \"...a,ab->...b\" or \"ab...,bc->ac...\", got \"ab->a\"",
        ofLayer [ 4L ] (EinsumDense.Create("ab->a", [ Some 2L ]))
    )

[<Fact>]
let ``attention refuses tensors that do not belong together`` () =
    let input (sizes: int64 list) = Symbol.input (InputLayer.Create sizes)
    let call (layer: ILayer) inputs = message (fun () -> box (Symbol.apply layer inputs))
    Assert.Equal(
        "multi_head_attention: query and value must have as many axes, got (batch, 4, 3) and (batch, 2, 4, 3)",
        call (MultiHeadAttention.Create(2, 3)) [ input [ 4L; 3L ]; input [ 2L; 4L; 3L ] ]
    )
    Assert.Equal(
        "multi_head_attention: key and value must have the same steps, got (batch, 5, 3) and (batch, 4, 3)",
        call (MultiHeadAttention.Create(2, 3)) [ input [ 4L; 3L ]; input [ 4L; 3L ]; input [ 5L; 3L ] ]
    )
    Assert.Equal(
        "grouped_query_attention: num_query_heads must be a multiple of num_key_value_heads (2), got 3",
        call (GroupQueryAttention.Create(2, 3, 2)) [ input [ 4L; 3L ]; input [ 4L; 3L ] ]
    )
    Assert.Equal(
        "attention: expects query, value and possibly key, got 1 inputs",
        call (Attention.Create()) [ input [ 4L; 3L ] ]
    )
