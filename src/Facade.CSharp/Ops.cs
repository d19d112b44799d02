using Engine = Functional.Ops;

namespace Functional.Keras;

/// <content>Reductions, forms and products.</content>
public static partial class Ops
{
    /// <summary>x · Φ(x), by a tanh formula or exactly. Keras: the default differs from that of the activation.</summary>
    public static KerasTensor Gelu(KerasTensor x, bool approximate = true) =>
        KerasTensor.Map("gelu", x, expr => Engine.gelu(approximate, expr));

    /// <summary>x where positive, <c>alpha · (eˣ − 1)</c> elsewhere.</summary>
    public static KerasTensor Elu(KerasTensor x, double alpha = 1) =>
        KerasTensor.Map("elu", x, expr => Engine.elu(alpha, expr));

    /// <summary>x where positive, <c>negativeSlope · x</c> elsewhere.</summary>
    public static KerasTensor LeakyRelu(KerasTensor x, double negativeSlope = 0.2) =>
        KerasTensor.Map("leaky_relu", x, expr => Engine.leakyRelu(negativeSlope, expr));

    /// <summary>eˣ / Σ eˣ over an axis.</summary>
    public static KerasTensor Softmax(KerasTensor x, int axis = -1) =>
        KerasTensor.Map("softmax", x, expr => Engine.softmax(axis, expr));

    /// <summary>log(softmax(x)) over an axis.</summary>
    public static KerasTensor LogSoftmax(KerasTensor x, int axis = -1) =>
        KerasTensor.Map("log_softmax", x, expr => Engine.logSoftmax(axis, expr));

    /// <summary>The nearest value in [xMin, xMax].</summary>
    public static KerasTensor Clip(KerasTensor x, double xMin, double xMax) =>
        KerasTensor.Map("clip", x, expr => Engine.clip(xMin, xMax, expr));

    /// <summary>Where the condition holds the first, elsewhere the second.</summary>
    public static KerasTensor Where(KerasTensor condition, KerasTensor x1, KerasTensor x2) =>
        KerasTensor.Map("where", [condition, x1, x2], xs => [Engine.where(xs[0], xs[1], xs[2])])[0];

    /// <summary>The tensor with elements of another type, by Keras's name.</summary>
    /// <exception cref="ConfigurationException">There is no type of that name.</exception>
    public static KerasTensor Cast(KerasTensor x, string dtype)
    {
        var type = Loss.DTypeOf(dtype)!;
        return KerasTensor.Map("cast", x, expr => Engine.cast(type, expr));
    }

    /// <summary>Zeros in the shape of a tensor, and of its type when none is given.</summary>
    public static KerasTensor ZerosLike(KerasTensor x, string? dtype = null) => FullLike(x, 0, dtype);

    /// <summary>Ones in the shape of a tensor, and of its type when none is given.</summary>
    public static KerasTensor OnesLike(KerasTensor x, string? dtype = null) => FullLike(x, 1, dtype);

    /// <summary>One number in the shape of a tensor, and of its type when none is given.</summary>
    /// <exception cref="ConfigurationException">There is no type of that name.</exception>
    public static KerasTensor FullLike(KerasTensor x, double fillValue, string? dtype = null)
    {
        var type = Loss.DTypeOf(dtype);
        return KerasTensor.Map("full_like", x, expr => Engine.fullLike(expr, type ?? expr.DType, fillValue));
    }

    /// <summary>Sum over axes, over all when absent.</summary>
    public static KerasTensor Sum(KerasTensor x, Sizes? axis = null, bool keepdims = false) =>
        Reduce("sum", x, axis, keepdims, (axes, expr) => Engine.sum(FSharp.List(axes), expr));

    /// <summary>Mean over axes, over all when absent.</summary>
    public static KerasTensor Mean(KerasTensor x, Sizes? axis = null, bool keepdims = false) =>
        Reduce("mean", x, axis, keepdims, (axes, expr) => Engine.mean(FSharp.List(axes), expr));

    /// <summary>The largest over axes, over all when absent.</summary>
    public static KerasTensor Max(KerasTensor x, Sizes? axis = null, bool keepdims = false) =>
        Reduce("max", x, axis, keepdims, (axes, expr) => Engine.max(FSharp.List(axes), expr));

    /// <summary>The smallest over axes, over all when absent.</summary>
    public static KerasTensor Min(KerasTensor x, Sizes? axis = null, bool keepdims = false) =>
        Reduce("min", x, axis, keepdims, (axes, expr) => Engine.min(FSharp.List(axes), expr));

    /// <summary>Product over axes, over all when absent.</summary>
    public static KerasTensor Prod(KerasTensor x, Sizes? axis = null, bool keepdims = false) =>
        Reduce("prod", x, axis, keepdims, (axes, expr) => Engine.prod(FSharp.List(axes), expr));

    /// <summary>Whether all hold over axes, over all when absent.</summary>
    public static KerasTensor All(KerasTensor x, Sizes? axis = null, bool keepdims = false) =>
        Reduce("all", x, axis, keepdims, (axes, expr) => Engine.all(FSharp.List(axes), expr));

    /// <summary>Whether one holds over axes, over all when absent.</summary>
    public static KerasTensor Any(KerasTensor x, Sizes? axis = null, bool keepdims = false) =>
        Reduce("any", x, axis, keepdims, (axes, expr) => Engine.any(FSharp.List(axes), expr));

    /// <summary>Index of the largest along an axis, int32; the first of equals.</summary>
    public static KerasTensor Argmax(KerasTensor x, int axis = -1) =>
        KerasTensor.Map("argmax", x, expr => Engine.argmax(axis, expr));

    /// <summary>Sum of the elements so far along an axis.</summary>
    public static KerasTensor Cumsum(KerasTensor x, int axis) =>
        KerasTensor.Map("cumsum", x, expr => Engine.cumsum(axis, expr));

    /// <summary>The elements along an axis, smallest first.</summary>
    public static KerasTensor Sort(KerasTensor x, int axis = -1) =>
        KerasTensor.Map("sort", x, expr => Engine.sort(axis, false, expr));

    /// <summary>log Σ eˣ over an axis, safe for large values.</summary>
    public static KerasTensor Logsumexp(KerasTensor x, int axis) =>
        KerasTensor.Map("logsumexp", x, expr => Engine.logSumExp(axis, expr));

    /// <summary>The same elements in another shape; one size may be −1, which stands for what is left, such as the batch.</summary>
    public static KerasTensor Reshape(KerasTensor x, Sizes newshape) =>
        KerasTensor.Map("reshape", x, expr => Engine.reshape(FSharp.Longs(newshape), expr));

    /// <summary>A new axis of size 1.</summary>
    public static KerasTensor ExpandDims(KerasTensor x, int axis) =>
        KerasTensor.Map("expand_dims", x, expr => Engine.expandDims(axis, expr));

    /// <summary>Without an axis of size 1.</summary>
    public static KerasTensor Squeeze(KerasTensor x, int axis) =>
        KerasTensor.Map("squeeze", x, expr => Engine.squeeze(axis, expr));

    /// <summary>The axes in another order, reversed when absent.</summary>
    public static KerasTensor Transpose(KerasTensor x, Sizes? axes = null) => KerasTensor.Map(
        "transpose", x, expr => Engine.transpose(FSharp.List(axes ?? Enumerable.Range(0, expr.Rank).Reverse()), expr));

    /// <summary>An axis moved to another place.</summary>
    public static KerasTensor Moveaxis(KerasTensor x, int source, int destination) =>
        KerasTensor.Map("moveaxis", x, expr => Engine.moveAxis(source, destination, expr));

    /// <summary>Tensors behind each other along an axis.</summary>
    public static KerasTensor Concatenate(KerasTensors xs, int axis = 0) =>
        KerasTensor.Map("concatenate", xs, exprs => [Engine.concat(axis, FSharp.List(exprs))])[0];

    /// <summary>Tensors behind each other along a new axis.</summary>
    public static KerasTensor Stack(KerasTensors x, int axis = 0) =>
        KerasTensor.Map("stack", x, exprs => [Engine.stack(axis, FSharp.List(exprs))])[0];

    /// <summary>Parts of equal size along an axis.</summary>
    /// <exception cref="ShapeException">The parts do not divide the axis.</exception>
    public static IReadOnlyList<KerasTensor> Split(KerasTensor x, int indicesOrSections, int axis = 0) =>
        KerasTensor.Map("split", [x], exprs => Engine.split(axis, indicesOrSections, exprs[0]));

    /// <summary>The elements backwards along axes.</summary>
    public static KerasTensor Flip(KerasTensor x, Sizes axis) =>
        KerasTensor.Map("flip", x, expr => Engine.flip(FSharp.List(axis), expr));

    /// <summary>Slices of an axis at integer indices.</summary>
    public static KerasTensor Take(KerasTensor x, KerasTensor indices, int axis) =>
        KerasTensor.Map("take", x, indices, (table, at) => Engine.take(axis, table, at));

    /// <summary>One hot along a new last axis.</summary>
    public static KerasTensor OneHot(KerasTensor x, int numClasses) =>
        KerasTensor.Map("one_hot", x, expr => Engine.oneHot(numClasses, Functional.DType.Float32, expr));

    /// <summary>Matrix product over the last axis of the left and the last but one of the right side.</summary>
    public static KerasTensor Matmul(KerasTensor x1, KerasTensor x2) =>
        KerasTensor.Map("matmul", x1, x2, (a, b) => Expr.op_MultiplyAt(a, b));

    private static KerasTensor Reduce(
        string name, KerasTensor x, Sizes? axis, bool keepdims, Func<IEnumerable<int>, Expr, Expr> reduce) =>
        KerasTensor.Map(name, x, expr =>
        {
            int[] axes = [.. axis is { } given
                ? given.Select(at => Functional.ShapeModule.axis(expr.Shape, at)).Order()
                : Enumerable.Range(0, expr.Rank)];
            var result = reduce(axes, expr);
            return keepdims ? axes.Aggregate(result, (kept, at) => Engine.expandDims(at, kept)) : result;
        });
}
