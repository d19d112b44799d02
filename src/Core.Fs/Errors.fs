namespace Functional

/// Base of every error that this library raises on purpose. Messages are one line: where, what rule, what was got.
type FunctionalException(message: string, inner: exn) =
    inherit System.Exception(message, inner)
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
