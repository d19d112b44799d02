namespace Functional.Layers

open Functional
open Functional.Layer

/// Layers one after the other, as they are used on data before a model.
[<RequireQualifiedAccess>]
type Pipeline = {
    /// The layers, in the order in which they are applied.
    Layers: ILayer list
} with

    static member Create layers = { Pipeline.Layers = layers }
    member private this.Parts = Parts.listed "_pipeline_layers" this.Layers

    interface IHolder with
        member this.Build(scope, inputs) =
            let find = Parts.finder this.Parts
            (inputs, this.Layers) ||> List.fold (fun x layer -> Parts.build scope (find layer) x)

        member this.Parts = this.Parts

        member this.With layers = { Layers = this.Layers |> List.map (Parts.replacing this.Parts layers) }

/// At most so many bounding boxes an image; images are left as they are. [batch, height, width, channels] → the same; one image without a
/// batch, too.
type MaxNumBoundingBoxes = {
    /// Number of boxes.
    [<AtLeast 0.0>]
    MaxNumber: int
    /// What boxes that there are not are of.
    FillValue: int
    DataFormat: DataFormat
} with

    static member Create maxNumber = { MaxNumber = maxNumber; FillValue = -1; DataFormat = DataFormat.ChannelsLast }

    interface ILayer with
        member this.Build(_, One x) = [ onImages this.DataFormat id x ]
