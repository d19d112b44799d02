namespace Functional

open System
open System.Diagnostics
open System.IO

/// What is printed while a run goes.
[<RequireQualifiedAccess>]
type Verbosity =
    | Silent
    /// A bar that grows, one line an epoch.
    | Bar
    /// One line an epoch, when it is done.
    | Line

[<RequireQualifiedAccess>]
module internal Verbosity =

    /// Keras's number for it.
    let number (verbosity: Verbosity) =
        match verbosity with
        | Verbosity.Silent -> 0
        | Verbosity.Bar -> 1
        | Verbosity.Line -> 2

/// Keras's progress lines: <c>133/133 ━━━━━━━━━━━━━━━━━━━━ 2s 15ms/step - accuracy: 0.9418 - loss: 0.2084</c>.
[<Sealed>]
type internal Progress(writer: TextWriter, interactive: bool, verbosity: Verbosity, steps: int option) =
    let watch = Stopwatch.StartNew()
    let mutable lastShown = TimeSpan.Zero
    let width = 20

    let number (value: float) =
        let culture = Globalization.CultureInfo.InvariantCulture
        if abs value > 1e-3 || value = 0.0 then
            value.ToString("0.0000", culture)
        else
            value.ToString("0.0000e+00", culture)

    let logText (logs: Logs) = String.Join("", logs |> Seq.map (fun entry -> $" - {entry.Key}: {number entry.Value}"))

    let perStep done' =
        let each = watch.Elapsed.TotalSeconds / float (max 1 done')
        if each >= 1.0 then $"{int (round each)}s/step"
        elif each >= 1e-3 then $"{int (round (each * 1e3))}ms/step"
        else $"{int (round (each * 1e6))}us/step"

    let duration (seconds: float) =
        if seconds >= 60.0 then $"{int seconds / 60}:{int seconds % 60:D2}" else $"{int seconds}s"

    let bar done' steps =
        let filled = if steps = 0 then width else width * done' / steps
        String('━', filled)
        + (if interactive then "\x1b[2m" + String('━', width - filled) + "\x1b[0m" else String('─', width - filled))

    let counter done' steps = (string done').PadLeft((string steps).Length) + $"/{steps}"

    let show text last =
        let line = if interactive then "\r" + text + "\x1b[K" else text
        if last then writer.WriteLine line else writer.Write line
        writer.Flush()

    /// Whether it is time to show something: a few times a second, and only to a person.
    member _.WantsLogs =
        verbosity = Verbosity.Bar && interactive && watch.Elapsed - lastShown > TimeSpan.FromMilliseconds 200.0

    member _.Step(done': int, logs: Logs) =
        lastShown <- watch.Elapsed
        match steps with
        | Some steps ->
            let left = watch.Elapsed.TotalSeconds / float (max 1 done') * float (steps - done')
            show $"{counter done' steps} {bar done' steps} {duration left} {perStep done'}{logText logs}" false
        | None -> show $"{done'}/Unknown {duration watch.Elapsed.TotalSeconds} {perStep done'}{logText logs}" false

    member _.Finish(done': int, logs: Logs) =
        let steps = defaultArg steps done'
        match verbosity with
        | Verbosity.Silent -> ()
        | Verbosity.Bar ->
            let line = $"{counter done' steps} {bar done' steps} {duration watch.Elapsed.TotalSeconds}"
            show $"{line} {perStep done'}{logText logs}" true
        | Verbosity.Line ->
            writer.WriteLine $"{done'}/{steps} - {duration watch.Elapsed.TotalSeconds} - {perStep done'}{logText logs}"
