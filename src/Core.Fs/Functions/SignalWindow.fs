/// Windows that fade a frame of a signal in and out.
module internal Functional.Functions.SignalWindow

open System
open Functional

/// The numbers of the window <c>"hann"</c> or <c>"hamming"</c> that repeats itself after its length.
let periodic (name: string) (length: int) : float[] =
    let offset =
        match name with
        | "hann" -> 0.5
        | "hamming" -> 0.54
        | other -> raise (ConfigurationException $"window must be \"hann\" or \"hamming\", got \"{other}\"")
    Array.init length (fun i -> offset - (1.0 - offset) * cos (2.0 * Math.PI * float i / float length))
