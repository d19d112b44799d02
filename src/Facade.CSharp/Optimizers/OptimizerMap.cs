using System.Collections;

namespace Functional.Keras.Optimizers;

/// <summary>Which optimizer changes which weights (<c>keras.optimizers.OptimizerMap</c>).</summary>
/// <remarks>
/// <c>new OptimizerMap("sgd") { ["encoder/.*"] = new Adam(), ["head/kernel"] = new Lion() }</c>. A key is the path of a weight, which goes
/// first, or a pattern that is the whole of paths.
/// </remarks>
public sealed class OptimizerMap : IEnumerable<KeyValuePair<string, Optimizer>>
{
    private readonly List<KeyValuePair<string, Optimizer>> optimizers = [];

    /// <summary>A map with those optimizers.</summary>
    /// <param name="defaultOptimizer">The optimizer of all other weights.</param>
    /// <param name="optimizerMap">Optimizers by paths of weights, or patterns of paths; none when absent.</param>
    /// <exception cref="ConfigurationException">A key that is there twice, or no optimizer.</exception>
    public OptimizerMap(Optimizer defaultOptimizer, IEnumerable<KeyValuePair<string, Optimizer>>? optimizerMap = null)
    {
        DefaultOptimizer = FSharp.Given(defaultOptimizer);
        foreach (var (key, optimizer) in optimizerMap ?? [])
            this[key] = optimizer;
    }

    /// <summary>The optimizer of all other weights.</summary>
    public Optimizer DefaultOptimizer { get; }

    /// <summary>The optimizer of a weight by its path; set, that of a path or a pattern.</summary>
    /// <exception cref="ConfigurationException">Several patterns fit the path, or a key is set twice.</exception>
    public Optimizer this[string key]
    {
        get
        {
            var found = Engine.Of(FSharp.Given(key));
            return optimizers.Select(entry => entry.Value).FirstOrDefault(one => ReferenceEquals(one.Engine, found)) ?? DefaultOptimizer;
        }
        set
        {
            if (optimizers.Any(entry => entry.Key == FSharp.Given(key)))
                throw new ConfigurationException($"optimizer_map must have each key once, got \"{key}\" twice");
            optimizers.Add(new(key, FSharp.Given(value)));
        }
    }

    /// <summary>Keys and their optimizers, in order.</summary>
    public IEnumerator<KeyValuePair<string, Optimizer>> GetEnumerator() => optimizers.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal Functional.Optimizers.OptimizerMap Engine => new(
        DefaultOptimizer.Engine,
        FSharp.List(optimizers.Select(entry => Tuple.Create(entry.Key, entry.Value.Engine))));

    /// <summary>The facade's of one of the engine's: an object for each of its optimizers.</summary>
    internal static OptimizerMap Of(Functional.Optimizers.OptimizerMap engine)
    {
        Dictionary<Functional.Optimizer, Optimizer> known = new(ReferenceEqualityComparer.Instance);
        Optimizer One(Functional.Optimizer one) =>
            known.TryGetValue(one, out var made) ? made : known[one] = Optimizer.Of(one);
        return new(
            One(engine.DefaultOptimizer),
            engine.Optimizers.Select(entry => KeyValuePair.Create(entry.Item1, One(entry.Item2))));
    }
}
