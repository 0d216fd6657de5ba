namespace CrmServerless.Configuration;

/// <summary>The segments a rule stands on: named ones, and each value of dimensions.</summary>
public sealed record RuleSegments
{
    /// <summary>`all` only.</summary>
    public static RuleSegments All { get; } = new() { Exactly = ["all"] };

    /// <summary>Segments as stored, e.g. `all`, `region=North`, `region=North&amp;tier=Gold`.</summary>
    public IReadOnlyList<string> Exactly { get; init; } = [];

    /// <summary>Dimensions (or combinations such as `region&amp;tier`) each value of which is a segment of the rule, `(none)` included.</summary>
    public IReadOnlyList<string> Each { get; init; } = [];

    /// <summary>Whether the rule stands on this segment.</summary>
    public bool Includes(string segment)
    {
        ArgumentNullException.ThrowIfNull(segment);
        return Exactly.Contains(segment, StringComparer.Ordinal) || Each.Contains(DimensionsOf(segment), StringComparer.Ordinal);
    }

    /// <summary>`region=North&amp;tier=Gold` is of `region&amp;tier`; `all` is of no dimension: an empty text. Values hold no bare `&amp;` or `=` (kpis.md section 3).</summary>
    public static string DimensionsOf(string segment)
    {
        ArgumentNullException.ThrowIfNull(segment);
        return segment == "all" ? "" : string.Join('&', segment.Split('&').Select(part => part.Split('=')[0]));
    }
}
