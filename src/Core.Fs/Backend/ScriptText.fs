namespace Functional

open System
open System.Globalization

/// Numbers, lists and types as TorchScript has them.
[<RequireQualifiedAccess>]
module internal ScriptText =

    /// A number as a script has it.
    let number (value: float) =
        if Double.IsPositiveInfinity value then
            "float('inf')"
        elif Double.IsNegativeInfinity value then
            "float('-inf')"
        elif Double.IsNaN value then
            "float('nan')"
        else
            let text = value.ToString("R", CultureInfo.InvariantCulture)
            if text.Contains '.' || text.Contains 'E' then text else text + ".0"

    let list (items: 'a seq) = "[" + String.Join(", ", items) + "]"
    let truth value = if value then "True" else "False"

    let dtype (dtype: DType) =
        match dtype with
        | DType.UInt8 -> 0
        | DType.Int8 -> 1
        | DType.Int16 -> 2
        | DType.Int32 -> 3
        | DType.Int64 -> 4
        | DType.Float16 -> 5
        | DType.Float32 -> 6
        | DType.Float64 -> 7
        | DType.Bool -> 11
        | DType.BFloat16 -> 15
        | DType.String -> invalidOp "no tensor holds text"
