namespace CrmServerless.Configuration;

/// <summary>How many values of a dimension are segments of their own; the others are together in one.</summary>
/// <param name="Everywhere">The cap of dimensions that have none of their own; null: no cap.</param>
/// <param name="ByDimension">The caps of single dimensions; null: no cap.</param>
public sealed record SegmentCap(int? Everywhere, IReadOnlyDictionary<string, int?> ByDimension)
{
    /// <summary>The highest cap that can be configured: what is kept of a dimension has to fit a table's property.</summary>
    public const int Highest = 5000;

    /// <summary>200 of each dimension.</summary>
    public static SegmentCap Default { get; } = new(200, new Dictionary<string, int?>());

    /// <summary>The cap of a dimension; <see cref="int.MaxValue"/> for none.</summary>
    public int Of(string dimension) => (ByDimension.TryGetValue(dimension, out var own) ? own : Everywhere) ?? int.MaxValue;
}
