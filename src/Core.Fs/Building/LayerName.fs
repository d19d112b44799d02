namespace Functional

/// What layers and weights may be called.
module internal LayerName =

    /// Raises for what no name can be. Keras: slashes stand between names.
    let require (what: string) (name: string) =
        if name = "" || name.Contains '/' then
            raise (ConfigurationException $"{what} must not be empty or hold a slash, got \"{name}\"")

/// Streams of random numbers, each by a text.
[<AbstractClass; Sealed>]
type internal Stream private () =
    /// The same number for the same text on every machine and in every run (FNV-1a).
    static member ofText(text: string) =
        let mutable hash = 0xCBF29CE484222325UL
        for c in text do
            hash <- (hash ^^^ uint64 c) * 0x100000001B3UL
        int64 hash
