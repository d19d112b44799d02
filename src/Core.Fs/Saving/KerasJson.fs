namespace Functional

open System
open System.Globalization
open System.Text
open System.Text.Json
open System.Text.Json.Nodes

/// <summary>JSON as Python's <c>json</c> reads and writes it: with <c>NaN</c>, <c>Infinity</c> and <c>-Infinity</c>, in ASCII.
/// The three are nodes that hold a .NET <c>double</c>.</summary>
[<RequireQualifiedAccess>]
module KerasJson =

    // A model in another one is three levels more.
    let private depthLimit = 3 * Layer.depthLimit + 100

    // Stands before a literal that became a string; no text of a configuration begins with it.
    let private mark = "\000\000number:"

    let private literals = [ "-Infinity"B; "Infinity"B; "NaN"B ]

    // Python's three literals outside of strings as marked strings, which System.Text.Json can read.
    let private quoteLiterals (bytes: byte[]) =
        let result = ResizeArray<byte>(bytes.Length + 64)
        let mutable i = 0
        let mutable inString = false

        let literalAt position =
            literals
            |> List.tryFind (fun literal ->
                ReadOnlySpan(bytes, position, bytes.Length - position).StartsWith(ReadOnlySpan literal))

        while i < bytes.Length do
            let current = bytes[i]

            match (if inString then None else literalAt i) with
            | Some literal ->
                result.AddRange "\"\\u0000\\u0000number:"B
                result.AddRange literal
                result.Add(byte '"')
                i <- i + literal.Length
            | None ->
                result.Add current

                if inString && current = byte '\\' && i + 1 < bytes.Length then
                    i <- i + 1
                    result.Add bytes[i]
                elif current = byte '"' then
                    inString <- not inString

                i <- i + 1

        result.ToArray()

    let private hasLiteral (bytes: byte[]) =
        let holds (literal: byte[]) = ReadOnlySpan(bytes).IndexOf(ReadOnlySpan literal) >= 0
        holds "NaN"B || holds "Infinity"B

    let private textNode (text: string) : JsonNode =
        if text.StartsWith(mark, StringComparison.Ordinal) then
            match text.Substring mark.Length with
            | "NaN" -> JsonValue.Create nan
            | "Infinity" -> JsonValue.Create infinity
            | _ -> JsonValue.Create -infinity
        else
            JsonValue.Create text

    // Builds the tree at once, so that texts that are no Unicode are found here and not when someone reads them.
    let rec private toNode (element: JsonElement) : JsonNode =
        match element.ValueKind with
        | JsonValueKind.Object ->
            let node = JsonObject()

            for property in element.EnumerateObject() do
                node.Add(property.Name, toNode property.Value)

            node
        | JsonValueKind.Array -> JsonArray([| for item in element.EnumerateArray() -> toNode item |])
        | JsonValueKind.String -> textNode (element.GetString())
        | JsonValueKind.Null -> null
        | JsonValueKind.True -> JsonValue.Create true
        | JsonValueKind.False -> JsonValue.Create false
        | _ -> JsonValue.Create element

    /// <summary>Reads JSON in UTF-8. Nesting over 400 levels, a name twice in an object and texts that are no Unicode
    /// are errors.</summary>
    /// <param name="name">What messages call the text, such as <c>model.keras, config.json</c>.</param>
    /// <param name="bytes">The text in UTF-8.</param>
    /// <returns>The tree; null for JSON's <c>null</c>.</returns>
    /// <exception cref="T:Functional.ModelFileException">The text is not JSON; the message says line and column.</exception>
    let parseBytes (name: string) (bytes: byte[]) : JsonNode =
        let options = JsonDocumentOptions(MaxDepth = depthLimit, AllowDuplicateProperties = false)
        let readable = if hasLiteral bytes then quoteLiterals bytes else bytes

        try
            let document = JsonDocument.Parse(ReadOnlyMemory readable, options)
            toNode document.RootElement
        with
        | :? JsonException as error ->
            let line = error.LineNumber.GetValueOrDefault() + 1L
            let column = error.BytePositionInLine.GetValueOrDefault() + 1L
            let rule = error.Message.Split([| " Path:"; " LineNumber:"; "\n" |], StringSplitOptions.None)[0]
            raise (ModelFileException($"{name}: not valid JSON at line {line}, column {column}: {rule}", error))
        | :? InvalidOperationException as error ->
            raise (ModelFileException($"{name}: not valid JSON: a text is not valid Unicode", error))

    /// Reads JSON from a string, such as the attribute <c>model_config</c> of an older file; see <c>parseBytes</c>.
    let parse (name: string) (text: string) = parseBytes name (Encoding.UTF8.GetBytes text)

    let private printText (builder: StringBuilder) (text: string) =
        builder.Append '"' |> ignore

        for c in text do
            match c with
            | '"' -> builder.Append "\\\""
            | '\\' -> builder.Append @"\\"
            | '\n' -> builder.Append @"\n"
            | '\r' -> builder.Append @"\r"
            | '\t' -> builder.Append @"\t"
            | '\b' -> builder.Append @"\b"
            | '\f' -> builder.Append @"\f"
            | c when c < ' ' || c > '~' -> builder.Append(@"\u").Append((int c).ToString "x4")
            | c -> builder.Append c
            |> ignore

        builder.Append '"' |> ignore

    // A float keeps its point: Python tells 1 from 1.0.
    let private floatText (text: string) =
        if text |> Seq.forall (fun c -> Char.IsAsciiDigit c || c = '-') then text + ".0" else text.Replace('E', 'e')

    let private numberText (value: JsonValue) =
        let invariant = CultureInfo.InvariantCulture

        match value.TryGetValue<JsonElement>(), value.TryGetValue<float>(), value.TryGetValue<float32>() with
        | (true, element), _, _ -> element.GetRawText()
        | _, (true, number), _ when Double.IsNaN number -> "NaN"
        | _, (true, number), _ when Double.IsInfinity number -> if number > 0.0 then "Infinity" else "-Infinity"
        | _, (true, number), _ -> floatText (number.ToString("R", invariant))
        | _, _, (true, number) when Single.IsNaN number -> "NaN"
        | _, _, (true, number) when Single.IsInfinity number -> if number > 0.0f then "Infinity" else "-Infinity"
        | _, _, (true, number) -> floatText (number.ToString("R", invariant))
        | _ -> value.ToJsonString()

    let rec private printNode (builder: StringBuilder) (node: JsonNode) =
        let separated items print =
            items
            |> Seq.iteri (fun i item ->
                if i > 0 then
                    builder.Append ", " |> ignore
                print item)

        match node with
        | null -> builder.Append "null" |> ignore
        | :? JsonObject as fields ->
            builder.Append '{' |> ignore

            separated fields (fun field ->
                printText builder field.Key
                builder.Append ": " |> ignore
                printNode builder field.Value)

            builder.Append '}' |> ignore
        | :? JsonArray as items ->
            builder.Append '[' |> ignore
            separated items (printNode builder)
            builder.Append ']' |> ignore
        | value ->
            match value.GetValueKind() with
            | JsonValueKind.String -> printText builder (value.GetValue<string>())
            | JsonValueKind.Number -> builder.Append(numberText (value.AsValue())) |> ignore
            | _ -> builder.Append(value.ToJsonString()) |> ignore

    /// The text that Python's <c>json.dumps</c> gives for a tree: one line, ASCII, <c>", "</c> and <c>": "</c> between parts.
    let print (node: JsonNode) =
        let builder = StringBuilder()
        printNode builder node
        builder.ToString()
