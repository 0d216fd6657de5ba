using CrmServerless.Records;
using CrmServerless.Sources.Conversion;
using NodaTime;

namespace CrmServerless.Sources.Mappings;

/// <summary>How the rows of some files become records of one entity. Data: read from yaml, or made from the canonical entities.</summary>
public sealed record Mapping
{
    /// <summary>Its name in the ledger: the file it was read from (mappings/acme-deals.yaml), or generic/deals.</summary>
    public required string Name { get; init; }

    /// <summary>Which files it is for.</summary>
    public required MappingScope Scope { get; init; }

    /// <summary>What its rows are.</summary>
    public required EntitySchema Entity { get; init; }

    /// <summary>Its columns, canonical and custom.</summary>
    public required IReadOnlyList<MappedColumn> Columns { get; init; }

    /// <summary>Whether columns of the file that no mapped column reads are kept as custom columns under their header.</summary>
    public bool KeepsOthers { get; init; }

    /// <summary>The mapped columns whose values name a row of an entity with an id when the file has none; empty: a row without id is named by its content.</summary>
    public IReadOnlyList<string> NaturalKey { get; init; } = [];

    /// <summary>How the file writes its values; null zone: the source's.</summary>
    public Conventions Conventions { get; init; } = new();

    /// <summary>The zone of instants without offset, or null: the source's, else the business time zone.</summary>
    public DateTimeZone? Zone { get; init; }

    /// <summary>Dimensions that its records get from the user's own tables.</summary>
    public IReadOnlyList<MappedLookup> Lookups { get; init; } = [];

    /// <summary>SHA-256 (lower-case hexadecimal) of what it says: equal hashes make equal records of equal bytes.</summary>
    public required string Hash { get; init; }
}

/// <summary>Which files a mapping is for; what isn't stated doesn't restrict.</summary>
/// <param name="Source">The inbox source, or null.</param>
/// <param name="Vendor">The source's vendor, or null.</param>
/// <param name="Files">Patterns of file names (of paths, where a pattern has a slash), * and ? standing for anything; compared without case.</param>
/// <param name="Headers">Headers that the file must have.</param>
public sealed record MappingScope(string? Source, string? Vendor, IReadOnlyList<FilePattern> Files, IReadOnlyList<string> Headers);

/// <summary>One column of the records.</summary>
/// <param name="Name">A canonical field's name, or a custom column's.</param>
/// <param name="Field">The canonical field, or null.</param>
/// <param name="From">The headers it may have in the file, the first that is there being taken; empty for a constant.</param>
public sealed record MappedColumn(string Name, Field? Field, IReadOnlyList<string> From)
{
    /// <summary>The text of every row, for a column that the file doesn't have; or null.</summary>
    public string? Constant { get; init; }

    /// <summary>The text that stands in for an empty cell; or null.</summary>
    public string? Default { get; init; }

    /// <summary>What texts are replaced by before they are converted; or null.</summary>
    public ValueMap? Map { get; init; }

    /// <summary>Into which bands its numbers are sorted; or null.</summary>
    public Bands? Bands { get; init; }
}

/// <summary>A dimension looked up in a table that another mapping of the same source delivers as entity lookups.</summary>
/// <param name="Name">A canonical field of the mapping's entity, else a new dimension.</param>
/// <param name="Table">The table.</param>
/// <param name="By">The canonical field that holds the table's key.</param>
/// <param name="Column">The table's column.</param>
public sealed record MappedLookup(string Name, string Table, Field By, string Column);
