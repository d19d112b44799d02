namespace Functional

/// A learning rate that follows from the number of steps made (<c>keras.optimizers.schedules.LearningRateSchedule</c>).
type ISchedule =
    /// The rate after so many steps, a float32 scalar. <c>step</c> is a scalar of whole numbers, from 0; with gradient accumulation it
    /// counts each batch.
    abstract Rate: step: Expr -> Expr

/// How long an optimizer's steps are.
[<RequireQualifiedAccess>]
type Rate =
    /// A number that stays until it is set.
    | Number of float
    | Schedule of ISchedule

    /// A rate from the number of steps made, a float32 scalar. It is code, which no file can hold.
    static member Of(rate: Expr -> Expr) = Rate.Schedule(FunctionSchedule rate)

    static member op_Implicit(number: float) = Rate.Number number

    interface IRanged with
        member this.Number =
            match this with
            | Rate.Number number -> Some number
            | Rate.Schedule _ -> None

/// A schedule from a function of the number of steps made, a float32 scalar.
and [<Sealed>] FunctionSchedule(rate: Expr -> Expr) =
    interface ISchedule with
        member _.Rate step = rate (Ops.cast DType.Float32 step)

[<RequireQualifiedAccess>]
module Schedule =

    /// Name of a schedule's class, in messages and files.
    let className (schedule: ISchedule) =
        match schedule with
        | :? Layers.IClassName as named -> named.ClassName
        | _ -> schedule.GetType().Name

    /// The rate as a float32 scalar. Raises <c>ConfigurationException</c> where it is not one number.
    let rate (step: Expr) (schedule: ISchedule) : Expr =
        let rate = schedule.Rate step
        if rate.Rank <> 0 || not rate.DType.IsFloat then
            raise (
                ConfigurationException
                    $"learning_rate must be a number for each step, got {rate.DType} {rate.Shape} of {className schedule}"
            )
        Ops.cast DType.Float32 rate
