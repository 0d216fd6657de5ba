using CrmServerless.Ingestion.Reading;
using CrmServerless.Records;
using CrmServerless.RecordStore;
using CrmServerless.Sources.Mappings;

namespace CrmServerless.Ingestion.Converting;

/// <summary>Makes record versions of one file's rows by its mapping, or says why a row can't be used.</summary>
internal sealed class RowConverter
{
    private readonly RowContext context;
    private readonly Headers headers;
    private readonly EntitySchema entity;
    private readonly ColumnPlan[] columns;
    private readonly string[] blamed;
    private readonly RowNaming naming;
    private readonly RowVersioning versioning;
    private readonly PeriodSpread? spread;
    private FieldValue[]? reused;

    /// <summary>Binds a mapping to the headers of a file.</summary>
    public RowConverter(Mapping mapping, Headers headers, RowContext context)
    {
        this.headers = headers;
        this.context = context;
        entity = mapping.Entity;
        (columns, CustomColumns) = ColumnBinding.Bind(mapping, headers, context);

        var names = entity.Fields.Select(f => f.Name).Concat(CustomColumns).ToList();
        blamed = [.. names];
        foreach (var column in columns.Where(c => c.Place is not null))
            blamed[column.Target] = headers.Names[column.Place!.Value];
        naming = new RowNaming(mapping, names, columns.Select(c => c.Target).ToHashSet());
        versioning = new RowVersioning(entity, columns, context);
        spread = PeriodSpread.Of(mapping, headers, context);
    }

    /// <summary>The custom columns, whose values come after the canonical ones.</summary>
    public IReadOnlyList<string> CustomColumns { get; }

    /// <summary>
    /// True when rows had an empty modified_at and no row a filled one: they were taken for older than any, but there is nothing to be
    /// older than, so the file is to be read again with <see cref="RowContext.HasFilledModifiedAt"/> false.
    /// </summary>
    public bool HasNothingToBeOlderThan => versioning.HasNothingToBeOlderThan;

    /// <summary>True when a row's array of values is used again for the next row.</summary>
    public bool ReusesValues { get; set; }

    /// <summary>Converts the reader's row. Either a version or a rejection comes out.</summary>
    public RecordVersion? Convert(IRowReader row, out RowRejection? rejection)
    {
        rejection = DefectOf(row);
        if (rejection is not null)
            return null;

        var values = BlankValues();
        var mayLackCells = row.MayLackCells;
        foreach (var column in columns)
        {
            if (mayLackCells && column.IsAbsentIn(row))
                continue;
            if (!column.TryConvert(row, out values[column.Target]))
            {
                rejection = new RowRejection(row.Line, blamed[column.Target], column.Complaint(row));
                return null;
            }
        }

        // What the row says of time counts even when another field is wrong.
        var ticks = versioning.TicksOf(values);
        if (RecordRules.JudgeRow(entity, values, context.BusinessZone) is { } violation)
        {
            rejection = new RowRejection(row.Line, blamed[violation.Field.Index], violation.Reason);
            return null;
        }

        if (naming.IdOf(values, out var emptyColumn) is { } id)
            return new RecordVersion(new RecordKey(context.Source, id), ticks, values);

        rejection = NotNamed(row, emptyColumn);
        return null;
    }

    /// <summary>The id of a row that can't be used, as far as it can be told; null: which record it is of is not known.</summary>
    public string? IdOfRejected(IRowReader row)
    {
        if (DefectOf(row) is not null)
            return null;

        var (values, unread) = (new FieldValue[entity.Fields.Count + CustomColumns.Count], new HashSet<int>());
        foreach (var column in columns)
        {
            if (!column.TryConvert(row, out values[column.Target]))
                unread.Add(column.Target);
        }

        return naming.CanName(unread) ? naming.IdOf(values, out _) : null;
    }

    /// <summary>True when a row is the total of a period and makes one version a day.</summary>
    public bool IsSpread => spread is not null;

    /// <summary>The versions that a converted row makes: itself, or one a day of its period.</summary>
    public IEnumerable<RecordVersion> Versions(RecordVersion row) =>
        spread is null ? [row] : spread.Days(row.Values).Select(values => row with { Key = row.Key with { Id = naming.IdOf(values, out _)! }, Values = values });

    private FieldValue[] BlankValues()
    {
        if (!ReusesValues || reused is null)
            return reused = new FieldValue[entity.Fields.Count + CustomColumns.Count];
        Array.Clear(reused);
        return reused;
    }

    private RowRejection? DefectOf(IRowReader row)
    {
        if (row.Defect is { } defect)
            return new RowRejection(row.Line, string.Empty, defect);
        if (row.CellCount < headers.Names.Count)
            return new RowRejection(row.Line, string.Empty, $"the row has {row.CellCount} cells, the header {headers.Names.Count}");

        for (var i = headers.Names.Count; i < row.CellCount; i++)
        {
            if (row.Cell(i).Length > 0)
                return new RowRejection(row.Line, string.Empty, $"the row has {row.CellCount} cells, the header {headers.Names.Count}");
        }

        return null;
    }

    private RowRejection NotNamed(IRowReader row, string? column)
    {
        var index = column is null ? -1 : Array.FindIndex(columns, c => c.Name == column);
        var header = index < 0 ? string.Empty : blamed[columns[index].Target];
        return new RowRejection(row.Line, header, "what identifies the row is empty or longer than 1024 characters");
    }
}
