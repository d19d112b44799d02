namespace Functional

/// libtorch's own update of all weights at once, where an optimizer's rule has one and nothing stands between it and the weights.
[<RequireQualifiedAccess>]
module internal FusedUpdate =

    // libtorch's fused kernels walk through memory: a gradient that lies otherwise than its weight would silently be wrong. Only kernels
    // of more axes than two lie in another order than that of their shape, and some operations' results always lie in that.
    let private aligned (weights: string) (gradients: Expr list) (names: string list) : string list * string =
        let lines, names =
            List.zip gradients names
            |> List.mapi (fun i (gradient, name) ->
                match gradient.Op with
                | Op.MatMul
                | Op.Reduce(Reduction.Sum, _ :: _, _)
                | Op.Backward Backward.Embedding when gradient.Rank <= 2 -> [], name
                | _ ->
                    [
                        $"a{i} = {name}"
                        $"if a{i}.stride() != {weights}[{i}].stride():"
                        $"    a{i} = torch.empty_like({weights}[{i}]).copy_(a{i})"
                    ],
                    $"a{i}")
            |> List.unzip
        List.concat lines, ScriptText.list names

    // libtorch takes longer and longer to compile a call the more weights it is for.
    let private most = 256

    /// The slots of that name, of some weights.
    type private Slots = string -> (WeightDeclaration * Expr) list -> Expr list

    let private adam (decay: float) beta1 beta2 epsilon amsgrad (slots: Slots) (rate: Expr) (count: Expr) =
        let script (call: InPlaceCall) (names: InPlaceNames) =
            let n = call.Args.Length - 2
            let lines, gradients = aligned names.Changed[0] (List.truncate n call.Args) (List.truncate n names.Args)
            let vMax = if amsgrad then names.Changed[3] else "[]"
            let rate, count = names.Args[n], names.Args[n + 1]
            let counts = ScriptText.list (List.replicate n count)
            let tensors =
                String.concat ", " [ names.Changed[0]; gradients; names.Changed[1]; names.Changed[2]; vMax; counts ]
            lines
            @ [
                // libtorch adds epsilon to the corrected root, Keras to the plain one.
                $"root = (1.0 - {ScriptText.number beta2} ** float({count})) ** 0.5"
                $"torch._fused_adamw_({tensors}, lr=float({rate}), beta1={ScriptText.number beta1}, "
                + $"beta2={ScriptText.number beta2}, weight_decay={ScriptText.number decay}, eps={ScriptText.number epsilon} / root, "
                + $"amsgrad={ScriptText.truth amsgrad}, maximize=False)"
            ]
        fun (weights: (WeightDeclaration * Expr) list) (gradients: Expr list) -> {
            Name = "adam"
            Changed = [
                List.map snd weights
                slots "momentum" weights
                slots "velocity" weights
                if amsgrad then
                    slots "velocity_hat" weights
            ]
            Args = gradients @ [ rate; count ]
            Script = script
        }

    let private descent (momentum: float) (slots: Slots) (rate: Expr) =
        // Keras: v ← momentum · v − lr · g, w ← w + v.
        let script (call: InPlaceCall) (names: InPlaceNames) =
            let weights = names.Changed[0]
            let n = call.Args.Length - 1
            let lines, gradients = aligned weights (List.truncate n call.Args) (List.truncate n names.Args)
            let descend target = $"torch._foreach_add_({target}, {gradients}, alpha=-float({names.Args[n]}))"
            if momentum = 0.0 then
                lines @ [ descend weights ]
            else
                let momenta = names.Changed[1]
                lines
                @ [
                    $"torch._foreach_mul_({momenta}, {ScriptText.number momentum})"
                    descend momenta
                    $"torch._foreach_add_({weights}, {momenta})"
                ]
        fun (weights: (WeightDeclaration * Expr) list) (gradients: Expr list) -> {
            Name = "sgd"
            Changed = [
                List.map snd weights
                if momentum <> 0.0 then
                    slots "momentum" weights
            ]
            Args = gradients @ [ rate ]
            Script = script
        }

    /// The updates, if there are some for that optimizer and those weights. <c>rate</c> is the learning rate and <c>count</c> the number
    /// of the update, both scalars; <c>decays</c> tells which weights decay.
    let tryOf
        (optimizer: Optimizer)
        (weights: (WeightDeclaration * Expr) list)
        (gradients: Expr list)
        (decays: bool list)
        (slot: WeightDeclaration -> string -> Expr)
        (rate: Expr)
        (count: Expr)
        : Update list option =
        let settings = optimizer.Settings
        let slots name weights = weights |> List.map (fun (weight, _) -> slot weight name)
        let plain =
            not settings.UseEma
            && weights |> List.forall (fun (weight, _) -> weight.Rule.Constraint.IsNone && weight.DType = DType.Float32)
            && not weights.IsEmpty
        let inParts call =
            List.map2
                (fun weights gradients -> Update.InPlace(call weights gradients))
                (List.chunkBySize most weights)
                (List.chunkBySize most gradients)
        let native =
            match optimizer.Rule with
            | :? INativeUpdate as rule when plain -> rule.NativeUpdate
            | _ -> None
        match native, settings.WeightDecay with
        | Some(NativeUpdate.Adam(beta1, beta2, epsilon, amsgrad)), decay when decay.IsNone || List.forall id decays ->
            let decay = Option.defaultValue 0.0 decay
            Some(inParts (adam decay beta1 beta2 epsilon amsgrad slots rate (Ops.cast DType.Float32 count)))
        | Some(NativeUpdate.Descent momentum), None -> Some(inParts (descent momentum slots rate))
        | _ -> None
