namespace Functional.Conformance;

/// <summary>Rows of arrays, as cases cut them.</summary>
internal static class HostArrays
{
    /// <summary>Row <paramref name="row"/> of the first axis, without that axis.</summary>
    public static HostArray Row(this HostArray array, int row) =>
        new(array.DType, array.Shape[1..], array.Cut(row, 1));

    /// <summary>Rows of the first axis, which stays; fewer where the array ends.</summary>
    public static HostArray Rows(this HostArray array, int start, int count)
    {
        count = (int)Math.Min(count, array.Shape[0] - start);
        return new(array.DType, [count, .. array.Shape[1..]], array.Cut(start, count));
    }

    public static IReadOnlyList<HostArray> AllRows(this HostArray array) =>
        [.. Enumerable.Range(0, (int)array.Shape[0]).Select(row => array.Row(row))];

    private static Array Cut(this HostArray array, int start, int count)
    {
        var size = (int)(array.Data.Length / array.Shape[0]);
        var data = Array.CreateInstance(array.Data.GetType().GetElementType()!, count * size);
        Array.Copy(array.Data, start * size, data, 0, count * size);
        return data;
    }
}
