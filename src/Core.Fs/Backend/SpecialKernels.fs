namespace Functional

open TorchSharp

/// Kernels of the operations of <c>Special</c>. Nearly all are scripts: what libtorch raises of TorchSharp's own calls may end the process.
[<RequireQualifiedAccess>]
module internal SpecialKernels =

    let private unit source = lazy (ScriptUnit source)

    let private matrices =
        unit
            """
def cholesky(x: Tensor) -> Tensor:
    return torch.linalg_cholesky(x)

def inverse(x: Tensor) -> Tensor:
    return torch.linalg_inv(x)

def det(x: Tensor) -> Tensor:
    return torch.linalg_det(x)

def logdet(x: Tensor) -> Tuple[Tensor, Tensor]:
    sign, size = torch.linalg_slogdet(x)
    return sign, size

def widened(b: Tensor, rank: int) -> Tensor:
    while b.dim() < rank:
        b = b.unsqueeze(0)
    return b

def solve(a: Tensor, b: Tensor) -> Tensor:
    return torch.linalg_solve(a, widened(b, a.dim()))

def solve_triangular(a: Tensor, b: Tensor, lower: bool) -> Tensor:
    return torch.linalg_solve_triangular(a, b, upper=not lower)

def lu(x: Tensor) -> Tuple[Tensor, Tensor]:
    both, pivots = torch.linalg_lu_factor(x)
    return both, torch.sub(pivots, 1)

def eigh(x: Tensor) -> Tuple[Tensor, Tensor]:
    values, vectors = torch.linalg_eigh(x)
    return values, vectors

def svd(x: Tensor, full: bool) -> Tuple[Tensor, Tensor, Tensor]:
    u, s, v = torch.linalg_svd(x, full)
    return u, s, v

def pinv(x: Tensor, share: float) -> Tensor:
    return torch.linalg_pinv(x, rtol=share)

def usual_pinv(x: Tensor) -> Tensor:
    return torch.linalg_pinv(x)

def qr(x: Tensor, complete: bool) -> Tuple[Tensor, Tensor]:
    mode = "reduced"
    if complete:
        mode = "complete"
    q, r = torch.linalg_qr(x, mode)
    return q, r

def fourier(re: Tensor, im: Tensor, inverse: bool) -> Tuple[Tensor, Tensor]:
    if re.numel() == 0:
        return re.clone(), im.clone()
    x = torch.complex(re, im)
    if inverse:
        y = torch.view_as_real(torch.fft_ifft(x, None, -1, "forward"))
    else:
        y = torch.view_as_real(torch.fft_fft(x, None, -1, "backward"))
    return y.select(-1, 0), y.select(-1, 1)
"""
    let private orders =
        unit
            """
def argsort(x: Tensor, axis: int, descending: bool) -> Tensor:
    if x.dim() == 0:
        return torch.zeros_like(x, dtype=3)
    values, places = torch.sort(x, stable=True, dim=axis, descending=descending)
    return places.to(dtype=3)

def top_k(x: Tensor, count: int, is_sorted: bool) -> Tensor:
    values, places = torch.topk(x, count, -1, True, is_sorted)
    return places

def replace(x: Tensor, places: Tensor, rows: Tensor) -> Tensor:
    return torch.index_copy(x, 0, places.to(dtype=4), rows)

def add(x: Tensor, places: Tensor, rows: Tensor) -> Tensor:
    return torch.index_add(x, 0, places.to(dtype=4), rows)

def spread(places: Tensor, rows: Tensor) -> Tensor:
    index = places.to(dtype=4)
    while index.dim() < rows.dim():
        index = index.unsqueeze(-1)
    return index.expand_as(rows)

def multiply(x: Tensor, places: Tensor, rows: Tensor) -> Tensor:
    return torch.scatter_reduce(x, 0, spread(places, rows), rows, "prod", include_self=True)

def largest(x: Tensor, places: Tensor, rows: Tensor) -> Tensor:
    return torch.scatter_reduce(x, 0, spread(places, rows), rows, "amax", include_self=True)

def smallest(x: Tensor, places: Tensor, rows: Tensor) -> Tensor:
    return torch.scatter_reduce(x, 0, spread(places, rows), rows, "amin", include_self=True)

def nonzero(x: Tensor) -> Tensor:
    return torch.nonzero(x).t().to(dtype=3).contiguous()

def unique(x: Tensor) -> Tuple[Tensor, Tensor, Tensor, Tensor]:
    if x.numel() == 0 and x.size(0) == 0:
        none = torch.zeros([0], dtype=4, device=x.device)
        return torch.empty_like(x), none, none.clone(), none.clone()
    rows, inverse, counts = torch.unique_dim(x, 0, True, True, True)
    places = torch.arange(x.size(0), device=x.device)
    first = torch.full([rows.size(0)], x.size(0), dtype=4, device=x.device)
    return rows, first.scatter_reduce(0, inverse, places, "amin", include_self=True), inverse, counts

def bincount(x: Tensor, least: int) -> Tensor:
    return torch.bincount(x, None, least)

def weighted_bincount(x: Tensor, weights: Tensor, least: int) -> Tensor:
    return torch.bincount(x, weights.detach(), least)

def bits_and(a: Tensor, b: Tensor) -> Tensor:
    return torch.bitwise_and(a, b)

def bits_or(a: Tensor, b: Tensor) -> Tensor:
    return torch.bitwise_or(a, b)

def bits_xor(a: Tensor, b: Tensor) -> Tensor:
    return torch.bitwise_xor(a, b)

def gcd(a: Tensor, b: Tensor) -> Tensor:
    return torch.gcd(a, b)

def next_after(a: Tensor, b: Tensor) -> Tensor:
    return torch.nextafter(a, b)

def gammainc(a: Tensor, x: Tensor) -> Tensor:
    return torch.special_gammainc(a, x)
"""
    /// The call of an operation; the first argument is its first tensor.
    let lower (op: Special) : Tensor[] -> Tensor[] =
        let one (unit: Lazy<ScriptUnit>) name more args = [|
            Natives.call unit.Value name (Array.append (Argument.Each args) more)
        |]
        let several (unit: Lazy<ScriptUnit>) name more args =
            Natives.callMany unit.Value name (Array.append (Argument.Each args) more)
        match op with
        | Special.Cholesky -> one matrices "cholesky" [||]
        | Special.Inverse -> one matrices "inverse" [||]
        | Special.Det -> one matrices "det" [||]
        | Special.LogDet -> several matrices "logdet" [||]
        | Special.Solve -> one matrices "solve" [||]
        | Special.SolveTriangular isLower -> one matrices "solve_triangular" [| Argument.Of isLower |]
        | Special.LU -> several matrices "lu" [||]
        | Special.Eigh -> several matrices "eigh" [||]
        | Special.Svd isFull -> several matrices "svd" [| Argument.Of isFull |]
        | Special.Pinv None -> one matrices "usual_pinv" [||]
        | Special.Pinv(Some share) -> one matrices "pinv" [| Argument.Of(Scalars.real share) |]
        | Special.Qr isComplete -> several matrices "qr" [| Argument.Of isComplete |]
        | Special.Fourier isInverse -> several matrices "fourier" [| Argument.Of isInverse |]
        | Special.ArgSort(axis, descending) -> one orders "argsort" [| Argument.Of axis; Argument.Of descending |]
        | Special.TopK(count, isSorted) -> one orders "top_k" [| Argument.Of count; Argument.Of isSorted |]
        | Special.Scatter Meeting.Replace -> one orders "replace" [||]
        | Special.Scatter Meeting.Add -> one orders "add" [||]
        | Special.Scatter Meeting.Multiply -> one orders "multiply" [||]
        | Special.Scatter Meeting.Largest -> one orders "largest" [||]
        | Special.Scatter Meeting.Smallest -> one orders "smallest" [||]
        | Special.NonZero -> one orders "nonzero" [||]
        | Special.Unique -> several orders "unique" [||]
        | Special.BinCount least ->
            fun args ->
                one orders (if args.Length = 2 then "weighted_bincount" else "bincount") [| Argument.Of least |] args
        | Special.BitAnd -> one orders "bits_and" [||]
        | Special.BitOr -> one orders "bits_or" [||]
        | Special.BitXor -> one orders "bits_xor" [||]
        | Special.Gcd -> one orders "gcd" [||]
        | Special.NextAfter -> one orders "next_after" [||]
        | Special.GammaInc -> one orders "gammainc" [||]
        | Special.Bits dtype ->
            let target = Tensors.scalarType dtype
            fun args ->
                let x = args[0]
                let sizes = SpecialRules.infer op [ Shape.known x.shape, Tensors.dtype x.dtype ] |> List.head |> fst
                use dense = x.contiguous ()
                let result = torch.empty (Shape.sizes sizes, target, x.device)
                if x.device.``type`` <> DeviceType.META then
                    dense.bytes.CopyTo result.bytes
                [| result |]
