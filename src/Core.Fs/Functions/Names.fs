namespace Functional

open System
open System.Text
open FSharp.Reflection

/// Words apart from each other. By hand: regular expressions take 30 ms of each start.
[<RequireQualifiedAccess>]
module internal SnakeCase =

    /// In small letters, with an underscore before each character of which its place in the name says so.
    let separate (isBegin: string -> int -> bool) (name: string) : string =
        let words = StringBuilder(name.Length + 8)
        for i in 0 .. name.Length - 1 do
            if i > 0 && isBegin name i then
                words.Append '_' |> ignore
            words.Append(Char.ToLowerInvariant name[i]) |> ignore
        string words

/// The names of a descriptor's fields outside of it.
[<RequireQualifiedAccess>]
module FieldName =

    // Names that Keras writes otherwise than by the rule.
    let private spelled = Map [ "KeepDims", "keepdims"; "DType", "dtype" ]

    /// Keras's key: <c>LabelSmoothing</c> → <c>label_smoothing</c>, <c>Beta1</c> → <c>beta_1</c>.
    let key (name: string) =
        match spelled.TryFind name with
        | Some key -> key
        | None ->
            name
            |> SnakeCase.separate (fun name i ->
                Char.IsAsciiLetterUpper name[i]
                || i > 1
                   && Char.IsAsciiDigit name[i]
                   && Char.IsAsciiLetterLower name[i - 1]
                   && Char.IsAsciiLetterLower name[i - 2])

    /// C#'s argument: <c>LabelSmoothing</c> → <c>labelSmoothing</c>, <c>KeepDims</c> → <c>keepdims</c>.
    let argument (name: string) =
        let words = (key name).Split '_'
        let others =
            words |> Array.skip 1 |> Array.map (fun word -> word.Substring(0, 1).ToUpperInvariant() + word.Substring 1)
        words[0] + String.Concat others

/// What a word must be one of, as errors say it.
[<RequireQualifiedAccess>]
module OneOf =

    // How many characters are to be put in, taken out or exchanged (Levenshtein 1966).
    let private distance (a: string) (b: string) =
        let step (row: int list) (c: char) =
            let next (left: int, above: int) (cost, d: char) =
                min (min (left + 1) (above + 1)) (cost + if c = d then 0 else 1)
            let costs = List.zip (List.truncate b.Length row) (List.ofSeq b)
            List.zip (List.tail row) costs
            |> List.scan (fun left (above, cost) -> next (left, above) cost) (row.Head + 1)
        Seq.fold step [ 0 .. b.Length ] a |> List.last

    /// The rule and what was got: all words where they are few, otherwise those that are most like it.
    let message (what: string) (words: string seq) (got: string) : string =
        let words = List.ofSeq words
        let listed = String.concat ", " words
        if listed.Length <= 180 then
            $"{what} must be one of {listed}, got \"{got}\""
        else
            let start = if isNull got then "" else got.Substring(0, min got.Length 40).ToLowerInvariant()
            // Words that it is a part of come first.
            let farness (word: string) = start = "" || not (word.Contains start), distance start word
            let alike = words |> List.sortBy farness |> List.truncate 5 |> String.concat ", "
            $"{what} must be one of {words.Length} words, most like it {alike}, got \"{got}\""

/// Keras's words for the cases of a union without parameters: <c>ChannelsLast</c> ↔ <c>channels_last</c>.
[<RequireQualifiedAccess>]
module CaseName =

    // <c>Lanczos3</c> → <c>lanczos3</c>.
    let private snake = SnakeCase.separate (fun name i -> Char.IsAsciiLetterUpper name[i])

    /// Keras's word for a case.
    let private wordOf (case: UnionCaseInfo) =
        match case.GetCustomAttributes typeof<WordAttribute> with
        | [| own |] -> (own :?> WordAttribute).Word
        | _ -> snake case.Name

    /// Every case with its word.
    let all (t: Type) : (string * obj) list = [
        for case in FSharpType.GetUnionCases t -> wordOf case, FSharpValue.MakeUnion(case, [||])
    ]

    /// Keras's word for a value.
    let word (value: obj) = wordOf (fst (FSharpValue.GetUnionFields(value, value.GetType())))

    /// The words as messages list them.
    let listed (t: Type) = all t |> List.map (fun (word, _) -> $"\"{word}\"") |> String.concat ", "

    /// The case of a word.
    let tryFind (t: Type) (text: string) : obj option =
        FSharpType.GetUnionCases t
        |> Array.tryFind (fun case ->
            let others = case.GetCustomAttributes typeof<AlsoCalledAttribute>
            wordOf case = text || others |> Array.exists (fun found -> (found :?> AlsoCalledAttribute).Word = text))
        |> Option.map (fun case -> FSharpValue.MakeUnion(case, [||]))

    /// The case of a word. Raises <c>ConfigurationException</c>, under the argument's name, for another.
    let parse<'a> (argument: string) (word: string) : 'a =
        match tryFind typeof<'a> word with
        | Some case -> unbox case
        | None -> raise (ConfigurationException $"{argument} must be one of {listed typeof<'a>}, got \"{word}\"")
