using CrmServerless.Kpis.Segments;

namespace CrmServerless.Kpis.Gathering;

/// <summary>What a run could not use, or could use only in part: shown with the night's run.</summary>
public sealed class DataQuality
{
    /// <summary>Records read.</summary>
    public long Records { get; set; }

    /// <summary>Merged records that break a rule of kpis.md section 2 and were left out, by entity and reason.</summary>
    public SortedDictionary<string, long> LeftOut { get; } = new(StringComparer.Ordinal);

    /// <summary>Sales and closed deals without an amount.</summary>
    public long WithoutAmount { get; set; }

    /// <summary>Sales and closed deals with an amount, but no exchange rate on their day.</summary>
    public long WithoutRate { get; set; }

    /// <summary>The dimensions with more values than their cap.</summary>
    public IReadOnlyList<CappedDimension> Capped { get; set; } = [];

    /// <summary>Which records found their customer.</summary>
    public LinkQuality Links { get; } = new();
}
