/// Functions of <c>keras.ops</c> of neural networks.
module internal Functional.Functions.Neural

open Functional
open Functional.Row

let private activation name doc parameters (build: Arguments -> Activation) =
    one "nn" name doc (tensor "x" :: parameters) (fun a ->
        let x = a.Tensor "x"
        Activation.apply (build a) (Ops.floats x))

let private simple name doc activation' = activation name $"{doc}, elementwise." [] (fun _ -> activation')
let private half = real "threshold" |> orReal 0.5

let all: Function list = [
    activation
        "celu"
        "x where positive, <c>alpha · (e^(x / alpha) − 1)</c> elsewhere."
        [ real "alpha" |> orReal 1.0 ]
        (fun a -> Activation.Celu(a.Real "alpha"))
    activation "glu" "The first half of an axis times the sigmoid of the second." [ lastAxis ] (fun a ->
        Activation.Glu(a.Whole "axis"))
    activation "hard_shrink" "0 in [−threshold, threshold], x elsewhere." [ half ] (fun a ->
        Activation.HardShrink(a.Real "threshold"))
    activation "soft_shrink" "x moved towards 0 by the threshold, 0 within." [ half ] (fun a ->
        Activation.SoftShrink(a.Real "threshold"))
    simple "hard_silu" "x · min(max(x + 3, 0), 6) / 6" Activation.HardSilu
    {
        simple "hard_swish" "x · min(max(x + 3, 0), 6) / 6" Activation.HardSilu with
            ClassName = "HardSilu"
    }
    simple "hard_tanh" "min(max(x, −1), 1)" Activation.HardTanh
    simple "softsign" "x / (1 + |x|)" Activation.Softsign
    simple "sparse_plus" "0 below −1, (x + 1)² / 4 up to 1, x above" Activation.SparsePlus
    simple "sparse_sigmoid" "0 below −1, (x + 1) / 2 up to 1, 1 above" Activation.SparseSigmoid
    activation "sparsemax" "The nearest point of the simplex (Martins and Astudillo 2016)." [ lastAxis ] (fun a ->
        Activation.Sparsemax(a.Whole "axis"))
    activation "squareplus" "(x + √(x² + b)) / 2." [ whole "b" |> orWhole 4L ] (fun a ->
        Activation.Squareplus(a.Real "b"))
    simple "tanh_shrink" "x − tanh x" Activation.TanhShrink
    activation
        "threshold"
        "x above the threshold, <c>defaultValue</c> elsewhere."
        [ real "threshold"; real "default_value" ]
        (fun a -> Activation.Threshold(a.Real "threshold", a.Real "default_value"))
]
