namespace Functional

open Functional.Optimizers

/// Updates that are made only where all gradients are finite, and a scale that follows from whether they are.
[<RequireQualifiedAccess>]
module internal ScaledUpdate =

    let private scalar (key: Key) dtype = Expr.Of(Op.Weight(key, Shape.scalar, dtype), [])

    /// What the loss is multiplied by in the next step.
    let scale () = scalar Key.DynamicScale DType.Float32

    /// Whether all numbers of some gradients are finite.
    let areFinite (gradients: Expr list) : Expr =
        gradients |> List.map (fun g -> Ops.all [ 0 .. g.Rank - 1 ] (Ops.isFinite g)) |> List.reduce Ops.logicalAnd

    let private callWhere (condition: Expr) (call: InPlaceCall) : InPlaceCall =
        let last items = List.splitAt (List.length items - 1) items
        {
            call with
                Args = call.Args @ [ condition ]
                Script =
                    fun made names ->
                        let args, _ = last made.Args
                        let argNames, condition = last names.Args
                        call.Script { made with Args = args } { names with Args = argNames }
                        |> List.map (fun line -> $"    {line}")
                        |> List.append [ $"if bool({condition.Head}):" ]
        }

    /// An update that is made where a condition holds; where not, all stays as it is, weights as the step began with them.
    let onlyWhere (condition: Expr) (weights: (WeightDeclaration * Expr) list) (update: Update) : Update =
        match update with
        | Update.Assign(key, value) ->
            let before =
                match weights |> List.tryFind (fun (weight, _) -> weight.Key = key) with
                | Some(_, symbol) -> symbol
                | None -> Expr.Of(Op.Weight(key, value.Shape, value.DType), [])
            Update.Assign(key, Ops.where condition value before)
        | Update.Increase(weight, value) ->
            Update.Increase(weight, Ops.where condition value (Ops.fullLike value value.DType 0.0))
        | Update.InPlace call -> Update.InPlace(callWhere condition call)

    /// The scale after a step, and the number of steps since it changed.
    let follow (rule: LossScaleOptimizer) (finite: Expr) : Update list =
        let counter = scalar Key.StepCounter DType.Int32
        let like (x: Expr) number = Ops.scalarLike x number
        let grows = Ops.logicalAnd finite (Ops.equal counter (like counter (float (rule.DynamicGrowthSteps - 1))))
        let counts = Ops.logicalAnd finite (Ops.logicalNot grows)
        let factor = Ops.where grows (like (scale ()) 2.0) (like (scale ()) 1.0)
        [
            Update.Assign(Key.StepCounter, Ops.where counts (counter + 1.0) (like counter 0.0))
            Update.Assign(Key.DynamicScale, scale () * Ops.where finite factor (like (scale ()) 0.5))
        ]
