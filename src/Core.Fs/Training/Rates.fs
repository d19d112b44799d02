namespace Functional

open TorchSharp

/// Schedules outside of a run.
[<RequireQualifiedAccess>]
module Rates =

    /// The rate after each of some numbers of steps, scalars of one dtype. One at a time, as in a run: libtorch rounds logarithms and
    /// cosines otherwise where there are many numbers.
    let ofSteps (schedule: ISchedule) (steps: HostArray list) : float32 list =
        NativeLibraries.ensure ()
        match steps with
        | [] -> []
        | first :: _ ->
            let step = Ops.input "step" Shape.scalar first.DType
            let rate = Passes.run Passes.inference [ Schedule.rate step schedule ]
            use program = Program.compile torch.CPU (RunContext()) [ step ] [] rate
            steps
            |> List.map (fun step ->
                use given = Tensors.ofHost torch.CPU step
                use result = (program.Run([| given |], [||]))[0]
                float32 (Tensors.toFloat result))

    /// The rate after so many steps: a number is the same after all.
    let at (step: int64) (rate: Rate) : float =
        match rate with
        | Rate.Number number -> number
        | Rate.Schedule schedule ->
            ofSteps schedule [ { DType = DType.Int64; Shape = [||]; Data = [| step |] } ] |> List.head |> float
