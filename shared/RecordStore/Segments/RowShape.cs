using System.Runtime.InteropServices;

namespace CrmServerless.RecordStore.Segments;

/// <summary>How one present value of a row is read.</summary>
/// <param name="Code">Its encoding.</param>
/// <param name="Column">The stored column, whose dictionary it uses.</param>
/// <param name="Place">Its place in the reader's values, or -1 when the reader has no such column.</param>
internal readonly record struct ValueStep(ValueCode Code, int Column, int Place);

/// <summary>Which values rows have and how each is written: found once, used by every row alike, so that a row costs no per-value tags.</summary>
/// <param name="Time">How the version time is written.</param>
/// <param name="Steps">The values that are present.</param>
internal sealed record RowShape(TimeCode Time, ValueStep[] Steps)
{
    /// <summary>Reads a shape's bytes: the time code, then a value code for each stored column.</summary>
    public static RowShape Parse(ReadOnlySpan<byte> codes, ReadOnlySpan<int> places)
    {
        var steps = new List<ValueStep>(places.Length);
        for (var column = 0; column < places.Length; column++)
        {
            var code = (ValueCode)codes[1 + column];
            if (code != ValueCode.Absent)
                steps.Add(new ValueStep(code, column, places[column]));
        }

        return new RowShape((TimeCode)codes[0], [.. steps]);
    }
}

/// <summary>The shapes that rows of a block have, in the order of their first use.</summary>
internal sealed class ShapeTable(int columns) : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
{
    private readonly List<byte[]> shapes = [];
    private Dictionary<byte[], int>? index;
    private int last = -1;

    /// <summary>How many shapes.</summary>
    public int Count => shapes.Count;

    /// <summary>The codes of a shape: one for the time, one for each column.</summary>
    public ReadOnlySpan<byte> this[int shape] => shapes[shape];

    /// <summary>The index of the shape with these codes, which is added when it is new.</summary>
    public int IndexOf(ReadOnlySpan<byte> codes)
    {
        if (last >= 0 && codes.SequenceEqual(shapes[last]))
            return last;
        index ??= new Dictionary<byte[], int>(this);
        ref var found = ref CollectionsMarshal.GetValueRefOrAddDefault(index.GetAlternateLookup<ReadOnlySpan<byte>>(), codes, out var known);
        if (!known)
        {
            found = shapes.Count;
            shapes.Add(codes.ToArray());
        }

        return last = found;
    }

    /// <summary>Forgets all shapes.</summary>
    public void Clear()
    {
        shapes.Clear();
        index?.Clear();
        last = -1;
    }

    /// <summary>How many codes a shape has.</summary>
    public int Codes => 1 + columns;

    /// <inheritdoc/>
    public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

    /// <inheritdoc/>
    public int GetHashCode(byte[] obj) => GetHashCode(obj.AsSpan());

    /// <inheritdoc/>
    public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

    /// <inheritdoc/>
    public int GetHashCode(ReadOnlySpan<byte> alternate)
    {
        var hash = new HashCode();
        hash.AddBytes(alternate);
        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
}
