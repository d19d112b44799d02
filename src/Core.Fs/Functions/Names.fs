namespace Functional

open System
open System.Text.RegularExpressions
open FSharp.Reflection

/// The names of a descriptor's fields outside of it.
[<RequireQualifiedAccess>]
module FieldName =

    // Names that Keras writes otherwise than by the rule.
    let private spelled = Map [ "KeepDims", "keepdims"; "DType", "dtype" ]

    /// Keras's key: <c>LabelSmoothing</c> → <c>label_smoothing</c>, <c>Beta1</c> → <c>beta_1</c>.
    let key (name: string) =
        match spelled.TryFind name with
        | Some key -> key
        | None -> Regex.Replace(name, "(?<=.)([A-Z])|(?<=[a-z]{2})([0-9])", "_$1$2").ToLowerInvariant()

    /// C#'s argument: <c>LabelSmoothing</c> → <c>labelSmoothing</c>, <c>KeepDims</c> → <c>keepdims</c>.
    let argument (name: string) = Regex.Replace(key name, "_(.)", fun found -> found.Groups[1].Value.ToUpperInvariant())

/// Keras's words for the cases of a union without parameters: <c>ChannelsLast</c> ↔ <c>channels_last</c>.
[<RequireQualifiedAccess>]
module CaseName =

    // <c>Lanczos3</c> → <c>lanczos3</c>.
    let private snake (name: string) = Regex.Replace(name, "(?<=.)([A-Z])", "_$1").ToLowerInvariant()

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
