// Written by tools/Generate from the facts of the classes. Changes belong there, or to the engine's records.
#nullable enable
using Engine = Functional.Layers;

namespace Functional.Keras.Layers;

/// <summary>All axes behind the batch as one. [batch, ...] → [batch, product] (<c>keras.layers.Flatten</c>).</summary>
public sealed class Flatten : Layer
{
    private static readonly Engine.Flatten Usual = FSharp.Usual<Engine.Flatten>("keras.layers.Flatten");

    /// <summary>A layer with those settings.</summary>
    /// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
    /// absent.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public Flatten(string? dataFormat = null, string? name = null, bool trainable = true, string? dtype = null)
        : base(new Engine.Flatten(dataFormat: Words.Of(dataFormat, Usual.DataFormat)), name, trainable, dtype)
    {
    }

    internal Flatten(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.Flatten Settings => (Engine.Flatten)Record;

    /// <summary><c>"channels_last"</c> or <c>"channels_first"</c>.</summary>
    public string DataFormat => CaseName.word(Settings.DataFormat);
}

/// <summary>
/// Other sizes for the axes behind the batch. [batch, ...] → [batch, targetShape] (<c>keras.layers.Reshape</c>).
/// </summary>
public sealed class Reshape : Layer
{
    /// <summary>A layer with those settings.</summary>
    /// <param name="targetShape">Sizes without the batch; one may be −1.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public Reshape(Sizes targetShape, string? name = null, bool trainable = true, string? dtype = null)
        : base(new Engine.Reshape(targetShape: FSharp.Longs(targetShape)), name, trainable, dtype)
    {
    }

    internal Reshape(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.Reshape Settings => (Engine.Reshape)Record;

    /// <summary>Sizes without the batch; one may be −1.</summary>
    public IReadOnlyList<int> TargetShape => [.. Settings.TargetShape.Select(number => (int)number)];
}

/// <summary>Axes in another order. [batch, ...] → [batch, ...] (<c>keras.layers.Permute</c>).</summary>
public sealed class Permute : Layer
{
    /// <summary>A layer with those settings.</summary>
    /// <param name="dims">For each axis behind the batch the one that takes its place, counted from 1.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public Permute(Sizes dims, string? name = null, bool trainable = true, string? dtype = null)
        : base(new Engine.Permute(dims: FSharp.List(dims)), name, trainable, dtype)
    {
    }

    internal Permute(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.Permute Settings => (Engine.Permute)Record;

    /// <summary>For each axis behind the batch the one that takes its place, counted from 1.</summary>
    public IReadOnlyList<int> Dims => Settings.Dims;
}

/// <summary>
/// Each row n times, as steps. [batch, features] → [batch, n, features] (<c>keras.layers.RepeatVector</c>).
/// </summary>
public sealed class RepeatVector : Layer
{
    /// <summary>A layer with those settings.</summary>
    /// <param name="n">Number of steps, at least 1.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public RepeatVector(int n, string? name = null, bool trainable = true, string? dtype = null)
        : base(new Engine.RepeatVector(n: n), name, trainable, dtype)
    {
    }

    internal RepeatVector(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.RepeatVector Settings => (Engine.RepeatVector)Record;

    /// <summary>Number of steps, at least 1.</summary>
    public int N => Settings.N;
}

/// <summary>
/// Zeros before and after the steps. [batch, time, features] → [batch, time', features]
/// (<c>keras.layers.ZeroPadding1D</c>).
/// </summary>
public sealed class ZeroPadding1D : Layer
{
    private static readonly Engine.ZeroPadding1D Usual = FSharp.Usual<Engine.ZeroPadding1D>("keras.layers.ZeroPadding1D");

    /// <summary>A layer with those settings.</summary>
    /// <param name="padding">Numbers of steps before and after, at least 0; 1 when absent.</param>
    /// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
    /// absent.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public ZeroPadding1D(
        Sizes? padding = null,
        string? dataFormat = null,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.ZeroPadding1D(
                padding: FSharp.List(padding?.For(2), Usual.Padding),
                dataFormat: Words.Of(dataFormat, Usual.DataFormat)),
            name,
            trainable,
            dtype)
    {
    }

    internal ZeroPadding1D(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.ZeroPadding1D Settings => (Engine.ZeroPadding1D)Record;

    /// <summary>Numbers of steps before and after, at least 0.</summary>
    public IReadOnlyList<int> Padding => Settings.Padding;

    /// <summary><c>"channels_last"</c> or <c>"channels_first"</c>.</summary>
    public string DataFormat => CaseName.word(Settings.DataFormat);
}

/// <summary>
/// Zeros around images or volumes. [batch, spatial..., channels] → [batch, spatial'..., channels]. Keras:
/// ZeroPadding2D, ZeroPadding3D (<c>keras.layers.ZeroPadding2D</c>).
/// </summary>
public sealed class ZeroPadding2D : Layer
{
    private static readonly Engine.ZeroPadding Usual = FSharp.Usual<Engine.ZeroPadding>("keras.layers.ZeroPadding2D");

    /// <summary>A layer with those settings.</summary>
    /// <param name="padding">Sizes before and after each spatial axis; 1 when absent.</param>
    /// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
    /// absent.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public ZeroPadding2D(
        Borders? padding = null,
        string? dataFormat = null,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.ZeroPadding(
                rank: Usual.Rank,
                padding: FSharp.Pairs(padding?.For(2), Usual.Padding),
                dataFormat: Words.Of(dataFormat, Usual.DataFormat)),
            name,
            trainable,
            dtype)
    {
    }

    internal ZeroPadding2D(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.ZeroPadding Settings => (Engine.ZeroPadding)Record;

    /// <summary>Sizes before and after each spatial axis.</summary>
    public IReadOnlyList<(int Before, int After)> Padding => [.. Settings.Padding.Select(pair => (pair[0], pair[1]))];

    /// <summary><c>"channels_last"</c> or <c>"channels_first"</c>.</summary>
    public string DataFormat => CaseName.word(Settings.DataFormat);
}

/// <summary>
/// Zeros around images or volumes. [batch, spatial..., channels] → [batch, spatial'..., channels]. Keras:
/// ZeroPadding2D, ZeroPadding3D (<c>keras.layers.ZeroPadding3D</c>).
/// </summary>
public sealed class ZeroPadding3D : Layer
{
    private static readonly Engine.ZeroPadding Usual = FSharp.Usual<Engine.ZeroPadding>("keras.layers.ZeroPadding3D");

    /// <summary>A layer with those settings.</summary>
    /// <param name="padding">Sizes before and after each spatial axis; 1 when absent.</param>
    /// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
    /// absent.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public ZeroPadding3D(
        Borders? padding = null,
        string? dataFormat = null,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.ZeroPadding(
                rank: Usual.Rank,
                padding: FSharp.Pairs(padding?.For(3), Usual.Padding),
                dataFormat: Words.Of(dataFormat, Usual.DataFormat)),
            name,
            trainable,
            dtype)
    {
    }

    internal ZeroPadding3D(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.ZeroPadding Settings => (Engine.ZeroPadding)Record;

    /// <summary>Sizes before and after each spatial axis.</summary>
    public IReadOnlyList<(int Before, int After)> Padding => [.. Settings.Padding.Select(pair => (pair[0], pair[1]))];

    /// <summary><c>"channels_last"</c> or <c>"channels_first"</c>.</summary>
    public string DataFormat => CaseName.word(Settings.DataFormat);
}

/// <summary>
/// Takes off steps at both ends. [batch, time, features] → [batch, time', features] (<c>keras.layers.Cropping1D</c>).
/// </summary>
public sealed class Cropping1D : Layer
{
    private static readonly Engine.Cropping1D Usual = FSharp.Usual<Engine.Cropping1D>("keras.layers.Cropping1D");

    /// <summary>A layer with those settings.</summary>
    /// <param name="cropping">Numbers of steps at the start and at the end, at least 0; 1 when absent.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public Cropping1D(Sizes? cropping = null, string? name = null, bool trainable = true, string? dtype = null)
        : base(new Engine.Cropping1D(cropping: FSharp.List(cropping?.For(2), Usual.Cropping)), name, trainable, dtype)
    {
    }

    internal Cropping1D(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.Cropping1D Settings => (Engine.Cropping1D)Record;

    /// <summary>Numbers of steps at the start and at the end, at least 0.</summary>
    public IReadOnlyList<int> Cropping => Settings.Cropping;
}

/// <summary>
/// Takes the borders off images or volumes. [batch, spatial..., channels] → [batch, spatial'..., channels]. Keras:
/// Cropping2D, Cropping3D (<c>keras.layers.Cropping2D</c>).
/// </summary>
public sealed class Cropping2D : Layer
{
    private static readonly Engine.Cropping Usual = FSharp.Usual<Engine.Cropping>("keras.layers.Cropping2D");

    /// <summary>A layer with those settings.</summary>
    /// <param name="cropping">Sizes at the start and the end of each spatial axis; 0 when absent.</param>
    /// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
    /// absent.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public Cropping2D(
        Borders? cropping = null,
        string? dataFormat = null,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.Cropping(
                rank: Usual.Rank,
                cropping: FSharp.Pairs(cropping?.For(2), Usual.Cropping),
                dataFormat: Words.Of(dataFormat, Usual.DataFormat)),
            name,
            trainable,
            dtype)
    {
    }

    internal Cropping2D(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.Cropping Settings => (Engine.Cropping)Record;

    /// <summary>Sizes at the start and the end of each spatial axis.</summary>
    public IReadOnlyList<(int Before, int After)> Cropping => [.. Settings.Cropping.Select(pair => (pair[0], pair[1]))];

    /// <summary><c>"channels_last"</c> or <c>"channels_first"</c>.</summary>
    public string DataFormat => CaseName.word(Settings.DataFormat);
}

/// <summary>
/// Takes the borders off images or volumes. [batch, spatial..., channels] → [batch, spatial'..., channels]. Keras:
/// Cropping2D, Cropping3D (<c>keras.layers.Cropping3D</c>).
/// </summary>
public sealed class Cropping3D : Layer
{
    private static readonly Engine.Cropping Usual = FSharp.Usual<Engine.Cropping>("keras.layers.Cropping3D");

    /// <summary>A layer with those settings.</summary>
    /// <param name="cropping">Sizes at the start and the end of each spatial axis; 1 when absent.</param>
    /// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
    /// absent.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public Cropping3D(
        Borders? cropping = null,
        string? dataFormat = null,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.Cropping(
                rank: Usual.Rank,
                cropping: FSharp.Pairs(cropping?.For(3), Usual.Cropping),
                dataFormat: Words.Of(dataFormat, Usual.DataFormat)),
            name,
            trainable,
            dtype)
    {
    }

    internal Cropping3D(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.Cropping Settings => (Engine.Cropping)Record;

    /// <summary>Sizes at the start and the end of each spatial axis.</summary>
    public IReadOnlyList<(int Before, int After)> Cropping => [.. Settings.Cropping.Select(pair => (pair[0], pair[1]))];

    /// <summary><c>"channels_last"</c> or <c>"channels_first"</c>.</summary>
    public string DataFormat => CaseName.word(Settings.DataFormat);
}

/// <summary>
/// Each step several times. [batch, time, features] → [batch, time · size, features]
/// (<c>keras.layers.UpSampling1D</c>).
/// </summary>
public sealed class UpSampling1D : Layer
{
    /// <summary>A layer with those settings.</summary>
    /// <param name="size">How often, at least 1.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public UpSampling1D(int size = 2, string? name = null, bool trainable = true, string? dtype = null)
        : base(new Engine.UpSampling1D(size: size), name, trainable, dtype)
    {
    }

    internal UpSampling1D(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.UpSampling1D Settings => (Engine.UpSampling1D)Record;

    /// <summary>How often, at least 1.</summary>
    public int Size => Settings.Size;
}

/// <summary>
/// Each pixel several times along each axis. [batch, height, width, channels] → [batch, height', width', channels]
/// (<c>keras.layers.UpSampling2D</c>).
/// </summary>
public sealed class UpSampling2D : Layer
{
    private static readonly Engine.UpSampling2D Usual = FSharp.Usual<Engine.UpSampling2D>("keras.layers.UpSampling2D");

    /// <summary>A layer with those settings.</summary>
    /// <param name="size">How often along each spatial axis, at least 1; 2 when absent.</param>
    /// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
    /// absent.</param>
    /// <param name="interpolation">All but <c>Lanczos3</c> and <c>Lanczos5</c>.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public UpSampling2D(
        Sizes? size = null,
        string? dataFormat = null,
        string interpolation = "nearest",
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.UpSampling2D(
                size: FSharp.List(size?.For(2), Usual.Size),
                dataFormat: Words.Of(dataFormat, Usual.DataFormat),
                interpolation: Words.Of(interpolation, Usual.Interpolation)),
            name,
            trainable,
            dtype)
    {
    }

    internal UpSampling2D(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.UpSampling2D Settings => (Engine.UpSampling2D)Record;

    /// <summary>How often along each spatial axis, at least 1.</summary>
    public IReadOnlyList<int> Size => Settings.Size;

    /// <summary><c>"channels_last"</c> or <c>"channels_first"</c>.</summary>
    public string DataFormat => CaseName.word(Settings.DataFormat);

    /// <summary>All but <c>Lanczos3</c> and <c>Lanczos5</c>.</summary>
    public string Interpolation => CaseName.word(Settings.Interpolation);
}

/// <summary>
/// Each voxel several times along each axis. [batch, d, h, w, channels] → [batch, d', h', w', channels]
/// (<c>keras.layers.UpSampling3D</c>).
/// </summary>
public sealed class UpSampling3D : Layer
{
    private static readonly Engine.UpSampling3D Usual = FSharp.Usual<Engine.UpSampling3D>("keras.layers.UpSampling3D");

    /// <summary>A layer with those settings.</summary>
    /// <param name="size">How often along each spatial axis, at least 1; 2 when absent.</param>
    /// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
    /// absent.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public UpSampling3D(
        Sizes? size = null,
        string? dataFormat = null,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.UpSampling3D(
                size: FSharp.List(size?.For(3), Usual.Size),
                dataFormat: Words.Of(dataFormat, Usual.DataFormat)),
            name,
            trainable,
            dtype)
    {
    }

    internal UpSampling3D(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.UpSampling3D Settings => (Engine.UpSampling3D)Record;

    /// <summary>How often along each spatial axis, at least 1.</summary>
    public IReadOnlyList<int> Size => Settings.Size;

    /// <summary><c>"channels_last"</c> or <c>"channels_first"</c>.</summary>
    public string DataFormat => CaseName.word(Settings.DataFormat);
}
