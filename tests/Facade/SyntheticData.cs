namespace FacadeTests;

/// <summary>Small data with a pattern that models can learn, the same at each call.</summary>
internal static class SyntheticData
{
    /// <summary>Points around one centre a class. [count, 4] and classes in [0, 3).</summary>
    public static (float[,] X, int[] Y) Classes(int count, int seed = 1)
    {
        Random random = new(seed);
        var x = new float[count, 4];
        var y = new int[count];
        for (var i = 0; i < count; i++)
        {
            y[i] = random.Next(3);
            for (var j = 0; j < 4; j++)
                x[i, j] = (j == y[i] ? 2 : 0) + (float)(random.NextDouble() - 0.5);
        }

        return (x, y);
    }

    /// <summary>Images with a bright half. [count, 8, 8, 1] and which half: 0 upper, 1 lower.</summary>
    public static (float[,,,] X, int[] Y) Images(int count, int seed = 1)
    {
        Random random = new(seed);
        var x = new float[count, 8, 8, 1];
        var y = new int[count];
        for (var i = 0; i < count; i++)
        {
            y[i] = random.Next(2);
            for (var row = 0; row < 8; row++)
                for (var column = 0; column < 8; column++)
                    x[i, row, column, 0] = (row / 4 == y[i] ? 1 : 0) + (float)(random.NextDouble() * 0.2);
        }

        return (x, y);
    }

    /// <summary>y = 2·a − b. [count, 2] and [count, 1].</summary>
    public static (float[,] X, float[,] Y) Line(int count, int seed = 1)
    {
        Random random = new(seed);
        var x = new float[count, 2];
        var y = new float[count, 1];
        for (var i = 0; i < count; i++)
        {
            x[i, 0] = (float)random.NextDouble();
            x[i, 1] = (float)random.NextDouble();
            y[i, 0] = 2 * x[i, 0] - x[i, 1];
        }

        return (x, y);
    }
}
