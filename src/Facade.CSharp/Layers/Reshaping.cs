using Engine = Functional.Layers;

namespace Functional.Keras.Layers;

/// <summary>All axes behind the batch as one. [batch, ...] → [batch, product] (<c>keras.layers.Flatten</c>)</summary>
/// <param name="dataFormat"><c>"channels_last"</c>, also when absent, or <c>"channels_first"</c>, which moves the channels
/// behind the other axes first.</param>
/// <exception cref="ConfigurationException">Another format.</exception>
public sealed class Flatten(string? dataFormat = null) : Layer(new Engine.Flatten(dataFormat: Words.DataFormat(dataFormat)));

/// <summary>
/// Other sizes for the axes behind the batch. [batch, ...] → [batch, targetShape] (<c>keras.layers.Reshape</c>)
/// </summary>
/// <param name="targetShape">Sizes without the batch; one may be −1.</param>
public sealed class Reshape(Sizes targetShape) : Layer(new Engine.Reshape(targetShape: FSharp.Longs(targetShape)));

/// <summary>Axes in another order. [batch, ...] → [batch, ...] (<c>keras.layers.Permute</c>)</summary>
/// <param name="dims">For each axis behind the batch the one that takes its place, counted from 1.</param>
public sealed class Permute(Sizes dims) : Layer(new Engine.Permute(dims: FSharp.List(dims)));

/// <summary>
/// Each row n times, as steps. [batch, features] → [batch, n, features] (<c>keras.layers.RepeatVector</c>)
/// </summary>
/// <param name="n">Number of steps, at least 1.</param>
public sealed class RepeatVector(int n) : Layer(new Engine.RepeatVector(n: n));

/// <summary>
/// Zeros before and after the steps. [batch, time, features] → [batch, time', features] (<c>keras.layers.ZeroPadding1D</c>)
/// </summary>
/// <param name="padding">Numbers of steps before and after; 1 when absent.</param>
/// <param name="dataFormat"><c>"channels_last"</c>, also when absent, or <c>"channels_first"</c>.</param>
/// <exception cref="ConfigurationException">Another format.</exception>
public sealed class ZeroPadding1D(Sizes? padding = null, string? dataFormat = null)
    : Layer(new Engine.ZeroPadding1D(
        padding: FSharp.List((padding ?? 1).For(2)),
        dataFormat: Words.DataFormat(dataFormat)));

/// <summary>
/// Zeros around images. [batch, height, width, channels] → [batch, height', width', channels]
/// (<c>keras.layers.ZeroPadding2D</c>)
/// </summary>
/// <param name="padding">Sizes before and after each spatial axis; 1 when absent.</param>
/// <param name="dataFormat"><c>"channels_last"</c>, also when absent, or <c>"channels_first"</c>.</param>
/// <exception cref="ConfigurationException">Another format.</exception>
public sealed class ZeroPadding2D(Borders? padding = null, string? dataFormat = null)
    : Layer(new Engine.ZeroPadding(
        rank: 2,
        padding: FSharp.Pairs((padding ?? 1).For(2)),
        dataFormat: Words.DataFormat(dataFormat)));

/// <summary>
/// Zeros around volumes. [batch, depth, height, width, channels] →
/// [batch, depth', height', width', channels]
/// (<c>keras.layers.ZeroPadding3D</c>)
/// </summary>
/// <param name="padding">Sizes before and after each spatial axis; 1 when absent.</param>
/// <param name="dataFormat"><c>"channels_last"</c>, also when absent, or <c>"channels_first"</c>.</param>
/// <exception cref="ConfigurationException">Another format.</exception>
public sealed class ZeroPadding3D(Borders? padding = null, string? dataFormat = null)
    : Layer(new Engine.ZeroPadding(
        rank: 3,
        padding: FSharp.Pairs((padding ?? 1).For(3)),
        dataFormat: Words.DataFormat(dataFormat)));

/// <summary>
/// Takes off steps at both ends. [batch, time, features] → [batch, time', features] (<c>keras.layers.Cropping1D</c>)
/// </summary>
/// <param name="cropping">Numbers of steps at the start and at the end; 1 when absent.</param>
public sealed class Cropping1D(Sizes? cropping = null)
    : Layer(new Engine.Cropping1D(cropping: FSharp.List((cropping ?? 1).For(2))));

/// <summary>
/// Takes the borders off images. [batch, height, width, channels] → [batch, height', width', channels]
/// (<c>keras.layers.Cropping2D</c>)
/// </summary>
/// <param name="cropping">Sizes at the start and the end of each spatial axis; 0 when absent.</param>
/// <param name="dataFormat"><c>"channels_last"</c>, also when absent, or <c>"channels_first"</c>.</param>
/// <exception cref="ConfigurationException">Another format.</exception>
public sealed class Cropping2D(Borders? cropping = null, string? dataFormat = null)
    : Layer(new Engine.Cropping(
        rank: 2,
        cropping: FSharp.Pairs((cropping ?? 0).For(2)),
        dataFormat: Words.DataFormat(dataFormat)));

/// <summary>
/// Takes the borders off volumes. [batch, depth, height, width, channels] →
/// [batch, depth', height', width', channels]
/// (<c>keras.layers.Cropping3D</c>)
/// </summary>
/// <param name="cropping">Sizes at the start and the end of each spatial axis; 1 when absent.</param>
/// <param name="dataFormat"><c>"channels_last"</c>, also when absent, or <c>"channels_first"</c>.</param>
/// <exception cref="ConfigurationException">Another format.</exception>
public sealed class Cropping3D(Borders? cropping = null, string? dataFormat = null)
    : Layer(new Engine.Cropping(
        rank: 3,
        cropping: FSharp.Pairs((cropping ?? 1).For(3)),
        dataFormat: Words.DataFormat(dataFormat)));

/// <summary>
/// Each step several times. [batch, time, features] → [batch, time · size, features] (<c>keras.layers.UpSampling1D</c>)
/// </summary>
/// <param name="size">How often, at least 1.</param>
public sealed class UpSampling1D(int size = 2) : Layer(new Engine.UpSampling1D(size: size));

/// <summary>
/// Each pixel several times along each axis. [batch, height, width, channels] → [batch, height', width', channels]
/// (<c>keras.layers.UpSampling2D</c>)
/// </summary>
/// <param name="size">How often along each spatial axis, at least 1; 2 when absent.</param>
/// <param name="dataFormat"><c>"channels_last"</c>, also when absent, or <c>"channels_first"</c>.</param>
/// <param name="interpolation">How values between pixels come about: only <c>"nearest"</c> so far; with another of Keras's
/// words a model cannot be built.</param>
/// <exception cref="ConfigurationException">Another format, or an interpolation that Keras has not.</exception>
public sealed class UpSampling2D(Sizes? size = null, string? dataFormat = null, string interpolation = "nearest")
    : Layer(new Engine.UpSampling2D(
        size: FSharp.List((size ?? 2).For(2)),
        dataFormat: Words.DataFormat(dataFormat),
        interpolation: Words.Interpolation(interpolation)));

/// <summary>
/// Each voxel several times along each axis. [batch, depth, height, width, channels] →
/// [batch, depth', height', width', channels] (<c>keras.layers.UpSampling3D</c>)
/// </summary>
/// <param name="size">How often along each spatial axis, at least 1; 2 when absent.</param>
/// <param name="dataFormat"><c>"channels_last"</c>, also when absent, or <c>"channels_first"</c>.</param>
/// <exception cref="ConfigurationException">Another format.</exception>
public sealed class UpSampling3D(Sizes? size = null, string? dataFormat = null)
    : Layer(new Engine.UpSampling3D(
        size: FSharp.List((size ?? 2).For(3)),
        dataFormat: Words.DataFormat(dataFormat)));
