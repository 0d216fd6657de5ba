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

    /// <summary>Columns that are known and mean nothing here: never kept. They help to tell whose file it is.</summary>
    public IReadOnlyList<TextPattern> Ignored { get; init; } = [];

    /// <summary>The vendor whose mapping it is, of one that comes with the product; else null.</summary>
    public string? Vendor { get; init; }

    /// <summary>The vendor's own names for what its rows are: Opportunity, Deals, 0-3. Compared without case.</summary>
    public IReadOnlyList<string> Objects { get; init; } = [];

    /// <summary>Whether the vendor's documentation or a real file shows that its files are so; the user's own always are.</summary>
    public bool IsVerified { get; init; } = true;

    /// <summary>What there is to know about it, in a sentence; or null.</summary>
    public string? About { get; init; }

    /// <summary>Rows by which a file ends although they are no records: a row of one filled cell that one of these matches.</summary>
    public IReadOnlyList<TextPattern> Footer { get; init; } = [];

    /// <summary>Texts in the first or last cell of a row that is no record, such as a grand total.</summary>
    public IReadOnlyList<TextPattern> Skipped { get; init; } = [];

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
/// <param name="Headers">Headers that the file must have; of several names for one, any.</param>
public sealed record MappingScope(string? Source, string? Vendor, IReadOnlyList<FilePattern> Files, IReadOnlyList<HeaderNames> Headers);

/// <summary>A dimension looked up in a table that another mapping of the same source delivers as entity lookups.</summary>
/// <param name="Name">A canonical field of the mapping's entity, else a new dimension.</param>
/// <param name="Table">The table.</param>
/// <param name="By">The canonical field that holds the table's key.</param>
/// <param name="Column">The table's column.</param>
public sealed record MappedLookup(string Name, string Table, Field By, string Column);
