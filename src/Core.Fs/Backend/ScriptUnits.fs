namespace Functional

open System
open System.Collections.Generic
open System.Reflection
open System.Runtime.InteropServices
open TorchSharp

/// <summary>An argument of a TorchScript function: a tensor, some tensors, a number that has an owner (<c>Scalars</c>), a whole number or
/// a truth value. A plain <c>double</c> or <c>long</c> cannot be one: TorchSharp would make a scalar of it that nothing keeps alive.</summary>
[<Struct; NoEquality; NoComparison>]
type internal Argument private (value: obj) =
    member internal _.Value = value
    static member Of(tensor: Tensor) = Argument(box tensor)
    static member Of(tensors: Tensor[]) = Argument(box tensors)
    static member Of(number: Number) = Argument(number.Call box)
    static member Of(number: int) = Argument(box number)
    static member Of(truth: bool) = Argument(box truth)
    /// Each tensor as an argument of its own.
    static member Each(tensors: Tensor[]) : Argument[] = tensors |> Array.map (fun tensor -> Argument(box tensor))

/// libtorch's own functions that TorchSharp has no name for.
module private LibTorchSharp =

    [<DllImport("LibTorchSharp")>]
    extern void THSJIT_CompilationUnit_dispose(nativeint unit)

/// A compiled script. libtorch's memory of it goes when nobody holds the object any more.
[<Sealed; AllowNullLiteral>]
type internal ScriptUnit(source: string) =

    // One at a time: the first in a process takes libtorch 0.2 s, later ones a millisecond.
    static let gate = obj ()

    // TorchSharp's own Dispose forgets the handle and frees nothing.
    static let handle =
        typeof<torch.jit.CompilationUnit>.GetField("handle", BindingFlags.Instance ||| BindingFlags.NonPublic)

    let unit = lock gate (fun () -> torch.jit.compile source)

    /// Calls a function of the script. The arguments stay alive until it returns: TorchSharp hands over addresses alone.
    member this.Invoke(name: string, arguments: Argument[]) : obj =
        let values = Array.zeroCreate<obj> arguments.Length
        for i in 0 .. values.Length - 1 do
            values[i] <- arguments[i].Value
        try
            unit.invoke (name, values)
        finally
            GC.KeepAlive values
            GC.KeepAlive this

    override _.Finalize() =
        if not (isNull handle || isNull unit) then
            LibTorchSharp.THSJIT_CompilationUnit_dispose(handle.GetValue unit :?> nativeint)

/// One unit for one text, so that a graph that is compiled again costs nothing: as long as a program holds it, and for the last
/// ones also longer.
[<RequireQualifiedAccess>]
module internal ScriptUnits =

    let private most = 32

    let private known = Dictionary<string, WeakReference<ScriptUnit>>()
    // The last one that was asked for comes last.
    let private recent = List<ScriptUnit>()

    let private dropDead () =
        for text in List.ofSeq known.Keys do
            if not (fst (known[text].TryGetTarget())) then
                known.Remove text |> ignore

    let private find source =
        match known.TryGetValue source with
        | true, reference ->
            match reference.TryGetTarget() with
            | true, unit -> unit
            | _ -> null
        | _ -> null

    /// The script of that text.
    let ofSource (source: string) : ScriptUnit =
        lock known (fun () ->
            let unit =
                match find source with
                | null ->
                    if known.Count > 2 * most then
                        dropDead ()
                    let fresh = ScriptUnit source
                    known[source] <- WeakReference<ScriptUnit> fresh
                    fresh
                | unit -> unit
            recent.Remove unit |> ignore
            recent.Add unit
            if recent.Count > most then
                recent.RemoveAt 0
            unit)

    /// How many there are, for those who look whether they go.
    let count () =
        lock known (fun () ->
            dropDead ()
            known.Count)
