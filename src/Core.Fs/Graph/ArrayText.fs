namespace Functional

open System
open System.Globalization
open System.Text

/// <summary>Arrays as NumPy prints them: rows in brackets, numbers as short as they can be read back with at most eight digits behind the
/// point, in columns; of more than 1,000 elements the first and last three along each axis; lines of at most 75 characters.</summary>
[<RequireQualifiedAccess>]
module ArrayText =

    let private precision = 8
    let private threshold = 1000L
    let private edge = 3
    let private lineWidth = 75

    let private invariant = CultureInfo.InvariantCulture

    /// A float's shortest text as Python writes it: it keeps its point, for Python tells 1 from 1.0.
    let pythonText (shortest: string) =
        if shortest |> Seq.forall (fun c -> Char.IsAsciiDigit c || c = '-') then
            shortest + ".0"
        else
            shortest.Replace('E', 'e')

    let private special (value: float) =
        if Double.IsNaN value then "nan"
        elif value > 0.0 then "inf"
        else "-inf"

    /// A float as short as it can be read back, as Python prints it: 0.1, 1.0, 1e-05, nan, inf.
    let ofFloat (value: float) =
        if Double.IsFinite value then pythonText (value.ToString("R", invariant)) else special value

    // A number as short as it can be read back, its value, and its text with so many digits behind the point.
    let private parts (element: obj) : float * string * (string -> string) =
        match element with
        | :? float32 as value ->
            float value, value.ToString("R", invariant), fun format -> value.ToString(format, invariant)
        | :? Half as value ->
            float value, value.ToString("R", invariant), fun format -> (float32 value).ToString(format, invariant)
        | value ->
            let value = Convert.ToDouble value
            value, value.ToString("R", invariant), fun format -> value.ToString(format, invariant)

    // Significant digits of a shortest text.
    let private significant (text: string) =
        let mantissa = (text.Split 'E')[0]
        (mantissa.Replace("-", "").Replace(".", "").TrimStart('0').TrimEnd '0').Length

    let private scientific (elements: obj[]) : string[] =
        let parts = elements |> Array.map parts
        let digits =
            parts
            |> Array.map (fun (value, shortest, _) -> if Double.IsFinite value then significant shortest - 1 else 0)
            |> Array.fold max 0
            |> min precision
        parts
        |> Array.map (fun (value, _, format) ->
            if Double.IsFinite value then
                let zeros = String('0', digits)
                format $"0.{zeros}e+00" |> fun text -> if digits = 0 then text.Replace("e", ".e") else text
            else
                special value)

    let private positional (elements: obj[]) : string[] =
        let texts =
            elements
            |> Array.map (fun element ->
                let value, shortest, format = parts element
                if not (Double.IsFinite value) then
                    special value
                else
                    let text = if shortest.Contains 'E' then (format $"F{precision}").TrimEnd '0' else shortest
                    match text.IndexOf '.' with
                    | -1 -> text + "."
                    | at when text.Length - at - 1 > precision -> (format $"F{precision}").TrimEnd '0'
                    | _ -> text)
        let behind (text: string) = if text.Contains '.' then text.Length - text.IndexOf '.' - 1 else 0
        let width = texts |> Array.map behind |> Array.fold max 0
        texts |> Array.map (fun text -> if text.Contains '.' then text + String(' ', width - behind text) else text)

    let private numbers (elements: obj[]) : string[] =
        let sizes =
            elements
            |> Array.map (fun element ->
                // In the element's own precision: the float32 0.0001 is not below 0.0001.
                let _, shortest, _ = parts element
                abs (Double.Parse(shortest, invariant)))
            |> Array.filter (fun value -> Double.IsFinite value && value > 0.0)
        let isWide =
            sizes.Length > 0
            && (Array.max sizes >= 1e8 || Array.min sizes < 1e-4 || Array.max sizes / Array.min sizes > 1000.0)
        if isWide then scientific elements else positional elements

    let private texts (dtype: DType) (elements: obj[]) : string[] =
        match dtype with
        | DType.Bool -> elements |> Array.map (fun element -> if unbox<bool> element then "True" else "False")
        | DType.String -> elements |> Array.map (fun element -> $"'{element}'")
        | dtype when dtype.IsFloat -> numbers elements
        | _ -> elements |> Array.map (fun element -> Convert.ToString(element, invariant))

    /// The text of an array.
    let ofArray (array: HostArray) : string =
        let shape = array.Shape |> Array.map int
        if shape.Length = 0 then
            let element = array.Data.GetValue 0
            match element with
            | :? bool as flag -> if flag then "True" else "False"
            | _ when array.DType.IsFloat ->
                let value, shortest, _ = parts element
                if Double.IsFinite value then pythonText shortest else special value
            | _ -> Convert.ToString(element, invariant)
        elif array.Count = 0L then
            "[]"
        else
            let last = Array.last shape
            let isShort = array.Count > threshold
            let places size = [
                if isShort && size > 2 * edge then
                    yield! List.map Some [ 0 .. edge - 1 ]
                    None
                    yield! List.map Some [ size - edge .. size - 1 ]
                else
                    yield! List.map Some [ 0 .. size - 1 ]
            ]
            // Positions of the elements that are shown, in order.
            let rec positions axis start =
                if axis = shape.Length then
                    [ start ]
                else
                    places shape[axis]
                    |> List.choose id
                    |> List.collect (fun i -> positions (axis + 1) (start * shape[axis] + i))
            let shown = positions 0 0 |> Array.ofList
            let texts = shown |> Array.map array.Data.GetValue |> texts array.DType
            // NumPy writes numbers below each other, and text as it is.
            let width = if array.DType = DType.String then 0 else texts |> Array.map _.Length |> Array.fold max 0
            let found =
                Collections.Generic.Dictionary(Array.zip shown texts |> Array.map Collections.Generic.KeyValuePair)
            let row (indent: int) (start: int) =
                let builder = StringBuilder()
                let mutable length = indent
                for place in places last do
                    let text =
                        match place with
                        | Some i -> found[start * last + i].PadLeft width
                        | None -> "..."
                    if builder.Length > 0 && length + 1 + text.Length + indent > lineWidth then
                        // NumPy leaves no blanks at the end of a line.
                        while builder[builder.Length - 1] = ' ' do
                            builder.Length <- builder.Length - 1
                        builder.Append('\n').Append(' ', indent).Append text |> ignore
                        length <- indent + text.Length
                    else
                        if builder.Length > 0 then
                            builder.Append ' ' |> ignore
                            length <- length + 1
                        builder.Append text |> ignore
                        length <- length + text.Length
                string builder
            let rec block axis start =
                if axis = shape.Length - 1 then
                    "[" + row (axis + 1) start + "]"
                else
                    let between = String('\n', shape.Length - 1 - axis) + String(' ', axis + 1)
                    let inner =
                        places shape[axis]
                        |> List.map (fun place ->
                            match place with
                            | Some i -> block (axis + 1) (start * shape[axis] + i)
                            | None -> "...")
                    "[" + String.Join(between, inner) + "]"
            block 0 0
