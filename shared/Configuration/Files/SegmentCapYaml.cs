using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using CrmServerless.Configuration.Yaml;

namespace CrmServerless.Configuration.Files;

/// <summary>Reads `segmentCap: 200`, `segmentCap: none` or `segmentCap: {default: 200, owner: 50, product: none}`.</summary>
internal static class SegmentCapYaml
{
    private const string Default = "default";

    private static readonly ConfigType<int> Cap = new(
        string.Create(CultureInfo.InvariantCulture, $"a number of values from 1 to {SegmentCap.Highest}, or none"), (string text, [MaybeNullWhen(false)] out int value) =>
        {
            value = text == "none" ? int.MaxValue : 0;
            return value > 0 || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value is >= 1 and <= SegmentCap.Highest);
        });

    /// <summary>The cap; the default where nothing is said.</summary>
    public static SegmentCap Read(ConfigSection yaml, string key)
    {
        if (yaml.Node(key) is not ConfigMap)
        {
            return SegmentCap.Default with { Everywhere = OrNone(yaml.Value(key, Cap, SegmentCap.Default.Of(Default))) };
        }

        var caps = yaml.Dictionary(key, Cap).ToDictionary(cap => cap.Key, cap => OrNone(cap.Value), StringComparer.Ordinal);
        return new SegmentCap(caps.Remove(Default, out var everywhere) ? everywhere : SegmentCap.Default.Everywhere, caps);
    }

    private static int? OrNone(int cap) => cap == int.MaxValue ? null : cap;
}
