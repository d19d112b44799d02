namespace Functional.Optimizers

open System
open System.Text.RegularExpressions
open Functional

/// Patterns of paths of weights, which come from files, too: in time that grows with the pattern and the path alone.
[<RequireQualifiedAccess>]
module internal PathPattern =

    /// Whether a pattern is found in a path. Raises <c>ConfigurationException</c>, by the setting, for what is none.
    let isIn (setting: string) (path: string) (pattern: string) : bool =
        try
            Regex.IsMatch(path, pattern, RegexOptions.NonBacktracking)
        with
        | :? ArgumentException
        | :? NotSupportedException ->
            raise (ConfigurationException $"{setting} must be patterns without references, got \"{pattern}\"")

    /// Whether a pattern is the whole of a path.
    let isAll (setting: string) (path: string) (pattern: string) : bool =
        // By itself first: a mistake is not to become a pattern by what is put around it.
        isIn setting path pattern && isIn setting path $@"\A(?:{pattern})\z"
