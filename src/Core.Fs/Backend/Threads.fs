namespace Functional

open System.Collections.Generic
open TorchSharp

/// How many threads libtorch computes with. Unless a number is fixed, that is libtorch's own choice (all cores, or what
/// <c>OMP_NUM_THREADS</c> says), and steps of small operations, which may run faster with fewer, try that out.
[<RequireQualifiedAccess>]
module Threads =

    let mutable private fixedCount: int option = None

    /// The number that was fixed.
    let fixedTo () = fixedCount

    /// Fixes the number, or leaves it open again. Raises <c>ConfigurationException</c> for less than 1.
    let fix (count: int option) =
        match count with
        | Some count when count < 1 ->
            raise (ConfigurationException $"the number of threads must be at least 1, got {count}")
        | _ -> fixedCount <- count

    // libtorch sums a whole tensor in as many parts as there are threads, from this size on.
    let private grain = 32768L

    /// Whether the operation's result has the same bits whatever the number of threads: then trying numbers changes no result.
    let private isIndifferent (node: Node) =
        match node.Op with
        | Op.Conv _
        | Op.LSTM _
        | Op.LSTMTraining _
        | Op.BatchNorm _
        | Op.Scan _
        | Op.Custom _
        | Op.Qr
        | Op.Autograd
        | Op.Backward(Backward.ConvInput _ | Backward.ConvKernel _ | Backward.BatchNorm _ | Backward.LSTM _) -> false
        | Op.Reduce(_, axes, _) ->
            let x = node.Args.Head
            axes.Length < x.Rank
            || x.Rank <= 1
            || (Shape.tryCount x.Shape |> Option.exists (fun count -> count < grain))
        | _ -> true

    /// Whether numbers of threads may be tried on a graph.
    let mayTry (device: torch.Device) (outputs: Expr list) : bool =
        device.``type`` = DeviceType.CPU
        && fixedCount.IsNone
        && torch.get_num_threads () > 1
        && Graph.nodes outputs |> List.forall isIndifferent

    /// Does work with a number of threads; afterwards it is as before. Costs a tenth of a microsecond.
    let using (count: int) (work: unit -> 'a) : 'a =
        let before = torch.get_num_threads ()
        if before = count then
            work ()
        else
            torch.set_num_threads count
            try
                work ()
            finally
                torch.set_num_threads before

/// Finds the number of threads with which a repeated step is fastest: blocks of steps with each candidate in turn, then the best
/// for a while, then again. The first candidate is the default, which another must beat by a twentieth, twice.
[<Sealed>]
type internal ThreadTrial(candidates: int list) =

    let rounds = 5
    // Steps of a block, of which the first only wake the threads.
    let block, waking = 12, 2
    // Steps between looks at whether the choice still holds, and looks between trials.
    let window, windows = 200, 25
    let standard = candidates.Head
    let times = Dictionary<int, List<float>>()
    let mutable waiting: int list = []
    let mutable current = standard
    let mutable isTrying = false
    let mutable steps = 0
    let mutable sum = 0.0
    let mutable looks = 0
    let mutable expected = 0.0
    // What won the last trial. A short disturbance can decide one, but hardly two.
    let mutable winner = standard

    let median (values: List<float>) =
        let sorted = values |> Seq.sort |> Array.ofSeq
        sorted[sorted.Length / 2]

    let start () =
        isTrying <- true
        times.Clear()
        for candidate in candidates do
            times[candidate] <- List<float>()
        waiting <- List.replicate rounds candidates |> List.concat
        current <- standard
        steps <- 0
        sum <- 0.0

    let settle () =
        isTrying <- false
        let score candidate = if times[candidate].Count < rounds then infinity else median times[candidate]
        let best = candidates |> List.minBy score
        let best = if score best < 0.95 * score standard then best else standard
        current <- if best = winner then best else standard
        // The second trial follows soon.
        looks <- if best = winner then 0 else windows - 1
        winner <- best
        expected <- score current

    let last candidate = Seq.last times[candidate]

    let endBlock () =
        times[current].Add(sum / float (steps - waking))
        // A candidate that is far behind is not tried further.
        let behind = current <> standard && last current > 1.3 * last standard
        waiting <- if behind then waiting.Tail |> List.filter ((<>) current) else waiting.Tail
        match waiting with
        | next :: _ -> current <- next
        | [] -> settle ()

    let look () =
        looks <- looks + 1
        // Others may have begun to use the machine.
        if looks >= windows || sum / float (window - waking) > 1.5 * expected then
            start ()

    do start ()

    /// Libtorch's number of threads, its half and so on down to one.
    static member Candidates(count: int) = [
        let mutable count = count
        while count > 1 do
            count
            count <- count / 2
        1
    ]

    /// What the next step is to be run with.
    member _.Count = current

    /// How long the step took, in any unit.
    member _.Report(time: float) =
        steps <- steps + 1
        if steps > waking then
            sum <- sum + time
        let ended =
            if isTrying then
                let isHopeless = current <> standard && steps = waking + 3 && sum > 3.0 * 2.0 * last standard
                if steps = block || isHopeless then
                    endBlock ()
                steps = block || isHopeless
            else
                if steps = window then
                    look ()
                steps = window
        if ended then
            steps <- 0
            sum <- 0.0
