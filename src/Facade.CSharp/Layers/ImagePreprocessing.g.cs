// Written by tools/Generate from the facts of the classes. Changes belong there, or to the engine's records.
#nullable enable
using Engine = Functional.Layers;

namespace Functional.Keras.Layers;

/// <summary>Multiplies by a scale and adds an offset. [...] → [...] (<c>keras.layers.Rescaling</c>).</summary>
public sealed class Rescaling : Layer
{
    private static readonly Engine.Rescaling Usual = FSharp.Usual<Engine.Rescaling>("keras.layers.Rescaling");

    /// <summary>A layer with those settings.</summary>
    /// <param name="scale">What is multiplied by; one number, or one for each place of the last axis.</param>
    /// <param name="offset">What is added then; one number, or one for each place of the last axis; 0.0 when
    /// absent.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public Rescaling(
        Numbers scale,
        Numbers? offset = null,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.Rescaling(scale: FSharp.List(scale), offset: FSharp.List(offset, Usual.Offset)),
            name,
            trainable,
            dtype)
    {
    }

    internal Rescaling(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.Rescaling Settings => (Engine.Rescaling)Record;

    /// <summary>What is multiplied by; one number, or one for each place of the last axis.</summary>
    public IReadOnlyList<double> Scale => Settings.Scale;

    /// <summary>What is added then; one number, or one for each place of the last axis.</summary>
    public IReadOnlyList<double> Offset => Settings.Offset;
}

/// <summary>
/// Images in another size. [batch, height, width, channels] → [batch, height', width', channels]; one image without a
/// batch, too (<c>keras.layers.Resizing</c>).
/// </summary>
public sealed class Resizing : Layer
{
    private static readonly Engine.Resizing Usual = FSharp.Usual<Engine.Resizing>("keras.layers.Resizing");

    /// <summary>A layer with those settings.</summary>
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
    public Resizing(
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
        : base(
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
    }

    internal Resizing(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.Resizing Settings => (Engine.Resizing)Record;

    /// <summary>Height of the result, at least 1.</summary>
    public int Height => Settings.Height;

    /// <summary>Width of the result, at least 1.</summary>
    public int Width => Settings.Width;

    /// <summary>How values between pixels come about; all but <c>Lanczos3</c> and <c>Lanczos5</c>.</summary>
    public string Interpolation => CaseName.word(Settings.Interpolation);

    /// <summary>
    /// Whether the largest part in the middle with the sides' ratio of the result is resized, and not the whole image.
    /// </summary>
    public bool CropToAspectRatio => Settings.CropToAspectRatio;

    /// <summary>Whether the image gets a border, so that its sides have the ratio of those of the result.</summary>
    public bool PadToAspectRatio => Settings.PadToAspectRatio;

    /// <summary>What the border is: <c>"constant"</c>.</summary>
    public string FillMode => CaseName.word(Settings.FillMode);

    /// <summary>The number that the border is of.</summary>
    public double FillValue => Settings.FillValue;

    /// <summary>Whether a smaller image is of averages over as much as becomes one pixel, for lines and curves.</summary>
    public bool Antialias => Settings.Antialias;

    /// <summary><c>"channels_last"</c> or <c>"channels_first"</c>.</summary>
    public string DataFormat => CaseName.word(Settings.DataFormat);
}

/// <summary>
/// The middle of images; of smaller ones the largest part with the sides' ratio, resized. [batch, height, width,
/// channels] → [batch, height', width', channels]; one image without a batch, too (<c>keras.layers.CenterCrop</c>).
/// </summary>
public sealed class CenterCrop : Layer
{
    private static readonly Engine.CenterCrop Usual = FSharp.Usual<Engine.CenterCrop>("keras.layers.CenterCrop");

    /// <summary>A layer with those settings.</summary>
    /// <param name="height">Height of the result, at least 1.</param>
    /// <param name="width">Width of the result, at least 1.</param>
    /// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
    /// absent.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public CenterCrop(
        int height,
        int width,
        string? dataFormat = null,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.CenterCrop(height: height, width: width, dataFormat: Words.Of(dataFormat, Usual.DataFormat)),
            name,
            trainable,
            dtype)
    {
    }

    internal CenterCrop(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.CenterCrop Settings => (Engine.CenterCrop)Record;

    /// <summary>Height of the result, at least 1.</summary>
    public int Height => Settings.Height;

    /// <summary>Width of the result, at least 1.</summary>
    public int Width => Settings.Width;

    /// <summary><c>"channels_last"</c> or <c>"channels_first"</c>.</summary>
    public string DataFormat => CaseName.word(Settings.DataFormat);
}

/// <summary>
/// A part of images at a random place, the same for all of a batch, in training; otherwise the images. [batch, height,
/// width, channels] → [batch, height', width', channels]; one image without a batch, too. Smaller images are resized
/// (<c>keras.layers.RandomCrop</c>).
/// </summary>
public sealed class RandomCrop : Layer
{
    private static readonly Engine.RandomCrop Usual = FSharp.Usual<Engine.RandomCrop>("keras.layers.RandomCrop");

    /// <summary>A layer with those settings.</summary>
    /// <param name="height">Height of the part, at least 1.</param>
    /// <param name="width">Width of the part, at least 1.</param>
    /// <param name="seed">A seed of its own; the model's seed when absent.</param>
    /// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
    /// absent.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public RandomCrop(
        int height,
        int width,
        int? seed = null,
        string? dataFormat = null,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.RandomCrop(
                height: height,
                width: width,
                seed: FSharp.OptionLong(seed),
                dataFormat: Words.Of(dataFormat, Usual.DataFormat)),
            name,
            trainable,
            dtype)
    {
    }

    internal RandomCrop(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.RandomCrop Settings => (Engine.RandomCrop)Record;

    /// <summary>Height of the part, at least 1.</summary>
    public int Height => Settings.Height;

    /// <summary>Width of the part, at least 1.</summary>
    public int Width => Settings.Width;

    /// <summary>A seed of its own; the model's seed when absent.</summary>
    public int? Seed => (int?)FSharp.OrNull(Settings.Seed);

    /// <summary><c>"channels_last"</c> or <c>"channels_first"</c>.</summary>
    public string DataFormat => CaseName.word(Settings.DataFormat);
}

/// <summary>
/// Every second image turned over, in training. [batch, height, width, channels] → the same; one image without a batch,
/// too (<c>keras.layers.RandomFlip</c>).
/// </summary>
public sealed class RandomFlip : Layer
{
    private static readonly Engine.RandomFlip Usual = FSharp.Usual<Engine.RandomFlip>("keras.layers.RandomFlip");

    /// <summary>A layer with those settings.</summary>
    /// <param name="mode">Which way; with both at once.</param>
    /// <param name="seed">A seed of its own; the model's seed when absent.</param>
    /// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
    /// absent.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public RandomFlip(
        string mode = "horizontal_and_vertical",
        int? seed = null,
        string? dataFormat = null,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.RandomFlip(
                mode: Words.Of(mode, Usual.Mode),
                seed: FSharp.OptionLong(seed),
                dataFormat: Words.Of(dataFormat, Usual.DataFormat)),
            name,
            trainable,
            dtype)
    {
    }

    internal RandomFlip(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.RandomFlip Settings => (Engine.RandomFlip)Record;

    /// <summary>Which way; with both at once.</summary>
    public string Mode => CaseName.word(Settings.Mode);

    /// <summary>A seed of its own; the model's seed when absent.</summary>
    public int? Seed => (int?)FSharp.OrNull(Settings.Seed);

    /// <summary><c>"channels_last"</c> or <c>"channels_first"</c>.</summary>
    public string DataFormat => CaseName.word(Settings.DataFormat);
}

/// <summary>
/// Images moved by a random share of their sides, in training. [batch, height, width, channels] → the same; one image
/// without a batch, too (<c>keras.layers.RandomTranslation</c>).
/// </summary>
public sealed class RandomTranslation : Layer
{
    private static readonly Engine.RandomTranslation Usual = FSharp.Usual<Engine.RandomTranslation>("keras.layers.RandomTranslation");

    /// <summary>A layer with those settings.</summary>
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
    public RandomTranslation(
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
        : base(
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
    }

    internal RandomTranslation(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.RandomTranslation Settings => (Engine.RandomTranslation)Record;

    /// <summary>
    /// Range of the shares of the height that images are moved down by, in [-1, 1]; one number stands for its negative and
    /// itself.
    /// </summary>
    public IReadOnlyList<double> HeightFactor => Settings.HeightFactor;

    /// <summary>
    /// Range of the shares of the width that images are moved to the right by, in [-1, 1]; one number stands for its
    /// negative and itself.
    /// </summary>
    public IReadOnlyList<double> WidthFactor => Settings.WidthFactor;

    /// <summary>What is beyond the border.</summary>
    public string FillMode => CaseName.word(Settings.FillMode);

    /// <summary>How values between pixels come about, <c>Nearest</c> or <c>Bilinear</c>.</summary>
    public string Interpolation => CaseName.word(Settings.Interpolation);

    /// <summary>A seed of its own; the model's seed when absent.</summary>
    public int? Seed => (int?)FSharp.OrNull(Settings.Seed);

    /// <summary>The number beyond the border.</summary>
    public double FillValue => Settings.FillValue;

    /// <summary><c>"channels_last"</c> or <c>"channels_first"</c>.</summary>
    public string DataFormat => CaseName.word(Settings.DataFormat);
}

/// <summary>
/// Images turned around their middle by a random angle, in training. [batch, height, width, channels] → the same; one
/// image without a batch, too (<c>keras.layers.RandomRotation</c>).
/// </summary>
public sealed class RandomRotation : Layer
{
    private static readonly Engine.RandomRotation Usual = FSharp.Usual<Engine.RandomRotation>("keras.layers.RandomRotation");

    /// <summary>A layer with those settings.</summary>
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
    public RandomRotation(
        Numbers factor,
        string fillMode = "reflect",
        string interpolation = "bilinear",
        int? seed = null,
        double fillValue = 0,
        string? dataFormat = null,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.RandomRotation(
                factor: Functional.Spread.kept(-1, FSharp.List(factor)),
                fillMode: Words.Of(fillMode, Usual.FillMode),
                interpolation: Words.Of(interpolation, Usual.Interpolation),
                seed: FSharp.OptionLong(seed),
                fillValue: fillValue,
                dataFormat: Words.Of(dataFormat, Usual.DataFormat)),
            name,
            trainable,
            dtype)
    {
    }

    internal RandomRotation(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.RandomRotation Settings => (Engine.RandomRotation)Record;

    /// <summary>Range of the angle in full turns, in [-1, 1]; one number stands for its negative and itself.</summary>
    public IReadOnlyList<double> Factor => Settings.Factor;

    /// <summary>What is beyond the border.</summary>
    public string FillMode => CaseName.word(Settings.FillMode);

    /// <summary>How values between pixels come about, <c>Nearest</c> or <c>Bilinear</c>.</summary>
    public string Interpolation => CaseName.word(Settings.Interpolation);

    /// <summary>A seed of its own; the model's seed when absent.</summary>
    public int? Seed => (int?)FSharp.OrNull(Settings.Seed);

    /// <summary>The number beyond the border.</summary>
    public double FillValue => Settings.FillValue;

    /// <summary><c>"channels_last"</c> or <c>"channels_first"</c>.</summary>
    public string DataFormat => CaseName.word(Settings.DataFormat);
}

/// <summary>
/// Images made larger or smaller around their middle by a random share, in training. [batch, height, width, channels] →
/// the same; one image without a batch, too (<c>keras.layers.RandomZoom</c>).
/// </summary>
public sealed class RandomZoom : Layer
{
    private static readonly Engine.RandomZoom Usual = FSharp.Usual<Engine.RandomZoom>("keras.layers.RandomZoom");

    /// <summary>A layer with those settings.</summary>
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
    public RandomZoom(
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
        : base(
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
    }

    internal RandomZoom(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.RandomZoom Settings => (Engine.RandomZoom)Record;

    /// <summary>
    /// Range of the shares by which the height that is seen is larger, in (-1, 1]; one number stands for its negative and
    /// itself.
    /// </summary>
    public IReadOnlyList<double> HeightFactor => Settings.HeightFactor;

    /// <summary>
    /// Range of the shares by which the width that is seen is larger, in (-1, 1]; as much as the height when absent.
    /// </summary>
    public IReadOnlyList<double>? WidthFactor => FSharp.OrNull(Settings.WidthFactor);

    /// <summary>What is beyond the border.</summary>
    public string FillMode => CaseName.word(Settings.FillMode);

    /// <summary>How values between pixels come about, <c>Nearest</c> or <c>Bilinear</c>.</summary>
    public string Interpolation => CaseName.word(Settings.Interpolation);

    /// <summary>A seed of its own; the model's seed when absent.</summary>
    public int? Seed => (int?)FSharp.OrNull(Settings.Seed);

    /// <summary>The number beyond the border.</summary>
    public double FillValue => Settings.FillValue;

    /// <summary><c>"channels_last"</c> or <c>"channels_first"</c>.</summary>
    public string DataFormat => CaseName.word(Settings.DataFormat);
}

/// <summary>
/// Images sheared by random shares, to either side as often, in training. [batch, height, width, channels] → the same;
/// one image without a batch, too (<c>keras.layers.RandomShear</c>).
/// </summary>
public sealed class RandomShear : Layer
{
    private static readonly Engine.RandomShear Usual = FSharp.Usual<Engine.RandomShear>("keras.layers.RandomShear");

    /// <summary>A layer with those settings.</summary>
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
    public RandomShear(
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
        : base(
            new Engine.RandomShear(
                xFactor: Functional.Spread.kept(-1, FSharp.List(xFactor, Usual.XFactor)),
                yFactor: Functional.Spread.kept(-1, FSharp.List(yFactor, Usual.YFactor)),
                interpolation: Words.Of(interpolation, Usual.Interpolation),
                fillMode: Words.Of(fillMode, Usual.FillMode),
                fillValue: fillValue,
                dataFormat: Words.Of(dataFormat, Usual.DataFormat),
                seed: FSharp.OptionLong(seed)),
            name,
            trainable,
            dtype)
    {
    }

    internal RandomShear(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.RandomShear Settings => (Engine.RandomShear)Record;

    /// <summary>
    /// Range of how much further to the right each row is, in [-1, 1]; one number stands for its negative and itself.
    /// </summary>
    public IReadOnlyList<double> XFactor => Settings.XFactor;

    /// <summary>
    /// Range of how much further down each column is, in [-1, 1]; one number stands for its negative and itself.
    /// </summary>
    public IReadOnlyList<double> YFactor => Settings.YFactor;

    /// <summary>How values between pixels come about, <c>Nearest</c> or <c>Bilinear</c>.</summary>
    public string Interpolation => CaseName.word(Settings.Interpolation);

    /// <summary>What is beyond the border.</summary>
    public string FillMode => CaseName.word(Settings.FillMode);

    /// <summary>The number beyond the border.</summary>
    public double FillValue => Settings.FillValue;

    /// <summary><c>"channels_last"</c> or <c>"channels_first"</c>.</summary>
    public string DataFormat => CaseName.word(Settings.DataFormat);

    /// <summary>A seed of its own; the model's seed when absent.</summary>
    public int? Seed => (int?)FSharp.OrNull(Settings.Seed);
}

/// <summary>
/// Images seen from random sides, in training: their corners moved. [batch, height, width, channels] → the same; one
/// image without a batch, too (<c>keras.layers.RandomPerspective</c>).
/// </summary>
public sealed class RandomPerspective : Layer
{
    private static readonly Engine.RandomPerspective Usual = FSharp.Usual<Engine.RandomPerspective>("keras.layers.RandomPerspective");

    /// <summary>A layer with those settings.</summary>
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
    public RandomPerspective(
        Numbers? factor = null,
        double scale = 1,
        string interpolation = "bilinear",
        double fillValue = 0,
        int? seed = null,
        string? dataFormat = null,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.RandomPerspective(
                factor: Functional.Spread.kept(0, FSharp.List(factor, Usual.Factor)),
                scale: scale,
                interpolation: Words.Of(interpolation, Usual.Interpolation),
                fillValue: fillValue,
                seed: FSharp.OptionLong(seed),
                dataFormat: Words.Of(dataFormat, Usual.DataFormat)),
            name,
            trainable,
            dtype)
    {
    }

    internal RandomPerspective(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.RandomPerspective Settings => (Engine.RandomPerspective)Record;

    /// <summary>Range of the probability that an image is changed, in [0, 1]; one number stands for that from 0.</summary>
    public IReadOnlyList<double> Factor => Settings.Factor;

    /// <summary>How far a corner may move, in sides of the image, in [0, 1].</summary>
    public double Scale => Settings.Scale;

    /// <summary>How values between pixels come about, <c>Nearest</c> or <c>Bilinear</c>.</summary>
    public string Interpolation => CaseName.word(Settings.Interpolation);

    /// <summary>The number beyond the border.</summary>
    public double FillValue => Settings.FillValue;

    /// <summary>A seed of its own; the model's seed when absent.</summary>
    public int? Seed => (int?)FSharp.OrNull(Settings.Seed);

    /// <summary><c>"channels_last"</c> or <c>"channels_first"</c>.</summary>
    public string DataFormat => CaseName.word(Settings.DataFormat);
}

/// <summary>
/// Images whose pixels are moved by random smooth ways, in training (Simard et al. 2003). [batch, height, width,
/// channels] → the same; one image without a batch, too (<c>keras.layers.RandomElasticTransform</c>).
/// </summary>
public sealed class RandomElasticTransform : Layer
{
    private static readonly Engine.RandomElasticTransform Usual = FSharp.Usual<Engine.RandomElasticTransform>("keras.layers.RandomElasticTransform");

    /// <summary>A layer with those settings.</summary>
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
    public RandomElasticTransform(
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
        : base(
            new Engine.RandomElasticTransform(
                factor: Functional.Spread.kept(0, FSharp.List(factor, Usual.Factor)),
                scale: Functional.Spread.kept(0, FSharp.List(scale, Usual.Scale)),
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
    }

    internal RandomElasticTransform(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.RandomElasticTransform Settings => (Engine.RandomElasticTransform)Record;

    /// <summary>Range of the probability that an image is changed, in [0, 1]; one number stands for that from 0.</summary>
    public IReadOnlyList<double> Factor => Settings.Factor;

    /// <summary>Range of the strength, in [0, 1]; one number stands for that from 0.</summary>
    public IReadOnlyList<double> Scale => Settings.Scale;

    /// <summary>How values between pixels come about, <c>Nearest</c> or <c>Bilinear</c>.</summary>
    public string Interpolation => CaseName.word(Settings.Interpolation);

    /// <summary>What is beyond the border.</summary>
    public string FillMode => CaseName.word(Settings.FillMode);

    /// <summary>The number beyond the border.</summary>
    public double FillValue => Settings.FillValue;

    /// <summary>The least and the largest value of a pixel.</summary>
    public IReadOnlyList<double> ValueRange => Settings.ValueRange;

    /// <summary>A seed of its own; the model's seed when absent.</summary>
    public int? Seed => (int?)FSharp.OrNull(Settings.Seed);

    /// <summary><c>"channels_last"</c> or <c>"channels_first"</c>.</summary>
    public string DataFormat => CaseName.word(Settings.DataFormat);
}

/// <summary>
/// Images with a random contrast around their mean, in training. [batch, height, width, channels] → the same; one image
/// without a batch, too (<c>keras.layers.RandomContrast</c>).
/// </summary>
public sealed class RandomContrast : Layer
{
    private static readonly Engine.RandomContrast Usual = FSharp.Usual<Engine.RandomContrast>("keras.layers.RandomContrast");

    /// <summary>A layer with those settings.</summary>
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
    public RandomContrast(
        Numbers factor,
        Numbers? valueRange = null,
        int? seed = null,
        string? dataFormat = null,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.RandomContrast(
                factor: Functional.Spread.kept(0, FSharp.List(factor)),
                valueRange: FSharp.List(valueRange, Usual.ValueRange),
                seed: FSharp.OptionLong(seed),
                dataFormat: Words.Of(dataFormat, Usual.DataFormat)),
            name,
            trainable,
            dtype)
    {
    }

    internal RandomContrast(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.RandomContrast Settings => (Engine.RandomContrast)Record;

    /// <summary>
    /// How much lower and how much higher than 1 the factor of contrast may be, in [0, 1]; one number stands for none lower
    /// and that higher.
    /// </summary>
    public IReadOnlyList<double> Factor => Settings.Factor;

    /// <summary>The least and the largest value of a pixel.</summary>
    public IReadOnlyList<double> ValueRange => Settings.ValueRange;

    /// <summary>A seed of its own; the model's seed when absent.</summary>
    public int? Seed => (int?)FSharp.OrNull(Settings.Seed);

    /// <summary><c>"channels_last"</c> or <c>"channels_first"</c>.</summary>
    public string DataFormat => CaseName.word(Settings.DataFormat);
}

/// <summary>
/// Images made darker or brighter by a random number, in training. [batch, height, width, channels] → the same; one
/// image without a batch, too (<c>keras.layers.RandomBrightness</c>).
/// </summary>
public sealed class RandomBrightness : Layer
{
    private static readonly Engine.RandomBrightness Usual = FSharp.Usual<Engine.RandomBrightness>("keras.layers.RandomBrightness");

    /// <summary>A layer with those settings.</summary>
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
    public RandomBrightness(
        Numbers factor,
        Numbers? valueRange = null,
        int? seed = null,
        string? dataFormat = null,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.RandomBrightness(
                factor: Functional.Spread.kept(-1, FSharp.List(factor)),
                valueRange: FSharp.List(valueRange, Usual.ValueRange),
                seed: FSharp.OptionLong(seed),
                dataFormat: Words.Of(dataFormat, Usual.DataFormat)),
            name,
            trainable,
            dtype)
    {
    }

    internal RandomBrightness(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.RandomBrightness Settings => (Engine.RandomBrightness)Record;

    /// <summary>
    /// Range of what is added, as a share of the range of values, in [-1, 1]; one number stands for its negative and
    /// itself.
    /// </summary>
    public IReadOnlyList<double> Factor => Settings.Factor;

    /// <summary>The least and the largest value of a pixel.</summary>
    public IReadOnlyList<double> ValueRange => Settings.ValueRange;

    /// <summary>A seed of its own; the model's seed when absent.</summary>
    public int? Seed => (int?)FSharp.OrNull(Settings.Seed);

    /// <summary><c>"channels_last"</c> or <c>"channels_first"</c>.</summary>
    public string DataFormat => CaseName.word(Settings.DataFormat);
}

/// <summary>
/// Images with colors that are nearer to gray by a random share, in training. [batch, height, width, 3] → the same; one
/// image without a batch, too (<c>keras.layers.RandomColorDegeneration</c>).
/// </summary>
public sealed class RandomColorDegeneration : Layer
{
    private static readonly Engine.RandomColorDegeneration Usual = FSharp.Usual<Engine.RandomColorDegeneration>("keras.layers.RandomColorDegeneration");

    /// <summary>A layer with those settings.</summary>
    /// <param name="factor">Range of the share of gray, in [-1, 1]; one number stands for its negative and itself.</param>
    /// <param name="valueRange">The least and the largest value of a pixel; (0, 255) when absent.</param>
    /// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
    /// absent.</param>
    /// <param name="seed">A seed of its own; the model's seed when absent.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public RandomColorDegeneration(
        Numbers factor,
        Numbers? valueRange = null,
        string? dataFormat = null,
        int? seed = null,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.RandomColorDegeneration(
                factor: Functional.Spread.kept(-1, FSharp.List(factor)),
                valueRange: FSharp.List(valueRange, Usual.ValueRange),
                dataFormat: Words.Of(dataFormat, Usual.DataFormat),
                seed: FSharp.OptionLong(seed)),
            name,
            trainable,
            dtype)
    {
    }

    internal RandomColorDegeneration(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.RandomColorDegeneration Settings => (Engine.RandomColorDegeneration)Record;

    /// <summary>Range of the share of gray, in [-1, 1]; one number stands for its negative and itself.</summary>
    public IReadOnlyList<double> Factor => Settings.Factor;

    /// <summary>The least and the largest value of a pixel.</summary>
    public IReadOnlyList<double> ValueRange => Settings.ValueRange;

    /// <summary><c>"channels_last"</c> or <c>"channels_first"</c>.</summary>
    public string DataFormat => CaseName.word(Settings.DataFormat);

    /// <summary>A seed of its own; the model's seed when absent.</summary>
    public int? Seed => (int?)FSharp.OrNull(Settings.Seed);
}

/// <summary>
/// Images with random brightness, contrast, saturation and hue, in this order, in training. [batch, height, width, 3] →
/// the same; one image without a batch, too (<c>keras.layers.RandomColorJitter</c>).
/// </summary>
public sealed class RandomColorJitter : Layer
{
    private static readonly Engine.RandomColorJitter Usual = FSharp.Usual<Engine.RandomColorJitter>("keras.layers.RandomColorJitter");

    /// <summary>A layer with those settings.</summary>
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
    public RandomColorJitter(
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
        : base(
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
    }

    internal RandomColorJitter(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.RandomColorJitter Settings => (Engine.RandomColorJitter)Record;

    /// <summary>The least and the largest value of a pixel.</summary>
    public IReadOnlyList<double> ValueRange => Settings.ValueRange;

    /// <summary>As the factor of <c>RandomBrightness</c>, in [-1, 1]; nothing is changed when absent.</summary>
    public IReadOnlyList<double>? BrightnessFactor => FSharp.OrNull(Settings.BrightnessFactor);

    /// <summary>As the factor of <c>RandomContrast</c>, in [0, 1]; nothing is changed when absent.</summary>
    public IReadOnlyList<double>? ContrastFactor => FSharp.OrNull(Settings.ContrastFactor);

    /// <summary>As the factor of <c>RandomSaturation</c>, in [-1, 1]; nothing is changed when absent.</summary>
    public IReadOnlyList<double>? SaturationFactor => FSharp.OrNull(Settings.SaturationFactor);

    /// <summary>As the factor of <c>RandomHue</c>, in [0, 1]; nothing is changed when absent.</summary>
    public IReadOnlyList<double>? HueFactor => FSharp.OrNull(Settings.HueFactor);

    /// <summary>A seed of its own; the model's seed when absent.</summary>
    public int? Seed => (int?)FSharp.OrNull(Settings.Seed);

    /// <summary><c>"channels_last"</c> or <c>"channels_first"</c>.</summary>
    public string DataFormat => CaseName.word(Settings.DataFormat);
}

/// <summary>
/// Some images in gray, in training. [batch, height, width, 3] → the same; one image without a batch, too
/// (<c>keras.layers.RandomGrayscale</c>).
/// </summary>
public sealed class RandomGrayscale : Layer
{
    private static readonly Engine.RandomGrayscale Usual = FSharp.Usual<Engine.RandomGrayscale>("keras.layers.RandomGrayscale");

    /// <summary>A layer with those settings.</summary>
    /// <param name="factor">Probability that an image becomes gray, in [0, 1].</param>
    /// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
    /// absent.</param>
    /// <param name="seed">A seed of its own; the model's seed when absent.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public RandomGrayscale(
        double factor = 0.5,
        string? dataFormat = null,
        int? seed = null,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.RandomGrayscale(
                factor: factor,
                dataFormat: Words.Of(dataFormat, Usual.DataFormat),
                seed: FSharp.OptionLong(seed)),
            name,
            trainable,
            dtype)
    {
    }

    internal RandomGrayscale(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.RandomGrayscale Settings => (Engine.RandomGrayscale)Record;

    /// <summary>Probability that an image becomes gray, in [0, 1].</summary>
    public double Factor => Settings.Factor;

    /// <summary><c>"channels_last"</c> or <c>"channels_first"</c>.</summary>
    public string DataFormat => CaseName.word(Settings.DataFormat);

    /// <summary>A seed of its own; the model's seed when absent.</summary>
    public int? Seed => (int?)FSharp.OrNull(Settings.Seed);
}

/// <summary>
/// Images with hues turned by a random share, to either side as often, in training. [batch, height, width, 3] → the
/// same; one image without a batch, too (<c>keras.layers.RandomHue</c>).
/// </summary>
public sealed class RandomHue : Layer
{
    private static readonly Engine.RandomHue Usual = FSharp.Usual<Engine.RandomHue>("keras.layers.RandomHue");

    /// <summary>A layer with those settings.</summary>
    /// <param name="factor">Range of the share of a half turn, in [0, 1]; one number stands for that from 0.</param>
    /// <param name="valueRange">The least and the largest value of a pixel; (0, 255) when absent.</param>
    /// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
    /// absent.</param>
    /// <param name="seed">A seed of its own; the model's seed when absent.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public RandomHue(
        Numbers factor,
        Numbers? valueRange = null,
        string? dataFormat = null,
        int? seed = null,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.RandomHue(
                factor: Functional.Spread.kept(0, FSharp.List(factor)),
                valueRange: FSharp.List(valueRange, Usual.ValueRange),
                dataFormat: Words.Of(dataFormat, Usual.DataFormat),
                seed: FSharp.OptionLong(seed)),
            name,
            trainable,
            dtype)
    {
    }

    internal RandomHue(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.RandomHue Settings => (Engine.RandomHue)Record;

    /// <summary>Range of the share of a half turn, in [0, 1]; one number stands for that from 0.</summary>
    public IReadOnlyList<double> Factor => Settings.Factor;

    /// <summary>The least and the largest value of a pixel.</summary>
    public IReadOnlyList<double> ValueRange => Settings.ValueRange;

    /// <summary><c>"channels_last"</c> or <c>"channels_first"</c>.</summary>
    public string DataFormat => CaseName.word(Settings.DataFormat);

    /// <summary>A seed of its own; the model's seed when absent.</summary>
    public int? Seed => (int?)FSharp.OrNull(Settings.Seed);
}

/// <summary>
/// Images with a random saturation, in training. [batch, height, width, 3] → the same; one image without a batch, too
/// (<c>keras.layers.RandomSaturation</c>).
/// </summary>
public sealed class RandomSaturation : Layer
{
    private static readonly Engine.RandomSaturation Usual = FSharp.Usual<Engine.RandomSaturation>("keras.layers.RandomSaturation");

    /// <summary>A layer with those settings.</summary>
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
    public RandomSaturation(
        Numbers factor,
        Numbers? valueRange = null,
        string? dataFormat = null,
        int? seed = null,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.RandomSaturation(
                factor: Functional.Spread.kept(-1, FSharp.List(factor)),
                valueRange: FSharp.List(valueRange, Usual.ValueRange),
                dataFormat: Words.Of(dataFormat, Usual.DataFormat),
                seed: FSharp.OptionLong(seed)),
            name,
            trainable,
            dtype)
    {
    }

    internal RandomSaturation(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.RandomSaturation Settings => (Engine.RandomSaturation)Record;

    /// <summary>
    /// Range of f, for a factor of f / (1 − f): 0 is gray, 0.5 as it is, in [-1, 1]; one number stands for its negative and
    /// itself.
    /// </summary>
    public IReadOnlyList<double> Factor => Settings.Factor;

    /// <summary>The least and the largest saturation.</summary>
    public IReadOnlyList<double> ValueRange => Settings.ValueRange;

    /// <summary><c>"channels_last"</c> or <c>"channels_first"</c>.</summary>
    public string DataFormat => CaseName.word(Settings.DataFormat);

    /// <summary>A seed of its own; the model's seed when absent.</summary>
    public int? Seed => (int?)FSharp.OrNull(Settings.Seed);
}

/// <summary>
/// Some images as negatives, in training. [batch, height, width, channels] → the same; one image without a batch, too
/// (<c>keras.layers.RandomInvert</c>).
/// </summary>
public sealed class RandomInvert : Layer
{
    private static readonly Engine.RandomInvert Usual = FSharp.Usual<Engine.RandomInvert>("keras.layers.RandomInvert");

    /// <summary>A layer with those settings.</summary>
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
    public RandomInvert(
        Numbers? factor = null,
        Numbers? valueRange = null,
        int? seed = null,
        string? dataFormat = null,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.RandomInvert(
                factor: Functional.Spread.kept(0, FSharp.List(factor, Usual.Factor)),
                valueRange: FSharp.List(valueRange, Usual.ValueRange),
                seed: FSharp.OptionLong(seed),
                dataFormat: Words.Of(dataFormat, Usual.DataFormat)),
            name,
            trainable,
            dtype)
    {
    }

    internal RandomInvert(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.RandomInvert Settings => (Engine.RandomInvert)Record;

    /// <summary>Range of the probability that an image is changed, in [0, 1]; one number stands for that from 0.</summary>
    public IReadOnlyList<double> Factor => Settings.Factor;

    /// <summary>The least and the largest value of a pixel.</summary>
    public IReadOnlyList<double> ValueRange => Settings.ValueRange;

    /// <summary>A seed of its own; the model's seed when absent.</summary>
    public int? Seed => (int?)FSharp.OrNull(Settings.Seed);

    /// <summary><c>"channels_last"</c> or <c>"channels_first"</c>.</summary>
    public string DataFormat => CaseName.word(Settings.DataFormat);
}

/// <summary>
/// Images with so many bits a channel as are drawn, in training. [batch, height, width, channels] → the same; one image
/// without a batch, too (<c>keras.layers.RandomPosterization</c>).
/// </summary>
public sealed class RandomPosterization : Layer
{
    private static readonly Engine.RandomPosterization Usual = FSharp.Usual<Engine.RandomPosterization>("keras.layers.RandomPosterization");

    /// <summary>A layer with those settings.</summary>
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
    public RandomPosterization(
        Numbers factor,
        Numbers? valueRange = null,
        string? dataFormat = null,
        int? seed = null,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.RandomPosterization(
                factor: Functional.Spread.kept(1, FSharp.List(factor)),
                valueRange: FSharp.List(valueRange, Usual.ValueRange),
                dataFormat: Words.Of(dataFormat, Usual.DataFormat),
                seed: FSharp.OptionLong(seed)),
            name,
            trainable,
            dtype)
    {
    }

    internal RandomPosterization(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.RandomPosterization Settings => (Engine.RandomPosterization)Record;

    /// <summary>
    /// Range of the number of bits, of which the upper end is not drawn unless it is the lower one, too, in [1, 8]; one
    /// number stands for that from 1.
    /// </summary>
    public IReadOnlyList<double> Factor => Settings.Factor;

    /// <summary>The least and the largest value of a pixel.</summary>
    public IReadOnlyList<double> ValueRange => Settings.ValueRange;

    /// <summary><c>"channels_last"</c> or <c>"channels_first"</c>.</summary>
    public string DataFormat => CaseName.word(Settings.DataFormat);

    /// <summary>A seed of its own; the model's seed when absent.</summary>
    public int? Seed => (int?)FSharp.OrNull(Settings.Seed);
}

/// <summary>
/// Images made smoother or sharper by a random factor, in training. [batch, height, width, channels] → the same; one
/// image without a batch, too (<c>keras.layers.RandomSharpness</c>).
/// </summary>
public sealed class RandomSharpness : Layer
{
    private static readonly Engine.RandomSharpness Usual = FSharp.Usual<Engine.RandomSharpness>("keras.layers.RandomSharpness");

    /// <summary>A layer with those settings.</summary>
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
    public RandomSharpness(
        Numbers factor,
        Numbers? valueRange = null,
        string? dataFormat = null,
        int? seed = null,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.RandomSharpness(
                factor: Functional.Spread.kept(0, FSharp.List(factor)),
                valueRange: FSharp.List(valueRange, Usual.ValueRange),
                dataFormat: Words.Of(dataFormat, Usual.DataFormat),
                seed: FSharp.OptionLong(seed)),
            name,
            trainable,
            dtype)
    {
    }

    internal RandomSharpness(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.RandomSharpness Settings => (Engine.RandomSharpness)Record;

    /// <summary>
    /// Range of the sharpness: 0 is smooth, 0.5 as it is, 1 sharp, in [0, 1]; one number stands for that from 0.
    /// </summary>
    public IReadOnlyList<double> Factor => Settings.Factor;

    /// <summary>The least and the largest value of a pixel.</summary>
    public IReadOnlyList<double> ValueRange => Settings.ValueRange;

    /// <summary><c>"channels_last"</c> or <c>"channels_first"</c>.</summary>
    public string DataFormat => CaseName.word(Settings.DataFormat);

    /// <summary>A seed of its own; the model's seed when absent.</summary>
    public int? Seed => (int?)FSharp.OrNull(Settings.Seed);
}

/// <summary>
/// Some images behind a window of a normal distribution of random width, in training. [batch, height, width, channels]
/// → the same; one image without a batch, too (<c>keras.layers.RandomGaussianBlur</c>).
/// </summary>
public sealed class RandomGaussianBlur : Layer
{
    private static readonly Engine.RandomGaussianBlur Usual = FSharp.Usual<Engine.RandomGaussianBlur>("keras.layers.RandomGaussianBlur");

    /// <summary>A layer with those settings.</summary>
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
    public RandomGaussianBlur(
        Numbers? factor = null,
        Sizes? kernelSize = null,
        Numbers? sigma = null,
        Numbers? valueRange = null,
        string? dataFormat = null,
        int? seed = null,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.RandomGaussianBlur(
                factor: Functional.Spread.kept(0, FSharp.List(factor, Usual.Factor)),
                kernelSize: FSharp.List(kernelSize?.For(2), Usual.KernelSize),
                sigma: Functional.Spread.kept(0, FSharp.List(sigma, Usual.Sigma)),
                valueRange: FSharp.List(valueRange, Usual.ValueRange),
                dataFormat: Words.Of(dataFormat, Usual.DataFormat),
                seed: FSharp.OptionLong(seed)),
            name,
            trainable,
            dtype)
    {
    }

    internal RandomGaussianBlur(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.RandomGaussianBlur Settings => (Engine.RandomGaussianBlur)Record;

    /// <summary>Range of the probability that an image is changed, in [0, 1]; one number stands for that from 0.</summary>
    public IReadOnlyList<double> Factor => Settings.Factor;

    /// <summary>Height and width of the window, odd numbers, at least 1.</summary>
    public IReadOnlyList<int> KernelSize => Settings.KernelSize;

    /// <summary>
    /// Range of the standard deviations, of which each direction has one for all of a batch, in [0, 1]; one number stands
    /// for that from 0.
    /// </summary>
    public IReadOnlyList<double> Sigma => Settings.Sigma;

    /// <summary>The least and the largest value of a pixel.</summary>
    public IReadOnlyList<double> ValueRange => Settings.ValueRange;

    /// <summary><c>"channels_last"</c> or <c>"channels_first"</c>.</summary>
    public string DataFormat => CaseName.word(Settings.DataFormat);

    /// <summary>A seed of its own; the model's seed when absent.</summary>
    public int? Seed => (int?)FSharp.OrNull(Settings.Seed);
}

/// <summary>
/// Some images with a box of noise or of one color in them, in training (Zhong et al. 2017). [batch, height, width,
/// channels] → the same; one image without a batch, too (<c>keras.layers.RandomErasing</c>).
/// </summary>
public sealed class RandomErasing : Layer
{
    private static readonly Engine.RandomErasing Usual = FSharp.Usual<Engine.RandomErasing>("keras.layers.RandomErasing");

    /// <summary>A layer with those settings.</summary>
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
    public RandomErasing(
        Numbers? factor = null,
        Numbers? scale = null,
        Numbers? fillValue = null,
        Numbers? valueRange = null,
        int? seed = null,
        string? dataFormat = null,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.RandomErasing(
                factor: Functional.Spread.kept(0, FSharp.List(factor, Usual.Factor)),
                scale: Functional.Spread.kept(0, FSharp.List(scale, Usual.Scale)),
                fillValue: FSharp.OptionList(fillValue),
                valueRange: FSharp.List(valueRange, Usual.ValueRange),
                seed: FSharp.OptionLong(seed),
                dataFormat: Words.Of(dataFormat, Usual.DataFormat)),
            name,
            trainable,
            dtype)
    {
    }

    internal RandomErasing(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.RandomErasing Settings => (Engine.RandomErasing)Record;

    /// <summary>Range of the probability that an image is changed, in [0, 1]; one number stands for that from 0.</summary>
    public IReadOnlyList<double> Factor => Settings.Factor;

    /// <summary>
    /// Range of the squares of the box's shares of the sides, in [0, 1]; one number stands for that from 0.
    /// </summary>
    public IReadOnlyList<double> Scale => Settings.Scale;

    /// <summary>What the box is of, a number or one for each channel; normal noise when absent.</summary>
    public IReadOnlyList<double>? FillValue => FSharp.OrNull(Settings.FillValue);

    /// <summary>The least and the largest value of a pixel.</summary>
    public IReadOnlyList<double> ValueRange => Settings.ValueRange;

    /// <summary>A seed of its own; the model's seed when absent.</summary>
    public int? Seed => (int?)FSharp.OrNull(Settings.Seed);

    /// <summary><c>"channels_last"</c> or <c>"channels_first"</c>.</summary>
    public string DataFormat => CaseName.word(Settings.DataFormat);
}

/// <summary>
/// Images of which the brighter pixels are negatives, in training: of values v in [0, 255] those from a random
/// threshold on are 255 − v, after a random number was added. [batch, height, width, channels] → the same; one image
/// without a batch, too (<c>keras.layers.Solarization</c>).
/// </summary>
public sealed class Solarization : Layer
{
    private static readonly Engine.Solarization Usual = FSharp.Usual<Engine.Solarization>("keras.layers.Solarization");

    /// <summary>A layer with those settings.</summary>
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
    public Solarization(
        Numbers? additionFactor = null,
        Numbers? thresholdFactor = null,
        Numbers? valueRange = null,
        int? seed = null,
        string? dataFormat = null,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.Solarization(
                additionFactor: Functional.Spread.kept(0, FSharp.List(additionFactor, Usual.AdditionFactor)),
                thresholdFactor: Functional.Spread.kept(0, FSharp.List(thresholdFactor, Usual.ThresholdFactor)),
                valueRange: FSharp.List(valueRange, Usual.ValueRange),
                seed: FSharp.OptionLong(seed),
                dataFormat: Words.Of(dataFormat, Usual.DataFormat)),
            name,
            trainable,
            dtype)
    {
    }

    internal Solarization(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.Solarization Settings => (Engine.Solarization)Record;

    /// <summary>Range of what is added, in shares of 255, in [0, 1]; one number stands for that from 0.</summary>
    public IReadOnlyList<double> AdditionFactor => Settings.AdditionFactor;

    /// <summary>Range of the threshold, in shares of 255, in [0, 1]; one number stands for that from 0.</summary>
    public IReadOnlyList<double> ThresholdFactor => Settings.ThresholdFactor;

    /// <summary>The least and the largest value of a pixel.</summary>
    public IReadOnlyList<double> ValueRange => Settings.ValueRange;

    /// <summary>A seed of its own; the model's seed when absent.</summary>
    public int? Seed => (int?)FSharp.OrNull(Settings.Seed);

    /// <summary><c>"channels_last"</c> or <c>"channels_first"</c>.</summary>
    public string DataFormat => CaseName.word(Settings.DataFormat);
}

/// <summary>
/// Images in which all values are as often, as far as can be, in training: each channel over a whole batch. [batch,
/// height, width, channels] → the same; one image without a batch, too (<c>keras.layers.Equalization</c>).
/// </summary>
public sealed class Equalization : Layer
{
    private static readonly Engine.Equalization Usual = FSharp.Usual<Engine.Equalization>("keras.layers.Equalization");

    /// <summary>A layer with those settings.</summary>
    /// <param name="valueRange">The least and the largest value of a pixel; (0, 255) when absent.</param>
    /// <param name="bins">Number of values that are told apart, in [2, 65536].</param>
    /// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
    /// absent.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public Equalization(
        Numbers? valueRange = null,
        int bins = 256,
        string? dataFormat = null,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.Equalization(
                valueRange: FSharp.List(valueRange, Usual.ValueRange),
                bins: bins,
                dataFormat: Words.Of(dataFormat, Usual.DataFormat)),
            name,
            trainable,
            dtype)
    {
    }

    internal Equalization(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.Equalization Settings => (Engine.Equalization)Record;

    /// <summary>The least and the largest value of a pixel.</summary>
    public IReadOnlyList<double> ValueRange => Settings.ValueRange;

    /// <summary>Number of values that are told apart, in [2, 65536].</summary>
    public int Bins => Settings.Bins;

    /// <summary><c>"channels_last"</c> or <c>"channels_first"</c>.</summary>
    public string DataFormat => CaseName.word(Settings.DataFormat);
}

/// <summary>
/// Images whose values go from the least to the largest that there may be, for each channel. [batch, height, width,
/// channels] → the same; one image without a batch, too. Keras: over the first two axes behind the batch also where
/// channels come first (<c>keras.layers.AutoContrast</c>).
/// </summary>
public sealed class AutoContrast : Layer
{
    private static readonly Engine.AutoContrast Usual = FSharp.Usual<Engine.AutoContrast>("keras.layers.AutoContrast");

    /// <summary>A layer with those settings.</summary>
    /// <param name="valueRange">The least and the largest value of a pixel; (0, 255) when absent.</param>
    /// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
    /// absent.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public AutoContrast(
        Numbers? valueRange = null,
        string? dataFormat = null,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.AutoContrast(
                valueRange: FSharp.List(valueRange, Usual.ValueRange),
                dataFormat: Words.Of(dataFormat, Usual.DataFormat)),
            name,
            trainable,
            dtype)
    {
    }

    internal AutoContrast(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.AutoContrast Settings => (Engine.AutoContrast)Record;

    /// <summary>The least and the largest value of a pixel.</summary>
    public IReadOnlyList<double> ValueRange => Settings.ValueRange;

    /// <summary><c>"channels_last"</c> or <c>"channels_first"</c>.</summary>
    public string DataFormat => CaseName.word(Settings.DataFormat);
}

/// <summary>
/// Images in which all values are as often, as far as can be, in each tile of a grid, with lines between the tiles
/// (Zuiderveld 1994). [batch, height, width, channels] → the same; one image without a batch, too
/// (<c>keras.layers.ContrastLimitedAdaptiveHistogramEqualization</c>).
/// </summary>
public sealed class ContrastLimitedAdaptiveHistogramEqualization : Layer
{
    private static readonly Engine.ContrastLimitedAdaptiveHistogramEqualization Usual = FSharp.Usual<Engine.ContrastLimitedAdaptiveHistogramEqualization>("keras.layers.ContrastLimitedAdaptiveHistogramEqualization");

    /// <summary>A layer with those settings.</summary>
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
    public ContrastLimitedAdaptiveHistogramEqualization(
        Numbers? valueRange = null,
        double clipLimit = 4,
        Sizes? tileGridSize = null,
        string? dataFormat = null,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.ContrastLimitedAdaptiveHistogramEqualization(
                valueRange: FSharp.List(valueRange, Usual.ValueRange),
                clipLimit: clipLimit,
                tileGridSize: FSharp.List(tileGridSize?.For(2), Usual.TileGridSize),
                dataFormat: Words.Of(dataFormat, Usual.DataFormat)),
            name,
            trainable,
            dtype)
    {
    }

    internal ContrastLimitedAdaptiveHistogramEqualization(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.ContrastLimitedAdaptiveHistogramEqualization Settings => (Engine.ContrastLimitedAdaptiveHistogramEqualization)Record;

    /// <summary>The least and the largest value of a pixel.</summary>
    public IReadOnlyList<double> ValueRange => Settings.ValueRange;

    /// <summary>
    /// How much more often than on the average a value may count; what is more is shared out among all. No limit where it
    /// is not above 0.
    /// </summary>
    public double ClipLimit => Settings.ClipLimit;

    /// <summary>Numbers of tiles down and across, at least 1.</summary>
    public IReadOnlyList<int> TileGridSize => Settings.TileGridSize;

    /// <summary><c>"channels_last"</c> or <c>"channels_first"</c>.</summary>
    public string DataFormat => CaseName.word(Settings.DataFormat);
}

/// <summary>
/// Mixtures of two images each, in training: w · one + (1 − w) · other with a beta distributed w (Zhang et al. 2018).
/// [batch, height, width, channels] → the same; one image without a batch, too (<c>keras.layers.MixUp</c>).
/// </summary>
public sealed class MixUp : Layer
{
    private static readonly Engine.MixUp Usual = FSharp.Usual<Engine.MixUp>("keras.layers.MixUp");

    /// <summary>A layer with those settings.</summary>
    /// <param name="alpha">Both parameters of the distribution, above 0.</param>
    /// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
    /// absent.</param>
    /// <param name="seed">A seed of its own; the model's seed when absent.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public MixUp(
        double alpha = 0.2,
        string? dataFormat = null,
        int? seed = null,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.MixUp(
                alpha: alpha,
                dataFormat: Words.Of(dataFormat, Usual.DataFormat),
                seed: FSharp.OptionLong(seed)),
            name,
            trainable,
            dtype)
    {
    }

    internal MixUp(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.MixUp Settings => (Engine.MixUp)Record;

    /// <summary>Both parameters of the distribution, above 0.</summary>
    public double Alpha => Settings.Alpha;

    /// <summary><c>"channels_last"</c> or <c>"channels_first"</c>.</summary>
    public string DataFormat => CaseName.word(Settings.DataFormat);

    /// <summary>A seed of its own; the model's seed when absent.</summary>
    public int? Seed => (int?)FSharp.OrNull(Settings.Seed);
}

/// <summary>
/// Images with a box of another one in them, in training (Yun et al. 2019). [batch, height, width, channels] → the
/// same; one image without a batch, too (<c>keras.layers.CutMix</c>).
/// </summary>
public sealed class CutMix : Layer
{
    private static readonly Engine.CutMix Usual = FSharp.Usual<Engine.CutMix>("keras.layers.CutMix");

    /// <summary>A layer with those settings.</summary>
    /// <param name="factor">Range of both parameters of the beta distribution of what stays, in [0, 1]; one number stands
    /// for that from 0; 1.0 when absent.</param>
    /// <param name="seed">A seed of its own; the model's seed when absent.</param>
    /// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
    /// absent.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public CutMix(
        Numbers? factor = null,
        int? seed = null,
        string? dataFormat = null,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.CutMix(
                factor: Functional.Spread.kept(0, FSharp.List(factor, Usual.Factor)),
                seed: FSharp.OptionLong(seed),
                dataFormat: Words.Of(dataFormat, Usual.DataFormat)),
            name,
            trainable,
            dtype)
    {
    }

    internal CutMix(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.CutMix Settings => (Engine.CutMix)Record;

    /// <summary>
    /// Range of both parameters of the beta distribution of what stays, in [0, 1]; one number stands for that from 0.
    /// </summary>
    public IReadOnlyList<double> Factor => Settings.Factor;

    /// <summary>A seed of its own; the model's seed when absent.</summary>
    public int? Seed => (int?)FSharp.OrNull(Settings.Seed);

    /// <summary><c>"channels_last"</c> or <c>"channels_first"</c>.</summary>
    public string DataFormat => CaseName.word(Settings.DataFormat);
}

/// <summary>
/// Images changed by so many operations one after the other, drawn from eleven, in training (Cubuk et al. 2020).
/// [batch, height, width, 3] → the same; one image without a batch, too (<c>keras.layers.RandAugment</c>).
/// </summary>
public sealed class RandAugment : Layer
{
    private static readonly Engine.RandAugment Usual = FSharp.Usual<Engine.RandAugment>("keras.layers.RandAugment");

    /// <summary>A layer with those settings.</summary>
    /// <param name="valueRange">The least and the largest value of a pixel; (0, 255) when absent.</param>
    /// <param name="numOps">Number of operations, in [0, 20].</param>
    /// <param name="factor">Range of the strength, in [0, 1]; one number stands for that from 0; 0.5 when absent.</param>
    /// <param name="interpolation">How values between pixels come about, <c>Nearest</c> or <c>Bilinear</c>.</param>
    /// <param name="seed">A seed of its own; the model's seed when absent.</param>
    /// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
    /// absent.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public RandAugment(
        Numbers? valueRange = null,
        int numOps = 2,
        Numbers? factor = null,
        string interpolation = "bilinear",
        int? seed = null,
        string? dataFormat = null,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.RandAugment(
                valueRange: FSharp.List(valueRange, Usual.ValueRange),
                numOps: numOps,
                factor: Functional.Spread.kept(0, FSharp.List(factor, Usual.Factor)),
                interpolation: Words.Of(interpolation, Usual.Interpolation),
                seed: FSharp.OptionLong(seed),
                dataFormat: Words.Of(dataFormat, Usual.DataFormat)),
            name,
            trainable,
            dtype)
    {
    }

    internal RandAugment(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.RandAugment Settings => (Engine.RandAugment)Record;

    /// <summary>The least and the largest value of a pixel.</summary>
    public IReadOnlyList<double> ValueRange => Settings.ValueRange;

    /// <summary>Number of operations, in [0, 20].</summary>
    public int NumOps => Settings.NumOps;

    /// <summary>Range of the strength, in [0, 1]; one number stands for that from 0.</summary>
    public IReadOnlyList<double> Factor => Settings.Factor;

    /// <summary>How values between pixels come about, <c>Nearest</c> or <c>Bilinear</c>.</summary>
    public string Interpolation => CaseName.word(Settings.Interpolation);

    /// <summary>A seed of its own; the model's seed when absent.</summary>
    public int? Seed => (int?)FSharp.OrNull(Settings.Seed);

    /// <summary><c>"channels_last"</c> or <c>"channels_first"</c>.</summary>
    public string DataFormat => CaseName.word(Settings.DataFormat);
}

/// <summary>
/// Mixtures of images that were changed by chains of random operations with the images themselves, in training
/// (Hendrycks et al. 2020). [batch, height, width, 3] → the same; one image without a batch, too
/// (<c>keras.layers.AugMix</c>).
/// </summary>
public sealed class AugMix : Layer
{
    private static readonly Engine.AugMix Usual = FSharp.Usual<Engine.AugMix>("keras.layers.AugMix");

    /// <summary>A layer with those settings.</summary>
    /// <param name="valueRange">The least and the largest value of a pixel; (0, 255) when absent.</param>
    /// <param name="numChains">Number of chains, in [1, 10].</param>
    /// <param name="chainDepth">Number of operations in a chain, in [0, 10].</param>
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
    public AugMix(
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
        : base(
            new Engine.AugMix(
                valueRange: FSharp.List(valueRange, Usual.ValueRange),
                numChains: numChains,
                chainDepth: chainDepth,
                factor: Functional.Spread.kept(0, FSharp.List(factor, Usual.Factor)),
                alpha: alpha,
                allOps: allOps,
                interpolation: Words.Of(interpolation, Usual.Interpolation),
                seed: FSharp.OptionLong(seed),
                dataFormat: Words.Of(dataFormat, Usual.DataFormat)),
            name,
            trainable,
            dtype)
    {
    }

    internal AugMix(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.AugMix Settings => (Engine.AugMix)Record;

    /// <summary>The least and the largest value of a pixel.</summary>
    public IReadOnlyList<double> ValueRange => Settings.ValueRange;

    /// <summary>Number of chains, in [1, 10].</summary>
    public int NumChains => Settings.NumChains;

    /// <summary>Number of operations in a chain, in [0, 10].</summary>
    public int ChainDepth => Settings.ChainDepth;

    /// <summary>Range of the strength, in [0, 1]; one number stands for that from 0.</summary>
    public IReadOnlyList<double> Factor => Settings.Factor;

    /// <summary>Parameter of the distributions of the chains' weights, and of the images' own, above 0.</summary>
    public double Alpha => Settings.Alpha;

    /// <summary>Whether brightness, contrast, colors and sharpness are among the operations.</summary>
    public bool AllOps => Settings.AllOps;

    /// <summary>How values between pixels come about, <c>Nearest</c> or <c>Bilinear</c>.</summary>
    public string Interpolation => CaseName.word(Settings.Interpolation);

    /// <summary>A seed of its own; the model's seed when absent.</summary>
    public int? Seed => (int?)FSharp.OrNull(Settings.Seed);

    /// <summary><c>"channels_last"</c> or <c>"channels_first"</c>.</summary>
    public string DataFormat => CaseName.word(Settings.DataFormat);
}

/// <summary>
/// At most so many bounding boxes an image; images are left as they are. [batch, height, width, channels] → the same;
/// one image without a batch, too (<c>keras.layers.MaxNumBoundingBoxes</c>).
/// </summary>
public sealed class MaxNumBoundingBoxes : Layer
{
    private static readonly Engine.MaxNumBoundingBoxes Usual = FSharp.Usual<Engine.MaxNumBoundingBoxes>("keras.layers.MaxNumBoundingBoxes");

    /// <summary>A layer with those settings.</summary>
    /// <param name="maxNumber">Number of boxes, at least 0.</param>
    /// <param name="fillValue">What boxes that there are not are of.</param>
    /// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
    /// absent.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public MaxNumBoundingBoxes(
        int maxNumber,
        int fillValue = -1,
        string? dataFormat = null,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.MaxNumBoundingBoxes(
                maxNumber: maxNumber,
                fillValue: fillValue,
                dataFormat: Words.Of(dataFormat, Usual.DataFormat)),
            name,
            trainable,
            dtype)
    {
    }

    internal MaxNumBoundingBoxes(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.MaxNumBoundingBoxes Settings => (Engine.MaxNumBoundingBoxes)Record;

    /// <summary>Number of boxes, at least 0.</summary>
    public int MaxNumber => Settings.MaxNumber;

    /// <summary>What boxes that there are not are of.</summary>
    public int FillValue => Settings.FillValue;

    /// <summary><c>"channels_last"</c> or <c>"channels_first"</c>.</summary>
    public string DataFormat => CaseName.word(Settings.DataFormat);
}

/// <summary>
/// Layers one after the other, as they are used on data before a model (<c>keras.layers.Pipeline</c>).
/// </summary>
public sealed class Pipeline : Layer
{
    /// <summary>A layer with those settings.</summary>
    /// <param name="layers">The layers, in the order in which they are applied.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    public Pipeline(IEnumerable<Layer> layers, string? name = null)
        : base(new Engine.Pipeline(layers: FSharp.Descriptors(layers)), name, true, null)
    {
    }

    internal Pipeline(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.Pipeline Settings => (Engine.Pipeline)Record;

    /// <summary>The layers, in the order in which they are applied.</summary>
    public IReadOnlyList<Layer> Layers => [.. Settings.Layers.Select(Of)];
}
