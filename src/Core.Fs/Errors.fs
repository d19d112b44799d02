namespace Functional

/// What an error says as one line that can be read at a glance, whatever names, paths and lists are told in it.
[<RequireQualifiedAccess>]
module internal OneLine =

    // Its beginning says where and which rule, its end what was got.
    let private first, last = 190, 100

    let private isBreak (c: char) = System.Char.IsControl c || c = '\u2028' || c = '\u2029'

    /// The text without breaks, and without its middle where it is longer than 300 characters.
    let ofText (text: string) : string =
        if isNull text then
            ""
        else
            let line = if Seq.exists isBreak text then String.map (fun c -> if isBreak c then ' ' else c) text else text
            if line.Length <= first + last + 10 then
                line
            else
                $"{line.Substring(0, first).TrimEnd()} … {line.Substring(line.Length - last).TrimStart()}"

/// Base of every error that this library raises on purpose. Messages are one line: where, what rule, what was got.
type FunctionalException(message: string, inner: exn) =
    inherit System.Exception(OneLine.ofText message, inner)
    new(message) = FunctionalException(message, null)
    /// The layer that was being built.
    member val internal Layer = LayerPath.Current

/// Shapes or dtypes that do not fit together, found while a model is built or when data meets it.
type ShapeException(message: string) =
    inherit FunctionalException(message)

/// A layer, loss, optimizer or option with a value that it cannot have.
type ConfigurationException(message: string) =
    inherit FunctionalException(message)

/// Data that cannot be used: empty, of the wrong length, NaN, a class index out of range.
type DataException(message: string) =
    inherit FunctionalException(message)

/// A model or data file that is missing, truncated, malformed or not allowed.
type ModelFileException(message: string, inner: exn) =
    inherit FunctionalException(message, inner)
    new(message) = ModelFileException(message, null)

/// Something that Keras has and this library does not, by name.
type UnsupportedException(message: string) =
    inherit FunctionalException(message)

/// This machine cannot run libtorch.
type PlatformException(message: string, inner: exn) =
    inherit FunctionalException(message, inner)
    new(message) = PlatformException(message, null)
