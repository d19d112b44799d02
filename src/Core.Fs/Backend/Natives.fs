namespace Functional

open System
open TorchSharp

/// libtorch's own calls that TorchSharp does not bind, reached through fixed TorchScript functions. A mistake in a script's source
/// ends the process, so the sources stand here and nowhere else, and a test calls every one of them.
[<RequireQualifiedAccess>]
module internal Natives =

    let private unit source = lazy (ScriptUnit source)

    /// Starts compiling a script on another thread. The first one in a process takes libtorch 0.2 s.
    let private prepare (unit: Lazy<ScriptUnit>) =
        System.Threading.Tasks.Task.Run(fun () -> Leaving.Guard(fun () -> unit.Force() |> ignore)) |> ignore

    /// Calls a function of a script with one result.
    let call (unit: ScriptUnit) name (arguments: Argument[]) : Tensor = unit.Invoke(name, arguments) :?> Tensor

    /// Calls a function of a script with several results, however TorchSharp hands them over.
    let callMany (unit: ScriptUnit) name (arguments: Argument[]) : Tensor[] =
        match unit.Invoke(name, arguments) with
        | :? (Tensor[]) as results -> results
        | :? System.Runtime.CompilerServices.ITuple as results ->
            Array.init results.Length (fun i -> results[i] :?> Tensor)
        | other -> raise (InvalidOperationException $"a native function returned {other.GetType()}")

    let private embeddingUnit =
        unit
            """
def embedding(table: Tensor, indices: Tensor) -> Tensor:
    return torch.embedding(table, indices)
"""

    /// Rows of a table; its gradient is libtorch's dense one.
    let embedding (table: Tensor) (indices: Tensor) : Tensor =
        call embeddingUnit.Value "embedding" [| Argument.Of table; Argument.Of indices |]

    let private softplusUnit =
        unit
            """
def softplus(x: Tensor) -> Tensor:
    return torch.softplus(x, 1, 20)
"""

    /// log(1 + exp(x)). TorchSharp's own call makes its scalars itself.
    let softplus (x: Tensor) : Tensor = call softplusUnit.Value "softplus" [| Argument.Of x |]

    let private adaptiveUnit =
        unit
            """
def adaptive_max_pool3d(x: Tensor, a: int, b: int, c: int) -> Tensor:
    y, places = torch.adaptive_max_pool3d(x, [a, b, c])
    return y
"""

    /// The largest of each of so many parts of three axes. TorchSharp's own call is that for one axis.
    let adaptiveMaxPool3d (x: Tensor) (counts: int64[]) : Tensor =
        call adaptiveUnit.Value "adaptive_max_pool3d" [|
            yield Argument.Of x
            for count in counts do
                yield Argument.Of(int count)
        |]

    let private lstmUnit =
        unit
            """
def lstm(x: Tensor, kernel: Tensor, recurrent: Tensor, bias: Tensor, h: Tensor, c: Tensor, train: bool) -> Tuple[Tensor, Tensor, Tensor]:
    out, hn, cn = torch.lstm(x, [h.unsqueeze(0), c.unsqueeze(0)], [kernel.t(), recurrent.t(), bias, torch.zeros_like(bias)], True, 1, 0.0, train, False, True)
    return out, hn.squeeze(0), cn.squeeze(0)
"""

    /// Batch-first LSTM; gates i f c o in the columns of the kernels.
    let lstm (x: Tensor) kernel recurrent bias h c (train: bool) : Tensor[] =
        callMany lstmUnit.Value "lstm" [|
            yield! Argument.Each [| x; kernel; recurrent; bias; h; c |]
            Argument.Of train
        |]

    let private backwardUnit =
        unit
            """
def relu(g: Tensor, y: Tensor) -> Tensor:
    # In memory like the gradient, as where it is written over it.
    return torch.threshold_backward(g, y, 0, grad_input=torch.empty_like(g))

def tanh(g: Tensor, y: Tensor) -> Tensor:
    return torch.tanh_backward(g, y)

def sigmoid(g: Tensor, y: Tensor) -> Tensor:
    return torch.sigmoid_backward(g, y)

def softmax(g: Tensor, y: Tensor, axis: int) -> Tensor:
    return torch._softmax_backward_data(g, y, axis, y.dtype)

def log_softmax(g: Tensor, y: Tensor, axis: int) -> Tensor:
    return torch._log_softmax_backward_data(g, y, axis, y.dtype)

def gelu(g: Tensor, x: Tensor) -> Tensor:
    return torch.gelu_backward(g, x, approximate='none')

def gelu_tanh(g: Tensor, x: Tensor) -> Tensor:
    return torch.gelu_backward(g, x, approximate='tanh')

def elu(g: Tensor, x: Tensor, alpha: float, scale: float) -> Tensor:
    return torch.elu_backward(g, alpha, scale, 1.0, False, x)

def softplus(g: Tensor, x: Tensor) -> Tensor:
    return torch.softplus_backward(g, x, 1, 20)

def silu(g: Tensor, x: Tensor) -> Tensor:
    return torch.silu_backward(g, x)

def leaky_relu(g: Tensor, x: Tensor, slope: float) -> Tensor:
    return torch.leaky_relu_backward(g, x, slope, False)

def sparse_cross_entropy(g: Tensor, p: Tensor, indices: Tensor) -> Tensor:
    places = indices.to(dtype=4)
    wide = g.unsqueeze(-1)
    if p.dim() == 2:
        return torch.nll_loss_backward(g, p, places, None, 0, -100, g.new_empty([1])).addcmul_(p, wide)
    return torch.mul(p, wide).scatter_add_(-1, places.unsqueeze(-1), torch.neg(wide))

def ints(rank: int, a: int, b: int, c: int) -> List[int]:
    if rank == 3:
        return [a, b, c]
    return [a, b]

def conv_input(g: Tensor, x: Tensor, w: Tensor, n: int, s0: int, s1: int, s2: int, p0: int, p1: int, p2: int, d0: int, d1: int, d2: int, groups: int) -> Tensor:
    gx, gw, gb = torch.convolution_backward(g, x, w, None, ints(n, s0, s1, s2), ints(n, p0, p1, p2), ints(n, d0, d1, d2), False, ints(n, 0, 0, 0), groups, [True, False, False])
    return gx

def conv_kernel(g: Tensor, x: Tensor, w: Tensor, n: int, s0: int, s1: int, s2: int, p0: int, p1: int, p2: int, d0: int, d1: int, d2: int, groups: int) -> Tensor:
    gx, gw, gb = torch.convolution_backward(g, x, w, None, ints(n, s0, s1, s2), ints(n, p0, p1, p2), ints(n, d0, d1, d2), False, ints(n, 0, 0, 0), groups, [False, True, False])
    return gw

def conv_kernel_and_bias(g: Tensor, x: Tensor, w: Tensor, n: int, s0: int, s1: int, s2: int, p0: int, p1: int, p2: int, d0: int, d1: int, d2: int, groups: int) -> Tuple[Tensor, Tensor]:
    gx, gw, gb = torch.convolution_backward(g, x, w, [w.size(0)], ints(n, s0, s1, s2), ints(n, p0, p1, p2), ints(n, d0, d1, d2), False, ints(n, 0, 0, 0), groups, [False, True, True])
    return gw, gb

def max_pool(g: Tensor, x: Tensor, places: Tensor, n: int, s0: int, s1: int, s2: int, p0: int, p1: int, p2: int, d0: int, d1: int, d2: int, k0: int, k1: int, k2: int) -> Tensor:
    if n == 3:
        return torch.max_pool3d_with_indices_backward(g, x, [k0, k1, k2], [s0, s1, s2], [p0, p1, p2], [d0, d1, d2], False, places)
    return torch.max_pool2d_with_indices_backward(g, x, [k0, k1], [s0, s1], [p0, p1], [d0, d1], False, places)

def average_pool(g: Tensor, x: Tensor, n: int, s0: int, s1: int, s2: int, p0: int, p1: int, p2: int, d0: int, d1: int, d2: int, k0: int, k1: int, k2: int) -> Tensor:
    if n == 3:
        return torch.avg_pool3d_backward(g, x, [k0, k1, k2], [s0, s1, s2], [p0, p1, p2], False, False, None)
    return torch.avg_pool2d_backward(g, x, [k0, k1], [s0, s1], [p0, p1], False, False, None)

def adaptive_max_pool(g: Tensor, x: Tensor, n: int, c0: int, c1: int, c2: int) -> Tensor:
    if n == 3:
        y, places = torch.adaptive_max_pool3d(x, [c0, c1, c2])
        return torch.adaptive_max_pool3d_backward(g, x, places)
    y, places = torch.adaptive_max_pool2d(x, [c0, c1])
    return torch.adaptive_max_pool2d_backward(g, x, places)

def adaptive_average_pool(g: Tensor, x: Tensor, n: int) -> Tensor:
    if n == 3:
        return torch._adaptive_avg_pool3d_backward(g, x)
    return torch._adaptive_avg_pool2d_backward(g, x)

def batch_norm(g: Tensor, x: Tensor, scale: Tensor, mean: Tensor, inverse: Tensor, eps: float) -> Tuple[Tensor, Tensor, Tensor]:
    return torch.native_batch_norm_backward(g, x, scale, None, None, mean, inverse, True, eps, [True, True, True])

def embedding(g: Tensor, table: Tensor, indices: Tensor) -> Tensor:
    return torch.embedding_dense_backward(g, indices, table.size(0), -1, False)

def lstm_training(x: Tensor, kernel: Tensor, recurrent: Tensor, bias: Tensor, h: Tensor, c: Tensor) -> Tuple[Tensor, Tensor, Tensor, Tensor]:
    return torch.mkldnn_rnn_layer(x, kernel.t(), recurrent.t(), bias, torch.zeros_like(bias), h, c, False, [], 2, h.size(1), 1, True, False, False, True)

def lstm(gy: Tensor, gh: Tensor, gc: Tensor, x: Tensor, kernel: Tensor, recurrent: Tensor, bias: Tensor, h: Tensor, c: Tensor, y: Tensor, hn: Tensor, cn: Tensor, workspace: Tensor) -> List[Tensor]:
    gx, gk, gr, gb, gb2, gh0, gc0 = torch.mkldnn_rnn_layer_backward(x, kernel.t(), recurrent.t(), bias, torch.zeros_like(bias), h, c, y, hn, cn, gy, gh, gc, False, 2, h.size(1), 1, True, True, False, [], False, workspace)
    return [gx, gk.t(), gr.t(), gb, gh0, gc0]

def gradients(results: List[Tensor], weights: List[Tensor], given: List[Tensor], retain: bool) -> List[Tensor]:
    begin: List[Optional[Tensor]] = []
    for gradient in given:
        begin.append(gradient)
    if len(given) == 0:
        found = torch.autograd.grad(results, weights, None, retain, False, True)
    else:
        found = torch.autograd.grad(results, weights, begin, retain, False, True)
    all: List[Tensor] = []
    for i in range(len(weights)):
        one = found[i]
        if one is None:
            all.append(torch.zeros_like(weights[i]))
        else:
            all.append(one)
    return all
"""

    /// A function of <c>Backward</c> with one result, by its name in the script.
    let backward (name: string) (arguments: Argument[]) : Tensor = call backwardUnit.Value name arguments

    /// A function of <c>Backward</c> with several results.
    let backwardMany (name: string) (arguments: Argument[]) : Tensor[] = callMany backwardUnit.Value name arguments

    /// What libtorch's autograd finds for weights from results that it followed: from a single number, or from the given gradients of the
    /// results. Zeros for a weight that nothing led through. TorchSharp's own call catches no exception, such as that of memory which is not
    /// there: it would end the process.
    let gradients (results: Tensor[]) (weights: Tensor[]) (given: Tensor[]) (retain: bool) : Tensor[] =
        backwardMany "gradients" [| Argument.Of results; Argument.Of weights; Argument.Of given; Argument.Of retain |]

    /// Gets <c>backward</c> ready while other work goes on.
    let prepareBackward () = prepare backwardUnit
