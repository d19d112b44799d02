namespace Functional.Layers

open System
open System.Collections.Generic
open System.Runtime.CompilerServices
open System.Text
open Functional

/// What stands for a token in an output.
[<RequireQualifiedAccess>]
type LookupOutput =
    /// Its index.
    | Int
    /// A vector with one 1 for each.
    | OneHot
    /// A vector with a 1 for each token that a sample has.
    | [<AlsoCalled "binary">] MultiHot
    /// A vector with how often a sample has each token.
    | Count
    /// The same, each times the weight of its token.
    | [<AlsoCalled "tf-idf">] TfIdf

/// Which index a token has that is not in the vocabulary, where there are several for such ones.
[<RequireQualifiedAccess>]
type OovMethod =
    /// The remainder of its division by their number.
    | Floormod
    /// The remainder of its hash.
    | Farmhash

[<RequireQualifiedAccess>]
module internal TextEncoding =

    /// Raises for an encoding other than UTF-8: .NET's text has none, and vocabularies are kept in that.
    let require (encoding: string) =
        if
            not (
                "utf-8".Equals(encoding, StringComparison.OrdinalIgnoreCase)
                || "utf8".Equals(encoding, StringComparison.OrdinalIgnoreCase)
            )
        then
            raise (UnsupportedException $"encoding must be \"utf-8\", got \"{encoding}\"")

/// A key for hashes: two numbers.
type Salt = {
    First: int64
    Second: int64
} with

    static member Of number = { First = number; Second = number }
    /// Both numbers.
    member this.All = [ this.First; this.Second ]

/// A vocabulary that a layer learned from data, or that was set.
type Learned<'token> = {
    /// The tokens in order, without those that stand for others.
    Tokens: 'token list
    /// The weight of each index, with those of other tokens; none where there are no weights.
    Weights: float list
}

/// What a lookup goes by, whatever its tokens are.
type internal LookupRule<'token when 'token: equality> = {
    MaxTokens: int option
    NumOovIndices: int
    MaskToken: 'token option
    OovToken: 'token option
    Given: 'token list option
    IdfWeights: float list option
    Invert: bool
    OutputMode: LookupOutput
    PadToMaxTokens: bool
    /// The index of a token that is not in the vocabulary among so many.
    Other: int -> 'token -> int64
    /// How many indices there are, where only that is known.
    Size: int option
    Learned: Learned<'token> option
    Show: 'token -> string
    Compare: 'token -> 'token -> int
}

/// A layer with a vocabulary: tokens and their indices.
type IVocabulary =
    /// The vocabulary as text, a line a token, as files keep it beside the settings; nothing where the settings have it.
    abstract Lines: string list option
    /// The weight of each index, which files keep beside the settings.
    abstract Weights: float list option
    /// The layer with a vocabulary that a file has beside the settings. Raises <c>ConfigurationException</c> for one that it cannot have.
    abstract WithLines: lines: string list * weights: float list option -> ILayer
    /// How many indices there are, with those of other tokens; nothing while it is not known.
    abstract Size: int option

/// A layer whose tokens are of a type, with a vocabulary of them.
type IVocabulary<'token> =
    inherit IVocabulary
    /// All tokens by index; without those that stand for others where that is wanted.
    abstract Vocabulary: includeSpecialTokens: bool -> 'token list
    /// The layer with another vocabulary, with weights where its output is weighted.
    abstract WithVocabulary: tokens: 'token list * weights: float list option -> ILayer

[<RequireQualifiedAccess>]
module internal Lookup =

    let private refuse rule = raise (ConfigurationException rule)

    /// How many indices there may be that no token takes.
    [<Literal>]
    let largest = 16777216

    let private oovStart (rule: LookupRule<'t>) =
        if rule.MaskToken.IsSome && rule.OutputMode = LookupOutput.Int then 1 else 0

    /// The index of the first token.
    let tokenStart (rule: LookupRule<'t>) = oovStart rule + rule.NumOovIndices

    // The tokens that stand for others, by index; nothing in the place of one that has no token.
    let private specials (rule: LookupRule<'t>) : 't option list =
        List.replicate (oovStart rule) rule.MaskToken @ List.replicate rule.NumOovIndices rule.OovToken

    /// The tokens behind the first ones, where these are those that stand for others.
    let private apart (rule: LookupRule<'t>) (tokens: 't list) : bool * 't list =
        let start = tokenStart rule
        if tokens.Length >= start && List.truncate start tokens |> List.map Some = specials rule then
            true, List.skip start tokens
        else
            false, tokens

    let private requireTokens (rule: LookupRule<'t>) (tokens: 't list) =
        let seen = HashSet<'t>()
        for token in tokens do
            if not (seen.Add token) then
                refuse $"vocabulary must have each token once, got {rule.Show token} twice"
            if rule.MaskToken = Some token then
                refuse
                    $"vocabulary must have the mask token at its start or not at all, got {rule.Show token} further on"
            if rule.Invert && rule.OovToken = Some token then
                refuse
                    $"vocabulary must have the token of others at its start or not at all, got {rule.Show token} further on"
        let size = tokenStart rule + tokens.Length
        match rule.MaxTokens with
        | Some most when size > most -> refuse $"vocabulary must have at most {most} tokens (max_tokens), got {size}"
        | _ -> ()

    // Other tokens weigh as much as the others do on average; indices behind the last token nothing.
    let private padded (rule: LookupRule<'t>) (hasSpecials: bool) (weights: float list) : float list =
        let front = if hasSpecials then [] else List.replicate (tokenStart rule) (List.average weights)
        let weights = front @ weights
        match rule.PadToMaxTokens, rule.MaxTokens with
        | true, Some most -> weights @ List.replicate (max 0 (most - weights.Length)) 0.0
        | _ -> weights

    /// A vocabulary that is given, without the tokens that stand for others, with the weight of each index.
    let learned (rule: LookupRule<'t>) (tokens: 't list) (weights: float list option) : Learned<'t> =
        if tokens.IsEmpty then
            refuse "vocabulary must not be empty"
        let hasSpecials, own = apart rule tokens
        requireTokens rule own
        match rule.OutputMode, weights with
        | LookupOutput.TfIdf, None -> refuse "idf_weights must be given for output_mode \"tf_idf\""
        | LookupOutput.TfIdf, Some weights when weights.Length <> tokens.Length ->
            refuse $"idf_weights must be as many as the vocabulary has tokens, {tokens.Length}, got {weights.Length}"
        | LookupOutput.TfIdf, Some weights -> { Tokens = own; Weights = padded rule hasSpecials weights }
        | _, Some _ -> refuse "idf_weights are for output_mode \"tf_idf\" alone"
        | _, None -> { Tokens = own; Weights = [] }

    /// Raises for settings that do not go together.
    let check (rule: LookupRule<'t>) : unit =
        match rule.MaxTokens with
        | _ when not rule.PadToMaxTokens -> ()
        | None -> refuse "max_tokens must be given for pad_to_max_tokens"
        | Some tokens when tokens > largest ->
            refuse $"max_tokens must be at most {largest} for pad_to_max_tokens, got {tokens}"
        | _ -> ()
        if rule.Invert && rule.OutputMode <> LookupOutput.Int then
            refuse $"output_mode must be \"int\" for invert, got \"{CaseName.word rule.OutputMode}\""
        if rule.Invert && rule.OovToken.IsNone then
            refuse "oov_token must be given for invert"
        if rule.IdfWeights.IsSome && rule.OutputMode <> LookupOutput.TfIdf then
            refuse "idf_weights are for output_mode \"tf_idf\" alone"
        for given in Option.toList rule.Given do
            learned rule given rule.IdfWeights |> ignore

    /// The vocabulary, where there is one.
    let tryVocabulary (rule: LookupRule<'t>) : Learned<'t> option =
        match rule.Given with
        | Some given -> Some(learned rule given rule.IdfWeights)
        | None -> rule.Learned

    let size (rule: LookupRule<'t>) : int option =
        match tryVocabulary rule with
        | Some vocabulary -> Some(tokenStart rule + vocabulary.Tokens.Length)
        | None -> rule.Size

    /// All tokens by index. One that stands for others and has no token is left out of it.
    let vocabulary (rule: LookupRule<'t>) (includeSpecials: bool) : 't list =
        let tokens = tryVocabulary rule |> Option.map _.Tokens |> Option.defaultValue []
        if includeSpecials then List.choose id (specials rule) @ tokens else tokens

    let private depth (rule: LookupRule<'t>) : int =
        match rule.PadToMaxTokens, rule.MaxTokens, size rule with
        | true, Some most, _ -> most
        | _, _, Some size -> size
        | _ -> refuse "needs its vocabulary: adapt the layer to data or set one first"

    /// Sizes of an encoded output: of one hot [..., 1] or [...] → [..., depth], otherwise [batch, n, ...] → [batch, ..., depth].
    let encodedDims
        (isOneHot: bool)
        (depth: int)
        (dims: 'dim list)
        (isOne: 'dim -> bool)
        (known: int64 -> 'dim)
        : 'dim list =
        let kept =
            match isOneHot, dims with
            | true, _ :: _ :: _ when isOne (List.last dims) -> List.truncate (dims.Length - 1) dims
            | true, _ -> dims
            | false, ([] | [ _ ]) -> []
            | false, batch :: _ :: others -> batch :: others
        kept @ [ known (int64 depth) ]

    /// Shape and dtype of the output for inputs of a shape.
    let infer (rule: LookupRule<'t>) (tokens: DType) (shape: Shape) : Shape * DType =
        check rule
        match rule.OutputMode with
        | LookupOutput.Int when rule.Invert -> shape, tokens
        | LookupOutput.Int -> shape, DType.Int64
        | mode ->
            let isOne dim = dim = Dim.Known 1L
            Functional.Shape.ofDims (encodedDims (mode = LookupOutput.OneHot) (depth rule) shape.Dims isOne Dim.Known),
            DType.Float32

    // A table of a vocabulary is made once.
    let private tables = ConditionalWeakTable<obj, obj>()

    type private Table<'t> = { Index: Dictionary<'t, int64>; Tokens: 't[]; Weights: float[] }

    let private tableOf (owner: obj) (rule: LookupRule<'t>) : Table<'t> =
        tables.GetValue(
            owner,
            fun _ ->
                match tryVocabulary rule with
                | None -> refuse "needs its vocabulary: adapt the layer to data or set one first"
                | Some vocabulary ->
                    let index = Dictionary<'t, int64>()
                    let start = int64 (tokenStart rule)
                    vocabulary.Tokens |> List.iteri (fun i token -> index[token] <- start + int64 i)
                    box {
                        Index = index
                        Tokens = Array.ofList vocabulary.Tokens
                        Weights = Array.ofList vocabulary.Weights
                    }
        )
        :?> Table<'t>

    /// A token that does not count.
    let private none = -1L

    /// The index of each token; −1 for one that does not count.
    let indices (owner: obj) (rule: LookupRule<'t>) (tokens: 't[]) : int64[] =
        let table = tableOf owner rule
        let first = int64 (oovStart rule)
        let mask = if rule.OutputMode = LookupOutput.Int then 0L else none
        let hasMask, maskToken = rule.MaskToken.IsSome, Option.defaultValue Unchecked.defaultof<'t> rule.MaskToken
        let comparer = EqualityComparer<'t>.Default
        tokens
        |> Array.map (fun token ->
            if hasMask && comparer.Equals(token, maskToken) then
                mask
            else
                match table.Index.TryGetValue token with
                | true, index -> index
                | _ ->
                    match rule.NumOovIndices with
                    | 0 ->
                        raise (
                            DataException
                                $"data: tokens must be in the vocabulary (num_oov_indices is 0), got {rule.Show token}"
                        )
                    | 1 -> first
                    | several -> first + rule.Other several token)

    /// The token of each index.
    let tokens (owner: obj) (rule: LookupRule<'t>) (indices: int64[]) : 't[] =
        let table = tableOf owner rule
        let start = int64 (tokenStart rule)
        let byIndex = table.Tokens
        indices
        |> Array.map (fun index ->
            if index = 0L && rule.MaskToken.IsSome then rule.MaskToken.Value
            elif index >= start && index - start < int64 byIndex.Length then byIndex[int (index - start)]
            else rule.OovToken.Value)

    /// Vectors for the indices of samples; those outside of the places stand for nothing.
    let encode (mode: LookupOutput) (depth: int) (weights: float[]) (shape: int64[]) (indices: int64[]) : HostArray =
        let dims =
            encodedDims (mode = LookupOutput.OneHot) depth (List.ofArray shape) (fun size -> size = 1L) id
            |> Array.ofList
        let count = Array.fold (*) 1L dims
        let data = HostValues.zeros<float32> count
        // Elements behind the second axis, which stay apart.
        let inner = if shape.Length > 2 then int (Array.fold (*) 1L shape[2..]) else 1
        let perSample = if shape.Length < 2 then indices.Length else int shape[1] * inner
        for i in 0 .. indices.Length - 1 do
            let index = indices[i]
            if index >= 0L && index < int64 depth then
                let row = if mode = LookupOutput.OneHot then i else (i / max 1 perSample) * inner + i % inner
                let at = row * depth + int index
                match mode with
                | LookupOutput.Count
                | LookupOutput.TfIdf -> data[at] <- data[at] + 1.0f
                | _ -> data[at] <- 1.0f
        if mode = LookupOutput.TfIdf then
            for at in 0 .. data.Length - 1 do
                data[at] <- data[at] * float32 weights[at % depth]
        { DType = DType.Float32; Shape = dims; Data = data }

    /// What the output has for tokens of a shape.
    let compute (owner: obj) (rule: LookupRule<'t>) (shape: int64[]) (tokens: 't[]) : HostArray =
        let found = indices owner rule tokens
        match rule.OutputMode with
        | LookupOutput.Int -> HostValues.ofWholes shape found
        | mode ->
            let table = tableOf owner rule
            let depth =
                match rule.PadToMaxTokens, rule.MaxTokens with
                | true, Some most -> most
                | _ -> tokenStart rule + table.Tokens.Length
            encode mode depth table.Weights shape found

    /// The vocabulary of documents, each a list of tokens: the most frequent first, of two as frequent ones the greater first.
    let learn (rule: LookupRule<'t>) (documents: 't[] seq) : Learned<'t> =
        if rule.Given.IsSome then
            refuse "a vocabulary is given, so there is nothing to adapt"
        let counts, documentCounts = Dictionary<'t, int64>(), Dictionary<'t, int64>()
        let mutable number = 0L
        let add (counts: Dictionary<'t, int64>) token = counts[token] <- counts.GetValueOrDefault token + 1L
        for document in documents do
            number <- number + 1L
            for token in document do
                add counts token
            if rule.OutputMode = LookupOutput.TfIdf then
                for token in Array.distinct document do
                    add documentCounts token
        for special in [ rule.MaskToken; rule.OovToken ] do
            for token in Option.toList special do
                counts.Remove token |> ignore
        let tokens =
            [ for pair in counts -> pair.Key, pair.Value ]
            |> List.sortWith (fun (a, countA) (b, countB) ->
                if countA <> countB then compare countB countA else rule.Compare b a)
            |> List.map fst
        let tokens =
            match rule.MaxTokens with
            | Some most -> List.truncate (max 0 (most - tokenStart rule)) tokens
            | None -> tokens
        let weights =
            if rule.OutputMode = LookupOutput.TfIdf && not tokens.IsEmpty then
                tokens
                |> List.map (fun token ->
                    Math.Log(1.0 + float number / float (1L + documentCounts.GetValueOrDefault token)))
                |> padded rule false
            else
                []
        { Tokens = tokens; Weights = weights }

    // In the order of their UTF-8, as TensorFlow sorts texts.
    let compareTexts (a: string) (b: string) =
        Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(ReadOnlySpan(Encoding.UTF8.GetBytes b))

    /// The vocabulary of a file beside the settings.
    let ofLines (rule: LookupRule<'t>) (tokens: 't list) (weights: float list option) : Learned<'t> =
        let _, own = apart rule tokens
        requireTokens rule own
        match rule.OutputMode, weights with
        | LookupOutput.TfIdf, None -> refuse "idf_weights are missing"
        | LookupOutput.TfIdf, Some weights ->
            let expected = if rule.PadToMaxTokens then rule.MaxTokens.Value else tokenStart rule + own.Length
            if weights.Length <> expected && not own.IsEmpty then
                refuse $"idf_weights must be {expected} numbers, got {weights.Length}"
            { Tokens = own; Weights = weights }
        | _ -> { Tokens = own; Weights = [] }
