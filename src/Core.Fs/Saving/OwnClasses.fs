namespace Functional

open System.Text.Json.Nodes
open System.Threading

/// A class of a user's own in a file.
type IOwnClass =
    /// What files know it by: <c>package>Name</c> of a registered class, or else the name of the class.
    abstract RegisteredName: string
    /// What its constructor is to be handed; null where it is code. Raises <c>UnsupportedException</c> for what no file can hold.
    abstract Config: JsonObject

/// <summary>Classes of a user's own that may be made while a file is read: those that were registered, or passed. No other name in a file is
/// followed.</summary>
[<AbstractClass; AllowNullLiteral>]
type OwnClasses() =
    static let current = AsyncLocal<OwnClasses>()

    /// Whether there is a class of that name.
    abstract Has: name: string -> bool

    /// An object of a class by its name, from what its constructor is to be handed, as the engine takes it: a layer, a loss or a metric.
    abstract Make: place: string * name: string * config: JsonObject -> obj

    /// Those that may be made now.
    static member internal Current = current.Value

    static member internal Knows(name: string) = not (isNull current.Value) && current.Value.Has name

    /// Work while they may be made.
    static member Within(classes: OwnClasses, work: System.Func<'a>) : 'a =
        let before = current.Value
        current.Value <- classes
        try
            work.Invoke()
        finally
            current.Value <- before
