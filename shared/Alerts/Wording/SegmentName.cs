using CrmServerless.Configuration;

namespace CrmServerless.Alerts.Wording;

/// <summary>Segments as people call them (kpis.md section 3 says how they are stored).</summary>
internal static class SegmentName
{
    /// <summary>After the KPI's name: ` North`, ` North, Gold`; nothing for `all`.</summary>
    public static string After(string segment) => segment == "all" ? "" : " " + Short(segment);

    /// <summary>The values alone: `North`, `North, Gold`; `whole business` for `all`. An empty value is told with its dimension: `no region`.</summary>
    public static string Short(string segment) => segment == "all" ? "whole business" : string.Join(", ", Parts(segment).Select(Value));

    /// <summary>With the dimensions: `region North, tier Gold`.</summary>
    public static string Long(string segment) =>
        segment == "all" ? "whole business" : string.Join(", ", Parts(segment).Select(part => part.Value == "(none)" ? Value(part) : $"{Words(part.Dimension)} {part.Value}"));

    private static string Value((string Dimension, string Value) part) => part.Value == "(none)" ? "no " + Words(part.Dimension) : part.Value;

    private static string Words(string dimension) => dimension.Replace('_', ' ');

    private static IEnumerable<(string Dimension, string Value)> Parts(string segment) =>
        RuleSegments.DimensionsOf(segment).Split('&').Zip(segment.Split('&'), (dimension, part) => (dimension, Unescape(part[(dimension.Length + 1)..])));

    private static string Unescape(string value) =>
        value.Replace("%26", "&", StringComparison.Ordinal).Replace("%3D", "=", StringComparison.Ordinal).Replace("%25", "%", StringComparison.Ordinal);
}
