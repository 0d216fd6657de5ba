using System.Collections.Frozen;
using CrmServerless.Records;
using CrmServerless.Sources.Mappings;

namespace CrmServerless.Sources.Conversion;

/// <summary>
/// Replaces texts before they are converted: keys compare like the vocabulary (case and `_`, space, `-` alike). A key with * is a
/// pattern, tried in order after the others.
/// </summary>
public sealed class ValueMap
{
    private readonly FrozenDictionary<string, string> texts;
    private readonly (TextPattern Pattern, string Result)[] patterns;

    /// <summary>A map of what a file says to what is meant.</summary>
    /// <param name="texts">By what the file says; no two keys compare alike.</param>
    /// <param name="otherwise">What any other text that isn't blank is replaced by; null: it stays.</param>
    public ValueMap(IEnumerable<KeyValuePair<string, string>> texts, string? otherwise)
    {
        var all = texts.ToList();
        this.texts = all.Where(t => !IsPattern(t.Key)).ToFrozenDictionary(t => Vocabulary.Normalize(t.Key), t => t.Value, StringComparer.Ordinal);
        patterns = [.. all.Where(t => IsPattern(t.Key)).Select(t => (new TextPattern(t.Key), t.Value))];
        Otherwise = otherwise;
    }

    /// <summary>What any other text is replaced by, or null.</summary>
    public string? Otherwise { get; }

    /// <summary>What the text is replaced by; null when it stays.</summary>
    public string? Find(string text) => texts.GetValueOrDefault(Vocabulary.Normalize(text)) ?? FindPattern(text) ?? Otherwise;

    private string? FindPattern(string text)
    {
        foreach (var (pattern, result) in patterns)
        {
            if (pattern.Matches(text))
                return result;
        }

        return null;
    }

    private static bool IsPattern(string key) => key.Contains('*', StringComparison.Ordinal);
}

/// <summary>Maps a text, then converts what it maps to.</summary>
internal sealed class MappedConverter(ValueMap map, CellConverter inner) : CellConverter
{
    public override string Expected => $"{inner.Expected}, or a text that the mapping's map knows";

    protected internal override bool TryConvertText(ReadOnlySpan<byte> text, out FieldValue value) =>
        map.Find(System.Text.Encoding.UTF8.GetString(text)) is { } mapped
            ? inner.TryConvert(System.Text.Encoding.UTF8.GetBytes(mapped), out value)
            : inner.TryConvertText(text, out value);
}

/// <summary>Takes some texts for an empty cell.</summary>
internal sealed class EmptyTextConverter(IReadOnlyList<string> emptyTexts, CellConverter inner) : CellConverter
{
    private readonly byte[][] empty = [.. emptyTexts.Select(System.Text.Encoding.UTF8.GetBytes)];

    public override string Expected => inner.Expected;

    protected internal override bool TryConvertText(ReadOnlySpan<byte> text, out FieldValue value)
    {
        foreach (var candidate in empty)
        {
            if (!text.SequenceEqual(candidate))
                continue;

            value = FieldValue.Empty;
            return true;
        }

        return inner.TryConvertText(text, out value);
    }
}
