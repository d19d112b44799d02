/// Calls of layers: their arguments by name, in networks and in files; cells and what runs them.
module Functional.Tests.CallTests

open System
open System.IO
open Functional
open Functional.Layers
open Xunit

let private input name (sizes: int64 list) =
    Symbol.input { Configured.Of(InputLayer.Create sizes) with Name = Some name }

/// Each class of the catalogue in a call of its form, with all arguments that it can have.
let private calls =
    let vector, sequence, image, volume = [ 6L ], [ 4L; 3L ], [ 5L; 5L; 2L ], [ 4L; 4L; 4L; 2L ]
    let shapes = [ vector; sequence; image; volume ]
    [
        for entry in CatalogueTables.layerList do
            match entry.Template with
            | :? InputLayer -> ()
            | template -> ClassName.ofLayer template, template, entry.Call, shapes
    ]

let private usable (template: ILayer) : ILayer =
    match template with
    | :? Reshape -> Reshape.Create [ 3L; -1L ]
    | :? Permute -> Permute.Create [ 2; 1 ]
    | other -> other

// The class with inputs of the first shape that it takes.
let private tryCalls (template: ILayer) (form: CallForm) (shapes: int64 list list) : (Symbol list * Symbol list) list =
    let layer = usable template
    [
        for shape in shapes do
            let x, y = input "x" shape, input "y" shape
            let mask = Symbol.input { Configured.Of { InputLayer.Create [ List.head shape ] with DType = DType.Bool } with Name = Some "steps" }
            let h, c = input "h" [ 1L ], input "c" [ 1L ]
            let states count = Argument.Tensors(List.truncate count [ h; c ])
            let attempts: (Symbol list * Symbol list * Arguments<Symbol>) list =
                match form with
                | CallForm.One -> [ [ x ], [ x ], [] ]
                | CallForm.Several -> [ [ x; y ], [ x; y ], []; [ x ], [ x ], [] ]
                | CallForm.Masked -> [
                    [ x; mask ], [ x ], [ "mask", Argument.Tensors [ mask ] ]
                    [ x ], [ x ], []
                  ]
                | CallForm.Recurrent -> [
                    [ x ], [ x ], []
                    [ x; mask ], [ x ], [ "mask", Argument.Tensors [ mask ] ]
                    for count in 1..2 do
                        [ x ] @ List.truncate count [ h; c ], [ x ], [ "initial_state", states count ]
                  ]
                | CallForm.Cell -> [
                    for count in 1..2 do
                        [ x ] @ List.truncate count [ h; c ], [ x ], [ "states", states count ]
                  ]
                | CallForm.Named _ -> []
            for entrances, inputs, named in attempts do
                match
                    (try
                        Some(Symbol.call layer inputs named)
                     with :? FunctionalException ->
                         None)
                with
                | Some outputs -> entrances, outputs
                | None -> ()
    ]

let private dataFor (random: Random) (model: Model) : Values list =
    model.Inputs.Value
    |> List.map (fun spec ->
        let shape = Array.map (fun size -> if size < 0L then 2L else size) (Shape.sizes spec.Shape)
        let count = int (Array.fold (*) 1L shape)
        Values.Host {
            DType = spec.DType
            Shape = shape
            Data =
                if spec.DType = DType.Bool then
                    Array.init count (fun i -> i % 3 <> 1) :> Array
                else
                    Array.init count (fun _ -> float32 (random.NextDouble() * 0.9))
        })

let private predict (model: Model) (weights: TensorStore) (data: Values list) =
    use trainer = new Trainer(model, None, weights, 0L)
    use inputs = DataSet.create torch.CPU data [] []
    Loop.predict trainer 32 Verbosity.Silent TextWriter.Null Threading.CancellationToken.None inputs
