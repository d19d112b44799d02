namespace Functional.Layers

open System
open System.Collections.Concurrent
open System.Text.RegularExpressions
open Functional

/// A layer, or another descriptor, whose Keras class is not the name of its type, because one type serves several classes.
type IClassName =
    abstract ClassName: string

[<RequireQualifiedAccess>]
module ClassName =

    /// Name of a layer's Keras class (<c>Conv2D</c>).
    let ofLayer (layer: ILayer) : string =
        match Holder.bare layer with
        | :? IClassName as named -> named.ClassName
        | other -> other.GetType().Name

    // Keras: a word begins with a capital before or after a small letter.
    let private separate (name: string) =
        let isWord (c: char) = Char.IsAsciiLetterOrDigit c || c = '_'
        let name = if Seq.forall isWord name then name else Regex.Replace(name, @"\W+", "")
        name
        |> SnakeCase.separate (fun name i ->
            Char.IsAsciiLetterUpper name[i]
            && (Char.IsAsciiLetterLower name[i - 1] || i + 1 < name.Length && Char.IsAsciiLetterLower name[i + 1]))

    // Of few classes, for many layers.
    let private separated = ConcurrentDictionary<string, string>()

    // Keras: the class has another name inside of Keras.
    do separated["GroupQueryAttention"] <- "grouped_query_attention"

    /// Keras's snake case: <c>Conv2D</c> → <c>conv2d</c>, <c>MaxPooling2D</c> → <c>max_pooling2d</c>.
    let toSnakeCase (name: string) =
        match separated.TryGetValue name with
        | true, known -> known
        | _ ->
            let made = separate name
            if separated.Count < 1000 then
                separated[name] <- made
            made

    /// The name the user gave a layer, if any.
    let given (layer: ILayer) = (Holder.options layer).Name

    /// The name that a layer has in Keras by itself: the user's own, or its class in snake case.
    let nameOf (layer: ILayer) = given layer |> Option.defaultWith (fun () -> toSnakeCase (ofLayer layer))
