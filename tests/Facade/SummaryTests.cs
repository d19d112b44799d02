using Functional.Keras;
using Functional.Keras.Layers;
using Xunit;

namespace FacadeTests;

/// <summary>The table that Keras 3.16 prints in a terminal of 80 columns.</summary>
public class SummaryTests
{
    private static string Text(Model model, bool expandNested = false, bool showTrainable = false)
    {
        var text = "";
        model.Summary(printFn: line => text += line + "\n", expandNested: expandNested, showTrainable: showTrainable);
        return text;
    }

    [Fact]
    public void A_sequence_of_layers_is_a_table_of_three_columns()
    {
        Sequential model =
        [
            new Input([28, 28, 1]),
            new Conv2D(32, 3, activation: "relu"),
            new BatchNormalization(),
            new MaxPooling2D(2),
            new Flatten(),
            new Dropout(0.5),
            new Dense(10, "softmax"),
        ];
        Assert.Equal(
            """
            Model: "sequential"
            ┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━┓
            ┃ Layer (type)                    ┃ Output Shape           ┃       Param # ┃
            ┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━┩
            │ conv2d (Conv2D)                 │ (None, 26, 26, 32)     │           320 │
            ├─────────────────────────────────┼────────────────────────┼───────────────┤
            │ batch_normalization             │ (None, 26, 26, 32)     │           128 │
            │ (BatchNormalization)            │                        │               │
            ├─────────────────────────────────┼────────────────────────┼───────────────┤
            │ max_pooling2d (MaxPooling2D)    │ (None, 13, 13, 32)     │             0 │
            ├─────────────────────────────────┼────────────────────────┼───────────────┤
            │ flatten (Flatten)               │ (None, 5408)           │             0 │
            ├─────────────────────────────────┼────────────────────────┼───────────────┤
            │ dropout (Dropout)               │ (None, 5408)           │             0 │
            ├─────────────────────────────────┼────────────────────────┼───────────────┤
            │ dense (Dense)                   │ (None, 10)             │        54,090 │
            └─────────────────────────────────┴────────────────────────┴───────────────┘
             Total params: 54,538 (213.04 KB)
             Trainable params: 54,474 (212.79 KB)
             Non-trainable params: 64 (256.00 B)

            """,
            Text(model));
    }

    [Fact]
    public void The_optimizer_counts_once_it_was_used()
    {
        Sequential model = new([new Input([2]), new Dense(1)], name: "line");
        var (x, y) = SyntheticData.Line(8);
        model.Compile("adam", "mse");
        model.Fit(x, y, verbose: 0);
        Assert.Contains(
            """
             Total params: 11 (44.00 B)
             Trainable params: 3 (12.00 B)
             Non-trainable params: 0 (0.00 B)
             Optimizer params: 8 (32.00 B)

            """,
            Text(model));
    }

    [Fact]
    public void A_network_with_branches_shows_its_connections()
    {
        Input left = new([4], name: "left");
        Input right = new([4], name: "right");
        Dense shared = new(8, "relu");
        var sum = new Add().Apply([shared.Apply(left), shared.Apply(right)]);
        Model model = new([left, right], new Dense(1) { Trainable = false }.Apply(sum));
        Assert.Equal(
            """
            Model: "functional"
            ┏━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━┓
            ┃ Layer (type)        ┃ Output Shape      ┃    Param # ┃ Connected to      ┃
            ┡━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━┩
            │ left (InputLayer)   │ (None, 4)         │          0 │ -                 │
            ├─────────────────────┼───────────────────┼────────────┼───────────────────┤
            │ right (InputLayer)  │ (None, 4)         │          0 │ -                 │
            ├─────────────────────┼───────────────────┼────────────┼───────────────────┤
            │ dense (Dense)       │ (None, 8)         │         40 │ left[0][0],       │
            │                     │                   │            │ right[0][0]       │
            ├─────────────────────┼───────────────────┼────────────┼───────────────────┤
            │ add (Add)           │ (None, 8)         │          0 │ dense[0][0],      │
            │                     │                   │            │ dense[1][0]       │
            ├─────────────────────┼───────────────────┼────────────┼───────────────────┤
            │ dense_1 (Dense)     │ (None, 1)         │          9 │ add[0][0]         │
            └─────────────────────┴───────────────────┴────────────┴───────────────────┘
             Total params: 49 (196.00 B)
             Trainable params: 40 (160.00 B)
             Non-trainable params: 9 (36.00 B)

            """,
            Text(model));
    }

    [Fact]
    public void Models_inside_a_model_are_opened_on_demand()
    {
        Sequential encoder = new([new Input([2]), new Dense(4)], name: "encoder");
        Sequential model = [encoder, new Dense(1) { Trainable = false }];
        model.Build([null, 2]);
        Assert.Equal(
            """
            Model: "sequential"
            ┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━┳━━━━━━━┓
            ┃ Layer (type)                ┃ Output Shape          ┃    Param # ┃ Trai… ┃
            ┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━╇━━━━━━━┩
            │ encoder (Sequential)        │ (None, 4)             │         12 │   Y   │
            ├─────────────────────────────┼───────────────────────┼────────────┼───────┤
            │    └ dense (Dense)          │ (None, 4)             │         12 │   Y   │
            ├─────────────────────────────┼───────────────────────┼────────────┼───────┤
            │ dense (Dense)               │ (None, 1)             │          5 │   N   │
            └─────────────────────────────┴───────────────────────┴────────────┴───────┘
             Total params: 17 (68.00 B)
             Trainable params: 12 (48.00 B)
             Non-trainable params: 5 (20.00 B)

            """,
            Text(model, expandNested: true, showTrainable: true));
    }

    [Fact]
    public void A_model_of_unknown_input_shows_what_it_has()
    {
        Sequential model = [new Dense(4)];
        Assert.Contains("│ dense (Dense)                   │ ?                      │   0 (unbuilt) │", Text(model));
    }
}
