namespace Functional.Layers

open System
open System.Text
open Functional

/// What is done to a text before it is split.
[<RequireQualifiedAccess>]
type Standardize =
    /// Its letters become small (those of ASCII), and its punctuation is left out.
    | LowerAndStripPunctuation
    /// Its letters become small.
    | Lower
    /// Its punctuation is left out.
    | StripPunctuation

/// How a text becomes tokens.
[<RequireQualifiedAccess>]
type Split =
    /// At blanks.
    | Whitespace
    /// Each character is a token.
    | Character

/// Which tokens are taken together.
[<RequireQualifiedAccess>]
type NGrams =
    /// Each alone, each two neighbours, and so on up to so many.
    | UpTo of most: int
    /// So many neighbours, in the order of these numbers.
    | Widths of widths: int list

    /// All numbers of neighbours.
    member this.All =
        match this with
        | UpTo most -> [ 1..most ]
        | Widths widths -> widths

[<RequireQualifiedAccess>]
module internal Tokens =

    /// How many neighbours may be taken together: each width is as many texts again.
    let widest = 100

    // ASCII alone, as TensorFlow has it.
    let private lower (text: string) =
        String.map (fun c -> if c >= 'A' && c <= 'Z' then Char.ToLowerInvariant c else c) text
    let private isPunctuation (c: char) = c < '\128' && (Char.IsPunctuation c || Char.IsSymbol c)
    let private strip (text: string) = String.filter (isPunctuation >> not) text
    let private isBlank (c: char) = c = ' ' || (c >= '\t' && c <= '\r')

    let standardize (how: Standardize option) (text: string) : string =
        match how with
        | None -> text
        | Some Standardize.Lower -> lower text
        | Some Standardize.StripPunctuation -> strip text
        | Some Standardize.LowerAndStripPunctuation -> strip (lower text)

    let private atBlanks (text: string) : string[] =
        let found = ResizeArray<string>()
        let mutable start = -1
        for i in 0 .. text.Length do
            if i = text.Length || isBlank text[i] then
                if start >= 0 then
                    found.Add(text.Substring(start, i - start))
                start <- -1
            elif start < 0 then
                start <- i
        found.ToArray()

    let split (how: Split) (text: string) : string[] =
        match how with
        | Split.Whitespace -> atBlanks text
        | Split.Character -> [| for rune in text.EnumerateRunes() -> rune.ToString() |]

    let nGrams (widths: NGrams option) (tokens: string[]) : string[] =
        let widths =
            match widths with
            | None -> [ 1 ]
            | Some widths -> widths.All
        [|
            for width in widths do
                for start in 0 .. tokens.Length - width do
                    if width = 1 then tokens[start] else String.Join(' ', tokens, start, width)
        |]

/// Texts as indices of their words, or as one vector for each text: each is made alike, split, and looked up in a vocabulary, which is
/// given or learned from data. [batch] or [batch, 1] of text → [batch, tokens] or [batch, size]. Index 0 fills up shorter texts, index 1
/// stands for words that are not in the vocabulary. It works on the host, before the graph.
type TextVectorization = {
    /// Most indices that the vocabulary has, with those of other tokens; as many as there are tokens when absent.
    [<AtLeast 2.0>]
    MaxTokens: int option
    /// How texts are made alike: <c>"lower_and_strip_punctuation"</c>, <c>"lower"</c> or <c>"strip_punctuation"</c>; texts stay as they are when absent.
    Standardize: Standardize option
    /// Where texts are split: <c>"whitespace"</c> or <c>"character"</c>; a text is one token when absent.
    Split: Split option
    /// How many neighbours are taken together: all up to a number, or just those of a list.
    Ngrams: NGrams option
    /// What stands in the output: <c>"int"</c>, <c>"one_hot"</c>, <c>"multi_hot"</c>, <c>"count"</c> or <c>"tf_idf"</c>.
    OutputMode: LookupOutput
    /// How many indices a text has, for <c>"int"</c>: more are cut off, fewer filled up; those of the longest text when absent.
    [<Within(1.0, 16777216.0)>]
    OutputSequenceLength: int option
    /// Whether vectors have <c>max_tokens</c> places, however many tokens there are.
    PadToMaxTokens: bool
    /// The tokens in order; learned from data when absent.
    Vocabulary: string list option
    /// The weight of each token, for <c>"tf_idf"</c>.
    IdfWeights: float list option
    /// How text is written in bytes: <c>"utf-8"</c>.
    Encoding: string
    /// How many indices there are, where a file says it.
    [<OfFile>]
    VocabularySize: int option
    /// The vocabulary that was learned from data.
    [<Learned>]
    Learned: Learned<string> option
} with

    static member Create() = {
        MaxTokens = None
        Standardize = Some Standardize.LowerAndStripPunctuation
        Split = Some Split.Whitespace
        Ngrams = None
        OutputMode = LookupOutput.Int
        OutputSequenceLength = None
        PadToMaxTokens = false
        Vocabulary = None
        IdfWeights = None
        Encoding = "utf-8"
        VocabularySize = None
        Learned = None
    }

    member internal this.Rule: LookupRule<string> = {
        (StringLookup.Create()).Rule with
            MaxTokens = this.MaxTokens
            MaskToken = Some ""
            Given = this.Vocabulary
            IdfWeights = this.IdfWeights
            OutputMode = this.OutputMode
            PadToMaxTokens = this.PadToMaxTokens
            Size = this.VocabularySize
            Learned = this.Learned
    }

    member private this.Check() =
        TextEncoding.require this.Encoding
        match this.Ngrams with
        | Some(NGrams.UpTo most) when most < 1 || most > Tokens.widest ->
            raise (ConfigurationException $"ngrams must be in [1, {Tokens.widest}], got {most}")
        | Some(NGrams.Widths widths) when
            widths.IsEmpty || List.exists (fun width -> width < 1 || width > Tokens.widest) widths
            ->
            let got = widths |> List.map string |> String.concat ", "
            raise (ConfigurationException $"ngrams must be numbers in [1, {Tokens.widest}], got ({got})")
        | _ -> ()
        if this.OutputMode <> LookupOutput.Int && this.OutputSequenceLength.IsSome then
            raise (
                ConfigurationException
                    $"output_sequence_length is for output_mode \"int\" alone, got \"{CaseName.word this.OutputMode}\""
            )

    // The tokens of each sample.
    member private this.Documents(texts: HostArray) : string[][] =
        let made = HostValues.texts texts |> Array.map (Tokens.standardize this.Standardize)
        match this.Split with
        | Some how -> made |> Array.map (Tokens.split how >> Tokens.nGrams this.Ngrams)
        | None -> [|
            for start, length in
                (if texts.Shape.Length = 1 then
                     [ for i in 0 .. made.Length - 1 -> i, 1 ]
                 else
                     HostValues.rows texts.Shape) -> Array.sub made start length |> Tokens.nGrams this.Ngrams
          |]

    interface IAdaptable with
        member this.Adapt batches =
            Adapting.require batches
            Ranges.check FieldName.key this
            this.Check()
            Lookup.check this.Rule
            { this with Learned = Some(Lookup.learn this.Rule (Seq.collect this.Documents batches)) }

    interface IWritten with
        member this.Written = {
            this with
                VocabularySize = Some(Lookup.size this.Rule |> Option.defaultValue (Lookup.tokenStart this.Rule))
        }
        member _.Policy policy = policy

    interface IHostLayer with
        member this.Build(scope, inputs) = [ scope.OnHost(this, inputs) ]

        member this.Infer inputs =
            this.Check()
            match inputs with
            | [ shape, DType.String ] ->
                let batch =
                    match shape.Dims, this.Split with
                    | [ batch ], _
                    | [ batch; Dim.Known 1L ], _
                    | [ batch; _ ], None -> batch
                    | _, Some _ -> raise (ShapeException $"expects text of shape (batch) or (batch, 1), got {shape}")
                    | _, None -> raise (ShapeException $"expects text of shape (batch) or (batch, n), got {shape}")
                let tokens =
                    match this.OutputSequenceLength, this.OutputMode, this.Split, this.Ngrams, shape.Dims with
                    | Some length, _, _, _, _ -> Dim.Known(int64 length)
                    | None, LookupOutput.Int, None, None, [ _; width ] -> width
                    | None, LookupOutput.Int, None, None, _ -> Dim.Known 1L
                    | _ -> Dim.Unknown $"{LayerPath.Current}/tokens"
                Lookup.infer this.Rule DType.String (Functional.Shape.ofDims [ batch; tokens ])
            | [ _, dtype ] -> raise (ShapeException $"takes text, got {dtype}")
            | _ -> raise (ShapeException $"expects one input, got {inputs.Length}")

        member this.Compute inputs =
            let documents = this.Documents inputs.Head
            let longest = documents |> Array.fold (fun most document -> max most document.Length) 0
            let width = defaultArg this.OutputSequenceLength longest
            // What fills up counts nowhere, and has the index 0.
            let tokens =
                documents
                |> Array.collect (fun document ->
                    Array.init width (fun i -> if i < document.Length then document[i] else ""))
            Lookup.compute this this.Rule [| int64 documents.Length; int64 width |] tokens

    interface IVocabulary<string> with
        member this.Lines = if this.Vocabulary.IsSome then None else Some(Lookup.vocabulary this.Rule true)

        member this.Weights =
            if this.OutputMode = LookupOutput.TfIdf then
                Lookup.tryVocabulary this.Rule |> Option.map _.Weights
            else
                None

        member this.WithLines(lines, weights) = { this with Learned = Some(Lookup.ofLines this.Rule lines weights) }
        member this.Size = Lookup.size this.Rule
        member this.Vocabulary includeSpecialTokens = Lookup.vocabulary this.Rule includeSpecialTokens

        member this.WithVocabulary(tokens, weights) =
            let bare = { this with Vocabulary = None; IdfWeights = None; VocabularySize = None }
            { bare with Learned = Some(Lookup.learned bare.Rule tokens weights) }
