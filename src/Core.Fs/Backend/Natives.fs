namespace Functional

open System
open TorchSharp

/// libtorch's own calls that TorchSharp does not bind, reached through fixed TorchScript functions. A mistake in a script's source
/// ends the process, so the sources stand here and nowhere else, and a test calls every one of them.
[<RequireQualifiedAccess>]
module internal Natives =

    let private unit source = lazy (torch.jit.compile source)

    /// Starts compiling a script on another thread. The first one in a process takes libtorch 0.2 s.
    let private prepare (unit: Lazy<torch.jit.CompilationUnit>) =
        System.Threading.Tasks.Task.Run(fun () -> unit.Force() |> ignore) |> ignore

    let private embeddingUnit =
        unit
            """
def embedding(table: Tensor, indices: Tensor) -> Tensor:
    return torch.embedding(table, indices)
"""

    /// Rows of a table; its gradient is libtorch's dense one.
    let embedding (table: Tensor) (indices: Tensor) : Tensor =
        embeddingUnit.Value.invoke<Tensor> ("embedding", [| box table; box indices |])

    let private lstmUnit =
        unit
            """
def lstm(x: Tensor, kernel: Tensor, recurrent: Tensor, bias: Tensor, h: Tensor, c: Tensor, train: bool) -> Tuple[Tensor, Tensor, Tensor]:
    out, hn, cn = torch.lstm(x, [h.unsqueeze(0), c.unsqueeze(0)], [kernel.t(), recurrent.t(), bias, torch.zeros_like(bias)], True, 1, 0.0, train, False, True)
    return out, hn.squeeze(0), cn.squeeze(0)
"""

    /// Batch-first LSTM; gates i f c o in the columns of the kernels.
    let lstm (x: Tensor) kernel recurrent bias h c (train: bool) : Tensor[] =
        let result =
            lstmUnit.Value.invoke ("lstm", [| box x; box kernel; box recurrent; box bias; box h; box c; box train |])
        match result with
        | :? struct (Tensor * Tensor * Tensor) as results ->
            let struct (outputs, h, c) = results
            [| outputs; h; c |]
        | :? (Tensor[]) as results -> results
        | other -> raise (InvalidOperationException $"lstm returned {other.GetType()}")

    let private adamUnit =
        unit
            """
def adam(weights: List[Tensor], gradients: List[Tensor], m: List[Tensor], v: List[Tensor], v_max: List[Tensor], steps: List[Tensor], lr: float, beta1: float, beta2: float, decay: float, eps: float, amsgrad: bool) -> int:
    torch._fused_adamw_(weights, gradients, m, v, v_max, steps, lr=lr, beta1=beta1, beta2=beta2, weight_decay=decay, eps=eps, amsgrad=amsgrad, maximize=False)
    return 0
"""

    /// One update of all weights in place: w ← w·(1 − lr·decay), then libtorch's Adam. The step counters hold the number of the
    /// step that is being made.
    let adam (weights: Tensor[]) (gradients: Tensor[]) (m: Tensor[]) (v: Tensor[]) (vMax: Tensor[]) (steps: Tensor[]) (lr: float) beta1 beta2 decay eps (amsgrad: bool) =
        adamUnit.Value.invoke (
            "adam",
            [|
                box weights
                box gradients
                box m
                box v
                box vMax
                box steps
                box lr
                box beta1
                box beta2
                box decay
                box eps
                box amsgrad
            |]
        )
        |> ignore

    /// Gets <c>adam</c> ready while other work goes on.
    let prepareAdam () = prepare adamUnit

    let private sgdUnit =
        unit
            """
def sgd(weights: List[Tensor], gradients: List[Tensor], momenta: List[Tensor], lr: float, momentum: float) -> int:
    if momentum != 0.0:
        torch._foreach_mul_(momenta, momentum)
        torch._foreach_add_(momenta, gradients, alpha=-lr)
        torch._foreach_add_(weights, momenta)
    else:
        torch._foreach_add_(weights, gradients, alpha=-lr)
    return 0
"""

    /// One update of all weights in place, with Keras's momentum: v ← momentum·v − lr·g, w ← w + v.
    let sgd (weights: Tensor[]) (gradients: Tensor[]) (momenta: Tensor[]) (lr: float) (momentum: float) =
        sgdUnit.Value.invoke ("sgd", [| box weights; box gradients; box momenta; box lr; box momentum |]) |> ignore

    /// Gets <c>sgd</c> ready while other work goes on.
    let prepareSgd () = prepare sgdUnit
