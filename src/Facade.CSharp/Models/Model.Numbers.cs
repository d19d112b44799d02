namespace Functional.Keras;

/// <content>The model's numbers, and where those of each layer are.</content>
public partial class Model
{
    private TensorStore EnsureStore(bool afresh = false) => store is { } known && !afresh ? known : making.Join(() => MakeStore(afresh));

    private void RequireAlive()
    {
        if (isDisposed)
            throw new ObjectDisposedException(null, $"{Name}: the model was disposed");
    }

    private TensorStore MakeStore(bool afresh, bool isRenamed = false)
    {
        if (store is { } known && !afresh)
            return known;
        RequireAlive();
        var built = ModelModule.build(Mode.Training, Definition);
        var fresh = Functional.Weights.initialize(Config.TorchDevice, Seed, built);
        trace = built.Trace;
        Dictionary<Key, Key> moved = [];
        try
        {
            Share(fresh, new(() => ByLayer(fresh.Keys, key => key.Layer)), this, LayerPath.Root, moved);
        }
        catch
        {
            ((IDisposable)fresh).Dispose();
            throw;
        }

        if (store is { } old)
        {
            fresh.Position = old.Position;
            foreach (var key in isRenamed ? old.Keys.Where(key => key.IsOfOptimizer).ToArray() : [])
                fresh.Put(FSharp.OrNull(key.KeptFor) is { } weight ? key.For(moved.GetValueOrDefault(weight, weight)) : key, old[key].detach());
        }

        store = fresh;
        variables = null;
        Settle(this, LayerPath.Root);
        return fresh;
    }

    // A layer that was built before has its weights somewhere: both stores then hold the same memory.
    private void Share(
        TensorStore fresh, Lazy<ILookup<LayerPath, Key>> keys, Layer layer, LayerPath place, Dictionary<Key, Key> moved)
    {
        var path = HomeAt(place);
        var isSelf = path.IsRoot && ReferenceEquals(layer.Home?.Model, this);
        if (!isSelf && layer.Home is { Model.Store: { } other } home && other.Device.type == fresh.Device.type)
        {
            var isWhole = true;
            foreach (var key in path.IsRoot ? fresh.Keys : keys.Value[path])
            {
                var there = key.Moved(path, home.Path);
                if (other.Contains(there) && other[there].shape.AsSpan().SequenceEqual(fresh[key].shape))
                {
                    fresh.Share(key, other, there);
                    moved[there] = key;
                }
                else
                {
                    isWhole = false;
                }
            }

            isShared = home.Model.isShared = true;
            if (isWhole)
                return;
            // A layer inside may have its home elsewhere, where it stands first.
        }

        foreach (var (name, child) in Inside(layer, place))
            Share(fresh, keys, child, place.Child(name), moved);
    }

    /// <summary>What layers have, by the paths of all layers that it is inside of.</summary>
    private static ILookup<LayerPath, T> ByLayer<T>(IEnumerable<T> items, Func<T, LayerPath> layer) => items
        .SelectMany(item => Around(layer(item)).Select(path => (Path: path, Item: item)))
        .ToLookup(entry => entry.Path, entry => entry.Item);

    private static IEnumerable<LayerPath> Around(LayerPath layer)
    {
        for (; !layer.IsRoot; layer = layer.Parent)
            yield return layer;
    }

    // Where the weights of a layer are that stands at a place: one may stand at several.
    private LayerPath HomeAt(LayerPath place) => trace?.HomeAt(place) ?? place;

    private void Settle(Layer layer, LayerPath place)
    {
        var path = HomeAt(place);
        var isMine = ReferenceEquals(layer.Home?.Model, this);
        if (isMine ? !layer.Home!.Path.Equals(path) : (layer.Home is null or { Model.Store: null } or { Model.isAlone: true }) && !(isAlone && layer.Home is { Model.Store: not null }))
            layer.Home = new(this, path);
        foreach (var (name, child) in Inside(layer, place))
            Settle(child, child.Home?.Path is { } known && known.Name == name && place.Equals(known.Parent) ? known : place.Child(name));
    }

    // Own layers say what they hold only when they are built, and may have been built inside each other.
    private static IReadOnlyList<(string Name, Layer Layer)> Inside(Layer layer, LayerPath path) =>
        path.Depth <= Functional.Layer.depthLimit ? layer.Children : throw Functional.Layer.tooDeep(layer.Name);
}
