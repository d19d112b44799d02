// Written by tools/Generate from the facts of the classes. Changes belong there, or to the engine's records.
#nullable enable
using Engine = Functional.Layers;

namespace Functional.Keras.Layers;

/// <summary>All axes behind the batch as one. [batch, ...] → [batch, product] (<c>keras.layers.Flatten</c>).</summary>
/// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
/// absent.</param>
/// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
/// <param name="trainable">Whether the optimizer changes its weights.</param>
/// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class Flatten(
    string? dataFormat = null,
    string? name = null,
    bool trainable = true,
    string? dtype = null)
    : Layer(new Engine.Flatten(dataFormat: Words.Of(dataFormat, Usual.DataFormat)), name, trainable, dtype)
{
    private static readonly Engine.Flatten Usual = FSharp.Usual<Engine.Flatten>("keras.layers.Flatten");
}

/// <summary>
/// Other sizes for the axes behind the batch. [batch, ...] → [batch, targetShape] (<c>keras.layers.Reshape</c>).
/// </summary>
/// <param name="targetShape">Sizes without the batch; one may be −1.</param>
/// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
/// <param name="trainable">Whether the optimizer changes its weights.</param>
/// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class Reshape(Sizes targetShape, string? name = null, bool trainable = true, string? dtype = null)
    : Layer(new Engine.Reshape(targetShape: FSharp.Longs(targetShape)), name, trainable, dtype);

/// <summary>Axes in another order. [batch, ...] → [batch, ...] (<c>keras.layers.Permute</c>).</summary>
/// <param name="dims">For each axis behind the batch the one that takes its place, counted from 1.</param>
/// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
/// <param name="trainable">Whether the optimizer changes its weights.</param>
/// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class Permute(Sizes dims, string? name = null, bool trainable = true, string? dtype = null)
    : Layer(new Engine.Permute(dims: FSharp.List(dims)), name, trainable, dtype);

/// <summary>
/// Each row n times, as steps. [batch, features] → [batch, n, features] (<c>keras.layers.RepeatVector</c>).
/// </summary>
/// <param name="n">Number of steps, at least 1.</param>
/// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
/// <param name="trainable">Whether the optimizer changes its weights.</param>
/// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class RepeatVector(int n, string? name = null, bool trainable = true, string? dtype = null)
    : Layer(new Engine.RepeatVector(n: n), name, trainable, dtype);

/// <summary>
/// Zeros before and after the steps. [batch, time, features] → [batch, time', features]
/// (<c>keras.layers.ZeroPadding1D</c>).
/// </summary>
/// <param name="padding">Numbers of steps before and after, at least 0; 1 when absent.</param>
/// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
/// absent.</param>
/// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
/// <param name="trainable">Whether the optimizer changes its weights.</param>
/// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class ZeroPadding1D(
    Sizes? padding = null,
    string? dataFormat = null,
    string? name = null,
    bool trainable = true,
    string? dtype = null)
    : Layer(
        new Engine.ZeroPadding1D(
            padding: FSharp.List(padding?.For(2), Usual.Padding),
            dataFormat: Words.Of(dataFormat, Usual.DataFormat)),
        name,
        trainable,
        dtype)
{
    private static readonly Engine.ZeroPadding1D Usual = FSharp.Usual<Engine.ZeroPadding1D>("keras.layers.ZeroPadding1D");
}

/// <summary>
/// Zeros around images or volumes. [batch, spatial..., channels] → [batch, spatial'..., channels]. Keras:
/// ZeroPadding2D, ZeroPadding3D (<c>keras.layers.ZeroPadding2D</c>).
/// </summary>
/// <param name="padding">Sizes before and after each spatial axis; 1 when absent.</param>
/// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
/// absent.</param>
/// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
/// <param name="trainable">Whether the optimizer changes its weights.</param>
/// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class ZeroPadding2D(
    Borders? padding = null,
    string? dataFormat = null,
    string? name = null,
    bool trainable = true,
    string? dtype = null)
    : Layer(
        new Engine.ZeroPadding(
            rank: Usual.Rank,
            padding: FSharp.Pairs(padding?.For(2), Usual.Padding),
            dataFormat: Words.Of(dataFormat, Usual.DataFormat)),
        name,
        trainable,
        dtype)
{
    private static readonly Engine.ZeroPadding Usual = FSharp.Usual<Engine.ZeroPadding>("keras.layers.ZeroPadding2D");
}

/// <summary>
/// Zeros around images or volumes. [batch, spatial..., channels] → [batch, spatial'..., channels]. Keras:
/// ZeroPadding2D, ZeroPadding3D (<c>keras.layers.ZeroPadding3D</c>).
/// </summary>
/// <param name="padding">Sizes before and after each spatial axis; 1 when absent.</param>
/// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
/// absent.</param>
/// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
/// <param name="trainable">Whether the optimizer changes its weights.</param>
/// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class ZeroPadding3D(
    Borders? padding = null,
    string? dataFormat = null,
    string? name = null,
    bool trainable = true,
    string? dtype = null)
    : Layer(
        new Engine.ZeroPadding(
            rank: Usual.Rank,
            padding: FSharp.Pairs(padding?.For(3), Usual.Padding),
            dataFormat: Words.Of(dataFormat, Usual.DataFormat)),
        name,
        trainable,
        dtype)
{
    private static readonly Engine.ZeroPadding Usual = FSharp.Usual<Engine.ZeroPadding>("keras.layers.ZeroPadding3D");
}

/// <summary>
/// Takes off steps at both ends. [batch, time, features] → [batch, time', features] (<c>keras.layers.Cropping1D</c>).
/// </summary>
/// <param name="cropping">Numbers of steps at the start and at the end, at least 0; 1 when absent.</param>
/// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
/// <param name="trainable">Whether the optimizer changes its weights.</param>
/// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class Cropping1D(
    Sizes? cropping = null,
    string? name = null,
    bool trainable = true,
    string? dtype = null)
    : Layer(new Engine.Cropping1D(cropping: FSharp.List(cropping?.For(2), Usual.Cropping)), name, trainable, dtype)
{
    private static readonly Engine.Cropping1D Usual = FSharp.Usual<Engine.Cropping1D>("keras.layers.Cropping1D");
}

/// <summary>
/// Takes the borders off images or volumes. [batch, spatial..., channels] → [batch, spatial'..., channels]. Keras:
/// Cropping2D, Cropping3D (<c>keras.layers.Cropping2D</c>).
/// </summary>
/// <param name="cropping">Sizes at the start and the end of each spatial axis; 0 when absent.</param>
/// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
/// absent.</param>
/// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
/// <param name="trainable">Whether the optimizer changes its weights.</param>
/// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class Cropping2D(
    Borders? cropping = null,
    string? dataFormat = null,
    string? name = null,
    bool trainable = true,
    string? dtype = null)
    : Layer(
        new Engine.Cropping(
            rank: Usual.Rank,
            cropping: FSharp.Pairs(cropping?.For(2), Usual.Cropping),
            dataFormat: Words.Of(dataFormat, Usual.DataFormat)),
        name,
        trainable,
        dtype)
{
    private static readonly Engine.Cropping Usual = FSharp.Usual<Engine.Cropping>("keras.layers.Cropping2D");
}

/// <summary>
/// Takes the borders off images or volumes. [batch, spatial..., channels] → [batch, spatial'..., channels]. Keras:
/// Cropping2D, Cropping3D (<c>keras.layers.Cropping3D</c>).
/// </summary>
/// <param name="cropping">Sizes at the start and the end of each spatial axis; 1 when absent.</param>
/// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
/// absent.</param>
/// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
/// <param name="trainable">Whether the optimizer changes its weights.</param>
/// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class Cropping3D(
    Borders? cropping = null,
    string? dataFormat = null,
    string? name = null,
    bool trainable = true,
    string? dtype = null)
    : Layer(
        new Engine.Cropping(
            rank: Usual.Rank,
            cropping: FSharp.Pairs(cropping?.For(3), Usual.Cropping),
            dataFormat: Words.Of(dataFormat, Usual.DataFormat)),
        name,
        trainable,
        dtype)
{
    private static readonly Engine.Cropping Usual = FSharp.Usual<Engine.Cropping>("keras.layers.Cropping3D");
}

/// <summary>
/// Each step several times. [batch, time, features] → [batch, time · size, features]
/// (<c>keras.layers.UpSampling1D</c>).
/// </summary>
/// <param name="size">How often, at least 1.</param>
/// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
/// <param name="trainable">Whether the optimizer changes its weights.</param>
/// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class UpSampling1D(int size = 2, string? name = null, bool trainable = true, string? dtype = null)
    : Layer(new Engine.UpSampling1D(size: size), name, trainable, dtype);

/// <summary>
/// Each pixel several times along each axis. [batch, height, width, channels] → [batch, height', width', channels]
/// (<c>keras.layers.UpSampling2D</c>).
/// </summary>
/// <param name="size">How often along each spatial axis, at least 1; 2 when absent.</param>
/// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
/// absent.</param>
/// <param name="interpolation">All but <c>Lanczos3</c> and <c>Lanczos5</c>.</param>
/// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
/// <param name="trainable">Whether the optimizer changes its weights.</param>
/// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class UpSampling2D(
    Sizes? size = null,
    string? dataFormat = null,
    string interpolation = "nearest",
    string? name = null,
    bool trainable = true,
    string? dtype = null)
    : Layer(
        new Engine.UpSampling2D(
            size: FSharp.List(size?.For(2), Usual.Size),
            dataFormat: Words.Of(dataFormat, Usual.DataFormat),
            interpolation: Words.Of(interpolation, Usual.Interpolation)),
        name,
        trainable,
        dtype)
{
    private static readonly Engine.UpSampling2D Usual = FSharp.Usual<Engine.UpSampling2D>("keras.layers.UpSampling2D");
}

/// <summary>
/// Each voxel several times along each axis. [batch, d, h, w, channels] → [batch, d', h', w', channels]
/// (<c>keras.layers.UpSampling3D</c>).
/// </summary>
/// <param name="size">How often along each spatial axis, at least 1; 2 when absent.</param>
/// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
/// absent.</param>
/// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
/// <param name="trainable">Whether the optimizer changes its weights.</param>
/// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class UpSampling3D(
    Sizes? size = null,
    string? dataFormat = null,
    string? name = null,
    bool trainable = true,
    string? dtype = null)
    : Layer(
        new Engine.UpSampling3D(
            size: FSharp.List(size?.For(3), Usual.Size),
            dataFormat: Words.Of(dataFormat, Usual.DataFormat)),
        name,
        trainable,
        dtype)
{
    private static readonly Engine.UpSampling3D Usual = FSharp.Usual<Engine.UpSampling3D>("keras.layers.UpSampling3D");
}
