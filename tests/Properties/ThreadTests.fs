module Functional.Tests.ThreadTests

open Functional
open FsCheck.Xunit
open TorchSharp
open Xunit

/// Runs steps of a simulated machine; the time of each and the candidates that were used.
let private simulate steps candidates (time: int -> int -> float) =
    let trial = ThreadTrial candidates
    [
        for step in 0 .. steps - 1 do
            let count = trial.Count
            let taken = time step count
            trial.Report taken
            count, taken
    ]

let private last (steps: (int * float) list) =
    steps |> List.skip (steps.Length - 100) |> List.countBy fst |> List.maxBy snd |> fst

[<Fact>]
let ``candidates are the default, its half and so on`` () =
    Assert.Equal<int list>([ 1 ], ThreadTrial.Candidates 1)
    Assert.Equal<int list>([ 2; 1 ], ThreadTrial.Candidates 2)
    Assert.Equal<int list>([ 12; 6; 3; 1 ], ThreadTrial.Candidates 12)

[<Property(MaxTest = 50)>]
let ``the fastest number of threads is found, and what trying costs is small`` (seeds: (byte * byte * byte)) =
    let a, b, c = seeds
    let times = [ 4, 1.0 + float a / 32.0; 2, 1.0 + float b / 32.0; 1, 1.0 + float c / 32.0 ]
    let time _ count = times |> List.find (fst >> (=) count) |> snd
    let steps = simulate 20_000 [ 4; 2; 1 ] time
    let standard = time 0 4
    let best = times |> List.map snd |> List.min
    let chosen = time 0 (last steps)
    Assert.True(chosen <= standard && chosen * 0.95 <= best + 1e-9, $"{times}: {chosen}")
    // Never worse than the default, but for what looking around costs.
    let spent = steps |> List.sumBy snd
    Assert.True(spent <= 1.02 * standard * 20_000.0, $"{times}: {spent / 20_000.0} a step")

[<Fact>]
let ``when others begin to use the machine the choice follows within a few looks`` () =
    // Threads that wait for one that does not run.
    let time step count = if count = 2 then (if step < 5_000 then 1.0 else 20.0) else 1.5
    let steps = simulate 10_000 [ 2; 1 ] time
    let at step = fst steps[step]
    Assert.Equal(2, at 4_900)
    Assert.Equal(1, at 6_000)
    Assert.Equal(1, last steps)

[<Fact>]
let ``a short disturbance changes no choice`` () =
    let time step count =
        if count = 2 && step >= 1_900 && step < 2_400 then 10.0
        elif count = 2 then 1.0
        else 1.5
    Assert.Equal(2, last (simulate 10_000 [ 2; 1 ] time))

[<Fact>]
let ``work is done with the number of threads, and afterwards it is as before`` () =
    Setup.ready ()
    let before = torch.get_num_threads ()
    Assert.Equal(3, Threads.using 3 torch.get_num_threads)
    Assert.Equal(before, torch.get_num_threads ())
    Assert.Throws<System.InvalidOperationException>(fun () ->
        Threads.using 3 (fun () -> raise (System.InvalidOperationException())) |> ignore)
    |> ignore
    Assert.Equal(before, torch.get_num_threads ())

[<Fact>]
let ``a number of threads is at least one`` () =
    let error = Assert.Throws<ConfigurationException>(fun () -> Threads.fix (Some 0))
    Assert.Equal("the number of threads must be at least 1, got 0", error.Message)

[<Fact>]
let ``numbers are tried only where they change no bit`` () =
    Setup.ready ()
    let x = Ops.input "x" (Shape.ofDims [ Dim.Unknown "batch"; Dim.Known 8L ]) DType.Float32
    let w = Expr.Of(Op.Weight("w", Shape.known [ 8L; 4L ], DType.Float32), [])
    let wide = Expr.Of(Op.Weight("wide", Shape.known [ 800L; 400L ], DType.Float32), [])
    let may (output: Expr) = Threads.using 2 (fun () -> Threads.mayTry torch.CPU [ output ])
    Assert.True(may (Ops.relu (x @@ w)))
    Assert.True(may (Ops.sumAll w))
    // Summed in as many parts as there are threads.
    Assert.False(may (Ops.sumAll wide))
    Assert.False(may (Ops.sumAll (x @@ w)))
    Assert.False(Threads.using 1 (fun () -> Threads.mayTry torch.CPU [ Ops.relu x ]))
    Assert.False(Threads.using 2 (fun () -> Threads.mayTry torch.META [ Ops.relu x ]))
