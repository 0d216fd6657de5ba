namespace CrmServerless.Kpis.Segments;

/// <summary>The text of a segment: `all`, `region=EMEA`, `region=EMEA&amp;tier=Gold` (kpis.md section 3).</summary>
public static class SegmentText
{
    /// <summary>The segment that holds everything.</summary>
    public const string All = "all";

    /// <summary>The value of a fact that has none in a dimension.</summary>
    public const string None = "(none)";

    /// <summary>The value of all facts whose own value is beyond the cap of its dimension.</summary>
    public const string Other = "(other)";

    /// <summary>The segment of those values of those dimensions, in that order; `%`, `&amp;` and `=` inside a value are escaped.</summary>
    public static string Of(IReadOnlyList<string> dimensions, IReadOnlyList<string> values)
    {
        var parts = new string[dimensions.Count];
        for (var i = 0; i < parts.Length; i++)
            parts[i] = $"{dimensions[i]}={Escape(values[i])}";
        return string.Join('&', parts);
    }

    /// <summary>The dimensions and values of a segment's text; empty for `all`.</summary>
    /// <exception cref="FormatException">The text is no segment.</exception>
    public static IReadOnlyList<KeyValuePair<string, string>> Parse(string segment)
    {
        if (segment == All)
            return [];
        return [.. segment.Split('&').Select(part =>
        {
            var equals = part.IndexOf('=');
            return equals > 0
                ? KeyValuePair.Create(part[..equals], Unescape(part[(equals + 1)..]))
                : throw new FormatException($"'{segment}' is no segment: expected all, or dimension=value joined by &");
        })];
    }

    private static string Escape(string value) =>
        value.Replace("%", "%25", StringComparison.Ordinal).Replace("&", "%26", StringComparison.Ordinal).Replace("=", "%3D", StringComparison.Ordinal);

    private static string Unescape(string value) =>
        value.Replace("%3D", "=", StringComparison.Ordinal).Replace("%26", "&", StringComparison.Ordinal).Replace("%25", "%", StringComparison.Ordinal);
}
