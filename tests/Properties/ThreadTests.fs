module Functional.Tests.ThreadTests

open Xunit
open FsCheck
open FsCheck.Xunit
open TorchSharp
open Functional

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
    Assert.Equal("the number of threads must be in [1, 1024], got 0", error.Message)

let private input name dims = Ops.input name (Shape.ofDims dims) DType.Float32
let private weight path sizes = Expr.Of(Op.Weight(Setup.key path, Shape.known sizes, DType.Float32), [])
let private batch = Dim.Unknown "batch"

// For a run over one tensor of those sizes.
let private threads most (x: Expr) (outputs: Expr list) (sizes: int64 list) =
    Setup.ready ()
    use tensor = torch.empty (Array.ofList sizes, device = torch.META)
    Workload.Of([ x ], outputs).Threads(most, [| tensor |])

[<Fact>]
let ``a step of small operations has one thread, and a larger one as many as it keeps busy`` () =
    let x = input "x" [ batch; Dim.Known 784L ]
    let product = x *@ weight "w" [ 784L; 128L ]
    let at most rows = threads most x [ Ops.relu product ] [ rows; 784L ]
    Assert.Equal<int list>([ 1; 1; 2; 6; 8; 8 ], [ 1L; 8L; 11L; 32L; 64L; 10_000L ] |> List.map (at 8))
    Assert.Equal<int list>([ 1; 1; 1 ], [ 1L; 32L; 10_000L ] |> List.map (at 1))
    // As many numbers as libtorch shares out among threads.
    let wide = threads 8 x [ Ops.relu x ]
    Assert.Equal<int list>([ 1; 2; 4 ], [ 41L; 84L; 168L ] |> List.map (fun rows -> wide [ rows; 784L ]))

[<Fact>]
let ``sizes that only data tells count, and where they cannot be told a step has all threads`` () =
    let x = input "x" [ batch; Dim.Unknown "x.1"; Dim.Known 64L ]
    let w = weight "w" [ 64L; 64L ]
    let at output sizes = threads 4 x [ output ] (sizes @ [ 64L ])
    Assert.Equal<int list>([ 1; 2; 4 ], [ [ 8L; 9L ]; [ 8L; 40L ]; [ 32L; 40L ] ] |> List.map (at (x *@ w)))
    // Batch and time as one axis.
    let rows = Ops.reshapeTo [ Extent.Rest; Extent.Size 64L ] x
    Assert.Equal<int list>([ 1; 2; 4 ], [ [ 8L; 9L ]; [ 8L; 40L ]; [ 32L; 40L ] ] |> List.map (at (rows *@ w)))
    let part = Ops.slice 1 0L -1L x
    Assert.Equal(4, at (Ops.relu part) [ 2L; 3L ])

[<Property(MaxTest = 50)>]
let ``the number of threads is from one to all, and no less for more samples`` (rows: PositiveInt) (more: PositiveInt) =
    let x = input "x" [ batch; Dim.Known 300L ]
    let at rows = threads 16 x [ Ops.softmax 1 (x *@ weight "w" [ 300L; 50L ]) ] [ int64 rows; 300L ]
    let few, many = at rows.Get, at (rows.Get * more.Get)
    Assert.InRange(few, 1, 16)
    Assert.InRange(many, few, 16)

[<Fact>]
let ``a thread that is new to libtorch does not take over a number that another has set for a call`` () =
    Setup.ready ()
    let all = Threads.count ()
    let onNewThread (work: unit -> int) =
        let mutable result = 0
        let thread = System.Threading.Thread(fun () -> result <- work ())
        thread.Start()
        thread.Join()
        result
    Threads.using (all + 2) (fun () ->
        Assert.Equal(all, onNewThread (fun () -> Threads.using (Threads.count ()) torch.get_num_threads)))

// Long sums into few numbers, ends of vectorised loops and products: what libtorch and MKL cut by the number of threads.
let private cut: (string * (Tensor -> Tensor)) list = [
    "sum of all", (fun x -> x.sum ())
    "sum of rows", (fun x -> x.sum ([| 0L |], false, System.Nullable()))
    "sigmoid", (fun x -> x.sigmoid ())
    "exponential", (fun x -> x.exp ())
    "softmax of columns", (fun x -> torch.nn.functional.softmax (x, 0L))
    "product", (fun x -> x.t().mm x)
    "product of turned matrices", (fun x -> x.t().mm(x.t().contiguous().t()))
]

[<Property(MaxTest = 30)>]
let ``with one number of threads the bits are the same, on whichever thread and beside which others``
    (rows: PositiveInt)
    (columns: PositiveInt)
    (count: PositiveInt)
    =
    Setup.ready ()
    let count = 1 + count.Get % 3
    let rows = if rows.Get % 3 = 0 then 40_000L else int64 rows.Get
    use x = torch.randn [| rows; 1L + int64 columns.Get % 20L |]
    for name, compute in cut do
        let bits () =
            Threads.using count (fun () ->
                use result = compute x
                use dense = result.contiguous ()
                dense.bytes.ToArray())
        let expected = bits ()
        let results = Array.zeroCreate<byte[]> 3
        let threads = [
            for i in 0..2 ->
                System.Threading.Thread(fun () ->
                    if i = 1 then
                        Threads.using 5 (fun () -> bits () |> ignore)
                    results[i] <- bits ())
        ]
        for thread in threads do
            thread.Start()
        for thread in threads do
            thread.Join()
        Assert.All(results, (fun result -> Assert.True((expected = result), $"{name} with {count} threads")))
