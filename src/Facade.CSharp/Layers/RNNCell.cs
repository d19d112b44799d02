using Engine = Functional.Layers;

namespace Functional.Keras;

/// <summary>A cell's step: an input and the states before it → an output and the states after it.</summary>
/// <param name="inputs">The input of one step, the batch first.</param>
/// <param name="states">As many as the cell has.</param>
public delegate (KerasTensor Output, KerasTensors States) CellStep(KerasTensor inputs, KerasTensors states);

/// <summary>
/// An own cell, for <c>RNN</c>: a layer of one step. <see cref="StateSizes"/> says what it remembers, <see cref="Begin"/> makes what is the
/// same at all steps, and returns the step.
/// </summary>
/// <remarks>
/// Both are functions over symbols, called each time a graph is made. <c>RNN</c> owns masks, initial states, direction, and what is given
/// back; a cell knows nothing of them.
/// </remarks>
public abstract class RNNCell : Layer
{
    private DelegateCell? cell;

    /// <summary>The sizes of each state of one sample, without the batch: <c>[[units], [units]]</c>.</summary>
    /// <param name="inputShape">Shape of a step's input, the batch first.</param>
    protected abstract IReadOnlyList<Shape> StateSizes(Shape inputShape);

    /// <summary>
    /// Declares the weights and computes what is the same at all steps, once, outside of the loop. Returns the step, which may use all of it.
    /// </summary>
    /// <param name="inputs">An input like those of a step.</param>
    /// <param name="states">States like those of a step.</param>
    /// <param name="training">Whether the graph is for training.</param>
    protected abstract CellStep Begin(KerasTensor inputs, KerasTensors states, bool training);

    /// <summary>What the call gives as <c>constants</c>, the same at all steps. Only inside <see cref="Begin"/>.</summary>
    /// <exception cref="ConfigurationException">Called at another time.</exception>
    protected KerasTensors Constants =>
        [.. Now.Scope.Argument("constants").Select(constant => new KerasTensor(constant, Now))];

    private protected override ILayer Root => cell ??= new(() => GetType().Name, StateSizesOwn, BeginOwn, () => OwnChildren);

    private IEnumerable<Shape> StateSizesOwn(Scope scope, Expr input) =>
        FSharp.Gave(StateSizes(Shape.Of(input.Shape)), this, nameof(StateSizes), "shapes")
            .Select(sizes => FSharp.Gave(sizes, this, nameof(StateSizes), "shapes"));

    private Engine.Steps BeginOwn(Scope scope, Expr input, IReadOnlyList<Expr> states) => Traced(scope, tracing =>
    {
        KerasTensors Symbols(IEnumerable<Expr> tensors) => [.. tensors.Select(tensor => new KerasTensor(tensor, tracing))];
        var step = FSharp.Gave(Begin(new(input, tracing), Symbols(states), scope.Training), this, nameof(Begin), "the step");
        return FSharp.Steps((x, before) =>
        {
            var (output, after) = step(new(x, tracing), Symbols(before));
            return (
                FSharp.Gave(output, this, "the step").Expr,
                FSharp.Gave(after, this, "the step", "states").Select(state => state.Expr));
        });
    });
}
