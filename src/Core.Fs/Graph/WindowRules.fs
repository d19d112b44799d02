namespace Functional

/// Shapes of what windows pass over: convolutions and pools of channels-last tensors <c>(batch, spatial..., channels)</c>.
[<RequireQualifiedAccess>]
module internal WindowRules =

    let private fail message = raise (ShapeException message)

    let private outputSize padding stride dilation kernel dim =
        let span = (int64 kernel - 1L) * int64 dilation + 1L
        match padding with
        | Padding.Valid -> Dim.floorDiv (Dim.add dim (Dim.Known(int64 stride - span))) (int64 stride)
        | Padding.Same
        | Padding.Causal -> Dim.ceilDiv dim (int64 stride)

    // A window without padding is as long as its input at most. One with padding brings as many steps of its own, which libtorch counts in
    // 32 bits (a convolution ends the process where they do not suffice) and goes through one by one.
    let private requireSpan padding (kernel: int) (dilation: int) dim =
        let span = (int64 kernel - 1L) * int64 dilation + 1L
        let longest =
            match padding, dim with
            | Padding.Valid, _ -> 2147483647L
            | _, Dim.Known size when size < 1073741823L -> max 1048576L (2L * size)
            | _ -> 1048576L
        if span > longest then
            fail $"a window may span {longest} steps here, got {kernel} (dilation {dilation})"

    // Along all axes together. What padding brings lies in memory beside the input, and a window goes through all of its steps wherever it
    // is put.
    let private requireArea (window: Window) (kernel: int list) (spatial: Dim list) (result: Dim list) =
        let product = List.fold (*) 1.0
        let known (dims: Dim list) =
            product [
                for dim in dims do
                    match dim with
                    | Dim.Known size -> float size
                    | Dim.Unknown _ -> ()
            ]
        let spans = List.map2 (fun kernel dilation -> float (kernel - 1) * float dilation + 1.0) kernel window.Dilation
        let room = max 16777216.0 (known spatial * 2.0 ** float kernel.Length)
        let show (numbers: int list) = numbers |> List.map string |> String.concat " · "
        if window.Padding <> Padding.Valid && product spans > room then
            fail
                $"a window with padding may cover {room:F0} places here, got {show kernel} (dilation {show window.Dilation})"
        let most = 2.0 ** 44.0
        if product (List.map float kernel) * known result > most then
            fail
                $"windows may see {most:F0} values of a channel in all, got {show kernel} at each of {Shape.ofDims result}"

    let private requireWindow (window: Window) (kernel: int list) =
        let rank = kernel.Length
        if rank < 1 || rank > 3 || window.Strides.Length <> rank || window.Dilation.Length <> rank then
            fail
                $"windows need a size, a stride and a dilation for each of one to three axes, got {rank}, {window.Strides.Length} and {window.Dilation.Length}"
        let numbers = kernel @ window.Strides @ window.Dilation
        if List.exists (fun number -> number < 1) numbers then
            let got = numbers |> List.map string |> String.concat ", "
            fail $"windows need sizes, strides and dilation of at least 1, got {got}"

    /// Spatial sizes after a window has passed over them.
    let private windowed (window: Window) (kernel: int list) (spatial: Dim list) =
        requireWindow window kernel
        let result =
            List.zip3 window.Strides window.Dilation (List.zip kernel spatial)
            |> List.map (fun (stride, dilation, (kernel, dim)) ->
                requireSpan window.Padding kernel dilation dim
                match outputSize window.Padding stride dilation kernel dim with
                | Dim.Known size when size <= 0L ->
                    let sizes = Shape.ofDims spatial
                    fail
                        $"a window of {kernel} (dilation {dilation}) needs at least that many steps, got spatial sizes {sizes}"
                | size -> size)
        requireArea window kernel spatial result
        result

    // libtorch's convolutions take the longer, the longer the steps are, and end the process where these do not fit into 32 bits.
    let private requireStrides (window: Window) =
        match window.Strides |> List.tryFind (fun stride -> stride > 1048576) with
        | Some stride -> fail $"strides of a convolution may be at most 1048576, got {stride}"
        | None -> ()

    let private kernelSize rank (kernel: Shape) =
        let size = List.take rank kernel.Dims
        if not (List.forall Dim.isKnown size) then
            fail $"convolution needs a kernel of known size, got {kernel}"
        Shape.sizes (Shape.ofDims size) |> Array.map int |> List.ofArray

    let conv (window: Window) groups (x: Shape) (kernel: Shape) =
        let rank = window.Strides.Length
        if x.Rank <> rank + 2 || kernel.Rank <> rank + 2 then
            fail $"a {rank}-dimensional convolution needs input (batch, spatial..., channels), got {x}"
        if groups < 1 then
            fail $"convolution needs at least one group, got {groups}"
        match x[-1], kernel[-2] with
        | Dim.Known channels, Dim.Known inner when channels <> inner * int64 groups ->
            fail $"convolution needs {inner * int64 groups} input channels for its kernel {kernel}, got {x}"
        | _ -> ()
        match kernel[-1] with
        | Dim.Known filters when filters % int64 groups <> 0L ->
            fail $"convolution needs filters that divide by its {groups} groups, got {filters}"
        | _ -> ()
        requireStrides window
        Shape.ofDims ([ x[0] ] @ windowed window (kernelSize rank kernel) x.Dims[1..rank] @ [ kernel[-1] ])

    /// The other way: what a window makes so many steps of.
    let convTranspose (window: Window) (longer: int list) (x: Shape) (kernel: Shape) =
        let rank = window.Strides.Length
        if x.Rank <> rank + 2 || kernel.Rank <> rank + 2 then
            fail $"a {rank}-dimensional transposed convolution needs input (batch, spatial..., channels), got {x}"
        if window.Padding = Padding.Causal then
            fail "a transposed convolution pads \"valid\" or \"same\", got \"causal\""
        match x[-1], kernel[-1] with
        | Dim.Known channels, Dim.Known inner when channels <> inner ->
            fail $"a transposed convolution needs {inner} input channels for its kernel {kernel}, got {x}"
        | _ -> ()
        let size = kernelSize rank kernel
        requireWindow window size
        requireStrides window
        if longer.Length <> rank then
            fail $"a transposed convolution needs {rank} numbers of further steps, got {longer.Length}"
        let spatial =
            List.zip3 window.Strides longer (List.zip3 size window.Dilation x.Dims[1..rank])
            |> List.map (fun (stride, longer, (size, dilation, dim)) ->
                if longer < 0 || longer >= stride then
                    fail
                        $"a transposed convolution of stride {stride} needs further steps in [0, {stride}), got {longer}"
                if dim = Dim.Known 0L then
                    fail $"a transposed convolution needs at least one step, got {x}"
                let shortest = if window.Padding = Padding.Valid then (int64 size - 1L) * int64 dilation + 1L else 1L
                Dim.add (Dim.mul dim (Dim.Known(int64 stride))) (Dim.Known(shortest + int64 longer - int64 stride)))
        windowed window size spatial |> ignore
        Shape.ofDims ([ x[0] ] @ spatial @ [ kernel[-2] ])

    let pool (size: int list) window (x: Shape) =
        if x.Rank <> size.Length + 2 then
            fail $"{size.Length}-dimensional pooling needs input (batch, spatial..., channels), got {x}"
        Shape.ofDims ([ x[0] ] @ windowed window size x.Dims[1 .. size.Length] @ [ x[-1] ])

    let adaptivePool (counts: int list) (x: Shape) =
        let rank = counts.Length
        if rank < 1 || rank > 3 || x.Rank <> rank + 2 then
            fail
                $"adaptive pooling into {rank} sizes needs input (batch, spatial..., channels) of one to three axes, got {x}"
        for count in counts do
            if count < 1 then
                fail $"adaptive pooling needs at least one part of each axis, got {count}"
        if List.contains (Dim.Known 0L) x.Dims[1..rank] then
            fail $"adaptive pooling needs at least one step, got {x}"
        Shape.ofDims ([ x[0] ] @ [ for count in counts -> Dim.Known(int64 count) ] @ [ x[-1] ])
