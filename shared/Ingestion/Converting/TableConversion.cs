using System.Text;
using CrmServerless.Ingestion.Reading;
using CrmServerless.RecordStore;
using CrmServerless.Sources.Mappings;

namespace CrmServerless.Ingestion.Converting;

/// <summary>What became of a row: the versions of records that it makes, or why it can't be used.</summary>
/// <param name="Version">The version; null when it can't be used.</param>
/// <param name="Rejection">Why; else null.</param>
/// <param name="RawText">The row as the file has it; null for one that is used.</param>
/// <param name="Id">The id of a row that can't be used, where that is asked for and can be told.</param>
internal readonly record struct ConvertedRow(RecordVersion? Version, RowRejection? Rejection, string? RawText, string? Id = null);

/// <summary>
/// The rows of one table, converted. What a vendor writes below or between the rows is left out and not counted: totals that the
/// mapping names, and a footer. Lines of a single cell are a footer only if one of them is a line that the mapping knows: else a cut
/// row would be lost unseen.
/// </summary>
internal sealed class TableConversion(IRowReader rows, Headers headers, Mapping mapping, RowContext context)
{
    private readonly Queue<ConvertedRow> undecided = new();
    private readonly bool hasSkipped = mapping.Skipped.Count > 0;
    private readonly bool mayHaveFooter = mapping.Footer.Count > 0 && headers.Names.Count > 1;
    private ConvertedRow? waiting;
    private bool isReleasing;
    private bool isInFooter;

    /// <summary>Converts its rows.</summary>
    public RowConverter Converter { get; } = new(mapping, headers, context);

    /// <summary>Whether the ids of rows that can't be used are asked for.</summary>
    public bool NamesRejected { get; init; }

    /// <summary>False where each row is done with before the next is read: its array is then used again.</summary>
    public bool KeepsRows
    {
        init => Converter.ReusesValues = !value && !hasSkipped && !mayHaveFooter;
    }

    /// <summary>The next row; null at the end.</summary>
    public ValueTask<ConvertedRow?> ReadAsync(CancellationToken cancellationToken)
    {
        if (hasSkipped || mayHaveFooter)
            return ReadAmongOthersAsync(cancellationToken);

        var read = rows.ReadAsync(cancellationToken);
        return read.IsCompletedSuccessfully ? new(read.Result ? Convert() : null) : ConvertAsync(read);
    }

    private async ValueTask<ConvertedRow?> ConvertAsync(ValueTask<bool> read) => await read ? Convert() : null;

    private async ValueTask<ConvertedRow?> ReadAmongOthersAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (isReleasing && undecided.TryDequeue(out var released))
                return released;
            isReleasing = false;
            if (waiting is { } next)
            {
                waiting = null;
                return next;
            }

            if (!await rows.ReadAsync(cancellationToken))
            {
                if (isInFooter || undecided.Count == 0)
                    return null;
                isReleasing = true;
                continue;
            }

            if (hasSkipped && IsSkipped())
                continue;
            if (mayHaveFooter && rows.CellCount == 1)
                Meet(Convert());
            else if (undecided.Count == 0)
                return Convert();
            else
                Release(Convert());
        }
    }

    private ConvertedRow Convert()
    {
        var version = Converter.Convert(rows, out var rejection);
        return rejection is null ? new ConvertedRow(version, null, null) : new ConvertedRow(null, rejection, rows.RawText, NamesRejected ? Converter.IdOfRejected(rows) : null);
    }

    private void Meet(ConvertedRow row)
    {
        var text = Encoding.UTF8.GetString(rows.Cell(0));
        isInFooter |= mapping.Footer.Any(f => f.Matches(text));
        undecided.Enqueue(row);
    }

    /// <summary>A row of data after lines of a single cell: those were rows, unless they were a footer, and this is one.</summary>
    private void Release(ConvertedRow row)
    {
        if (isInFooter)
            undecided.Clear();
        isInFooter = false;
        isReleasing = true;
        waiting = row;
    }

    private bool IsSkipped() => rows.CellCount > 0 && (IsSkippedText(0) || IsSkippedText(rows.CellCount - 1));

    private bool IsSkippedText(int index)
    {
        var text = Encoding.UTF8.GetString(rows.Cell(index));
        return mapping.Skipped.Any(s => s.Matches(text));
    }
}
