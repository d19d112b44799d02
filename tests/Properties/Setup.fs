module Functional.Tests.Setup

open Functional
open Xunit

// The number of living tensors is one for the whole process, and libtorch uses all cores by itself.
[<assembly: CollectionBehavior(DisableTestParallelization = true)>]
do ()

let private once =
    lazy
        (NativeLibraries.ensure ()
         // Threads of two test programs on the same cores would wait for each other.
         TorchSharp.torch.set_num_threads 1)

/// To be called before TorchSharp's first use.
let ready () = once.Force()
