using Engine = Functional.Layers;

namespace Functional.Keras.Layers;

/// <summary>
/// The largest value of each window. [batch, steps, channels] → [batch, steps', channels] (<c>keras.layers.MaxPooling1D</c>)
/// </summary>
/// <param name="poolSize">Size of the window; 2 when absent.</param>
/// <param name="strides">Steps between windows; the window's size when absent.</param>
/// <param name="padding"><c>"valid"</c> or <c>"same"</c>.</param>
/// <param name="dataFormat"><c>"channels_last"</c>, also when absent, or <c>"channels_first"</c>.</param>
/// <exception cref="ConfigurationException">Another padding or format.</exception>
public sealed class MaxPooling1D(
    Sizes? poolSize = null, Sizes? strides = null, string padding = "valid", string? dataFormat = null)
    : Layer(new Engine.Pooling(
        kind: PoolKind.Max,
        rank: 1,
        poolSize: FSharp.List((poolSize ?? 2).For(1)),
        strides: FSharp.OptionList(strides?.For(1)),
        padding: Words.Padding(padding),
        dataFormat: Words.DataFormat(dataFormat)));

/// <summary>
/// The largest value of each window. [batch, height, width, channels] → [batch, height', width', channels] (<c>keras.layers.MaxPooling2D</c>)
/// </summary>
/// <param name="poolSize">Sizes of the window; 2 when absent.</param>
/// <param name="strides">Steps between windows; the window's size when absent.</param>
/// <param name="padding"><c>"valid"</c> or <c>"same"</c>.</param>
/// <param name="dataFormat"><c>"channels_last"</c>, also when absent, or <c>"channels_first"</c>.</param>
/// <exception cref="ConfigurationException">Another padding or format.</exception>
public sealed class MaxPooling2D(
    Sizes? poolSize = null, Sizes? strides = null, string padding = "valid", string? dataFormat = null)
    : Layer(new Engine.Pooling(
        kind: PoolKind.Max,
        rank: 2,
        poolSize: FSharp.List((poolSize ?? 2).For(2)),
        strides: FSharp.OptionList(strides?.For(2)),
        padding: Words.Padding(padding),
        dataFormat: Words.DataFormat(dataFormat)));

/// <summary>
/// The largest value of each window. [batch, depth, height, width, channels] → [batch, depth', height', width', channels] (<c>keras.layers.MaxPooling3D</c>)
/// </summary>
/// <param name="poolSize">Sizes of the window; 2 when absent.</param>
/// <param name="strides">Steps between windows; the window's size when absent.</param>
/// <param name="padding"><c>"valid"</c> or <c>"same"</c>.</param>
/// <param name="dataFormat"><c>"channels_last"</c>, also when absent, or <c>"channels_first"</c>.</param>
/// <exception cref="ConfigurationException">Another padding or format.</exception>
public sealed class MaxPooling3D(
    Sizes? poolSize = null, Sizes? strides = null, string padding = "valid", string? dataFormat = null)
    : Layer(new Engine.Pooling(
        kind: PoolKind.Max,
        rank: 3,
        poolSize: FSharp.List((poolSize ?? 2).For(3)),
        strides: FSharp.OptionList(strides?.For(3)),
        padding: Words.Padding(padding),
        dataFormat: Words.DataFormat(dataFormat)));

/// <summary>
/// The average of each window. [batch, steps, channels] → [batch, steps', channels] (<c>keras.layers.AveragePooling1D</c>)
/// </summary>
/// <param name="poolSize">Size of the window.</param>
/// <param name="strides">Steps between windows; the window's size when absent.</param>
/// <param name="padding"><c>"valid"</c> or <c>"same"</c>.</param>
/// <param name="dataFormat"><c>"channels_last"</c>, also when absent, or <c>"channels_first"</c>.</param>
/// <exception cref="ConfigurationException">Another padding or format.</exception>
public sealed class AveragePooling1D(
    Sizes poolSize, Sizes? strides = null, string padding = "valid", string? dataFormat = null)
    : Layer(new Engine.Pooling(
        kind: PoolKind.Average,
        rank: 1,
        poolSize: FSharp.List(poolSize.For(1)),
        strides: FSharp.OptionList(strides?.For(1)),
        padding: Words.Padding(padding),
        dataFormat: Words.DataFormat(dataFormat)));

/// <summary>
/// The average of each window. [batch, height, width, channels] → [batch, height', width', channels] (<c>keras.layers.AveragePooling2D</c>)
/// </summary>
/// <param name="poolSize">Sizes of the window.</param>
/// <param name="strides">Steps between windows; the window's size when absent.</param>
/// <param name="padding"><c>"valid"</c> or <c>"same"</c>.</param>
/// <param name="dataFormat"><c>"channels_last"</c>, also when absent, or <c>"channels_first"</c>.</param>
/// <exception cref="ConfigurationException">Another padding or format.</exception>
public sealed class AveragePooling2D(
    Sizes poolSize, Sizes? strides = null, string padding = "valid", string? dataFormat = null)
    : Layer(new Engine.Pooling(
        kind: PoolKind.Average,
        rank: 2,
        poolSize: FSharp.List(poolSize.For(2)),
        strides: FSharp.OptionList(strides?.For(2)),
        padding: Words.Padding(padding),
        dataFormat: Words.DataFormat(dataFormat)));

/// <summary>
/// The average of each window. [batch, depth, height, width, channels] → [batch, depth', height', width', channels] (<c>keras.layers.AveragePooling3D</c>)
/// </summary>
/// <param name="poolSize">Sizes of the window.</param>
/// <param name="strides">Steps between windows; the window's size when absent.</param>
/// <param name="padding"><c>"valid"</c> or <c>"same"</c>.</param>
/// <param name="dataFormat"><c>"channels_last"</c>, also when absent, or <c>"channels_first"</c>.</param>
/// <exception cref="ConfigurationException">Another padding or format.</exception>
public sealed class AveragePooling3D(
    Sizes poolSize, Sizes? strides = null, string padding = "valid", string? dataFormat = null)
    : Layer(new Engine.Pooling(
        kind: PoolKind.Average,
        rank: 3,
        poolSize: FSharp.List(poolSize.For(3)),
        strides: FSharp.OptionList(strides?.For(3)),
        padding: Words.Padding(padding),
        dataFormat: Words.DataFormat(dataFormat)));

/// <summary>
/// The largest value over all steps. [batch, steps, channels] → [batch, channels] (<c>keras.layers.GlobalMaxPooling1D</c>)
/// </summary>
/// <param name="dataFormat"><c>"channels_last"</c>, also when absent, or <c>"channels_first"</c>.</param>
/// <param name="keepdims">Whether the pooled axes stay, with size 1.</param>
/// <exception cref="ConfigurationException">Another format.</exception>
public sealed class GlobalMaxPooling1D(string? dataFormat = null, bool keepdims = false)
    : Layer(new Engine.GlobalPooling(
        kind: PoolKind.Max, rank: 1, dataFormat: Words.DataFormat(dataFormat), keepDims: keepdims));

/// <summary>
/// The largest value over all positions of the image. [batch, height, width, channels] → [batch, channels] (<c>keras.layers.GlobalMaxPooling2D</c>)
/// </summary>
/// <param name="dataFormat"><c>"channels_last"</c>, also when absent, or <c>"channels_first"</c>.</param>
/// <param name="keepdims">Whether the pooled axes stay, with size 1.</param>
/// <exception cref="ConfigurationException">Another format.</exception>
public sealed class GlobalMaxPooling2D(string? dataFormat = null, bool keepdims = false)
    : Layer(new Engine.GlobalPooling(
        kind: PoolKind.Max, rank: 2, dataFormat: Words.DataFormat(dataFormat), keepDims: keepdims));

/// <summary>
/// The largest value over all positions of the volume. [batch, depth, height, width, channels] → [batch, channels] (<c>keras.layers.GlobalMaxPooling3D</c>)
/// </summary>
/// <param name="dataFormat"><c>"channels_last"</c>, also when absent, or <c>"channels_first"</c>.</param>
/// <param name="keepdims">Whether the pooled axes stay, with size 1.</param>
/// <exception cref="ConfigurationException">Another format.</exception>
public sealed class GlobalMaxPooling3D(string? dataFormat = null, bool keepdims = false)
    : Layer(new Engine.GlobalPooling(
        kind: PoolKind.Max, rank: 3, dataFormat: Words.DataFormat(dataFormat), keepDims: keepdims));

/// <summary>
/// The average over all steps. [batch, steps, channels] → [batch, channels] (<c>keras.layers.GlobalAveragePooling1D</c>)
/// </summary>
/// <param name="dataFormat"><c>"channels_last"</c>, also when absent, or <c>"channels_first"</c>.</param>
/// <param name="keepdims">Whether the pooled axes stay, with size 1.</param>
/// <exception cref="ConfigurationException">Another format.</exception>
public sealed class GlobalAveragePooling1D(string? dataFormat = null, bool keepdims = false)
    : Layer(new Engine.GlobalPooling(
        kind: PoolKind.Average, rank: 1, dataFormat: Words.DataFormat(dataFormat), keepDims: keepdims));

/// <summary>
/// The average over all positions of the image. [batch, height, width, channels] → [batch, channels] (<c>keras.layers.GlobalAveragePooling2D</c>)
/// </summary>
/// <param name="dataFormat"><c>"channels_last"</c>, also when absent, or <c>"channels_first"</c>.</param>
/// <param name="keepdims">Whether the pooled axes stay, with size 1.</param>
/// <exception cref="ConfigurationException">Another format.</exception>
public sealed class GlobalAveragePooling2D(string? dataFormat = null, bool keepdims = false)
    : Layer(new Engine.GlobalPooling(
        kind: PoolKind.Average, rank: 2, dataFormat: Words.DataFormat(dataFormat), keepDims: keepdims));

/// <summary>
/// The average over all positions of the volume. [batch, depth, height, width, channels] → [batch, channels] (<c>keras.layers.GlobalAveragePooling3D</c>)
/// </summary>
/// <param name="dataFormat"><c>"channels_last"</c>, also when absent, or <c>"channels_first"</c>.</param>
/// <param name="keepdims">Whether the pooled axes stay, with size 1.</param>
/// <exception cref="ConfigurationException">Another format.</exception>
public sealed class GlobalAveragePooling3D(string? dataFormat = null, bool keepdims = false)
    : Layer(new Engine.GlobalPooling(
        kind: PoolKind.Average, rank: 3, dataFormat: Words.DataFormat(dataFormat), keepDims: keepdims));
