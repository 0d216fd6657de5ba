using System.Globalization;

namespace CrmServerless.Kpis.Segments;

/// <summary>A dimension with more values than its cap.</summary>
/// <param name="Dimension">Its name.</param>
/// <param name="Values">How many values records state.</param>
/// <param name="Kept">How many are segments of their own.</param>
/// <param name="Literal">How many records themselves state the value `(other)`, which is among the others.</param>
public sealed record CappedDimension(string Dimension, int Values, int Kept, long Literal)
{
    /// <summary>In words: `owner: 340 values, the largest 200 kept, the others in (other)`.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Dimension}: {Values} values, the largest {Kept} kept, the others in {SegmentText.Other}{(Literal > 0 ? $", with {Literal} records that state {SegmentText.Other} themselves" : "")}");
}
