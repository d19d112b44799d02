namespace Functional

open System.Collections.Generic
open System.Text
open Functional.Layers

/// The vocabularies of a model's layers in Keras's files: those that its configuration does not have stand in files of their own, a line a
/// token, and what tokens weigh with the weights.
[<RequireQualifiedAccess>]
module internal VocabularyFiles =

    let private asset (place: string) = $"{place}/vocabulary.txt"

    // Keras: a layer of text has a lookup inside, which says the same.
    let private placesOf (layer: ILayer) (place: string) : string list =
        match layer with
        | :? TextVectorization -> [ place; $"{place}/_lookup_layer" ]
        | _ -> [ place ]

    let private vocabularies (model: Model) : (IVocabulary * ILayer * string) list = [
        for layer, place in WeightTree.places model do
            match box layer with
            | :? IVocabulary as vocabulary -> vocabulary, layer, place
            | _ -> ()
    ]

    /// The files of the vocabularies, by their names.
    let assets (model: Model) : (string * Lazy<byte[]>) list = [
        for vocabulary, layer, place in vocabularies model do
            for lines in Option.toList vocabulary.Lines do
                if List.tryLast lines = Some "" then
                    Fault.unsupported
                        place
                        "a vocabulary with an empty token at its end cannot be kept in a file of lines"
                for line in lines do
                    if line.Contains '\n' || line.Contains '\r' then
                        Fault.unsupported
                            place
                            $"a token with a line's end cannot be kept in a file of lines, got \"{line}\""
                for place in placesOf layer place do
                    asset place, lazy (Encoding.UTF8.GetBytes(String.concat "\n" lines))
    ]

    /// What tokens weigh, by their places among the weights.
    let weights (model: Model) : (string * HostArray) list = [
        for vocabulary, layer, place in vocabularies model do
            for weights in Option.toList vocabulary.Weights do
                let array = {
                    DType = DType.Float32
                    Shape = [| int64 weights.Length |]
                    Data = [| for weight in weights -> float32 weight |]
                }
                for place in placesOf layer place do
                    place + WeightTree.weightsOfTokens, array
    ]

    let private linesOf (where: string) (bytes: byte[]) : string list =
        let text =
            try
                UTF8Encoding(false, true).GetString bytes
            with :? DecoderFallbackException ->
                Fault.refuse where "must be text in UTF-8"
        let lines = text.Split '\n' |> Array.map _.TrimEnd('\r') |> List.ofArray
        lines |> List.rev |> List.skipWhile ((=) "") |> List.rev

    /// The model with the vocabularies that a file has beside its configuration.
    let restore (file: string) (archive: KerasArchive) (model: Model) : Model =
        let files = dict archive.Assets
        let known = Dictionary<ILayer, ILayer>(HashIdentity.Reference)
        for vocabulary, layer, place in vocabularies model do
            match files.TryGetValue(asset place) with
            | true, bytes when vocabulary.Lines.IsSome ->
                let where = $"'{file}', assets/{asset place}"
                let weights =
                    Hdf5Group.tryDataset (place + WeightTree.weightsOfTokens) archive.Weights
                    |> Option.map (HostValues.floats >> List.ofArray)
                let lines = linesOf where bytes.Value
                if not lines.IsEmpty then
                    known[layer] <- Fault.guard where (fun () -> vocabulary.WithLines(lines, weights))
            | _ -> ()
        let rec replace (layer: ILayer) : ILayer =
            let options, bare = Holder.apart layer
            match known.TryGetValue bare with
            | true, found -> Holder.withOptions options found
            | _ when (Holder.parts bare).IsEmpty -> layer
            | _ ->
                let made = Holder.map replace bare
                known[bare] <- made
                Holder.withOptions options made
        if known.Count = 0 then
            model
        else
            let options, root = Holder.apart model.Root
            { model with Root = Holder.map replace root |> Holder.withOptions options }
