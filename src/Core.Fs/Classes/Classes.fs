namespace Functional

open FSharp.Reflection
open Functional.Layers
open Functional.Losses
open Functional.Metrics
open Functional.Optimizers
open Functional.Optimizers.Schedules
open Functional.ClassFacts

/// Keras's classes, one line each: what a file may name, what the facade has, what the documentation lists and what tests go through.
[<RequireQualifiedAccess>]
module Classes =

    let layers =
        [
            family "Core" [
                layer (InputLayer.Create [])
                |> only [ "name" ]
                |> requires [ "batch_shape" ]
                |> constant "sparse" (Some false)
                |> constant "ragged" (Some false)
                layer (Dense.Create 1)
                |> built
                |> quiet [ "activity_regularizer" ]
                |> constant "quantization_config" None
                layer (ActivationLayer.Create Activation.Linear) |> quiet [ "activity_regularizer" ]
                layer (Embedding.Create(1, 1)) |> built |> constant "quantization_config" None
                layer (Identity())
                layer (Masking.Create())
                layer (EinsumDense.Create("ab,bc->ac", [ Some 1L ])) |> built |> constant "quantization_config" None
                layer (ReversibleEmbedding.Create(1, 1))
                |> built
                |> calls (CallForm.Named [ "inputs", Need.Tensor; "reverse", Need.OptionalFlag ])
                |> constant "quantization_config" None
                layer (TernaryDense.Create 1) |> built
            ]
            family "Regularization" [
                layer (Dropout.Create 0.0)
                layer (ActivityRegularization.Create())
                layer (GaussianNoise.Create 0.0)
                layer (GaussianDropout.Create 0.0)
                layer (AlphaDropout.Create 0.0)
                // Keras does not write whether they are trainable: nothing is there to train.
                layer (SpatialDropout1D.Create 0.0) |> only [ "name"; "dtype" ] |> plainDType
                layer (SpatialDropout.Create(2, 0.0)) |> only [ "name"; "dtype" ] |> plainDType
                layer (SpatialDropout.Create(3, 0.0)) |> only [ "name"; "dtype" ] |> plainDType
            ]
            family "Reshaping" [
                layer (Flatten.Create()) |> built
                layer (Reshape.Create [])
                layer (Permute.Create []) |> built
                layer (RepeatVector.Create 1) |> built
                layer (ZeroPadding1D.Create()) |> built
                layer (ZeroPadding.Create [ [ 1; 1 ]; [ 1; 1 ] ]) |> built
                layer (ZeroPadding.Create [ [ 1; 1 ]; [ 1; 1 ]; [ 1; 1 ] ]) |> built
                layer (Cropping1D.Create()) |> built
                layer (Cropping.Create [ [ 0; 0 ]; [ 0; 0 ] ]) |> built
                layer (Cropping.Create [ [ 1; 1 ]; [ 1; 1 ]; [ 1; 1 ] ]) |> built
                layer (UpSampling1D.Create()) |> built
                layer (UpSampling2D.Create()) |> built
                layer (UpSampling3D.Create()) |> built
            ]
            family "Convolution" [
                layer (Conv.Create(1, [ 1 ])) |> built
                layer (Conv.Create(1, [ 1; 1 ])) |> built
                layer (Conv.Create(1, [ 1; 1; 1 ])) |> built
                layer (ConvTranspose.Create(1, [ 1 ])) |> built
                layer (ConvTranspose.Create(1, [ 1; 1 ])) |> built
                layer (ConvTranspose.Create(1, [ 1; 1; 1 ])) |> built
                layer (DepthwiseConv.Create [ 1 ]) |> built
                layer (DepthwiseConv.Create [ 1; 1 ]) |> built
                layer (SeparableConv.Create(1, [ 1 ])) |> built
                layer (SeparableConv.Create(1, [ 1; 1 ])) |> built
            ]
            family "Pooling" [
                layer (Pooling.Create(PoolKind.Max, [ 2 ]))
                layer (Pooling.Create(PoolKind.Max, [ 2; 2 ]))
                layer (Pooling.Create(PoolKind.Max, [ 2; 2; 2 ]))
                layer (Pooling.Create(PoolKind.Average, [ 2 ]))
                layer (Pooling.Create(PoolKind.Average, [ 2; 2 ]))
                layer (Pooling.Create(PoolKind.Average, [ 2; 2; 2 ]))
                layer (GlobalPooling.Create(PoolKind.Max, 1))
                layer (GlobalPooling.Create(PoolKind.Max, 2))
                layer (GlobalPooling.Create(PoolKind.Max, 3))
                layer (GlobalPooling.Create(PoolKind.Average, 1)) |> calls CallForm.Masked
                layer (GlobalPooling.Create(PoolKind.Average, 2))
                layer (GlobalPooling.Create(PoolKind.Average, 3))
                layer (AdaptivePooling.Create(PoolKind.Max, [ 1 ]))
                layer (AdaptivePooling.Create(PoolKind.Max, [ 1; 1 ]))
                layer (AdaptivePooling.Create(PoolKind.Max, [ 1; 1; 1 ]))
                layer (AdaptivePooling.Create(PoolKind.Average, [ 1 ]))
                layer (AdaptivePooling.Create(PoolKind.Average, [ 1; 1 ]))
                layer (AdaptivePooling.Create(PoolKind.Average, [ 1; 1; 1 ]))
            ]
            family "Attention" [
                layer (Attention.Create()) |> built |> calls CallForm.Attention
                layer (AdditiveAttention.Create()) |> built |> calls CallForm.Attention
                layer (MultiHeadAttention.Create(1, 1)) |> built |> calls CallForm.Heads |> quiet [ "flash_attention" ]
                layer (GroupQueryAttention.Create(1, 1, 1))
                |> built
                |> calls CallForm.Heads
                |> quiet [ "flash_attention" ]
            ]
            family "Normalization" [
                layer (BatchNormalization.Create()) |> built |> calls CallForm.Masked
                layer (LayerNormalization.Create()) |> built |> constant "rms_scaling" (Some false)
                layer (GroupNormalization.Create()) |> built
                layer (RMSNormalization.Create()) |> built
                layer (UnitNormalization.Create()) |> built
                layer (SpectralNormalization.Create(Dense.Create 1)) |> built
            ]
            family "Recurrent" [
                layer (LSTM.Create 1) |> built |> calls CallForm.Recurrent
                layer (GRU.Create 1) |> built |> calls CallForm.Recurrent
                // Keras takes a seed and does not write it.
                layer (SimpleRNN.Create 1) |> built |> calls CallForm.Recurrent |> quiet [ "seed" ]
                layer (RNN.Create(SimpleRNNCell.Create 1)) |> built |> calls (CallForm.withConstants CallForm.Recurrent)
                layer (ConvLSTM.Create(1, [ 1 ])) |> built |> calls CallForm.Recurrent
                layer (ConvLSTM.Create(1, [ 1; 1 ])) |> built |> calls CallForm.Recurrent
                layer (ConvLSTM.Create(1, [ 1; 1; 1 ])) |> built |> calls CallForm.Recurrent
                layer (Bidirectional.Create(SimpleRNN.Create 1)) |> built |> calls CallForm.Recurrent
                layer (TimeDistributed.Create(Dense.Create 1)) |> built |> calls CallForm.Masked
                layer (LSTMCell.Create 1) |> built |> calls CallForm.Cell
                layer (GRUCell.Create 1) |> built |> calls CallForm.Cell
                layer (SimpleRNNCell.Create 1) |> built |> calls CallForm.Cell
                layer (StackedRNNCells.Create [ SimpleRNNCell.Create 1 ]) |> built |> calls CallForm.Cell
            ]
            family "Merging" [
                layer (Add()) |> built |> calls CallForm.Several
                layer (Concatenate.Create()) |> built |> calls CallForm.Several
                layer (Subtract()) |> built |> calls CallForm.Several
                layer (Multiply()) |> built |> calls CallForm.Several
                layer (Average()) |> built |> calls CallForm.Several
                layer (Maximum()) |> built |> calls CallForm.Several
                layer (Minimum()) |> built |> calls CallForm.Several
                layer (Dot.Create [ 1 ]) |> built |> calls CallForm.Several
            ]
            family "Preprocessing" [
                layer (Normalization.Create()) |> built
                // Keras writes neither whether they are trainable: nothing is there to train.
                layer (Discretization.Create())
                |> only [ "name"; "dtype" ]
                |> plainDType
                |> constant "sparse" (Some false)
                layer (CategoryEncoding.Create 1)
                |> calls (CallForm.Named [ "inputs", Need.Tensor; "count_weights", Need.OptionalTensor ])
                |> constant "sparse" (Some false)
                layer (StringLookup.Create()) |> constant "sparse" (Some false)
                layer (IntegerLookup.Create()) |> constant "sparse" (Some false)
                layer (TextVectorization.Create()) |> constant "sparse" (Some false) |> constant "ragged" (Some false)
                layer (Hashing.Create 1) |> constant "sparse" (Some false)
                layer (HashedCrossing.Create 1)
                |> calls CallForm.Several
                |> only [ "name"; "dtype" ]
                |> plainDType
                |> constant "sparse" (Some false)
            ]
            family "Activations" [
                layer (ReLU.Create())
                layer (LeakyReLU.Create())
                layer (ELU.Create())
                layer (PReLU.Create()) |> built
                layer (Softmax.Create()) |> calls CallForm.Masked
            ]
            family "ImagePreprocessing" [
                layer (Rescaling.Create [ 1.0 ])
                layer (Resizing.Create(1, 1))
                layer (CenterCrop.Create(1, 1))
                layer (RandomCrop.Create(1, 1))
                layer (RandomFlip.Create())
                layer (RandomTranslation.Create([ 0.0 ], [ 0.0 ]))
                layer (RandomRotation.Create [ 0.0 ])
                layer (RandomZoom.Create [ 0.0 ])
                layer (RandomShear.Create())
                layer (RandomPerspective.Create())
                layer (RandomElasticTransform.Create())
                layer (RandomContrast.Create [ 0.0 ])
                layer (RandomBrightness.Create [ 0.0 ])
                layer (RandomColorDegeneration.Create [ 0.0 ])
                layer (RandomColorJitter.Create())
                // Keras takes a seed and does not write it.
                layer (RandomGrayscale.Create()) |> quiet [ "seed" ]
                layer (RandomHue.Create [ 0.0 ])
                layer (RandomSaturation.Create [ 0.0 ])
                layer (RandomInvert.Create())
                layer (RandomPosterization.Create [ 8.0 ])
                layer (RandomSharpness.Create [ 0.5 ])
                layer (RandomGaussianBlur.Create())
                layer (RandomErasing.Create())
                layer (Solarization.Create())
                layer (Equalization.Create())
                layer (AutoContrast.Create())
                layer (ContrastLimitedAdaptiveHistogramEqualization.Create())
                layer (MixUp.Create())
                layer (CutMix.Create())
                layer (RandAugment.Create())
                layer (AugMix.Create())
                layer (MaxNumBoundingBoxes.Create 1) |> quiet [ "fill_value" ]
                layer (Pipeline.Create [ Rescaling.Create [ 1.0 ] ]) |> only [ "name" ]
            ]
            family "Spectrograms" [ layer (STFTSpectrogram.Create()) |> built; layer (MelSpectrogram.Create()) ]
        ]
        |> List.concat

    let losses =
        family "Losses" [
            loss (MeanSquaredError()) |> words [ "mse"; "MSE" ]
            loss (MeanAbsoluteError()) |> words [ "mae"; "MAE" ]
            loss (BinaryCrossentropy.Create()) |> words [ "bce"; "BCE" ]
            loss (CategoricalCrossentropy.Create())
            loss (SparseCategoricalCrossentropy.Create())
            loss (MeanAbsolutePercentageError()) |> words [ "mape"; "MAPE" ]
            loss (MeanSquaredLogarithmicError()) |> words [ "msle"; "MSLE" ]
            loss (LogCosh())
            loss (Huber.Create()) |> words [ "huber_loss" ]
            loss (Losses.CosineSimilarity.Create())
            loss (Poisson())
            loss (KLDivergence()) |> words [ "kld"; "KLD"; "kullback_leibler_divergence" ]
            loss (Hinge())
            loss (SquaredHinge())
            loss (CategoricalHinge())
            loss (CategoricalGeneralizedCrossEntropy.Create())
            loss (Dice.Create())
            loss (Tversky.Create())
            loss (Circle.Create())
            loss (CTC())
            loss (BinaryFocalCrossentropy.Create())
            loss (CategoricalFocalCrossentropy.Create())
        ]

    let metrics =
        family "Metrics" [
            metric "Mean" (MeanValue())
            metric "Sum" (Sum())
            metric "Accuracy" (Accuracy()) |> betterUp
            metric "BinaryAccuracy" (BinaryAccuracy.Create()) |> betterUp
            metric "CategoricalAccuracy" (CategoricalAccuracy()) |> betterUp
            metric "SparseCategoricalAccuracy" (SparseCategoricalAccuracy()) |> betterUp
            meanOf "MeanSquaredError" (MeanSquaredError()) |> words [ "mse"; "MSE" ]
            meanOf "MeanAbsoluteError" (MeanAbsoluteError()) |> words [ "mae"; "MAE" ]
            meanOf "BinaryCrossentropy" (BinaryCrossentropy.Create()) |> hides [ "axis" ] |> words [ "bce"; "BCE" ]
            meanOf "CategoricalCrossentropy" (CategoricalCrossentropy.Create())
            meanOf "SparseCategoricalCrossentropy" (SparseCategoricalCrossentropy.Create())
            metric "RootMeanSquaredError" (RootMeanSquaredError()) |> betterDown
            meanOf "MeanAbsolutePercentageError" (MeanAbsolutePercentageError()) |> words [ "mape"; "MAPE" ]
            meanOf "MeanSquaredLogarithmicError" (MeanSquaredLogarithmicError()) |> words [ "msle"; "MSLE" ]
            meanOf "LogCoshError" (LogCosh())
            // Keras takes an axis and does not write it.
            metric "CosineSimilarity" (Metrics.CosineSimilarity.Create()) |> betterUp |> hides [ "axis" ]
            metric "TopKCategoricalAccuracy" (TopKCategoricalAccuracy.Create()) |> betterUp
            metric "SparseTopKCategoricalAccuracy" (SparseTopKCategoricalAccuracy.Create())
            |> betterUp
            |> quiet [ "from_sorted_ids" ]
            meanOf "Poisson" (Poisson())
            meanOf "KLDivergence" (KLDivergence()) |> words [ "kld"; "KLD"; "kullback_leibler_divergence" ]
            meanOf "Hinge" (Hinge())
            meanOf "SquaredHinge" (SquaredHinge())
            meanOf "CategoricalHinge" (CategoricalHinge())
            metric "Precision" (Precision.Create()) |> betterUp
            metric "Recall" (Recall.Create()) |> betterUp
            metric "TruePositives" (OutcomeCount.Create Outcome.TruePositive)
            metric "FalsePositives" (OutcomeCount.Create Outcome.FalsePositive)
            metric "TrueNegatives" (OutcomeCount.Create Outcome.TrueNegative)
            metric "FalseNegatives" (OutcomeCount.Create Outcome.FalseNegative)
            metric "SensitivityAtSpecificity" (SensitivityAtSpecificity.Create 0.5) |> betterUp
            metric "SpecificityAtSensitivity" (SpecificityAtSensitivity.Create 0.5) |> betterUp
            metric "PrecisionAtRecall" (PrecisionAtRecall.Create 0.5) |> betterUp
            metric "RecallAtPrecision" (RecallAtPrecision.Create 0.5) |> betterUp
            // Keras counts the thresholds anew where there are own ones.
            metric "AUC" (AUC.Create()) |> betterUp |> quiet [ "thresholds" ]
            metric "FBetaScore" (FBetaScore.Create()) |> betterUp
            metric "F1Score" (F1Score.Create()) |> betterUp
            metric "IoU" (IoU.Create(2, [ 0 ])) |> betterUp
            metric "BinaryIoU" (BinaryIoU.Create()) |> betterUp
            metric "MeanIoU" (MeanIoU.Create 2) |> betterUp
            metric "OneHotIoU" (OneHotIoU.Create(2, [ 0 ])) |> betterUp
            metric "OneHotMeanIoU" (OneHotMeanIoU.Create 2) |> betterUp
            metric "PearsonCorrelation" (PearsonCorrelation.Create()) |> betterUp
            metric "ConcordanceCorrelation" (ConcordanceCorrelation.Create()) |> betterUp
            metric "R2Score" (R2Score.Create()) |> betterUp
        ]

    let private usual rule name (learningRate: float) =
        Optimizer.Create(rule, OptimizerSettings.Create learningRate, name)

    let optimizers =
        let rmsprop = usual (RMSprop.Create()) "rm_sprop" 0.001
        let muon = usual (Muon.Create()) "muon" 0.001
        let adamW = usual (Adam.Create()) "adam_w" 0.001
        family "Optimizers" [
            optimizer "SGD" (usual (SGD.Create()) "sgd" 0.01)
            optimizer "RMSprop" rmsprop
            optimizer "Adam" (usual (Adam.Create()) "adam" 0.001)
            optimizer "Adamax" (usual (Adamax.Create()) "adamax" 0.001)
            optimizer "Adadelta" (usual (Adadelta.Create()) "adadelta" 0.001)
            optimizer "Lion" (usual (Lion.Create()) "lion" 0.001)
            optimizer "Lamb" (usual (Lamb.Create()) "lamb" 0.001)
            optimizer "Adagrad" (usual (Adagrad.Create()) "adagrad" 0.001)
            optimizer "Ftrl" (usual (Ftrl.Create()) "ftrl" 0.001)
            optimizer "Nadam" (usual (Nadam.Create()) "nadam" 0.001)
            optimizer "ScheduleFreeAdamW" (usual (ScheduleFreeAdamW.Create()) "schedule_free_adam_w" 0.0025)
            optimizer "Adafactor" (usual (Adafactor.Create()) "adafactor" 0.001)
            optimizer "Muon" { muon with Settings = { muon.Settings with WeightDecay = Some 0.004 } }
            // Adam with weight decay under another name, which tells them apart. Keras: the constructor says the second, files say the first.
            optimizer "AdamW" { adamW with Settings = { adamW.Settings with WeightDecay = Some 0.004 } }
            |> words [ "adam_w"; "adamw" ]
            optimizer "LossScaleOptimizer" (LossScaling.around rmsprop)
            optimizer
                "MultiOptimizer"
                (usual (MultiOptimizer.Create(OptimizerMap.Create rmsprop)) "multi_optimizer" 0.0)
        ]

    let private cases name (named: (string * 'case) list) =
        family name [ for _, template in named -> case $"keras.{name.ToLowerInvariant()}" template ]

    let initializers = cases "Initializers" Initializer.named
    let regularizers = cases "Regularizers" Regularizer.named
    let constraints = cases "Constraints" Constraint.named

    let schedules =
        family "Schedules" [
            schedule (ExponentialDecay.Create(0.0, 1.0, 1.0))
            schedule (InverseTimeDecay.Create(0.0, 1.0, 1.0))
            schedule (PiecewiseConstantDecay.Create([], [ 0.0 ]))
            schedule (PolynomialDecay.Create(0.0, 1.0))
            schedule (CosineDecay.Create(0.0, 1.0))
            schedule (CosineDecayRestarts.Create(0.0, 1.0))
        ]

    let all = layers @ losses @ metrics @ optimizers @ schedules @ initializers @ regularizers @ constraints

    let private layersByName = layers |> List.map (fun facts -> facts.Name, facts) |> Map

    /// The layer of a class's name.
    let tryLayer (name: string) = layersByName.TryFind name

    // Where several classes have one rule, the one that the name stands for.
    let private ofOptimizer (optimizer: Optimizer) : ClassFacts option =
        let same =
            optimizers
            |> List.filter (fun facts -> (facts.Template :?> Optimizer).Rule.GetType() = optimizer.Rule.GetType())
        let decays (facts: ClassFacts) =
            (facts.Template :?> Optimizer).Settings.WeightDecay.IsSome = optimizer.Settings.WeightDecay.IsSome
        same
        |> List.tryFind (fun facts -> facts.IsCalled optimizer.Name && decays facts)
        |> Option.orElse (List.tryHead same)

    /// The class that a descriptor is of; nothing for what Keras has not.
    let tryOf (descriptor: obj) : ClassFacts option =
        let alike (classes: ClassFacts list) =
            let kind = kind descriptor
            classes |> List.tryFind (fun facts -> ClassFacts.kind facts.Template = kind)
        let byCase (classes: ClassFacts list) =
            let case, _ = FSharpValue.GetUnionFields(descriptor, descriptor.GetType())
            classes |> List.tryFind (fun facts -> facts.Name = case.Name)
        match descriptor with
        | :? ILayer as layer ->
            tryLayer (ClassName.ofLayer layer)
            |> Option.filter (fun facts -> facts.Template.GetType() = (Holder.bare layer).GetType())
        | :? Optimizer as optimizer -> ofOptimizer optimizer
        | :? ILoss -> alike losses
        | :? IMetric -> alike metrics
        | :? ISchedule -> alike schedules
        | :? Initializer -> byCase initializers
        | :? Regularizer -> byCase regularizers
        | :? Constraint -> byCase constraints
        | _ -> None

    /// The class in a list that a word stands for: its name, its name in snake case, or a short word. One that must be told something
    /// has none.
    let tryWord (classes: ClassFacts list) (word: string) =
        classes |> List.tryFind (fun facts -> facts.IsCalled word && facts.Required.IsEmpty)
