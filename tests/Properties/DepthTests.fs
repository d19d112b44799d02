module Functional.Tests.DepthTests

open System
open System.Diagnostics
open System.IO
open Xunit
open Functional
open Functional.Layers
open Functional.Losses
open Functional.Optimizers

// Deeper than a megabyte of stack holds of anything that calls itself.
let private deep = 20_000

let private repeat count (step: Expr -> Expr) (x: Expr) = Seq.fold (fun x _ -> step x) x (seq { 1..count })

// Operations one after the other, of each kind that something looks through.
let private chains: (string * (Expr -> Expr)) list = [
    "sums", (fun x -> repeat deep (fun sum -> sum + x) x)
    "unary functions", repeat deep Ops.tanh
    "negations", repeat deep (~-)
    "casts", repeat (deep / 2) (fun x -> Ops.cast DType.Float32 (Ops.cast DType.Float64 x))
    "casts of a softmax",
    (fun x -> Ops.softmax -1 x |> repeat (deep / 2) (fun x -> Ops.cast DType.Float32 (Ops.cast DType.Float64 x)))
    "stopped gradients", repeat deep (fun x -> Expr.Of(Op.StopGradient, [ x ]))
    "numbers seen as tensors",
    (fun x -> x * repeat deep (fun x -> Expr.Of(Op.StopGradient, [ x ])) (Ops.scalar DType.Float32 1.0))
    "reshapes",
    repeat (deep / 2) (fun x ->
        Ops.reshapeTo
            [ Extent.Rest; Extent.Size 2L ]
            (Ops.reshapeTo [ Extent.Of(0, 0); Extent.Size 1L; Extent.Size 2L ] x))
    "transpositions", repeat (deep + 1) (Ops.transpose [ 1; 0 ]) >> Ops.transpose [ 1; 0 ]
    "slices", (fun x -> repeat deep (fun x -> Expr.Of(Op.Slice(0, 0L, None, 1L), [ x ])) x)
    "padded parts", (fun x -> repeat deep (fun sum -> sum + Ops.pad [ 0; 1 ] [ 0; 0 ] 0.0 (Ops.slice 1 0L 1L x)) x)
    "joined parts", repeat (deep / 2) (fun x -> Ops.slice 1 0L 2L (Ops.concat 1 [ x; x ]))
    "shared halves", repeat deep (fun x -> (x + x) * 0.5)
]

let ``kinds of chains`` = chains |> List.map (fun (name, _) -> [| box name |])

let private chain (name: string) (x: Expr) = x |> snd (List.find (fun (known, _) -> known = name) chains)

[<Theory; MemberData(nameof ``kinds of chains``)>]
let ``a deep graph goes through all passes and runs on a small stack`` (name: string) =
    Setup.ready ()
    Setup.onSmallStack (fun () ->
        let x = Ops.input "x" (Shape.ofDims [ Dim.Unknown "batch"; Dim.Known 2L ]) DType.Float32
        let w = Expr.Of(Op.Weight("w", Shape.known [| 2L |], DType.Float32), [])
        let y = chain name (x * w)
        let loss = Ops.mean [ 0; 1 ] y
        let gradients = Expr.Outputs(Op.Autograd, [ loss; w ])
        Assert.NotEmpty(Print.graph [ y ])
        Assert.True((sprintf "%A" y.Node).Length < 1_000)
        Prepare.split (Passes.run Passes.inference [ y ]) |> ignore
        let outputs = Passes.run Passes.training (y :: gradients)
        use program = Program.compile (Device.parse "cpu") (RunContext()) [ x ] [] outputs
        Assert.NotEmpty(string program)
        use data = TorchSharp.torch.ones (3L, 2L)
        use weight = TorchSharp.torch.ones (2L)
        for result in program.Run([| data |], [| weight |]) do
            result.Dispose())
