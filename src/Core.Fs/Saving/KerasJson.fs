namespace Functional

open System
open System.Collections.Generic
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
            match bytes[position] with
            | 'N'B
            | 'I'B
            | '-'B ->
                literals
                |> List.tryFind (fun literal ->
                    ReadOnlySpan(bytes, position, bytes.Length - position).StartsWith(ReadOnlySpan literal))
            | _ -> None

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

    // Raises where there are more values than that: a tree of them takes some hundred bytes each.
    let private requireFew (name: string) (limit: int64) (bytes: byte[]) =
        let mutable reader = Utf8JsonReader(ReadOnlySpan bytes, JsonReaderOptions(MaxDepth = depthLimit))
        let mutable count = 0L
        while reader.Read() do
            match reader.TokenType with
            | JsonTokenType.PropertyName
            | JsonTokenType.EndObject
            | JsonTokenType.EndArray -> ()
            | _ -> count <- count + 1L

            if count > limit then
                raise (ModelFileException $"{name}: holds more than {limit} values, too many for its size")

    // Builds the tree at once, so that texts that are no Unicode are found here and not when someone reads them. Equal texts are one.
    let rec private toNode (texts: Dictionary<string, string>) (element: JsonElement) : JsonNode =
        let one (text: string) =
            match texts.TryGetValue text with
            | true, known -> known
            | _ ->
                texts[text] <- text
                text

        match element.ValueKind with
        | JsonValueKind.Object ->
            let node = JsonObject()

            for property in element.EnumerateObject() do
                node.Add(one property.Name, toNode texts property.Value)

            node
        | JsonValueKind.Array -> JsonArray([| for item in element.EnumerateArray() -> toNode texts item |])
        | JsonValueKind.String -> textNode (one (element.GetString()))
        | JsonValueKind.Null -> null
        | JsonValueKind.True -> JsonValue.Create true
        | JsonValueKind.False -> JsonValue.Create false
        | _ ->
            match element.TryGetInt64() with
            | true, number when number <> 0L || element.GetRawText() = "0" -> JsonValue.Create number
            // As it is written: −0, 1e-07.
            | _ -> JsonValue.Create(element.Clone())

    /// As <c>parseBytes</c>, for texts of at most that many values.
    let internal parseWithin (limit: int64) (name: string) (bytes: byte[]) : JsonNode =
        let options = JsonDocumentOptions(MaxDepth = depthLimit, AllowDuplicateProperties = false)
        let readable = if hasLiteral bytes then quoteLiterals bytes else bytes

        try
            requireFew name limit readable
            use document = JsonDocument.Parse(ReadOnlyMemory readable, options)
            toNode (Dictionary()) document.RootElement
        with
        | :? JsonException as error ->
            let line = error.LineNumber.GetValueOrDefault() + 1L
            let column = error.BytePositionInLine.GetValueOrDefault() + 1L
            let rule = error.Message.Split([| " Path:"; " LineNumber:"; "\n" |], StringSplitOptions.None)[0]
            raise (ModelFileException($"{name}: not valid JSON at line {line}, column {column}: {rule}", error))
        | :? InvalidOperationException as error ->
            raise (ModelFileException($"{name}: not valid JSON: a text is not valid Unicode", error))

    /// <summary>Reads JSON in UTF-8. Nesting over 400 levels, a name twice in an object and texts that are no Unicode
    /// are errors.</summary>
    /// <param name="name">What messages call the text, such as <c>model.keras, config.json</c>.</param>
    /// <param name="bytes">The text in UTF-8.</param>
    /// <returns>The tree; null for JSON's <c>null</c>.</returns>
    /// <exception cref="T:Functional.ModelFileException">The text is not JSON; the message says line and column.</exception>
    let parseBytes (name: string) (bytes: byte[]) : JsonNode = parseWithin Int64.MaxValue name bytes

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

    let private numberText (value: JsonValue) =
        let invariant = CultureInfo.InvariantCulture

        match value.TryGetValue<JsonElement>(), value.TryGetValue<float>(), value.TryGetValue<float32>() with
        | (true, element), _, _ -> element.GetRawText()
        | _, (true, number), _ when Double.IsNaN number -> "NaN"
        | _, (true, number), _ when Double.IsInfinity number -> if number > 0.0 then "Infinity" else "-Infinity"
        | _, (true, number), _ -> ArrayText.pythonText (number.ToString("R", invariant))
        | _, _, (true, number) when Single.IsNaN number -> "NaN"
        | _, _, (true, number) when Single.IsInfinity number -> if number > 0.0f then "Infinity" else "-Infinity"
        | _, _, (true, number) -> ArrayText.pythonText (number.ToString("R", invariant))
        | _ -> value.ToJsonString()

    /// Raises for a tree, made from text or not, that is deeper than what goes through it by recursion has stack for.
    let internal requireShallow (name: string) (node: JsonNode) =
        let pending = Stack [ struct (node, 0) ]

        while pending.Count > 0 do
            let struct (node, depth) = pending.Pop()

            if depth > depthLimit then
                raise (ModelFileException $"{name}: nests more than {depthLimit} levels")

            match node with
            | :? JsonObject as fields ->
                for field in fields do
                    pending.Push(struct (field.Value, depth + 1))
            | :? JsonArray as items ->
                for item in items do
                    pending.Push(struct (item, depth + 1))
            | _ -> ()

    let private printValue (builder: StringBuilder) (value: JsonNode) =
        match value.GetValueKind() with
        | JsonValueKind.String -> printText builder (value.GetValue<string>())
        | JsonValueKind.Number -> builder.Append(numberText (value.AsValue())) |> ignore
        | _ -> builder.Append(value.ToJsonString()) |> ignore

    /// The text that Python's <c>json.dumps</c> gives for a tree: one line, ASCII, <c>", "</c> and <c>": "</c> between parts.
    let print (node: JsonNode) =
        let builder = StringBuilder()
        // What is left of the objects and lists that are open, the innermost on top.
        let opened = Stack<struct (IEnumerator<KeyValuePair<string, JsonNode>> * char)>()

        let begin' (node: JsonNode) =
            match node with
            | null -> builder.Append "null" |> ignore
            | :? JsonObject as fields ->
                builder.Append '{' |> ignore
                opened.Push(struct (fields.GetEnumerator(), '}'))
            | :? JsonArray as items ->
                builder.Append '[' |> ignore
                let items = items |> Seq.map (fun item -> KeyValuePair(null, item))
                opened.Push(struct (items.GetEnumerator(), ']'))
            | value -> printValue builder value

        begin' node

        while opened.Count > 0 do
            let struct (items, close) = opened.Peek()

            if items.MoveNext() then
                // Only what was opened just now ends like this.
                match builder[builder.Length - 1] with
                | '{'
                | '[' -> ()
                | _ -> builder.Append ", " |> ignore

                if not (isNull items.Current.Key) then
                    printText builder items.Current.Key
                    builder.Append ": " |> ignore

                begin' items.Current.Value
            else
                items.Dispose()
                builder.Append close |> ignore
                opened.Pop() |> ignore

        builder.ToString()
