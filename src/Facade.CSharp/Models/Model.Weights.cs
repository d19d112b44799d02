namespace Functional.Keras;

/// <content>Weights and summary.</content>
public partial class Model
{
    private IReadOnlyList<Variable>? variables;

    /// <summary>
    /// All weights, in Keras's order. They are made now where the input's shape is known; empty where it is not.
    /// </summary>
    public override IReadOnlyList<Variable> Weights
    {
        get
        {
            if (FSharp.OrNull(Definition.Inputs) is null)
                return Home is { } home && home.Model != this ? home.Model.WeightsBelow(home.Path) : [];
            Refresh();
            EnsureStore();
            return Variables;
        }
    }

    private IReadOnlyList<Variable> Variables => variables ??=
        [.. ModelModule.weights(ModelModule.build(Mode.Inference, Definition)).Select(weight => new Variable(this, weight))];

    /// <summary>What the model consists of, as Keras prints it.</summary>
    /// <param name="lineLength">Length of the lines; 76 when absent.</param>
    /// <param name="printFn">Takes the text instead of the console.</param>
    /// <param name="expandNested">Whether layers of models among the layers are shown.</param>
    /// <param name="showTrainable">Whether it is shown which layers the optimizer changes.</param>
    /// <exception cref="ConfigurationException">The lines are too short for the columns.</exception>
    /// <exception cref="ShapeException">Layers do not fit together.</exception>
    public void Summary(
        int? lineLength = null, Action<string>? printFn = null, bool expandNested = false, bool showTrainable = false)
    {
        Refresh();
        var optimizer = store is not null && trainer is not null && store.Contains(Updates.iterationPath)
            ? trainer.OptimizerVariables.Select(variable => (variable.Shape, variable.DType))
            : null;
        var summary = FSharp.Summary(Definition, expandNested, optimizer);
        (printFn ?? Console.WriteLine)(SummaryModule.text(lineLength ?? 76, showTrainable, summary));
    }

    /// <summary>The weights of a part of the model; empty while the input's shape is not known.</summary>
    internal IReadOnlyList<Variable> WeightsBelow(string path) => path == ""
        ? Weights
        : [.. Weights.Where(weight => weight.Path.StartsWith(path + "/", StringComparison.Ordinal))];

    /// <summary>Takes up options of layers that were changed since the model was made.</summary>
    private void Refresh()
    {
        var changed = false;
        foreach (var layer in FSharp.Layers(Definition.Root))
        {
            var held = Of(layer);
            if (held is Model model)
                model.Refresh();
            changed |= !ReferenceEquals(held.Descriptor, layer);
        }

        if (changed)
        {
            definition = FSharp.Replace(Definition, layer => Of(layer).Descriptor);
            variables = null;
            Forget();
        }
    }
}
