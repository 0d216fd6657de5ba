using CrmServerless.Records;
using CrmServerless.Sources.Conversion;

namespace CrmServerless.Sources.Mappings;

/// <summary>One column of the records.</summary>
/// <param name="Name">A canonical field's name, or a custom column's.</param>
/// <param name="Field">The canonical field, or null.</param>
/// <param name="Sources">Where its value comes from: of those that the file has, the first that gives one.</param>
public sealed record MappedColumn(string Name, Field? Field, IReadOnlyList<ColumnSource> Sources)
{
    /// <summary>A column that is a column of the file.</summary>
    /// <param name="name">A canonical field's name, or a custom column's.</param>
    /// <param name="field">The canonical field, or null.</param>
    /// <param name="from">The headers it may have in the file.</param>
    public MappedColumn(string name, Field? field, IReadOnlyList<string> from)
        : this(name, field, [new ColumnSource { Parts = [new HeaderNames(from)] }])
    {
    }

    /// <summary>The text that stands in where no source gives a value; or null.</summary>
    public string? Default { get; init; }

    /// <summary>All headers of the file that it reads.</summary>
    public IEnumerable<string> Headers => Sources.SelectMany(s => s.Headers);

    /// <summary>Whether the file has what one of its sources needs; a constant needs nothing.</summary>
    public bool IsIn(Headers headers) => Sources.Any(s => s.IsIn(headers));

    /// <summary>True when it comes from the file, at least in part.</summary>
    public bool IsRead => Sources.Any(s => s.Constant is null);
}

/// <summary>What is taken of a text.</summary>
public enum ColumnForm
{
    /// <summary>All of it.</summary>
    AsWritten,

    /// <summary>The day of a date and time, as written, whatever the zone: the time means nothing.</summary>
    Day,

    /// <summary>The domain of a web address: https://www.example.com/about is example.com.</summary>
    Domain,
}

/// <summary>One way to come to a column's value.</summary>
public sealed record ColumnSource
{
    /// <summary>The file's column; or several, whose texts are joined by a space, empty ones left out. Empty for a constant.</summary>
    public IReadOnlyList<HeaderNames> Parts { get; init; } = [];

    /// <summary>The text of every row, for what the file doesn't have; or null.</summary>
    public string? Constant { get; init; }

    /// <summary>What texts are replaced by before they are converted; or null.</summary>
    public ValueMap? Map { get; init; }

    /// <summary>Into which bands its numbers are sorted; or null.</summary>
    public Bands? Bands { get; init; }

    /// <summary>What must hold of the row, or the source gives nothing.</summary>
    public IReadOnlyList<ColumnCondition> When { get; init; } = [];

    /// <summary>What separates several values in one cell, of which the first is taken; or null.</summary>
    public string? Split { get; init; }

    /// <summary>What is taken of the text.</summary>
    public ColumnForm Form { get; init; }

    /// <summary>The remark of the file's head that states the day from which the column counts days; or null.</summary>
    public string? Since { get; init; }

    /// <summary>The remark of the file's head that states the last day of the period that the row is a total of; or null.</summary>
    public string? Until { get; init; }

    /// <summary>All headers of the file that it reads.</summary>
    public IEnumerable<string> Headers => Parts.SelectMany(p => p.Any).Concat(When.Select(w => w.Header)).Concat(new[] { Since, Until }.OfType<string>());

    /// <summary>Whether the file has all that it needs.</summary>
    public bool IsIn(Headers headers) =>
        Parts.All(p => headers.Has(p)) && When.All(w => headers.Find(w.Header) is not null)
        && (Since is null || headers.Remark(Since) is not null) && (Until is null || headers.Remark(Until) is not null);
}

/// <summary>A condition on a cell of the row.</summary>
/// <param name="Header">The file's column.</param>
/// <param name="Texts">What its text may be.</param>
public sealed record ColumnCondition(string Header, IReadOnlyList<TextPattern> Texts)
{
    /// <summary>Whether the cell's text is as it must be.</summary>
    public bool Holds(string text) => Texts.Any(t => t.Matches(text));
}
