namespace Functional.Keras;

/// <content>Operators, which broadcast and promote as Keras's functions do.</content>
public sealed partial class NDArray
{
    /// <summary>Elementwise sum.</summary>
    public static NDArray operator +(NDArray a, NDArray b) => Ops.Add(a, b);

    /// <summary>Elementwise sum.</summary>
    public static NDArray operator +(NDArray a, Number b) => Ops.Add(a, b);

    /// <summary>Elementwise sum.</summary>
    public static NDArray operator +(Number a, NDArray b) => Ops.Add(a, b);

    /// <summary>Elementwise difference.</summary>
    public static NDArray operator -(NDArray a, NDArray b) => Ops.Subtract(a, b);

    /// <summary>Elementwise difference.</summary>
    public static NDArray operator -(NDArray a, Number b) => Ops.Subtract(a, b);

    /// <summary>Elementwise difference.</summary>
    public static NDArray operator -(Number a, NDArray b) => Ops.Subtract(a, b);

    /// <summary>Elementwise product.</summary>
    public static NDArray operator *(NDArray a, NDArray b) => Ops.Multiply(a, b);

    /// <summary>Elementwise product.</summary>
    public static NDArray operator *(NDArray a, Number b) => Ops.Multiply(a, b);

    /// <summary>Elementwise product.</summary>
    public static NDArray operator *(Number a, NDArray b) => Ops.Multiply(a, b);

    /// <summary>Elementwise quotient.</summary>
    public static NDArray operator /(NDArray a, NDArray b) => Ops.TrueDivide(a, b);

    /// <summary>Elementwise quotient.</summary>
    public static NDArray operator /(NDArray a, Number b) => Ops.TrueDivide(a, b);

    /// <summary>Elementwise quotient.</summary>
    public static NDArray operator /(Number a, NDArray b) => Ops.TrueDivide(a, b);

    /// <summary>Elementwise negation.</summary>
    public static NDArray operator -(NDArray a) => Ops.Negative(a);
}
