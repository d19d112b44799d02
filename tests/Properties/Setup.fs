module Functional.Tests.Setup

open System.IO
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

/// The key of a weight, by its path.
let key = Key.OfWeight

/// Runs work on a thread with a stack of 1 MB. A stack that overflows ends the process.
let onSmallStack (work: unit -> unit) =
    let mutable error: exn = null
    let run () =
        try
            work ()
        with caught ->
            error <- caught
    let thread = System.Threading.Thread(run, 1 <<< 20)
    thread.Start()
    thread.Join()
    if not (isNull error) then
        System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw error

/// The folder of the solution, above the tests.
let project =
    let rec climb (folder: DirectoryInfo) =
        if File.Exists(Path.Combine(folder.FullName, "Functional.sln")) then folder.FullName else climb folder.Parent
    climb (DirectoryInfo System.AppContext.BaseDirectory)

/// The folder of recorded data.
let recorded = Path.Combine(project, "tests", "Conformance", "data")

/// Work with the path of a new folder, which is gone afterwards.
let inFolder (work: string -> 'a) : 'a =
    let folder = Directory.CreateTempSubdirectory "functional-"
    try
        work folder.FullName
    finally
        folder.Delete true

/// To be called before TorchSharp's first use.
let ready () = once.Force()

/// Whether tests that look for what happens seldom take their long form: FUNCTIONAL_LONG=1, as `.ci/run --long` says it.
let isLong = System.Environment.GetEnvironmentVariable "FUNCTIONAL_LONG" = "1"
