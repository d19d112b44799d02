namespace Functional.Layers

open System
open Functional

[<RequireQualifiedAccess>]
module private Documents =

    // Keras: the rows of a batch are documents, a batch of a single axis is one.
    let ofBatches (read: HostArray -> 't[]) (batches: HostArray list) : 't[] seq =
        seq {
            for batch in batches do
                let tokens = read batch
                for start, length in HostValues.rows batch.Shape -> Array.sub tokens start length
        }

/// Indices of texts in a vocabulary, which is given or learned from data; or vectors that stand for them; or texts for indices.
/// [...] of text → [...], or [..., size] and [batch, size]. It works on the host, before the graph.
type StringLookup = {
    /// Most indices that the vocabulary has, with those of other tokens; as many as there are tokens when absent.
    [<AtLeast 2.0>]
    MaxTokens: int option
    /// How many indices there are for texts that are not in the vocabulary; with 0 such texts are refused.
    [<Within(0.0, 16777216.0)>]
    NumOovIndices: int
    /// The text that does not count: its index is 0, and it stands in no vector.
    MaskToken: string option
    /// What stands for a text that is not in the vocabulary, where indices become texts.
    OovToken: string option
    /// The texts in order; learned from data when absent.
    Vocabulary: string list option
    /// The weight of each text, for <c>"tf_idf"</c>.
    IdfWeights: float list option
    /// Whether to go back, from indices to texts.
    Invert: bool
    /// What stands in the output: <c>"int"</c>, <c>"one_hot"</c>, <c>"multi_hot"</c>, <c>"count"</c> or <c>"tf_idf"</c>.
    OutputMode: LookupOutput
    /// Whether vectors have <c>max_tokens</c> places, however many tokens there are.
    PadToMaxTokens: bool
    /// How text is written in bytes: <c>"utf-8"</c>.
    Encoding: string
    /// A key for hashes of texts that are not in the vocabulary.
    Salt: Salt option
    /// Keras's word for how such texts are told apart, which hashes them in each case.
    [<OfFile>]
    OovMethod: OovMethod
    /// How many indices there are, where a file says it.
    [<OfFile>]
    VocabularySize: int option
    /// The vocabulary that was learned from data.
    [<Learned>]
    Learned: Learned<string> option
} with

    static member Create() = {
        MaxTokens = None
        NumOovIndices = 1
        MaskToken = None
        OovToken = Some "[UNK]"
        Vocabulary = None
        IdfWeights = None
        Invert = false
        OutputMode = LookupOutput.Int
        PadToMaxTokens = false
        Encoding = "utf-8"
        Salt = None
        OovMethod = OovMethod.Floormod
        VocabularySize = None
        Learned = None
    }

    member internal this.Rule: LookupRule<string> = {
        MaxTokens = this.MaxTokens
        NumOovIndices = this.NumOovIndices
        MaskToken = this.MaskToken
        OovToken = this.OovToken
        Given = this.Vocabulary
        IdfWeights = this.IdfWeights
        Invert = this.Invert
        OutputMode = this.OutputMode
        PadToMaxTokens = this.PadToMaxTokens
        Other = Hashes.bin (this.Salt |> Option.map (fun salt -> salt.First, salt.Second))
        Size = this.VocabularySize
        Learned = this.Learned
        Show = fun token -> $"\"{token}\""
        Compare = Lookup.compareTexts
    }

    interface IAdaptable with
        member this.Adapt batches =
            Adapting.require batches
            Ranges.check FieldName.key this
            Lookup.check this.Rule
            {
                this with
                    Learned = Some(Lookup.learn this.Rule (Documents.ofBatches HostValues.texts batches))
            }

    interface IWritten with
        member this.Written = { this with VocabularySize = Lookup.size this.Rule }
        member _.Policy policy = policy

    interface IHostLayer with
        member this.Build(scope, inputs) = [ scope.OnHost(this, inputs) ]

        member this.Infer inputs =
            TextEncoding.require this.Encoding
            match inputs with
            | [ shape, DType.String ] when not this.Invert -> Lookup.infer this.Rule DType.String shape
            | [ _, dtype ] when not this.Invert -> raise (ShapeException $"takes text, got {dtype}")
            | [ shape, dtype ] when dtype <> DType.String && not dtype.IsFloat ->
                Lookup.infer this.Rule DType.String shape
            | [ _, dtype ] -> raise (ShapeException $"takes whole numbers (invert), got {dtype}")
            | _ -> raise (ShapeException $"expects one input, got {inputs.Length}")

        member this.Compute inputs =
            let input = inputs.Head
            if this.Invert then
                {
                    DType = DType.String
                    Shape = input.Shape
                    Data = Lookup.tokens this this.Rule (HostValues.wholes input)
                }
            else
                Lookup.compute this this.Rule input.Shape (HostValues.texts input)

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

/// The type of an integer lookup's tokens.
[<RequireQualifiedAccess>]
type IntegerVocabulary = | Int64

/// Indices of whole numbers in a vocabulary, which is given or learned from data; or vectors that stand for them; or numbers for
/// indices. [...] of integers → [...], or [..., size] and [batch, size]. It works on the host, before the graph.
type IntegerLookup = {
    /// Most indices that the vocabulary has, with those of other tokens; as many as there are tokens when absent.
    [<AtLeast 2.0>]
    MaxTokens: int option
    /// How many indices there are for numbers that are not in the vocabulary; with 0 such numbers are refused.
    [<Within(0.0, 16777216.0)>]
    NumOovIndices: int
    /// The number that does not count: its index is 0, and it stands in no vector.
    MaskToken: int64 option
    /// What stands for a number that is not in the vocabulary, where indices become numbers.
    OovToken: int64 option
    /// The numbers in order; learned from data when absent.
    Vocabulary: int64 list option
    /// Type of the tokens: <c>"int64"</c>.
    VocabularyDtype: IntegerVocabulary
    /// The weight of each number, for <c>"tf_idf"</c>.
    IdfWeights: float list option
    /// Whether to go back, from indices to numbers.
    Invert: bool
    /// What stands in the output: <c>"int"</c>, <c>"one_hot"</c>, <c>"multi_hot"</c>, <c>"count"</c> or <c>"tf_idf"</c>.
    OutputMode: LookupOutput
    /// Whether vectors have <c>max_tokens</c> places, however many tokens there are.
    PadToMaxTokens: bool
    /// How numbers that are not in the vocabulary are told apart: <c>"floormod"</c> or <c>"farmhash"</c>.
    OovMethod: OovMethod
    /// A key for hashes of such numbers.
    Salt: Salt option
    /// How many indices there are, where a file says it.
    [<OfFile>]
    VocabularySize: int option
    /// The vocabulary that was learned from data.
    [<Learned>]
    Learned: Learned<int64> option
} with

    static member Create() = {
        MaxTokens = None
        NumOovIndices = 1
        MaskToken = None
        OovToken = Some -1L
        Vocabulary = None
        VocabularyDtype = IntegerVocabulary.Int64
        IdfWeights = None
        Invert = false
        OutputMode = LookupOutput.Int
        PadToMaxTokens = false
        OovMethod = OovMethod.Floormod
        Salt = None
        VocabularySize = None
        Learned = None
    }

    member internal this.Rule: LookupRule<int64> = {
        MaxTokens = this.MaxTokens
        NumOovIndices = this.NumOovIndices
        MaskToken = this.MaskToken
        OovToken = this.OovToken
        Given = this.Vocabulary
        IdfWeights = this.IdfWeights
        Invert = this.Invert
        OutputMode = this.OutputMode
        PadToMaxTokens = this.PadToMaxTokens
        Other =
            match this.OovMethod with
            | OovMethod.Floormod ->
                fun several token ->
                    let rest = token % int64 several
                    if rest < 0L then rest + int64 several else rest
            | OovMethod.Farmhash ->
                fun several token ->
                    Hashes.bin (this.Salt |> Option.map (fun salt -> salt.First, salt.Second)) several (string token)
        Size = this.VocabularySize
        Learned = this.Learned
        Show = string
        Compare = compare
    }

    member private this.Check() =
        if this.Salt.IsSome && this.OovMethod <> OovMethod.Farmhash then
            raise (ConfigurationException "salt is for oov_method \"farmhash\" alone, got \"floormod\"")

    interface IAdaptable with
        member this.Adapt batches =
            Adapting.require batches
            Ranges.check FieldName.key this
            Lookup.check this.Rule
            {
                this with
                    Learned = Some(Lookup.learn this.Rule (Documents.ofBatches HostValues.wholes batches))
            }

    interface IWritten with
        member this.Written = { this with VocabularySize = Lookup.size this.Rule }
        member _.Policy policy = policy

    interface IHostLayer with
        member this.Build(scope, inputs) = [ scope.OnHost(this, inputs) ]

        member this.Infer inputs =
            this.Check()
            match inputs with
            | [ _, DType.String ] -> raise (ShapeException "takes whole numbers, got text")
            | [ shape, _ ] -> Lookup.infer this.Rule DType.Int64 shape
            | _ -> raise (ShapeException $"expects one input, got {inputs.Length}")

        member this.Compute inputs =
            let input = inputs.Head
            let numbers = HostValues.wholes input
            if this.Invert then
                HostValues.ofWholes input.Shape (Lookup.tokens this this.Rule numbers)
            else
                Lookup.compute this this.Rule input.Shape numbers

    interface IVocabulary<int64> with
        member this.Lines =
            if this.Vocabulary.IsSome then None else Some(Lookup.vocabulary this.Rule true |> List.map string)

        member this.Weights =
            if this.OutputMode = LookupOutput.TfIdf then
                Lookup.tryVocabulary this.Rule |> Option.map _.Weights
            else
                None

        member this.WithLines(lines, weights) =
            let numbers = [
                for line in lines ->
                    match Int64.TryParse line with
                    | true, number -> number
                    | _ -> raise (ConfigurationException $"a vocabulary of whole numbers cannot hold \"{line}\"")
            ]
            { this with Learned = Some(Lookup.ofLines this.Rule numbers weights) }
        member this.Size = Lookup.size this.Rule
        member this.Vocabulary includeSpecialTokens = Lookup.vocabulary this.Rule includeSpecialTokens

        member this.WithVocabulary(tokens, weights) =
            let bare = { this with Vocabulary = None; IdfWeights = None; VocabularySize = None }
            { bare with Learned = Some(Lookup.learned bare.Rule tokens weights) }
