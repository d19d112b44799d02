namespace Functional

open System
open System.Text.Json.Nodes
open Functional.Layers
open Functional.Losses
open Functional.Metrics
open Functional.Optimizers

/// What the codec is told of a layer's class beyond its record.
type internal LayerEntry = {
    /// The layer at Keras's defaults.
    Template: ILayer
    /// Keys of which only one value is known: Keras writes it, another is refused.
    Constants: (string * JsonNode) list
    /// Keys that a file must have.
    Required: string list
    /// Whether Keras writes the shape that the layer was built for.
    HasBuildShape: bool
    /// Whether a call takes a mask.
    TakesMask: bool
    /// Whether no penalty of the output is nothing in the file, instead of null.
    OmitsActivity: bool
}

/// What the codec is told of a metric's class beyond its type.
type internal MetricEntry = {
    ClassName: string
    Metric: IMetric
    /// Fields that Keras's class has not.
    Hidden: string list
    /// Keys that Keras writes only where they are not as usual.
    Quiet: string list
}


/// One line a class: everything that Keras can write and this library can read, by Keras's name.
module internal CatalogueTables =

    let entry (template: ILayer) = {
        Template = template
        Constants = []
        Required = Codec.required template
        HasBuildShape = false
        TakesMask = false
        OmitsActivity = false
    }

    let constant key value entry = { entry with Constants = entry.Constants @ [ key, value ] }
    let built entry = { entry with HasBuildShape = true }
    let masked entry = { entry with TakesMask = true }
    let quiet entry = { entry with OmitsActivity = true }
    let requires keys entry = { entry with Required = entry.Required @ keys }

    let layerList = [
        entry (InputLayer.Create [])
        |> requires [ "batch_shape" ]
        |> constant "sparse" (flagNode false)
        |> constant "ragged" (flagNode false)
        entry (Dense.Create 1) |> built |> quiet |> constant "quantization_config" null
        entry (ActivationLayer.Create Activation.Linear) |> quiet
        entry (Dropout.Create 0.0)
        entry (Flatten.Create()) |> built
        entry (Reshape.Create [])
        entry (Conv.Create(1, [ 1 ])) |> built
        entry (Conv.Create(1, [ 1; 1 ])) |> built
        entry (Conv.Create(1, [ 1; 1; 1 ])) |> built
        entry (Pooling.Create(PoolKind.Max, [ 1 ]))
        entry (Pooling.Create(PoolKind.Max, [ 1; 1 ]))
        entry (Pooling.Create(PoolKind.Max, [ 1; 1; 1 ]))
        entry (Pooling.Create(PoolKind.Average, [ 1 ]))
        entry (Pooling.Create(PoolKind.Average, [ 1; 1 ]))
        entry (Pooling.Create(PoolKind.Average, [ 1; 1; 1 ]))
        entry (GlobalPooling.Create(PoolKind.Max, 1))
        entry (GlobalPooling.Create(PoolKind.Max, 2))
        entry (GlobalPooling.Create(PoolKind.Max, 3))
        entry (GlobalPooling.Create(PoolKind.Average, 1)) |> masked
        entry (GlobalPooling.Create(PoolKind.Average, 2))
        entry (GlobalPooling.Create(PoolKind.Average, 3))
        entry (BatchNormalization.Create()) |> built |> masked
        entry (Embedding.Create(1, 1)) |> built |> constant "quantization_config" null
        entry (LSTM.Create 1) |> built |> masked
        entry (Add()) |> built
        entry (Concatenate.Create()) |> built
        entry (Subtract()) |> built
        entry (Multiply()) |> built
        entry (Average()) |> built
        entry (Maximum()) |> built
        entry (Minimum()) |> built
        entry (ReLU.Create())
        entry (LeakyReLU.Create())
        entry (ELU.Create())
        entry (PReLU.Create()) |> built
        entry (Functional.Layers.Softmax.Create()) |> masked
        entry (Identity())
        entry (Masking.Create())
        entry (ActivityRegularization.Create())
        entry (GaussianNoise.Create 0.0)
        entry (GaussianDropout.Create 0.0)
        entry (AlphaDropout.Create 0.0)
        entry (Permute.Create [])
        entry (RepeatVector.Create 1)
        entry (ZeroPadding1D.Create())
        entry (ZeroPadding.Create [ [ 1; 1 ]; [ 1; 1 ] ])
        entry (ZeroPadding.Create [ [ 1; 1 ]; [ 1; 1 ]; [ 1; 1 ] ])
        entry (Cropping1D.Create())
        entry (Cropping.Create [ [ 0; 0 ]; [ 0; 0 ] ])
        entry (Cropping.Create [ [ 1; 1 ]; [ 1; 1 ]; [ 1; 1 ] ])
        entry (UpSampling1D.Create())
        entry (UpSampling2D.Create())
        entry (UpSampling3D.Create())
    ]

    let layers = layerList |> List.map (fun entry -> ClassName.ofLayer entry.Template, entry) |> Map

    /// Classes of losses, at Keras's defaults.
    let lossList: ILoss list = [
        MeanSquaredError()
        MeanAbsoluteError()
        BinaryCrossentropy.Create()
        CategoricalCrossentropy.Create()
        SparseCategoricalCrossentropy.Create()
        MeanAbsolutePercentageError()
        MeanSquaredLogarithmicError()
        LogCosh()
        Huber.Create()
        Losses.CosineSimilarity.Create()
        Poisson()
        KLDivergence()
        Hinge()
        SquaredHinge()
        CategoricalHinge()
        BinaryFocalCrossentropy.Create()
        CategoricalFocalCrossentropy.Create()
    ]

    let metric name rule = { ClassName = name; Metric = rule; Hidden = []; Quiet = [] }

    /// Classes of metrics, at Keras's defaults.
    let metricList = [
        metric "Mean" (MeanValue())
        metric "Accuracy" (Accuracy())
        metric "BinaryAccuracy" (BinaryAccuracy())
        metric "CategoricalAccuracy" (CategoricalAccuracy())
        metric "SparseCategoricalAccuracy" (SparseCategoricalAccuracy())
        metric "MeanSquaredError" (MeanOfLoss(MeanSquaredError()))
        metric "MeanAbsoluteError" (MeanOfLoss(MeanAbsoluteError()))
        {
            metric "BinaryCrossentropy" (MeanOfLoss(BinaryCrossentropy.Create())) with
                Hidden = [ "axis" ]
        }
        metric "CategoricalCrossentropy" (MeanOfLoss(CategoricalCrossentropy.Create()))
        metric "SparseCategoricalCrossentropy" (MeanOfLoss(SparseCategoricalCrossentropy.Create()))
        metric "RootMeanSquaredError" (RootMeanSquaredError())
        metric "MeanAbsolutePercentageError" (MeanOfLoss(MeanAbsolutePercentageError()))
        metric "MeanSquaredLogarithmicError" (MeanOfLoss(MeanSquaredLogarithmicError()))
        metric "LogCoshError" (MeanOfLoss(LogCosh()))
        // Keras takes an axis and does not write it.
        { metric "CosineSimilarity" (Metrics.CosineSimilarity()) with Hidden = [ "axis" ] }
        metric "TopKCategoricalAccuracy" (TopKCategoricalAccuracy())
        {
            metric "SparseTopKCategoricalAccuracy" (SparseTopKCategoricalAccuracy()) with
                Quiet = [ "from_sorted_ids" ]
        }
        metric "Poisson" (MeanOfLoss(Poisson()))
        metric "KLDivergence" (MeanOfLoss(KLDivergence()))
        metric "Hinge" (MeanOfLoss(Hinge()))
        metric "SquaredHinge" (MeanOfLoss(SquaredHinge()))
        metric "CategoricalHinge" (MeanOfLoss(CategoricalHinge()))
        metric "Precision" (Precision.Create())
    ]

    // Short names that Keras takes for losses and metrics, beside the class's own in snake case.
    let shortNames =
        Map [
            "mse", "MeanSquaredError"
            "MSE", "MeanSquaredError"
            "mae", "MeanAbsoluteError"
            "MAE", "MeanAbsoluteError"
            "bce", "BinaryCrossentropy"
            "BCE", "BinaryCrossentropy"
            "mape", "MeanAbsolutePercentageError"
            "MAPE", "MeanAbsolutePercentageError"
            "msle", "MeanSquaredLogarithmicError"
            "MSLE", "MeanSquaredLogarithmicError"
            "huber_loss", "Huber"
            "kld", "KLDivergence"
            "KLD", "KLDivergence"
            "kullback_leibler_divergence", "KLDivergence"
        ]

    let optimizerOf rule name learningRate = Optimizer.Create(rule, OptimizerSettings.Create learningRate, name)

    // Keras: the constructor says the second, files say the first.
    let adamWNames = [ "adam_w"; "adamw" ]

    /// Classes of optimizers, at Keras's defaults.
    let optimizerList =
        let adamW = optimizerOf (Adam.Create()) "adam_w" 0.001
        [
            "SGD", optimizerOf (SGD.Create()) "sgd" 0.01
            "RMSprop", optimizerOf (RMSprop.Create()) "rm_sprop" 0.001
            "Adam", optimizerOf (Adam.Create()) "adam" 0.001
            "Adamax", optimizerOf (Adamax.Create()) "adamax" 0.001
            "Adadelta", optimizerOf (Adadelta.Create()) "adadelta" 0.001
            "Lion", optimizerOf (Lion.Create()) "lion" 0.001
            "Lamb", optimizerOf (Lamb.Create()) "lamb" 0.001
            "AdamW", { adamW with Settings = { adamW.Settings with WeightDecay = Some 0.004 } }
        ]
