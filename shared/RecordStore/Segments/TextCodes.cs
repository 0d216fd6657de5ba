using System.Text;

namespace CrmServerless.RecordStore.Segments;

/// <summary>Says which texts of a column are written as a number and which in full.</summary>
internal abstract class TextCodes
{
    /// <summary>0 for a text that is to be written in full; else one more than its index in the column's dictionary.</summary>
    /// <param name="slot">The column, see <see cref="RowDecoder"/>.</param>
    /// <param name="text">The text.</param>
    public abstract int CodeOf(int slot, string text);

    /// <summary>Empties the dictionaries.</summary>
    public abstract void Reset();

    /// <summary>Whether a text is short enough for a dictionary.</summary>
    protected static bool Fits(string text) =>
        text.Length * 3 <= SegmentFormat.LongestDictionaryText
        || (text.Length <= SegmentFormat.LongestDictionaryText && Encoding.UTF8.GetByteCount(text) <= SegmentFormat.LongestDictionaryText);
}

/// <summary>The dictionaries of a block, implied by the texts that were written in full (see <see cref="SegmentFormat"/>).</summary>
internal sealed class BlockTexts(int slots) : TextCodes
{
    private readonly Column?[] columns = new Column?[slots];

    /// <inheritdoc/>
    public override int CodeOf(int slot, string text)
    {
        if (!Fits(text))
            return 0;
        var column = columns[slot] ??= new Column();
        if (column.Indexes.TryGetValue(text, out var index))
            return 1 + index;
        if (column.Count < SegmentFormat.DictionarySize)
            column.Indexes.Add(text, column.Count++);
        return 0;
    }

    /// <summary>Takes notice of a text that is written in full and will hardly come again: it takes an index all the same.</summary>
    public void PassOver(int slot, int bytes)
    {
        var column = columns[slot] ??= new Column();
        if (bytes <= SegmentFormat.LongestDictionaryText && column.Count < SegmentFormat.DictionarySize)
            column.Count++;
    }

    /// <inheritdoc/>
    public override void Reset()
    {
        foreach (var column in columns)
            column?.Clear();
    }

    private sealed class Column
    {
        public Dictionary<string, int> Indexes { get; } = new(StringComparer.Ordinal);

        public int Count { get; set; }

        public void Clear()
        {
            Indexes.Clear();
            Count = 0;
        }
    }
}

/// <summary>
/// Dictionaries that are kept beside the rows, so that each row can be read alone. Texts of a column that hardly repeat are written in
/// full: after a trial nobody looks for them any more.
/// </summary>
internal sealed class KeptTexts(int slots) : TextCodes
{
    /// <summary>How many texts of one column are kept.</summary>
    public const int Most = 4096;

    private const int Trial = 4096;
    private readonly Column?[] columns = new Column?[slots];

    /// <summary>The text of a column with that index.</summary>
    public string this[int slot, int index] => columns[slot]!.Texts[index];

    /// <inheritdoc/>
    public override int CodeOf(int slot, string text)
    {
        var column = columns[slot] ??= new Column();
        return column.IsWorthwhile && Fits(text) ? column.CodeOf(text) : 0;
    }

    /// <inheritdoc/>
    public override void Reset() => Array.Clear(columns);

    private sealed class Column
    {
        private readonly Dictionary<string, int> indexes = new(StringComparer.Ordinal);
        private int lookups;
        private int found;

        public List<string> Texts { get; } = [];

        public bool IsWorthwhile { get; private set; } = true;

        public int CodeOf(string text)
        {
            var isKnown = indexes.TryGetValue(text, out var index);
            found += isKnown ? 1 : 0;
            if (++lookups == Trial)
                IsWorthwhile = found > Trial / 2;
            return isKnown ? 1 + index : Texts.Count < Most && IsWellFormed(text) ? Keep(text) : 0;
        }

        private int Keep(string text)
        {
            indexes.Add(text, Texts.Count);
            Texts.Add(text);
            return Texts.Count;
        }

        /// <summary>What is kept must be what would be read back: in UTF-8 a lone surrogate becomes another character.</summary>
        private static bool IsWellFormed(string text) => text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0;
    }
}
