// Written by tools/Generate from the facts of the classes. Changes belong there, or to the engine's records.
#nullable enable
using Engine = Functional.Layers;

namespace Functional.Keras.Layers;

/// <summary>Multiplies by a scale and adds an offset. [...] → [...] (<c>keras.layers.Rescaling</c>).</summary>
/// <param name="scale">What is multiplied by; one number, or one for each place of the last axis.</param>
/// <param name="offset">What is added then; one number, or one for each place of the last axis; 0.0 when
/// absent.</param>
/// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
/// <param name="trainable">Whether the optimizer changes its weights.</param>
/// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class Rescaling(
    Numbers scale,
    Numbers? offset = null,
    string? name = null,
    bool trainable = true,
    string? dtype = null)
    : Layer(
        new Engine.Rescaling(scale: FSharp.List(scale), offset: FSharp.List(offset, Usual.Offset)),
        name,
        trainable,
        dtype)
{
    private static readonly Engine.Rescaling Usual = FSharp.Usual<Engine.Rescaling>("keras.layers.Rescaling");
}

/// <summary>
/// Images in another size. [batch, height, width, channels] → [batch, height', width', channels]; one image without a
/// batch, too (<c>keras.layers.Resizing</c>).
/// </summary>
/// <param name="height">Height of the result, at least 1.</param>
/// <param name="width">Width of the result, at least 1.</param>
/// <param name="interpolation">How values between pixels come about; all but <c>Lanczos3</c> and
/// <c>Lanczos5</c>.</param>
/// <param name="cropToAspectRatio">Whether the largest part in the middle with the sides' ratio of the result is
/// resized, and not the whole image.</param>
/// <param name="padToAspectRatio">Whether the image gets a border, so that its sides have the ratio of those of the
/// result.</param>
/// <param name="fillMode">What the border is: <c>"constant"</c>.</param>
/// <param name="fillValue">The number that the border is of.</param>
/// <param name="antialias">Whether a smaller image is of averages over as much as becomes one pixel, for lines and
/// curves.</param>
/// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
/// absent.</param>
/// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
/// <param name="trainable">Whether the optimizer changes its weights.</param>
/// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class Resizing(
    int height,
    int width,
    string interpolation = "bilinear",
    bool cropToAspectRatio = false,
    bool padToAspectRatio = false,
    string fillMode = "constant",
    double fillValue = 0,
    bool antialias = false,
    string? dataFormat = null,
    string? name = null,
    bool trainable = true,
    string? dtype = null)
    : Layer(
        new Engine.Resizing(
            height: height,
            width: width,
            interpolation: Words.Of(interpolation, Usual.Interpolation),
            cropToAspectRatio: cropToAspectRatio,
            padToAspectRatio: padToAspectRatio,
            fillMode: Words.Of(fillMode, Usual.FillMode),
            fillValue: fillValue,
            antialias: antialias,
            dataFormat: Words.Of(dataFormat, Usual.DataFormat)),
        name,
        trainable,
        dtype)
{
    private static readonly Engine.Resizing Usual = FSharp.Usual<Engine.Resizing>("keras.layers.Resizing");
}

/// <summary>
/// The middle of images; of smaller ones the largest part with the sides' ratio, resized. [batch, height, width,
/// channels] → [batch, height', width', channels]; one image without a batch, too (<c>keras.layers.CenterCrop</c>).
/// </summary>
/// <param name="height">Height of the result, at least 1.</param>
/// <param name="width">Width of the result, at least 1.</param>
/// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
/// absent.</param>
/// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
/// <param name="trainable">Whether the optimizer changes its weights.</param>
/// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class CenterCrop(
    int height,
    int width,
    string? dataFormat = null,
    string? name = null,
    bool trainable = true,
    string? dtype = null)
    : Layer(
        new Engine.CenterCrop(height: height, width: width, dataFormat: Words.Of(dataFormat, Usual.DataFormat)),
        name,
        trainable,
        dtype)
{
    private static readonly Engine.CenterCrop Usual = FSharp.Usual<Engine.CenterCrop>("keras.layers.CenterCrop");
}

/// <summary>
/// A part of images at a random place, the same for all of a batch, in training; otherwise the images. [batch, height,
/// width, channels] → [batch, height', width', channels]; one image without a batch, too. Smaller images are resized
/// (<c>keras.layers.RandomCrop</c>).
/// </summary>
/// <param name="height">Height of the part, at least 1.</param>
/// <param name="width">Width of the part, at least 1.</param>
/// <param name="seed">A seed of its own; the model's seed when absent.</param>
/// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
/// absent.</param>
/// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
/// <param name="trainable">Whether the optimizer changes its weights.</param>
/// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class RandomCrop(
    int height,
    int width,
    int? seed = null,
    string? dataFormat = null,
    string? name = null,
    bool trainable = true,
    string? dtype = null)
    : Layer(
        new Engine.RandomCrop(
            height: height,
            width: width,
            seed: FSharp.OptionLong(seed),
            dataFormat: Words.Of(dataFormat, Usual.DataFormat)),
        name,
        trainable,
        dtype)
{
    private static readonly Engine.RandomCrop Usual = FSharp.Usual<Engine.RandomCrop>("keras.layers.RandomCrop");
}

/// <summary>
/// Every second image turned over, in training. [batch, height, width, channels] → the same; one image without a batch,
/// too (<c>keras.layers.RandomFlip</c>).
/// </summary>
/// <param name="mode">Which way; with both at once.</param>
/// <param name="seed">A seed of its own; the model's seed when absent.</param>
/// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
/// absent.</param>
/// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
/// <param name="trainable">Whether the optimizer changes its weights.</param>
/// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class RandomFlip(
    string mode = "horizontal_and_vertical",
    int? seed = null,
    string? dataFormat = null,
    string? name = null,
    bool trainable = true,
    string? dtype = null)
    : Layer(
        new Engine.RandomFlip(
            mode: Words.Of(mode, Usual.Mode),
            seed: FSharp.OptionLong(seed),
            dataFormat: Words.Of(dataFormat, Usual.DataFormat)),
        name,
        trainable,
        dtype)
{
    private static readonly Engine.RandomFlip Usual = FSharp.Usual<Engine.RandomFlip>("keras.layers.RandomFlip");
}

/// <summary>
/// Images moved by a random share of their sides, in training. [batch, height, width, channels] → the same; one image
/// without a batch, too (<c>keras.layers.RandomTranslation</c>).
/// </summary>
/// <param name="heightFactor">Range of the shares of the height that images are moved down by, in [-1, 1]; one number
/// stands for its negative and itself.</param>
/// <param name="widthFactor">Range of the shares of the width that images are moved to the right by, in [-1, 1]; one
/// number stands for its negative and itself.</param>
/// <param name="fillMode">What is beyond the border.</param>
/// <param name="interpolation">How values between pixels come about, <c>Nearest</c> or <c>Bilinear</c>.</param>
/// <param name="seed">A seed of its own; the model's seed when absent.</param>
/// <param name="fillValue">The number beyond the border.</param>
/// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
/// absent.</param>
/// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
/// <param name="trainable">Whether the optimizer changes its weights.</param>
/// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class RandomTranslation(
    Numbers heightFactor,
    Numbers widthFactor,
    string fillMode = "reflect",
    string interpolation = "bilinear",
    int? seed = null,
    double fillValue = 0,
    string? dataFormat = null,
    string? name = null,
    bool trainable = true,
    string? dtype = null)
    : Layer(
        new Engine.RandomTranslation(
            heightFactor: FSharp.List(heightFactor),
            widthFactor: FSharp.List(widthFactor),
            fillMode: Words.Of(fillMode, Usual.FillMode),
            interpolation: Words.Of(interpolation, Usual.Interpolation),
            seed: FSharp.OptionLong(seed),
            fillValue: fillValue,
            dataFormat: Words.Of(dataFormat, Usual.DataFormat)),
        name,
        trainable,
        dtype)
{
    private static readonly Engine.RandomTranslation Usual = FSharp.Usual<Engine.RandomTranslation>("keras.layers.RandomTranslation");
}

/// <summary>
/// Images turned around their middle by a random angle, in training. [batch, height, width, channels] → the same; one
/// image without a batch, too (<c>keras.layers.RandomRotation</c>).
/// </summary>
/// <param name="factor">Range of the angle in full turns, in [-1, 1]; one number stands for its negative and
/// itself.</param>
/// <param name="fillMode">What is beyond the border.</param>
/// <param name="interpolation">How values between pixels come about, <c>Nearest</c> or <c>Bilinear</c>.</param>
/// <param name="seed">A seed of its own; the model's seed when absent.</param>
/// <param name="fillValue">The number beyond the border.</param>
/// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
/// absent.</param>
/// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
/// <param name="trainable">Whether the optimizer changes its weights.</param>
/// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class RandomRotation(
    Numbers factor,
    string fillMode = "reflect",
    string interpolation = "bilinear",
    int? seed = null,
    double fillValue = 0,
    string? dataFormat = null,
    string? name = null,
    bool trainable = true,
    string? dtype = null)
    : Layer(
        new Engine.RandomRotation(
            factor: FSharp.List(factor),
            fillMode: Words.Of(fillMode, Usual.FillMode),
            interpolation: Words.Of(interpolation, Usual.Interpolation),
            seed: FSharp.OptionLong(seed),
            fillValue: fillValue,
            dataFormat: Words.Of(dataFormat, Usual.DataFormat)),
        name,
        trainable,
        dtype)
{
    private static readonly Engine.RandomRotation Usual = FSharp.Usual<Engine.RandomRotation>("keras.layers.RandomRotation");
}

/// <summary>
/// Images made larger or smaller around their middle by a random share, in training. [batch, height, width, channels] →
/// the same; one image without a batch, too (<c>keras.layers.RandomZoom</c>).
/// </summary>
/// <param name="heightFactor">Range of the shares by which the height that is seen is larger, in (-1, 1]; one number
/// stands for its negative and itself.</param>
/// <param name="widthFactor">Range of the shares by which the width that is seen is larger, in (-1, 1]; as much as the
/// height when absent.</param>
/// <param name="fillMode">What is beyond the border.</param>
/// <param name="interpolation">How values between pixels come about, <c>Nearest</c> or <c>Bilinear</c>.</param>
/// <param name="seed">A seed of its own; the model's seed when absent.</param>
/// <param name="fillValue">The number beyond the border.</param>
/// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
/// absent.</param>
/// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
/// <param name="trainable">Whether the optimizer changes its weights.</param>
/// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class RandomZoom(
    Numbers heightFactor,
    Numbers? widthFactor = null,
    string fillMode = "reflect",
    string interpolation = "bilinear",
    int? seed = null,
    double fillValue = 0,
    string? dataFormat = null,
    string? name = null,
    bool trainable = true,
    string? dtype = null)
    : Layer(
        new Engine.RandomZoom(
            heightFactor: FSharp.List(heightFactor),
            widthFactor: FSharp.OptionList(widthFactor),
            fillMode: Words.Of(fillMode, Usual.FillMode),
            interpolation: Words.Of(interpolation, Usual.Interpolation),
            seed: FSharp.OptionLong(seed),
            fillValue: fillValue,
            dataFormat: Words.Of(dataFormat, Usual.DataFormat)),
        name,
        trainable,
        dtype)
{
    private static readonly Engine.RandomZoom Usual = FSharp.Usual<Engine.RandomZoom>("keras.layers.RandomZoom");
}

/// <summary>
/// Images sheared by random shares, to either side as often, in training. [batch, height, width, channels] → the same;
/// one image without a batch, too (<c>keras.layers.RandomShear</c>).
/// </summary>
/// <param name="xFactor">Range of how much further to the right each row is, in [-1, 1]; one number stands for its
/// negative and itself; 0.0 when absent.</param>
/// <param name="yFactor">Range of how much further down each column is, in [-1, 1]; one number stands for its negative
/// and itself; 0.0 when absent.</param>
/// <param name="interpolation">How values between pixels come about, <c>Nearest</c> or <c>Bilinear</c>.</param>
/// <param name="fillMode">What is beyond the border.</param>
/// <param name="fillValue">The number beyond the border.</param>
/// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
/// absent.</param>
/// <param name="seed">A seed of its own; the model's seed when absent.</param>
/// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
/// <param name="trainable">Whether the optimizer changes its weights.</param>
/// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class RandomShear(
    Numbers? xFactor = null,
    Numbers? yFactor = null,
    string interpolation = "bilinear",
    string fillMode = "reflect",
    double fillValue = 0,
    string? dataFormat = null,
    int? seed = null,
    string? name = null,
    bool trainable = true,
    string? dtype = null)
    : Layer(
        new Engine.RandomShear(
            xFactor: FSharp.List(xFactor, Usual.XFactor),
            yFactor: FSharp.List(yFactor, Usual.YFactor),
            interpolation: Words.Of(interpolation, Usual.Interpolation),
            fillMode: Words.Of(fillMode, Usual.FillMode),
            fillValue: fillValue,
            dataFormat: Words.Of(dataFormat, Usual.DataFormat),
            seed: FSharp.OptionLong(seed)),
        name,
        trainable,
        dtype)
{
    private static readonly Engine.RandomShear Usual = FSharp.Usual<Engine.RandomShear>("keras.layers.RandomShear");
}

/// <summary>
/// Images seen from random sides, in training: their corners moved. [batch, height, width, channels] → the same; one
/// image without a batch, too (<c>keras.layers.RandomPerspective</c>).
/// </summary>
/// <param name="factor">Range of the probability that an image is changed, in [0, 1]; one number stands for that from
/// 0; 1.0 when absent.</param>
/// <param name="scale">How far a corner may move, in sides of the image, in [0, 1].</param>
/// <param name="interpolation">How values between pixels come about, <c>Nearest</c> or <c>Bilinear</c>.</param>
/// <param name="fillValue">The number beyond the border.</param>
/// <param name="seed">A seed of its own; the model's seed when absent.</param>
/// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
/// absent.</param>
/// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
/// <param name="trainable">Whether the optimizer changes its weights.</param>
/// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class RandomPerspective(
    Numbers? factor = null,
    double scale = 1,
    string interpolation = "bilinear",
    double fillValue = 0,
    int? seed = null,
    string? dataFormat = null,
    string? name = null,
    bool trainable = true,
    string? dtype = null)
    : Layer(
        new Engine.RandomPerspective(
            factor: FSharp.List(factor, Usual.Factor),
            scale: scale,
            interpolation: Words.Of(interpolation, Usual.Interpolation),
            fillValue: fillValue,
            seed: FSharp.OptionLong(seed),
            dataFormat: Words.Of(dataFormat, Usual.DataFormat)),
        name,
        trainable,
        dtype)
{
    private static readonly Engine.RandomPerspective Usual = FSharp.Usual<Engine.RandomPerspective>("keras.layers.RandomPerspective");
}

/// <summary>
/// Images whose pixels are moved by random smooth ways, in training (Simard et al. 2003). [batch, height, width,
/// channels] → the same; one image without a batch, too (<c>keras.layers.RandomElasticTransform</c>).
/// </summary>
/// <param name="factor">Range of the probability that an image is changed, in [0, 1]; one number stands for that from
/// 0; 1.0 when absent.</param>
/// <param name="scale">Range of the strength, in [0, 1]; one number stands for that from 0; 1.0 when absent.</param>
/// <param name="interpolation">How values between pixels come about, <c>Nearest</c> or <c>Bilinear</c>.</param>
/// <param name="fillMode">What is beyond the border.</param>
/// <param name="fillValue">The number beyond the border.</param>
/// <param name="valueRange">The least and the largest value of a pixel; (0, 255) when absent.</param>
/// <param name="seed">A seed of its own; the model's seed when absent.</param>
/// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
/// absent.</param>
/// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
/// <param name="trainable">Whether the optimizer changes its weights.</param>
/// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class RandomElasticTransform(
    Numbers? factor = null,
    Numbers? scale = null,
    string interpolation = "bilinear",
    string fillMode = "reflect",
    double fillValue = 0,
    Numbers? valueRange = null,
    int? seed = null,
    string? dataFormat = null,
    string? name = null,
    bool trainable = true,
    string? dtype = null)
    : Layer(
        new Engine.RandomElasticTransform(
            factor: FSharp.List(factor, Usual.Factor),
            scale: FSharp.List(scale, Usual.Scale),
            interpolation: Words.Of(interpolation, Usual.Interpolation),
            fillMode: Words.Of(fillMode, Usual.FillMode),
            fillValue: fillValue,
            valueRange: FSharp.List(valueRange, Usual.ValueRange),
            seed: FSharp.OptionLong(seed),
            dataFormat: Words.Of(dataFormat, Usual.DataFormat)),
        name,
        trainable,
        dtype)
{
    private static readonly Engine.RandomElasticTransform Usual = FSharp.Usual<Engine.RandomElasticTransform>("keras.layers.RandomElasticTransform");
}

/// <summary>
/// Images with a random contrast around their mean, in training. [batch, height, width, channels] → the same; one image
/// without a batch, too (<c>keras.layers.RandomContrast</c>).
/// </summary>
/// <param name="factor">How much lower and how much higher than 1 the factor of contrast may be, in [0, 1]; one number
/// stands for none lower and that higher.</param>
/// <param name="valueRange">The least and the largest value of a pixel; (0, 255) when absent.</param>
/// <param name="seed">A seed of its own; the model's seed when absent.</param>
/// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
/// absent.</param>
/// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
/// <param name="trainable">Whether the optimizer changes its weights.</param>
/// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class RandomContrast(
    Numbers factor,
    Numbers? valueRange = null,
    int? seed = null,
    string? dataFormat = null,
    string? name = null,
    bool trainable = true,
    string? dtype = null)
    : Layer(
        new Engine.RandomContrast(
            factor: FSharp.List(factor),
            valueRange: FSharp.List(valueRange, Usual.ValueRange),
            seed: FSharp.OptionLong(seed),
            dataFormat: Words.Of(dataFormat, Usual.DataFormat)),
        name,
        trainable,
        dtype)
{
    private static readonly Engine.RandomContrast Usual = FSharp.Usual<Engine.RandomContrast>("keras.layers.RandomContrast");
}

/// <summary>
/// Images made darker or brighter by a random number, in training. [batch, height, width, channels] → the same; one
/// image without a batch, too (<c>keras.layers.RandomBrightness</c>).
/// </summary>
/// <param name="factor">Range of what is added, as a share of the range of values, in [-1, 1]; one number stands for
/// its negative and itself.</param>
/// <param name="valueRange">The least and the largest value of a pixel; (0, 255) when absent.</param>
/// <param name="seed">A seed of its own; the model's seed when absent.</param>
/// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
/// absent.</param>
/// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
/// <param name="trainable">Whether the optimizer changes its weights.</param>
/// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class RandomBrightness(
    Numbers factor,
    Numbers? valueRange = null,
    int? seed = null,
    string? dataFormat = null,
    string? name = null,
    bool trainable = true,
    string? dtype = null)
    : Layer(
        new Engine.RandomBrightness(
            factor: FSharp.List(factor),
            valueRange: FSharp.List(valueRange, Usual.ValueRange),
            seed: FSharp.OptionLong(seed),
            dataFormat: Words.Of(dataFormat, Usual.DataFormat)),
        name,
        trainable,
        dtype)
{
    private static readonly Engine.RandomBrightness Usual = FSharp.Usual<Engine.RandomBrightness>("keras.layers.RandomBrightness");
}

/// <summary>
/// Images with colors that are nearer to gray by a random share, in training. [batch, height, width, 3] → the same; one
/// image without a batch, too (<c>keras.layers.RandomColorDegeneration</c>).
/// </summary>
/// <param name="factor">Range of the share of gray, in [-1, 1]; one number stands for its negative and itself.</param>
/// <param name="valueRange">The least and the largest value of a pixel; (0, 255) when absent.</param>
/// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
/// absent.</param>
/// <param name="seed">A seed of its own; the model's seed when absent.</param>
/// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
/// <param name="trainable">Whether the optimizer changes its weights.</param>
/// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class RandomColorDegeneration(
    Numbers factor,
    Numbers? valueRange = null,
    string? dataFormat = null,
    int? seed = null,
    string? name = null,
    bool trainable = true,
    string? dtype = null)
    : Layer(
        new Engine.RandomColorDegeneration(
            factor: FSharp.List(factor),
            valueRange: FSharp.List(valueRange, Usual.ValueRange),
            dataFormat: Words.Of(dataFormat, Usual.DataFormat),
            seed: FSharp.OptionLong(seed)),
        name,
        trainable,
        dtype)
{
    private static readonly Engine.RandomColorDegeneration Usual = FSharp.Usual<Engine.RandomColorDegeneration>("keras.layers.RandomColorDegeneration");
}

/// <summary>
/// Images with random brightness, contrast, saturation and hue, in this order, in training. [batch, height, width, 3] →
/// the same; one image without a batch, too (<c>keras.layers.RandomColorJitter</c>).
/// </summary>
/// <param name="valueRange">The least and the largest value of a pixel; (0, 255) when absent.</param>
/// <param name="brightnessFactor">As the factor of <c>RandomBrightness</c>, in [-1, 1]; nothing is changed when
/// absent.</param>
/// <param name="contrastFactor">As the factor of <c>RandomContrast</c>, in [0, 1]; nothing is changed when
/// absent.</param>
/// <param name="saturationFactor">As the factor of <c>RandomSaturation</c>, in [-1, 1]; nothing is changed when
/// absent.</param>
/// <param name="hueFactor">As the factor of <c>RandomHue</c>, in [0, 1]; nothing is changed when absent.</param>
/// <param name="seed">A seed of its own; the model's seed when absent.</param>
/// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
/// absent.</param>
/// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
/// <param name="trainable">Whether the optimizer changes its weights.</param>
/// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class RandomColorJitter(
    Numbers? valueRange = null,
    Numbers? brightnessFactor = null,
    Numbers? contrastFactor = null,
    Numbers? saturationFactor = null,
    Numbers? hueFactor = null,
    int? seed = null,
    string? dataFormat = null,
    string? name = null,
    bool trainable = true,
    string? dtype = null)
    : Layer(
        new Engine.RandomColorJitter(
            valueRange: FSharp.List(valueRange, Usual.ValueRange),
            brightnessFactor: FSharp.OptionList(brightnessFactor),
            contrastFactor: FSharp.OptionList(contrastFactor),
            saturationFactor: FSharp.OptionList(saturationFactor),
            hueFactor: FSharp.OptionList(hueFactor),
            seed: FSharp.OptionLong(seed),
            dataFormat: Words.Of(dataFormat, Usual.DataFormat)),
        name,
        trainable,
        dtype)
{
    private static readonly Engine.RandomColorJitter Usual = FSharp.Usual<Engine.RandomColorJitter>("keras.layers.RandomColorJitter");
}

/// <summary>
/// Some images in gray, in training. [batch, height, width, 3] → the same; one image without a batch, too
/// (<c>keras.layers.RandomGrayscale</c>).
/// </summary>
/// <param name="factor">Probability that an image becomes gray, in [0, 1].</param>
/// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
/// absent.</param>
/// <param name="seed">A seed of its own; the model's seed when absent.</param>
/// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
/// <param name="trainable">Whether the optimizer changes its weights.</param>
/// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class RandomGrayscale(
    double factor = 0.5,
    string? dataFormat = null,
    int? seed = null,
    string? name = null,
    bool trainable = true,
    string? dtype = null)
    : Layer(
        new Engine.RandomGrayscale(
            factor: factor,
            dataFormat: Words.Of(dataFormat, Usual.DataFormat),
            seed: FSharp.OptionLong(seed)),
        name,
        trainable,
        dtype)
{
    private static readonly Engine.RandomGrayscale Usual = FSharp.Usual<Engine.RandomGrayscale>("keras.layers.RandomGrayscale");
}

/// <summary>
/// Images with hues turned by a random share, to either side as often, in training. [batch, height, width, 3] → the
/// same; one image without a batch, too (<c>keras.layers.RandomHue</c>).
/// </summary>
/// <param name="factor">Range of the share of a half turn, in [0, 1]; one number stands for that from 0.</param>
/// <param name="valueRange">The least and the largest value of a pixel; (0, 255) when absent.</param>
/// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
/// absent.</param>
/// <param name="seed">A seed of its own; the model's seed when absent.</param>
/// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
/// <param name="trainable">Whether the optimizer changes its weights.</param>
/// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class RandomHue(
    Numbers factor,
    Numbers? valueRange = null,
    string? dataFormat = null,
    int? seed = null,
    string? name = null,
    bool trainable = true,
    string? dtype = null)
    : Layer(
        new Engine.RandomHue(
            factor: FSharp.List(factor),
            valueRange: FSharp.List(valueRange, Usual.ValueRange),
            dataFormat: Words.Of(dataFormat, Usual.DataFormat),
            seed: FSharp.OptionLong(seed)),
        name,
        trainable,
        dtype)
{
    private static readonly Engine.RandomHue Usual = FSharp.Usual<Engine.RandomHue>("keras.layers.RandomHue");
}

/// <summary>
/// Images with a random saturation, in training. [batch, height, width, 3] → the same; one image without a batch, too
/// (<c>keras.layers.RandomSaturation</c>).
/// </summary>
/// <param name="factor">Range of f, for a factor of f / (1 − f): 0 is gray, 0.5 as it is, in [-1, 1]; one number stands
/// for its negative and itself.</param>
/// <param name="valueRange">The least and the largest saturation; (0, 255) when absent.</param>
/// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
/// absent.</param>
/// <param name="seed">A seed of its own; the model's seed when absent.</param>
/// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
/// <param name="trainable">Whether the optimizer changes its weights.</param>
/// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class RandomSaturation(
    Numbers factor,
    Numbers? valueRange = null,
    string? dataFormat = null,
    int? seed = null,
    string? name = null,
    bool trainable = true,
    string? dtype = null)
    : Layer(
        new Engine.RandomSaturation(
            factor: FSharp.List(factor),
            valueRange: FSharp.List(valueRange, Usual.ValueRange),
            dataFormat: Words.Of(dataFormat, Usual.DataFormat),
            seed: FSharp.OptionLong(seed)),
        name,
        trainable,
        dtype)
{
    private static readonly Engine.RandomSaturation Usual = FSharp.Usual<Engine.RandomSaturation>("keras.layers.RandomSaturation");
}

/// <summary>
/// Some images as negatives, in training. [batch, height, width, channels] → the same; one image without a batch, too
/// (<c>keras.layers.RandomInvert</c>).
/// </summary>
/// <param name="factor">Range of the probability that an image is changed, in [0, 1]; one number stands for that from
/// 0; 1.0 when absent.</param>
/// <param name="valueRange">The least and the largest value of a pixel; (0, 255) when absent.</param>
/// <param name="seed">A seed of its own; the model's seed when absent.</param>
/// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
/// absent.</param>
/// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
/// <param name="trainable">Whether the optimizer changes its weights.</param>
/// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class RandomInvert(
    Numbers? factor = null,
    Numbers? valueRange = null,
    int? seed = null,
    string? dataFormat = null,
    string? name = null,
    bool trainable = true,
    string? dtype = null)
    : Layer(
        new Engine.RandomInvert(
            factor: FSharp.List(factor, Usual.Factor),
            valueRange: FSharp.List(valueRange, Usual.ValueRange),
            seed: FSharp.OptionLong(seed),
            dataFormat: Words.Of(dataFormat, Usual.DataFormat)),
        name,
        trainable,
        dtype)
{
    private static readonly Engine.RandomInvert Usual = FSharp.Usual<Engine.RandomInvert>("keras.layers.RandomInvert");
}

/// <summary>
/// Images with so many bits a channel as are drawn, in training. [batch, height, width, channels] → the same; one image
/// without a batch, too (<c>keras.layers.RandomPosterization</c>).
/// </summary>
/// <param name="factor">Range of the number of bits, of which the upper end is not drawn unless it is the lower one,
/// too, in [1, 8]; one number stands for that from 1.</param>
/// <param name="valueRange">The least and the largest value of a pixel; (0, 255) when absent.</param>
/// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
/// absent.</param>
/// <param name="seed">A seed of its own; the model's seed when absent.</param>
/// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
/// <param name="trainable">Whether the optimizer changes its weights.</param>
/// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class RandomPosterization(
    Numbers factor,
    Numbers? valueRange = null,
    string? dataFormat = null,
    int? seed = null,
    string? name = null,
    bool trainable = true,
    string? dtype = null)
    : Layer(
        new Engine.RandomPosterization(
            factor: FSharp.List(factor),
            valueRange: FSharp.List(valueRange, Usual.ValueRange),
            dataFormat: Words.Of(dataFormat, Usual.DataFormat),
            seed: FSharp.OptionLong(seed)),
        name,
        trainable,
        dtype)
{
    private static readonly Engine.RandomPosterization Usual = FSharp.Usual<Engine.RandomPosterization>("keras.layers.RandomPosterization");
}

/// <summary>
/// Images made smoother or sharper by a random factor, in training. [batch, height, width, channels] → the same; one
/// image without a batch, too (<c>keras.layers.RandomSharpness</c>).
/// </summary>
/// <param name="factor">Range of the sharpness: 0 is smooth, 0.5 as it is, 1 sharp, in [0, 1]; one number stands for
/// that from 0.</param>
/// <param name="valueRange">The least and the largest value of a pixel; (0, 255) when absent.</param>
/// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
/// absent.</param>
/// <param name="seed">A seed of its own; the model's seed when absent.</param>
/// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
/// <param name="trainable">Whether the optimizer changes its weights.</param>
/// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class RandomSharpness(
    Numbers factor,
    Numbers? valueRange = null,
    string? dataFormat = null,
    int? seed = null,
    string? name = null,
    bool trainable = true,
    string? dtype = null)
    : Layer(
        new Engine.RandomSharpness(
            factor: FSharp.List(factor),
            valueRange: FSharp.List(valueRange, Usual.ValueRange),
            dataFormat: Words.Of(dataFormat, Usual.DataFormat),
            seed: FSharp.OptionLong(seed)),
        name,
        trainable,
        dtype)
{
    private static readonly Engine.RandomSharpness Usual = FSharp.Usual<Engine.RandomSharpness>("keras.layers.RandomSharpness");
}

/// <summary>
/// Some images behind a window of a normal distribution of random width, in training. [batch, height, width, channels]
/// → the same; one image without a batch, too (<c>keras.layers.RandomGaussianBlur</c>).
/// </summary>
/// <param name="factor">Range of the probability that an image is changed, in [0, 1]; one number stands for that from
/// 0; 1.0 when absent.</param>
/// <param name="kernelSize">Height and width of the window, odd numbers, at least 1; 3 when absent.</param>
/// <param name="sigma">Range of the standard deviations, of which each direction has one for all of a batch, in [0, 1];
/// one number stands for that from 0; 1.0 when absent.</param>
/// <param name="valueRange">The least and the largest value of a pixel; (0, 255) when absent.</param>
/// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
/// absent.</param>
/// <param name="seed">A seed of its own; the model's seed when absent.</param>
/// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
/// <param name="trainable">Whether the optimizer changes its weights.</param>
/// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class RandomGaussianBlur(
    Numbers? factor = null,
    Sizes? kernelSize = null,
    Numbers? sigma = null,
    Numbers? valueRange = null,
    string? dataFormat = null,
    int? seed = null,
    string? name = null,
    bool trainable = true,
    string? dtype = null)
    : Layer(
        new Engine.RandomGaussianBlur(
            factor: FSharp.List(factor, Usual.Factor),
            kernelSize: FSharp.List(kernelSize?.For(2), Usual.KernelSize),
            sigma: FSharp.List(sigma, Usual.Sigma),
            valueRange: FSharp.List(valueRange, Usual.ValueRange),
            dataFormat: Words.Of(dataFormat, Usual.DataFormat),
            seed: FSharp.OptionLong(seed)),
        name,
        trainable,
        dtype)
{
    private static readonly Engine.RandomGaussianBlur Usual = FSharp.Usual<Engine.RandomGaussianBlur>("keras.layers.RandomGaussianBlur");
}

/// <summary>
/// Some images with a box of noise or of one color in them, in training (Zhong et al. 2017). [batch, height, width,
/// channels] → the same; one image without a batch, too (<c>keras.layers.RandomErasing</c>).
/// </summary>
/// <param name="factor">Range of the probability that an image is changed, in [0, 1]; one number stands for that from
/// 0; 1.0 when absent.</param>
/// <param name="scale">Range of the squares of the box's shares of the sides, in [0, 1]; one number stands for that
/// from 0; (0.02, 0.33) when absent.</param>
/// <param name="fillValue">What the box is of, a number or one for each channel; normal noise when absent.</param>
/// <param name="valueRange">The least and the largest value of a pixel; (0, 255) when absent.</param>
/// <param name="seed">A seed of its own; the model's seed when absent.</param>
/// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
/// absent.</param>
/// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
/// <param name="trainable">Whether the optimizer changes its weights.</param>
/// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class RandomErasing(
    Numbers? factor = null,
    Numbers? scale = null,
    Numbers? fillValue = null,
    Numbers? valueRange = null,
    int? seed = null,
    string? dataFormat = null,
    string? name = null,
    bool trainable = true,
    string? dtype = null)
    : Layer(
        new Engine.RandomErasing(
            factor: FSharp.List(factor, Usual.Factor),
            scale: FSharp.List(scale, Usual.Scale),
            fillValue: FSharp.OptionList(fillValue),
            valueRange: FSharp.List(valueRange, Usual.ValueRange),
            seed: FSharp.OptionLong(seed),
            dataFormat: Words.Of(dataFormat, Usual.DataFormat)),
        name,
        trainable,
        dtype)
{
    private static readonly Engine.RandomErasing Usual = FSharp.Usual<Engine.RandomErasing>("keras.layers.RandomErasing");
}

/// <summary>
/// Images of which the brighter pixels are negatives, in training: of values v in [0, 255] those from a random
/// threshold on are 255 − v, after a random number was added. [batch, height, width, channels] → the same; one image
/// without a batch, too (<c>keras.layers.Solarization</c>).
/// </summary>
/// <param name="additionFactor">Range of what is added, in shares of 255, in [0, 1]; one number stands for that from 0;
/// 0.0 when absent.</param>
/// <param name="thresholdFactor">Range of the threshold, in shares of 255, in [0, 1]; one number stands for that from
/// 0; 0.0 when absent.</param>
/// <param name="valueRange">The least and the largest value of a pixel; (0, 255) when absent.</param>
/// <param name="seed">A seed of its own; the model's seed when absent.</param>
/// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
/// absent.</param>
/// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
/// <param name="trainable">Whether the optimizer changes its weights.</param>
/// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class Solarization(
    Numbers? additionFactor = null,
    Numbers? thresholdFactor = null,
    Numbers? valueRange = null,
    int? seed = null,
    string? dataFormat = null,
    string? name = null,
    bool trainable = true,
    string? dtype = null)
    : Layer(
        new Engine.Solarization(
            additionFactor: FSharp.List(additionFactor, Usual.AdditionFactor),
            thresholdFactor: FSharp.List(thresholdFactor, Usual.ThresholdFactor),
            valueRange: FSharp.List(valueRange, Usual.ValueRange),
            seed: FSharp.OptionLong(seed),
            dataFormat: Words.Of(dataFormat, Usual.DataFormat)),
        name,
        trainable,
        dtype)
{
    private static readonly Engine.Solarization Usual = FSharp.Usual<Engine.Solarization>("keras.layers.Solarization");
}

/// <summary>
/// Images in which all values are as often, as far as can be, in training: each channel over a whole batch. [batch,
/// height, width, channels] → the same; one image without a batch, too (<c>keras.layers.Equalization</c>).
/// </summary>
/// <param name="valueRange">The least and the largest value of a pixel; (0, 255) when absent.</param>
/// <param name="bins">Number of values that are told apart, in [2, 65536].</param>
/// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
/// absent.</param>
/// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
/// <param name="trainable">Whether the optimizer changes its weights.</param>
/// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class Equalization(
    Numbers? valueRange = null,
    int bins = 256,
    string? dataFormat = null,
    string? name = null,
    bool trainable = true,
    string? dtype = null)
    : Layer(
        new Engine.Equalization(
            valueRange: FSharp.List(valueRange, Usual.ValueRange),
            bins: bins,
            dataFormat: Words.Of(dataFormat, Usual.DataFormat)),
        name,
        trainable,
        dtype)
{
    private static readonly Engine.Equalization Usual = FSharp.Usual<Engine.Equalization>("keras.layers.Equalization");
}

/// <summary>
/// Images whose values go from the least to the largest that there may be, for each channel. [batch, height, width,
/// channels] → the same; one image without a batch, too. Keras: over the first two axes behind the batch also where
/// channels come first (<c>keras.layers.AutoContrast</c>).
/// </summary>
/// <param name="valueRange">The least and the largest value of a pixel; (0, 255) when absent.</param>
/// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
/// absent.</param>
/// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
/// <param name="trainable">Whether the optimizer changes its weights.</param>
/// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class AutoContrast(
    Numbers? valueRange = null,
    string? dataFormat = null,
    string? name = null,
    bool trainable = true,
    string? dtype = null)
    : Layer(
        new Engine.AutoContrast(
            valueRange: FSharp.List(valueRange, Usual.ValueRange),
            dataFormat: Words.Of(dataFormat, Usual.DataFormat)),
        name,
        trainable,
        dtype)
{
    private static readonly Engine.AutoContrast Usual = FSharp.Usual<Engine.AutoContrast>("keras.layers.AutoContrast");
}

/// <summary>
/// Images in which all values are as often, as far as can be, in each tile of a grid, with lines between the tiles
/// (Zuiderveld 1994). [batch, height, width, channels] → the same; one image without a batch, too
/// (<c>keras.layers.ContrastLimitedAdaptiveHistogramEqualization</c>).
/// </summary>
/// <param name="valueRange">The least and the largest value of a pixel; (0, 255) when absent.</param>
/// <param name="clipLimit">How much more often than on the average a value may count; what is more is shared out among
/// all. No limit where it is not above 0.</param>
/// <param name="tileGridSize">Numbers of tiles down and across, at least 1; 8 when absent.</param>
/// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
/// absent.</param>
/// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
/// <param name="trainable">Whether the optimizer changes its weights.</param>
/// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class ContrastLimitedAdaptiveHistogramEqualization(
    Numbers? valueRange = null,
    double clipLimit = 4,
    Sizes? tileGridSize = null,
    string? dataFormat = null,
    string? name = null,
    bool trainable = true,
    string? dtype = null)
    : Layer(
        new Engine.ContrastLimitedAdaptiveHistogramEqualization(
            valueRange: FSharp.List(valueRange, Usual.ValueRange),
            clipLimit: clipLimit,
            tileGridSize: FSharp.List(tileGridSize?.For(2), Usual.TileGridSize),
            dataFormat: Words.Of(dataFormat, Usual.DataFormat)),
        name,
        trainable,
        dtype)
{
    private static readonly Engine.ContrastLimitedAdaptiveHistogramEqualization Usual = FSharp.Usual<Engine.ContrastLimitedAdaptiveHistogramEqualization>("keras.layers.ContrastLimitedAdaptiveHistogramEqualization");
}

/// <summary>
/// Mixtures of two images each, in training: w · one + (1 − w) · other with a beta distributed w (Zhang et al. 2018).
/// [batch, height, width, channels] → the same; one image without a batch, too (<c>keras.layers.MixUp</c>).
/// </summary>
/// <param name="alpha">Both parameters of the distribution, above 0.</param>
/// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
/// absent.</param>
/// <param name="seed">A seed of its own; the model's seed when absent.</param>
/// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
/// <param name="trainable">Whether the optimizer changes its weights.</param>
/// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class MixUp(
    double alpha = 0.2,
    string? dataFormat = null,
    int? seed = null,
    string? name = null,
    bool trainable = true,
    string? dtype = null)
    : Layer(
        new Engine.MixUp(
            alpha: alpha,
            dataFormat: Words.Of(dataFormat, Usual.DataFormat),
            seed: FSharp.OptionLong(seed)),
        name,
        trainable,
        dtype)
{
    private static readonly Engine.MixUp Usual = FSharp.Usual<Engine.MixUp>("keras.layers.MixUp");
}

/// <summary>
/// Images with a box of another one in them, in training (Yun et al. 2019). [batch, height, width, channels] → the
/// same; one image without a batch, too (<c>keras.layers.CutMix</c>).
/// </summary>
/// <param name="factor">Range of both parameters of the beta distribution of what stays, in [0, 1]; one number stands
/// for that from 0; 1.0 when absent.</param>
/// <param name="seed">A seed of its own; the model's seed when absent.</param>
/// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
/// absent.</param>
/// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
/// <param name="trainable">Whether the optimizer changes its weights.</param>
/// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class CutMix(
    Numbers? factor = null,
    int? seed = null,
    string? dataFormat = null,
    string? name = null,
    bool trainable = true,
    string? dtype = null)
    : Layer(
        new Engine.CutMix(
            factor: FSharp.List(factor, Usual.Factor),
            seed: FSharp.OptionLong(seed),
            dataFormat: Words.Of(dataFormat, Usual.DataFormat)),
        name,
        trainable,
        dtype)
{
    private static readonly Engine.CutMix Usual = FSharp.Usual<Engine.CutMix>("keras.layers.CutMix");
}

/// <summary>
/// Images changed by so many operations one after the other, drawn from eleven, in training (Cubuk et al. 2020).
/// [batch, height, width, 3] → the same; one image without a batch, too (<c>keras.layers.RandAugment</c>).
/// </summary>
/// <param name="valueRange">The least and the largest value of a pixel; (0, 255) when absent.</param>
/// <param name="numOps">Number of operations, at least 0.</param>
/// <param name="factor">Range of the strength, in [0, 1]; one number stands for that from 0; 0.5 when absent.</param>
/// <param name="interpolation">How values between pixels come about, <c>Nearest</c> or <c>Bilinear</c>.</param>
/// <param name="seed">A seed of its own; the model's seed when absent.</param>
/// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
/// absent.</param>
/// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
/// <param name="trainable">Whether the optimizer changes its weights.</param>
/// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class RandAugment(
    Numbers? valueRange = null,
    int numOps = 2,
    Numbers? factor = null,
    string interpolation = "bilinear",
    int? seed = null,
    string? dataFormat = null,
    string? name = null,
    bool trainable = true,
    string? dtype = null)
    : Layer(
        new Engine.RandAugment(
            valueRange: FSharp.List(valueRange, Usual.ValueRange),
            numOps: numOps,
            factor: FSharp.List(factor, Usual.Factor),
            interpolation: Words.Of(interpolation, Usual.Interpolation),
            seed: FSharp.OptionLong(seed),
            dataFormat: Words.Of(dataFormat, Usual.DataFormat)),
        name,
        trainable,
        dtype)
{
    private static readonly Engine.RandAugment Usual = FSharp.Usual<Engine.RandAugment>("keras.layers.RandAugment");
}

/// <summary>
/// Mixtures of images that were changed by chains of random operations with the images themselves, in training
/// (Hendrycks et al. 2020). [batch, height, width, 3] → the same; one image without a batch, too
/// (<c>keras.layers.AugMix</c>).
/// </summary>
/// <param name="valueRange">The least and the largest value of a pixel; (0, 255) when absent.</param>
/// <param name="numChains">Number of chains, in [1, 100].</param>
/// <param name="chainDepth">Number of operations in a chain, in [0, 100].</param>
/// <param name="factor">Range of the strength, in [0, 1]; one number stands for that from 0; 0.3 when absent.</param>
/// <param name="alpha">Parameter of the distributions of the chains' weights, and of the images' own, above 0.</param>
/// <param name="allOps">Whether brightness, contrast, colors and sharpness are among the operations.</param>
/// <param name="interpolation">How values between pixels come about, <c>Nearest</c> or <c>Bilinear</c>.</param>
/// <param name="seed">A seed of its own; the model's seed when absent.</param>
/// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
/// absent.</param>
/// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
/// <param name="trainable">Whether the optimizer changes its weights.</param>
/// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class AugMix(
    Numbers? valueRange = null,
    int numChains = 3,
    int chainDepth = 3,
    Numbers? factor = null,
    double alpha = 1,
    bool allOps = true,
    string interpolation = "bilinear",
    int? seed = null,
    string? dataFormat = null,
    string? name = null,
    bool trainable = true,
    string? dtype = null)
    : Layer(
        new Engine.AugMix(
            valueRange: FSharp.List(valueRange, Usual.ValueRange),
            numChains: numChains,
            chainDepth: chainDepth,
            factor: FSharp.List(factor, Usual.Factor),
            alpha: alpha,
            allOps: allOps,
            interpolation: Words.Of(interpolation, Usual.Interpolation),
            seed: FSharp.OptionLong(seed),
            dataFormat: Words.Of(dataFormat, Usual.DataFormat)),
        name,
        trainable,
        dtype)
{
    private static readonly Engine.AugMix Usual = FSharp.Usual<Engine.AugMix>("keras.layers.AugMix");
}

/// <summary>
/// At most so many bounding boxes an image; images are left as they are. [batch, height, width, channels] → the same;
/// one image without a batch, too (<c>keras.layers.MaxNumBoundingBoxes</c>).
/// </summary>
/// <param name="maxNumber">Number of boxes, at least 0.</param>
/// <param name="fillValue">What boxes that there are not are of.</param>
/// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
/// absent.</param>
/// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
/// <param name="trainable">Whether the optimizer changes its weights.</param>
/// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class MaxNumBoundingBoxes(
    int maxNumber,
    int fillValue = -1,
    string? dataFormat = null,
    string? name = null,
    bool trainable = true,
    string? dtype = null)
    : Layer(
        new Engine.MaxNumBoundingBoxes(
            maxNumber: maxNumber,
            fillValue: fillValue,
            dataFormat: Words.Of(dataFormat, Usual.DataFormat)),
        name,
        trainable,
        dtype)
{
    private static readonly Engine.MaxNumBoundingBoxes Usual = FSharp.Usual<Engine.MaxNumBoundingBoxes>("keras.layers.MaxNumBoundingBoxes");
}

/// <summary>
/// Layers one after the other, as they are used on data before a model (<c>keras.layers.Pipeline</c>).
/// </summary>
/// <param name="layers">The layers, in the order in which they are applied.</param>
/// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
public sealed class Pipeline(IEnumerable<Layer> layers, string? name = null)
    : Layer(new Engine.Pipeline(layers: FSharp.Descriptors(layers)), name, true, null);
