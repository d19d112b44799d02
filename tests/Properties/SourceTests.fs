/// Laws of the sources themselves.
module Functional.Tests.SourceTests

open System.IO
open Xunit

// Written by hand, without what builds leave.
let private written folder = [
    for pattern in [ "*.fs"; "*.fsi"; "*.cs" ] do
        for path in Directory.EnumerateFiles(Path.Combine(Setup.project, folder), pattern, SearchOption.AllDirectories) do
            let place = Path.GetRelativePath(Setup.project, path).Replace('\\', '/')
            if not (place.EndsWith ".g.cs" || place.Contains "/obj/" || place.Contains "/bin/") then
                place, path
]

[<Fact>]
let ``no file is longer than what is read at once: 400 lines`` () =
    let lengths = [
        for place, path in List.collect written [ "src"; "tools" ] -> place, File.ReadAllLines(path).Length
    ]
    Assert.Contains("src/Core.Fs/Graph/Op.fs", List.map fst lengths)
    Assert.Empty(lengths |> List.filter (fun (_, lines) -> lines > 400))
