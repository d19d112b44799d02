namespace Functional

open System

/// The names from a model down to a layer, or to an attribute of one: what tells layers and their weights apart. Paths with the same
/// names are equal; their text has slashes between, and is for people and files.
[<Sealed; AllowNullLiteral>]
type LayerPath private (parent: LayerPath, name: string) =

    static let root = LayerPath(null, "")

    // Compared whenever a graph is built, so a path knows its own.
    let hash: int = if isNull parent then 0 else HashCode.Combine(parent.GetHashCode(), name.GetHashCode())
    let depth: int = if isNull parent then 0 else parent.Depth + 1
    let length: int = if depth < 2 then name.Length else parent.Length + 1 + name.Length

    [<ThreadStatic; DefaultValue>]
    static val mutable private current: LayerPath

    /// Outside of layers; also the place of a model in itself.
    static member Root = root
    /// The path of a text.
    static member Parse(text: string) : LayerPath =
        if text = "" then root else (root, text.Split '/') ||> Array.fold (fun path name -> path.Child name)

    member _.IsRoot = isNull parent
    /// What the layer is in. The root has none.
    member _.Parent = parent
    /// The last of the names; "" of the root.
    member _.Name = name
    /// Number of the names.
    member _.Depth = depth
    /// Length of the text.
    member _.Length = length
    /// What is inside, by that name.
    member this.Child(name: string) = LayerPath(this, name)

    /// Whether it is that layer or stands in it.
    member this.IsIn(layer: LayerPath) =
        let mutable at = this
        while at.Depth > layer.Depth do
            at <- at.Parent
        at.Equals layer

    /// The same below <c>there</c> as it is below <c>here</c>, which must be one of the paths that it is inside of.
    member this.Moved(here: LayerPath, there: LayerPath) : LayerPath =
        if this.Equals here then there else this.Parent.Moved(here, there).Child this.Name

    /// All names, from the model down.
    member this.Names: string list =
        let mutable names = []
        let mutable at = this
        while not at.IsRoot do
            names <- at.Name :: names
            at <- at.Parent
        names

    override this.ToString() = String.Join("/", this.Names)
    override _.GetHashCode() = hash

    override this.Equals other =
        match other with
        | :? LayerPath as other ->
            let mutable a, b = this, other
            let mutable same = true
            while same && not (Object.ReferenceEquals(a, b)) do
                same <- a.GetHashCode() = b.GetHashCode() && not a.IsRoot && not b.IsRoot && a.Name = b.Name
                a <- a.Parent
                b <- b.Parent
            same
        | _ -> false

    interface IComparable with
        member this.CompareTo other = compare this.Names (other :?> LayerPath).Names

    /// The layer that is being built on this thread. Nodes and errors are stamped with it.
    static member internal Current = if isNull LayerPath.current then root else LayerPath.current

    /// Work inside of the layer of that path. However it ends, the current path is then as before.
    static member internal Within(path: LayerPath, work: unit -> 'a) : 'a =
        let before = LayerPath.current
        LayerPath.current <- path
        try
            work ()
        finally
            LayerPath.current <- before
