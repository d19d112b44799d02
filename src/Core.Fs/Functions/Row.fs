namespace Functional

/// What rows of the table are written with.
module Row =

    // expand_dims → ExpandDims
    let private className (name: string) =
        name.Split '_' |> Array.map (fun word -> word[..0].ToUpperInvariant() + word[1..]) |> String.concat ""

    /// A function of several results.
    let several modul name doc parameters build = {
        Name = name
        Module = $"keras.src.ops.{modul}"
        ClassName = className name
        Doc = doc
        Parameters = parameters
        IsSeveral = true
        IsOne = fun _ -> false
        Kept = fun _ value -> value
        OnValues = fun _ value -> value
        Build = build
    }

    /// A function of one result.
    let one modul name doc parameters build = {
        several modul name doc parameters (build >> List.singleton) with
            IsSeveral = false
    }

    let tensor name = Parameter.Of(ArgumentKind.Tensor, name)
    let tensors name = Parameter.Of(ArgumentKind.Tensors, name)
    let operand name = Parameter.Of(ArgumentKind.Operand, name)
    let flag name = Parameter.Of(ArgumentKind.Flag, name)
    let whole name = Parameter.Of(ArgumentKind.Whole, name)
    let wholes name = Parameter.Of(ArgumentKind.Wholes, name)
    let sizes name = Parameter.Of(ArgumentKind.Sizes, name)
    let real name = Parameter.Of(ArgumentKind.Real, name)
    let numbers name = Parameter.Of(ArgumentKind.Reals, name)
    let dtype name = Parameter.Of(ArgumentKind.DType, name)
    let text name = Parameter.Of(ArgumentKind.Text, name)
    let borders name = Parameter.Of(ArgumentKind.Borders, name)
    let lengths name = { Parameter.Of(ArgumentKind.Lengths, name) with IsRest = true }
    let key name = Parameter.Of(ArgumentKind.Key, name)

    /// The parameter with a default.
    let otherwise value (parameter: Parameter) = { parameter with Default = Some value }

    /// The parameter with Keras's <c>None</c> as the default.
    let orNone parameter = otherwise ArgumentValue.Null parameter

    /// The parameter with that number as the default.
    let orWhole number parameter = otherwise (ArgumentValue.Whole number) parameter

    /// <c>axis=-1</c>.
    let lastAxis = whole "axis" |> orWhole -1L

    /// The parameter with that number as the default.
    let orReal number parameter = otherwise (ArgumentValue.Real number) parameter

    /// The flag, false where it is not given.
    let orFalse parameter = otherwise (ArgumentValue.Flag false) parameter

    /// The parameter with that word as the default.
    let orText word parameter = otherwise (ArgumentValue.Text word) parameter

    /// All further arguments.
    let rest parameter = { parameter with IsRest = true }

    /// The function with another name of its class than that in other letters.
    let ofClass name (row: Function) = { row with ClassName = name }

    /// The parameter where Keras keeps it beside the tensors of the call.
    let ofCall parameter = { parameter with IsOfCall = true }
