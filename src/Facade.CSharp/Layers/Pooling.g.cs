// Written by tools/Generate from the facts of the classes. Changes belong there, or to the engine's records.
#nullable enable
using Engine = Functional.Layers;

namespace Functional.Keras.Layers;

/// <summary>
/// The largest value or the average of each window over 1, 2 or 3 spatial axes. [batch, spatial..., channels] → [batch,
/// spatial'..., channels]. Keras: MaxPooling1D to 3D, AveragePooling1D to 3D (<c>keras.layers.MaxPooling1D</c>).
/// </summary>
public sealed class MaxPooling1D : Layer
{
    private static readonly Engine.Pooling Usual = FSharp.Usual<Engine.Pooling>("keras.layers.MaxPooling1D");

    /// <summary>A layer with those settings.</summary>
    /// <param name="poolSize">Sizes of the window, at least 1; 2 when absent.</param>
    /// <param name="strides">Steps between windows, at least 1; the window's sizes when absent.</param>
    /// <param name="padding"><c>"valid"</c> or <c>"same"</c>.</param>
    /// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
    /// absent.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public MaxPooling1D(
        Sizes? poolSize = null,
        Sizes? strides = null,
        string padding = "valid",
        string? dataFormat = null,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.Pooling(
                kind: Usual.Kind,
                rank: Usual.Rank,
                poolSize: FSharp.List(poolSize?.For(1), Usual.PoolSize),
                strides: FSharp.OptionList(strides?.For(1)),
                padding: Words.Of(padding, Usual.Padding),
                dataFormat: Words.Of(dataFormat, Usual.DataFormat)),
            name,
            trainable,
            dtype)
    {
    }

    internal MaxPooling1D(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.Pooling Settings => (Engine.Pooling)Record;

    /// <summary>Sizes of the window, at least 1.</summary>
    public IReadOnlyList<int> PoolSize => Settings.PoolSize;

    /// <summary>Steps between windows, at least 1; the window's sizes when absent.</summary>
    public IReadOnlyList<int>? Strides => FSharp.OrNull(Settings.Strides);

    /// <summary><c>"valid"</c> or <c>"same"</c>.</summary>
    public string Padding => CaseName.word(Settings.Padding);

    /// <summary><c>"channels_last"</c> or <c>"channels_first"</c>.</summary>
    public string DataFormat => CaseName.word(Settings.DataFormat);
}

/// <summary>
/// The largest value or the average of each window over 1, 2 or 3 spatial axes. [batch, spatial..., channels] → [batch,
/// spatial'..., channels]. Keras: MaxPooling1D to 3D, AveragePooling1D to 3D (<c>keras.layers.MaxPooling2D</c>).
/// </summary>
public sealed class MaxPooling2D : Layer
{
    private static readonly Engine.Pooling Usual = FSharp.Usual<Engine.Pooling>("keras.layers.MaxPooling2D");

    /// <summary>A layer with those settings.</summary>
    /// <param name="poolSize">Sizes of the window, at least 1; 2 when absent.</param>
    /// <param name="strides">Steps between windows, at least 1; the window's sizes when absent.</param>
    /// <param name="padding"><c>"valid"</c> or <c>"same"</c>.</param>
    /// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
    /// absent.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public MaxPooling2D(
        Sizes? poolSize = null,
        Sizes? strides = null,
        string padding = "valid",
        string? dataFormat = null,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.Pooling(
                kind: Usual.Kind,
                rank: Usual.Rank,
                poolSize: FSharp.List(poolSize?.For(2), Usual.PoolSize),
                strides: FSharp.OptionList(strides?.For(2)),
                padding: Words.Of(padding, Usual.Padding),
                dataFormat: Words.Of(dataFormat, Usual.DataFormat)),
            name,
            trainable,
            dtype)
    {
    }

    internal MaxPooling2D(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.Pooling Settings => (Engine.Pooling)Record;

    /// <summary>Sizes of the window, at least 1.</summary>
    public IReadOnlyList<int> PoolSize => Settings.PoolSize;

    /// <summary>Steps between windows, at least 1; the window's sizes when absent.</summary>
    public IReadOnlyList<int>? Strides => FSharp.OrNull(Settings.Strides);

    /// <summary><c>"valid"</c> or <c>"same"</c>.</summary>
    public string Padding => CaseName.word(Settings.Padding);

    /// <summary><c>"channels_last"</c> or <c>"channels_first"</c>.</summary>
    public string DataFormat => CaseName.word(Settings.DataFormat);
}

/// <summary>
/// The largest value or the average of each window over 1, 2 or 3 spatial axes. [batch, spatial..., channels] → [batch,
/// spatial'..., channels]. Keras: MaxPooling1D to 3D, AveragePooling1D to 3D (<c>keras.layers.MaxPooling3D</c>).
/// </summary>
public sealed class MaxPooling3D : Layer
{
    private static readonly Engine.Pooling Usual = FSharp.Usual<Engine.Pooling>("keras.layers.MaxPooling3D");

    /// <summary>A layer with those settings.</summary>
    /// <param name="poolSize">Sizes of the window, at least 1; 2 when absent.</param>
    /// <param name="strides">Steps between windows, at least 1; the window's sizes when absent.</param>
    /// <param name="padding"><c>"valid"</c> or <c>"same"</c>.</param>
    /// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
    /// absent.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public MaxPooling3D(
        Sizes? poolSize = null,
        Sizes? strides = null,
        string padding = "valid",
        string? dataFormat = null,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.Pooling(
                kind: Usual.Kind,
                rank: Usual.Rank,
                poolSize: FSharp.List(poolSize?.For(3), Usual.PoolSize),
                strides: FSharp.OptionList(strides?.For(3)),
                padding: Words.Of(padding, Usual.Padding),
                dataFormat: Words.Of(dataFormat, Usual.DataFormat)),
            name,
            trainable,
            dtype)
    {
    }

    internal MaxPooling3D(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.Pooling Settings => (Engine.Pooling)Record;

    /// <summary>Sizes of the window, at least 1.</summary>
    public IReadOnlyList<int> PoolSize => Settings.PoolSize;

    /// <summary>Steps between windows, at least 1; the window's sizes when absent.</summary>
    public IReadOnlyList<int>? Strides => FSharp.OrNull(Settings.Strides);

    /// <summary><c>"valid"</c> or <c>"same"</c>.</summary>
    public string Padding => CaseName.word(Settings.Padding);

    /// <summary><c>"channels_last"</c> or <c>"channels_first"</c>.</summary>
    public string DataFormat => CaseName.word(Settings.DataFormat);
}

/// <summary>
/// The largest value or the average of each window over 1, 2 or 3 spatial axes. [batch, spatial..., channels] → [batch,
/// spatial'..., channels]. Keras: MaxPooling1D to 3D, AveragePooling1D to 3D (<c>keras.layers.AveragePooling1D</c>).
/// </summary>
public sealed class AveragePooling1D : Layer
{
    private static readonly Engine.Pooling Usual = FSharp.Usual<Engine.Pooling>("keras.layers.AveragePooling1D");

    /// <summary>A layer with those settings.</summary>
    /// <param name="poolSize">Sizes of the window, at least 1.</param>
    /// <param name="strides">Steps between windows, at least 1; the window's sizes when absent.</param>
    /// <param name="padding"><c>"valid"</c> or <c>"same"</c>.</param>
    /// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
    /// absent.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public AveragePooling1D(
        Sizes poolSize,
        Sizes? strides = null,
        string padding = "valid",
        string? dataFormat = null,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.Pooling(
                kind: Usual.Kind,
                rank: Usual.Rank,
                poolSize: FSharp.List(poolSize.For(1)),
                strides: FSharp.OptionList(strides?.For(1)),
                padding: Words.Of(padding, Usual.Padding),
                dataFormat: Words.Of(dataFormat, Usual.DataFormat)),
            name,
            trainable,
            dtype)
    {
    }

    internal AveragePooling1D(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.Pooling Settings => (Engine.Pooling)Record;

    /// <summary>Sizes of the window, at least 1.</summary>
    public IReadOnlyList<int> PoolSize => Settings.PoolSize;

    /// <summary>Steps between windows, at least 1; the window's sizes when absent.</summary>
    public IReadOnlyList<int>? Strides => FSharp.OrNull(Settings.Strides);

    /// <summary><c>"valid"</c> or <c>"same"</c>.</summary>
    public string Padding => CaseName.word(Settings.Padding);

    /// <summary><c>"channels_last"</c> or <c>"channels_first"</c>.</summary>
    public string DataFormat => CaseName.word(Settings.DataFormat);
}

/// <summary>
/// The largest value or the average of each window over 1, 2 or 3 spatial axes. [batch, spatial..., channels] → [batch,
/// spatial'..., channels]. Keras: MaxPooling1D to 3D, AveragePooling1D to 3D (<c>keras.layers.AveragePooling2D</c>).
/// </summary>
public sealed class AveragePooling2D : Layer
{
    private static readonly Engine.Pooling Usual = FSharp.Usual<Engine.Pooling>("keras.layers.AveragePooling2D");

    /// <summary>A layer with those settings.</summary>
    /// <param name="poolSize">Sizes of the window, at least 1.</param>
    /// <param name="strides">Steps between windows, at least 1; the window's sizes when absent.</param>
    /// <param name="padding"><c>"valid"</c> or <c>"same"</c>.</param>
    /// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
    /// absent.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public AveragePooling2D(
        Sizes poolSize,
        Sizes? strides = null,
        string padding = "valid",
        string? dataFormat = null,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.Pooling(
                kind: Usual.Kind,
                rank: Usual.Rank,
                poolSize: FSharp.List(poolSize.For(2)),
                strides: FSharp.OptionList(strides?.For(2)),
                padding: Words.Of(padding, Usual.Padding),
                dataFormat: Words.Of(dataFormat, Usual.DataFormat)),
            name,
            trainable,
            dtype)
    {
    }

    internal AveragePooling2D(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.Pooling Settings => (Engine.Pooling)Record;

    /// <summary>Sizes of the window, at least 1.</summary>
    public IReadOnlyList<int> PoolSize => Settings.PoolSize;

    /// <summary>Steps between windows, at least 1; the window's sizes when absent.</summary>
    public IReadOnlyList<int>? Strides => FSharp.OrNull(Settings.Strides);

    /// <summary><c>"valid"</c> or <c>"same"</c>.</summary>
    public string Padding => CaseName.word(Settings.Padding);

    /// <summary><c>"channels_last"</c> or <c>"channels_first"</c>.</summary>
    public string DataFormat => CaseName.word(Settings.DataFormat);
}

/// <summary>
/// The largest value or the average of each window over 1, 2 or 3 spatial axes. [batch, spatial..., channels] → [batch,
/// spatial'..., channels]. Keras: MaxPooling1D to 3D, AveragePooling1D to 3D (<c>keras.layers.AveragePooling3D</c>).
/// </summary>
public sealed class AveragePooling3D : Layer
{
    private static readonly Engine.Pooling Usual = FSharp.Usual<Engine.Pooling>("keras.layers.AveragePooling3D");

    /// <summary>A layer with those settings.</summary>
    /// <param name="poolSize">Sizes of the window, at least 1.</param>
    /// <param name="strides">Steps between windows, at least 1; the window's sizes when absent.</param>
    /// <param name="padding"><c>"valid"</c> or <c>"same"</c>.</param>
    /// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
    /// absent.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public AveragePooling3D(
        Sizes poolSize,
        Sizes? strides = null,
        string padding = "valid",
        string? dataFormat = null,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.Pooling(
                kind: Usual.Kind,
                rank: Usual.Rank,
                poolSize: FSharp.List(poolSize.For(3)),
                strides: FSharp.OptionList(strides?.For(3)),
                padding: Words.Of(padding, Usual.Padding),
                dataFormat: Words.Of(dataFormat, Usual.DataFormat)),
            name,
            trainable,
            dtype)
    {
    }

    internal AveragePooling3D(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.Pooling Settings => (Engine.Pooling)Record;

    /// <summary>Sizes of the window, at least 1.</summary>
    public IReadOnlyList<int> PoolSize => Settings.PoolSize;

    /// <summary>Steps between windows, at least 1; the window's sizes when absent.</summary>
    public IReadOnlyList<int>? Strides => FSharp.OrNull(Settings.Strides);

    /// <summary><c>"valid"</c> or <c>"same"</c>.</summary>
    public string Padding => CaseName.word(Settings.Padding);

    /// <summary><c>"channels_last"</c> or <c>"channels_first"</c>.</summary>
    public string DataFormat => CaseName.word(Settings.DataFormat);
}

/// <summary>
/// The largest value or the average over all spatial axes. [batch, spatial..., channels] → [batch, channels]. Keras:
/// GlobalMaxPooling1D to 3D, GlobalAveragePooling1D to 3D (<c>keras.layers.GlobalMaxPooling1D</c>).
/// </summary>
public sealed class GlobalMaxPooling1D : Layer
{
    private static readonly Engine.GlobalPooling Usual = FSharp.Usual<Engine.GlobalPooling>("keras.layers.GlobalMaxPooling1D");

    /// <summary>A layer with those settings.</summary>
    /// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
    /// absent.</param>
    /// <param name="keepdims">Whether the spatial axes stay, with size 1.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public GlobalMaxPooling1D(
        string? dataFormat = null,
        bool keepdims = false,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.GlobalPooling(
                kind: Usual.Kind,
                rank: Usual.Rank,
                dataFormat: Words.Of(dataFormat, Usual.DataFormat),
                keepDims: keepdims),
            name,
            trainable,
            dtype)
    {
    }

    internal GlobalMaxPooling1D(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.GlobalPooling Settings => (Engine.GlobalPooling)Record;

    /// <summary><c>"channels_last"</c> or <c>"channels_first"</c>.</summary>
    public string DataFormat => CaseName.word(Settings.DataFormat);

    /// <summary>Whether the spatial axes stay, with size 1.</summary>
    public bool Keepdims => Settings.KeepDims;
}

/// <summary>
/// The largest value or the average over all spatial axes. [batch, spatial..., channels] → [batch, channels]. Keras:
/// GlobalMaxPooling1D to 3D, GlobalAveragePooling1D to 3D (<c>keras.layers.GlobalMaxPooling2D</c>).
/// </summary>
public sealed class GlobalMaxPooling2D : Layer
{
    private static readonly Engine.GlobalPooling Usual = FSharp.Usual<Engine.GlobalPooling>("keras.layers.GlobalMaxPooling2D");

    /// <summary>A layer with those settings.</summary>
    /// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
    /// absent.</param>
    /// <param name="keepdims">Whether the spatial axes stay, with size 1.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public GlobalMaxPooling2D(
        string? dataFormat = null,
        bool keepdims = false,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.GlobalPooling(
                kind: Usual.Kind,
                rank: Usual.Rank,
                dataFormat: Words.Of(dataFormat, Usual.DataFormat),
                keepDims: keepdims),
            name,
            trainable,
            dtype)
    {
    }

    internal GlobalMaxPooling2D(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.GlobalPooling Settings => (Engine.GlobalPooling)Record;

    /// <summary><c>"channels_last"</c> or <c>"channels_first"</c>.</summary>
    public string DataFormat => CaseName.word(Settings.DataFormat);

    /// <summary>Whether the spatial axes stay, with size 1.</summary>
    public bool Keepdims => Settings.KeepDims;
}

/// <summary>
/// The largest value or the average over all spatial axes. [batch, spatial..., channels] → [batch, channels]. Keras:
/// GlobalMaxPooling1D to 3D, GlobalAveragePooling1D to 3D (<c>keras.layers.GlobalMaxPooling3D</c>).
/// </summary>
public sealed class GlobalMaxPooling3D : Layer
{
    private static readonly Engine.GlobalPooling Usual = FSharp.Usual<Engine.GlobalPooling>("keras.layers.GlobalMaxPooling3D");

    /// <summary>A layer with those settings.</summary>
    /// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
    /// absent.</param>
    /// <param name="keepdims">Whether the spatial axes stay, with size 1.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public GlobalMaxPooling3D(
        string? dataFormat = null,
        bool keepdims = false,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.GlobalPooling(
                kind: Usual.Kind,
                rank: Usual.Rank,
                dataFormat: Words.Of(dataFormat, Usual.DataFormat),
                keepDims: keepdims),
            name,
            trainable,
            dtype)
    {
    }

    internal GlobalMaxPooling3D(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.GlobalPooling Settings => (Engine.GlobalPooling)Record;

    /// <summary><c>"channels_last"</c> or <c>"channels_first"</c>.</summary>
    public string DataFormat => CaseName.word(Settings.DataFormat);

    /// <summary>Whether the spatial axes stay, with size 1.</summary>
    public bool Keepdims => Settings.KeepDims;
}

/// <summary>
/// The largest value or the average over all spatial axes. [batch, spatial..., channels] → [batch, channels]. Keras:
/// GlobalMaxPooling1D to 3D, GlobalAveragePooling1D to 3D (<c>keras.layers.GlobalAveragePooling1D</c>).
/// </summary>
public sealed class GlobalAveragePooling1D : Layer
{
    private static readonly Engine.GlobalPooling Usual = FSharp.Usual<Engine.GlobalPooling>("keras.layers.GlobalAveragePooling1D");

    /// <summary>A layer with those settings.</summary>
    /// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
    /// absent.</param>
    /// <param name="keepdims">Whether the spatial axes stay, with size 1.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public GlobalAveragePooling1D(
        string? dataFormat = null,
        bool keepdims = false,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.GlobalPooling(
                kind: Usual.Kind,
                rank: Usual.Rank,
                dataFormat: Words.Of(dataFormat, Usual.DataFormat),
                keepDims: keepdims),
            name,
            trainable,
            dtype)
    {
    }

    internal GlobalAveragePooling1D(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.GlobalPooling Settings => (Engine.GlobalPooling)Record;

    /// <summary><c>"channels_last"</c> or <c>"channels_first"</c>.</summary>
    public string DataFormat => CaseName.word(Settings.DataFormat);

    /// <summary>Whether the spatial axes stay, with size 1.</summary>
    public bool Keepdims => Settings.KeepDims;

    /// <summary>Applies the layer. What shape comes out is the layer's matter.</summary>
    /// <param name="inputs">What the layer is applied to.</param>
    /// <param name="mask">Which steps count; the mask that came with the input when absent.</param>
    /// <exception cref="ShapeException">The layer does not take such tensors, or gives several.</exception>
    public KerasTensor Apply(KerasTensor inputs, KerasTensor? mask = null) =>
        Single(ApplyAll(inputs, mask));

    /// <summary>Applies the layer where it gives several tensors.</summary>
    /// <param name="inputs">What the layer is applied to.</param>
    /// <param name="mask">Which steps count; the mask that came with the input when absent.</param>
    /// <exception cref="ShapeException">The layer does not take such tensors.</exception>
    public IReadOnlyList<KerasTensor> ApplyAll(KerasTensor inputs, KerasTensor? mask = null) =>
        Invoke(inputs, ("mask", mask));
}

/// <summary>
/// The largest value or the average over all spatial axes. [batch, spatial..., channels] → [batch, channels]. Keras:
/// GlobalMaxPooling1D to 3D, GlobalAveragePooling1D to 3D (<c>keras.layers.GlobalAveragePooling2D</c>).
/// </summary>
public sealed class GlobalAveragePooling2D : Layer
{
    private static readonly Engine.GlobalPooling Usual = FSharp.Usual<Engine.GlobalPooling>("keras.layers.GlobalAveragePooling2D");

    /// <summary>A layer with those settings.</summary>
    /// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
    /// absent.</param>
    /// <param name="keepdims">Whether the spatial axes stay, with size 1.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public GlobalAveragePooling2D(
        string? dataFormat = null,
        bool keepdims = false,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.GlobalPooling(
                kind: Usual.Kind,
                rank: Usual.Rank,
                dataFormat: Words.Of(dataFormat, Usual.DataFormat),
                keepDims: keepdims),
            name,
            trainable,
            dtype)
    {
    }

    internal GlobalAveragePooling2D(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.GlobalPooling Settings => (Engine.GlobalPooling)Record;

    /// <summary><c>"channels_last"</c> or <c>"channels_first"</c>.</summary>
    public string DataFormat => CaseName.word(Settings.DataFormat);

    /// <summary>Whether the spatial axes stay, with size 1.</summary>
    public bool Keepdims => Settings.KeepDims;
}

/// <summary>
/// The largest value or the average over all spatial axes. [batch, spatial..., channels] → [batch, channels]. Keras:
/// GlobalMaxPooling1D to 3D, GlobalAveragePooling1D to 3D (<c>keras.layers.GlobalAveragePooling3D</c>).
/// </summary>
public sealed class GlobalAveragePooling3D : Layer
{
    private static readonly Engine.GlobalPooling Usual = FSharp.Usual<Engine.GlobalPooling>("keras.layers.GlobalAveragePooling3D");

    /// <summary>A layer with those settings.</summary>
    /// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
    /// absent.</param>
    /// <param name="keepdims">Whether the spatial axes stay, with size 1.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public GlobalAveragePooling3D(
        string? dataFormat = null,
        bool keepdims = false,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.GlobalPooling(
                kind: Usual.Kind,
                rank: Usual.Rank,
                dataFormat: Words.Of(dataFormat, Usual.DataFormat),
                keepDims: keepdims),
            name,
            trainable,
            dtype)
    {
    }

    internal GlobalAveragePooling3D(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.GlobalPooling Settings => (Engine.GlobalPooling)Record;

    /// <summary><c>"channels_last"</c> or <c>"channels_first"</c>.</summary>
    public string DataFormat => CaseName.word(Settings.DataFormat);

    /// <summary>Whether the spatial axes stay, with size 1.</summary>
    public bool Keepdims => Settings.KeepDims;
}

/// <summary>
/// The largest value or the average of each of so many parts of every spatial axis, as even as they can be. [batch,
/// spatial..., channels] → [batch, outputSize..., channels]. Keras: AdaptiveMaxPooling1D to 3D,
/// AdaptiveAveragePooling1D to 3D (<c>keras.layers.AdaptiveMaxPooling1D</c>).
/// </summary>
public sealed class AdaptiveMaxPooling1D : Layer
{
    private static readonly Engine.AdaptivePooling Usual = FSharp.Usual<Engine.AdaptivePooling>("keras.layers.AdaptiveMaxPooling1D");

    /// <summary>A layer with those settings.</summary>
    /// <param name="outputSize">Number of parts of each spatial axis, at least 1.</param>
    /// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
    /// absent.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public AdaptiveMaxPooling1D(
        Sizes outputSize,
        string? dataFormat = null,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.AdaptivePooling(
                kind: Usual.Kind,
                rank: Usual.Rank,
                outputSize: FSharp.List(outputSize.For(1)),
                dataFormat: Words.Of(dataFormat, Usual.DataFormat)),
            name,
            trainable,
            dtype)
    {
    }

    internal AdaptiveMaxPooling1D(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.AdaptivePooling Settings => (Engine.AdaptivePooling)Record;

    /// <summary>Number of parts of each spatial axis, at least 1.</summary>
    public IReadOnlyList<int> OutputSize => Settings.OutputSize;

    /// <summary><c>"channels_last"</c> or <c>"channels_first"</c>.</summary>
    public string DataFormat => CaseName.word(Settings.DataFormat);
}

/// <summary>
/// The largest value or the average of each of so many parts of every spatial axis, as even as they can be. [batch,
/// spatial..., channels] → [batch, outputSize..., channels]. Keras: AdaptiveMaxPooling1D to 3D,
/// AdaptiveAveragePooling1D to 3D (<c>keras.layers.AdaptiveMaxPooling2D</c>).
/// </summary>
public sealed class AdaptiveMaxPooling2D : Layer
{
    private static readonly Engine.AdaptivePooling Usual = FSharp.Usual<Engine.AdaptivePooling>("keras.layers.AdaptiveMaxPooling2D");

    /// <summary>A layer with those settings.</summary>
    /// <param name="outputSize">Number of parts of each spatial axis, at least 1.</param>
    /// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
    /// absent.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public AdaptiveMaxPooling2D(
        Sizes outputSize,
        string? dataFormat = null,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.AdaptivePooling(
                kind: Usual.Kind,
                rank: Usual.Rank,
                outputSize: FSharp.List(outputSize.For(2)),
                dataFormat: Words.Of(dataFormat, Usual.DataFormat)),
            name,
            trainable,
            dtype)
    {
    }

    internal AdaptiveMaxPooling2D(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.AdaptivePooling Settings => (Engine.AdaptivePooling)Record;

    /// <summary>Number of parts of each spatial axis, at least 1.</summary>
    public IReadOnlyList<int> OutputSize => Settings.OutputSize;

    /// <summary><c>"channels_last"</c> or <c>"channels_first"</c>.</summary>
    public string DataFormat => CaseName.word(Settings.DataFormat);
}

/// <summary>
/// The largest value or the average of each of so many parts of every spatial axis, as even as they can be. [batch,
/// spatial..., channels] → [batch, outputSize..., channels]. Keras: AdaptiveMaxPooling1D to 3D,
/// AdaptiveAveragePooling1D to 3D (<c>keras.layers.AdaptiveMaxPooling3D</c>).
/// </summary>
public sealed class AdaptiveMaxPooling3D : Layer
{
    private static readonly Engine.AdaptivePooling Usual = FSharp.Usual<Engine.AdaptivePooling>("keras.layers.AdaptiveMaxPooling3D");

    /// <summary>A layer with those settings.</summary>
    /// <param name="outputSize">Number of parts of each spatial axis, at least 1.</param>
    /// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
    /// absent.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public AdaptiveMaxPooling3D(
        Sizes outputSize,
        string? dataFormat = null,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.AdaptivePooling(
                kind: Usual.Kind,
                rank: Usual.Rank,
                outputSize: FSharp.List(outputSize.For(3)),
                dataFormat: Words.Of(dataFormat, Usual.DataFormat)),
            name,
            trainable,
            dtype)
    {
    }

    internal AdaptiveMaxPooling3D(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.AdaptivePooling Settings => (Engine.AdaptivePooling)Record;

    /// <summary>Number of parts of each spatial axis, at least 1.</summary>
    public IReadOnlyList<int> OutputSize => Settings.OutputSize;

    /// <summary><c>"channels_last"</c> or <c>"channels_first"</c>.</summary>
    public string DataFormat => CaseName.word(Settings.DataFormat);
}

/// <summary>
/// The largest value or the average of each of so many parts of every spatial axis, as even as they can be. [batch,
/// spatial..., channels] → [batch, outputSize..., channels]. Keras: AdaptiveMaxPooling1D to 3D,
/// AdaptiveAveragePooling1D to 3D (<c>keras.layers.AdaptiveAveragePooling1D</c>).
/// </summary>
public sealed class AdaptiveAveragePooling1D : Layer
{
    private static readonly Engine.AdaptivePooling Usual = FSharp.Usual<Engine.AdaptivePooling>("keras.layers.AdaptiveAveragePooling1D");

    /// <summary>A layer with those settings.</summary>
    /// <param name="outputSize">Number of parts of each spatial axis, at least 1.</param>
    /// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
    /// absent.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public AdaptiveAveragePooling1D(
        Sizes outputSize,
        string? dataFormat = null,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.AdaptivePooling(
                kind: Usual.Kind,
                rank: Usual.Rank,
                outputSize: FSharp.List(outputSize.For(1)),
                dataFormat: Words.Of(dataFormat, Usual.DataFormat)),
            name,
            trainable,
            dtype)
    {
    }

    internal AdaptiveAveragePooling1D(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.AdaptivePooling Settings => (Engine.AdaptivePooling)Record;

    /// <summary>Number of parts of each spatial axis, at least 1.</summary>
    public IReadOnlyList<int> OutputSize => Settings.OutputSize;

    /// <summary><c>"channels_last"</c> or <c>"channels_first"</c>.</summary>
    public string DataFormat => CaseName.word(Settings.DataFormat);
}

/// <summary>
/// The largest value or the average of each of so many parts of every spatial axis, as even as they can be. [batch,
/// spatial..., channels] → [batch, outputSize..., channels]. Keras: AdaptiveMaxPooling1D to 3D,
/// AdaptiveAveragePooling1D to 3D (<c>keras.layers.AdaptiveAveragePooling2D</c>).
/// </summary>
public sealed class AdaptiveAveragePooling2D : Layer
{
    private static readonly Engine.AdaptivePooling Usual = FSharp.Usual<Engine.AdaptivePooling>("keras.layers.AdaptiveAveragePooling2D");

    /// <summary>A layer with those settings.</summary>
    /// <param name="outputSize">Number of parts of each spatial axis, at least 1.</param>
    /// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
    /// absent.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public AdaptiveAveragePooling2D(
        Sizes outputSize,
        string? dataFormat = null,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.AdaptivePooling(
                kind: Usual.Kind,
                rank: Usual.Rank,
                outputSize: FSharp.List(outputSize.For(2)),
                dataFormat: Words.Of(dataFormat, Usual.DataFormat)),
            name,
            trainable,
            dtype)
    {
    }

    internal AdaptiveAveragePooling2D(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.AdaptivePooling Settings => (Engine.AdaptivePooling)Record;

    /// <summary>Number of parts of each spatial axis, at least 1.</summary>
    public IReadOnlyList<int> OutputSize => Settings.OutputSize;

    /// <summary><c>"channels_last"</c> or <c>"channels_first"</c>.</summary>
    public string DataFormat => CaseName.word(Settings.DataFormat);
}

/// <summary>
/// The largest value or the average of each of so many parts of every spatial axis, as even as they can be. [batch,
/// spatial..., channels] → [batch, outputSize..., channels]. Keras: AdaptiveMaxPooling1D to 3D,
/// AdaptiveAveragePooling1D to 3D (<c>keras.layers.AdaptiveAveragePooling3D</c>).
/// </summary>
public sealed class AdaptiveAveragePooling3D : Layer
{
    private static readonly Engine.AdaptivePooling Usual = FSharp.Usual<Engine.AdaptivePooling>("keras.layers.AdaptiveAveragePooling3D");

    /// <summary>A layer with those settings.</summary>
    /// <param name="outputSize">Number of parts of each spatial axis, at least 1.</param>
    /// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
    /// absent.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public AdaptiveAveragePooling3D(
        Sizes outputSize,
        string? dataFormat = null,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.AdaptivePooling(
                kind: Usual.Kind,
                rank: Usual.Rank,
                outputSize: FSharp.List(outputSize.For(3)),
                dataFormat: Words.Of(dataFormat, Usual.DataFormat)),
            name,
            trainable,
            dtype)
    {
    }

    internal AdaptiveAveragePooling3D(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.AdaptivePooling Settings => (Engine.AdaptivePooling)Record;

    /// <summary>Number of parts of each spatial axis, at least 1.</summary>
    public IReadOnlyList<int> OutputSize => Settings.OutputSize;

    /// <summary><c>"channels_last"</c> or <c>"channels_first"</c>.</summary>
    public string DataFormat => CaseName.word(Settings.DataFormat);
}
