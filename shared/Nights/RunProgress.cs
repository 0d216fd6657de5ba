using CrmServerless.Kpis.Segments;

namespace CrmServerless.Nights;

/// <summary>How far computing has come.</summary>
/// <param name="Epoch">The number of the newest run; runs are numbered from 1.</param>
/// <param name="Sequence">The manifest sequence up to which stored days take account of all records.</param>
/// <param name="ConfigurationVersion">The configuration that stored days were computed with; empty before the first run.</param>
/// <param name="DataStart">The first day on which any record speaks; null before the first run or without records.</param>
/// <param name="LastNight">The newest business day that was computed and judged; null before the first.</param>
public sealed record RunProgress(long Epoch, long Sequence, string ConfigurationVersion, DateOnly? DataStart, DateOnly? LastNight)
{
    /// <summary>The values of dimensions beyond their cap that stored days have segments of.</summary>
    public KeptValues Kept { get; init; } = KeptValues.All;

    /// <summary>Before the first run.</summary>
    public static RunProgress None { get; } = new(0, 0, string.Empty, null, null);
}
