/// Layers that change images at random: what they draw, and what they leave.
module Functional.Tests.AugmentationTests

open System
open Xunit
open Functional
open Functional.Layers
open Functional.Tests.Evaluate
open Functional.Tests.Samples

let private images =
    host DType.Float32 [ 4L; 6L; 5L; 3L ] (spread 3 360L |> Array.map (fun v -> 128.0 + 100.0 * v))

let private outputs mode (layer: ILayer) (values: HostArray) =
    Setup.ready ()
    let sizes = [ for size in values.Shape[1..] -> Some size ]
    let input = { InputLayer.Create [] with BatchShape = None :: sizes; DType = values.DType }
    let built = Model.build mode (Model.sequential "model" [ input; layer ])
    use evaluator = new Evaluator(built.Inputs, built.Outputs)
    (evaluator.Run [ values ]).Head

let private augmentations =
    Classes.layers
    |> List.filter (fun facts -> facts.Template :? IAugmentation)
    |> List.map (fun facts -> facts.Name, facts.Template :?> ILayer)

let names = TheoryData<string> [ for name, _ in augmentations -> name ]

[<Theory; MemberData(nameof names)>]
let ``a layer that changes images in training leaves them as they are in inference`` (name: string) =
    let layer = augmentations |> List.find (fun (known, _) -> known = name) |> snd
    let result = outputs Mode.Inference layer images
    Assert.Equal<int64[]>(images.Shape, result.Shape)
    Assert.Equal<float[]>(floats images, floats result)

/// Layers with the largest range of their strength.
let private strong: (string * ILayer) list = [
    "flip", RandomFlip.Create()
    "translation", RandomTranslation.Create([ 0.5 ], [ 0.5 ])
    "rotation", RandomRotation.Create [ 1.0 ]
    "zoom", RandomZoom.Create [ 0.5 ]
    "shear", { RandomShear.Create() with XFactor = [ 0.5 ]; YFactor = [ 0.5 ] }
    "perspective", RandomPerspective.Create()
    "elastic", RandomElasticTransform.Create()
    "contrast", RandomContrast.Create [ 0.9 ]
    "brightness", RandomBrightness.Create [ 0.9 ]
    "degeneration", RandomColorDegeneration.Create [ 0.9 ]
    "jitter",
    {
        RandomColorJitter.Create() with
            BrightnessFactor = Some [ 0.5 ]
            HueFactor = Some [ 0.5 ]
    }
    "grayscale", { RandomGrayscale.Create() with Factor = 0.9 }
    "hue", RandomHue.Create [ 0.9 ]
    "saturation", RandomSaturation.Create [ 0.1; 0.5 ]
    "invert", RandomInvert.Create()
    "posterization", RandomPosterization.Create [ 2.0; 5.0 ]
    "sharpness", RandomSharpness.Create [ 0.9 ]
    "blur", { RandomGaussianBlur.Create() with Factor = [ 1.0; 1.0 ]; Sigma = [ 0.5; 1.0 ] }
    "erasing", RandomErasing.Create()
    "solarization", { Solarization.Create() with AdditionFactor = [ 0.5 ]; ThresholdFactor = [ 0.5 ] }
    "mixup", { MixUp.Create() with Alpha = 2.0 }
    "cutmix", CutMix.Create()
    "randaugment", RandAugment.Create()
    "augmix", AugMix.Create()
]

let strongNames = TheoryData<string> [ for name, _ in strong -> name ]

[<Theory; MemberData(nameof strongNames)>]
let ``a layer changes images in training, to numbers within their range`` (name: string) =
    let layer = strong |> List.find (fun (known, _) -> known = name) |> snd
    let result = outputs Mode.Training layer images
    Assert.Equal<int64[]>(images.Shape, result.Shape)
    Assert.NotEqual<float[]>(floats images, floats result)
    for value in floats result do
        Assert.InRange(value, -1e-3, 255.001)

[<Fact>]
let ``images are turned over whole, each or not`` () =
    let flat (shape: int64[]) (data: float[]) = [
        for b in 0 .. int shape[0] - 1 ->
            let size = data.Length / int shape[0]
            List.ofArray data[b * size .. (b + 1) * size - 1]
    ]
    let own = flat images.Shape (floats images)
    let x = Ops.input "x" (Shape.known images.Shape) DType.Float32
    let turned = (run [ x, images ] [ Ops.flip [ 2 ] x ]).Head |> fun array -> flat array.Shape (floats array)
    let many = { RandomFlip.Create() with Mode = FlipMode.Horizontal; Seed = Some 5L }
    let result = outputs Mode.Training many images |> fun array -> flat array.Shape (floats array)
    for one, (before, after) in List.zip result (List.zip own turned) do
        Assert.True((one = before || one = after))

[<Fact>]
let ``a part of images is a part of them`` () =
    let result = outputs Mode.Training (RandomCrop.Create(3, 2)) images
    Assert.Equal<int64[]>([| 4L; 3L; 2L; 3L |], result.Shape)
    let x = Ops.input "x" (Shape.known images.Shape) DType.Float32
    let parts = [
        for row in 0L .. 3L do
            for column in 0L .. 3L do
                Ops.slice 2 column (column + 2L) (Ops.slice 1 row (row + 3L) x)
    ]
    let parts = run [ x, images ] parts |> List.map (floats >> List.ofArray)
    Assert.Contains(List.ofArray (floats result), parts)

let private drawn count (draw: Draws -> Expr) =
    Setup.ready ()
    let like = Ops.input "x" (Shape.known [ count; 1L; 1L; 1L ]) DType.Float64
    let stream = ref 0L
    let next () =
        stream.Value <- stream.Value + 1L
        stream.Value
    (run [ like, host DType.Float64 [ count; 1L; 1L; 1L ] (Array.zeroCreate (int count)) ] [ draw (Draws(next, like)) ])
        .Head
    |> floats

[<Theory; InlineData(0.2); InlineData(1.0); InlineData(3.0)>]
let ``beta distributed numbers have the mean and the variance of their distribution`` (alpha: float) =
    let count = 40000L
    let values = drawn count (fun draws -> draws.Beta(Ops.scalarLike draws.Images alpha, [ Extent.Size count ]))
    let mean = Array.average values
    let variance = values |> Array.averageBy (fun value -> (value - mean) ** 2.0)
    Assert.Equal(0.5, mean, 0.01)
    Assert.Equal(1.0 / (4.0 * (2.0 * alpha + 1.0)), variance, 0.005)
    for value in values do
        Assert.InRange(value, 0.0, 1.0)

[<Fact>]
let ``a random order has each number once`` () =
    Assert.Equal<float[]>([| 0.0 .. 49.0 |], drawn 50L (fun draws -> draws.Order()) |> Array.sort)

[<Fact>]
let ``a range of one number is that to both sides, as far as it may be`` () =
    Assert.Equal((-0.2, 0.2), Spread.ends -1.0 [ 0.2 ])
    Assert.Equal((0.0, 0.2), Spread.ends 0.0 [ -0.2 ])
    Assert.Equal((1.0, 4.0), Spread.ends 1.0 [ 4.0 ])
    Assert.Equal<float list>([ 0.1; 0.3 ], Spread.kept 0.0 [ 0.3; 0.1 ])
    let error = Assert.Throws<ConfigurationException>(fun () -> Spread.ends 0.0 [] |> ignore)
    Assert.Equal("a range must be a number or two, got []", error.Message)
