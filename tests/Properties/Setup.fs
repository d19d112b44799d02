module Functional.Tests.Setup

open Functional
open Xunit

// The number of living tensors is one for the whole process, and libtorch uses all cores by itself.
[<assembly: CollectionBehavior(DisableTestParallelization = true)>]
do ()

/// To be called before TorchSharp's first use.
let ready () = NativeLibraries.ensure ()
