using CrmServerless.Ingestion.Reading;
using CrmServerless.Records;
using CrmServerless.Sources.Conversion;

namespace CrmServerless.Ingestion.Converting;

/// <summary>A mapped column bound to a file.</summary>
internal sealed class ColumnPlan
{
    private const int NoPlace = -1;
    private const int LongestQuote = 80;

    private readonly SourcePlan[] sources;
    private readonly FieldValue fallback;

    // Nearly every column is one cell: that way is short.
    private readonly int plainPlace = NoPlace;
    private readonly CellConverter plainConverter;

    /// <summary>A column of sources that the file has.</summary>
    /// <param name="name">The canonical field's or custom column's name.</param>
    /// <param name="target">The index of the value.</param>
    /// <param name="sources">At least one; the first that gives a value is taken.</param>
    /// <param name="fallback">The value where none does.</param>
    public ColumnPlan(string name, int target, SourcePlan[] sources, FieldValue fallback)
    {
        Name = name;
        Target = target;
        this.sources = sources;
        this.fallback = fallback;
        plainConverter = sources[0].Converter;
        if (sources is [{ IsPlain: true } plain])
            plainPlace = plain.Places[0];
    }

    /// <summary>The canonical field's or custom column's name.</summary>
    public string Name { get; }

    /// <summary>The index of the value.</summary>
    public int Target { get; }

    /// <summary>The cell to blame for what is wrong with it; null for a constant.</summary>
    public int? Place => sources.SelectMany(s => s.Places).Select(p => (int?)p).FirstOrDefault();

    /// <summary>All cells that it reads, for values or conditions.</summary>
    public IEnumerable<int> Places => sources.SelectMany(s => s.Places.Concat(s.Conditions.Select(c => c.Place)));

    /// <summary>Whether a row has none of the cells that the column comes from: what was known before stays, as with a file that lacks the column.</summary>
    public bool IsAbsentIn(IRowReader row) => sources.All(s => !s.IsConstant && s.Places.All(p => !row.HasCell(p)) && s.Conditions.All(c => !row.HasCell(c.Place)));

    /// <summary>The value for a row; false when a text can't be read.</summary>
    public bool TryConvert(IRowReader row, out FieldValue value)
    {
        if (plainPlace == NoPlace)
            return TryConvertFirst(row, out value);
        if (!plainConverter.TryConvert(row.Cell(plainPlace), out value))
            return false;

        if (!value.HasValue)
            value = fallback;
        return true;
    }

    /// <summary>What was found and expected, of a row that could not be converted.</summary>
    public string Complaint(IRowReader row)
    {
        var failed = sources.FirstOrDefault(s => !s.TryConvert(row, out _)) ?? sources[0];
        return $"found '{Quote(failed.TextOf(row))}', expected {failed.Converter.Expected}";
    }

    private bool TryConvertFirst(IRowReader row, out FieldValue value)
    {
        value = fallback;
        foreach (var source in sources)
        {
            if (!source.TryConvert(row, out var found))
                return false;
            if (!found.HasValue)
                continue;

            value = found;
            return true;
        }

        return true;
    }

    private static string Quote(string text) => text.Length <= LongestQuote ? text : text[..LongestQuote] + "…";
}
