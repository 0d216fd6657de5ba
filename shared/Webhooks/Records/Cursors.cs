using System.Globalization;
using Azure;
using Azure.Data.Tables;
using CrmServerless.Configuration;

namespace CrmServerless.Webhooks.Records;

/// <summary>How far a blob is read.</summary>
/// <param name="Path">The blob's path below its source.</param>
/// <param name="Offset">Everything before this byte is in the record store.</param>
/// <param name="Lines">How many lines that is.</param>
/// <param name="Until">Where the part ends that is being read; equal to the offset when none is. A part is committed as it was begun, whatever has been appended since.</param>
/// <param name="Version">The row's ETag; null when there is none yet.</param>
internal sealed record Cursor(string Path, long Offset, long Lines, long Until, ETag? Version);

/// <summary>
/// The table Webhooks: a row per blob that may still grow, and one per source with the first day that is not done with. Every write is
/// conditional on the row as it was read: of two instances one goes on.
/// </summary>
internal sealed class Cursors(TableClient table)
{
    private const string DoneRow = "~done";
    private const string Day = "Day";
    private const string Path = "Path";
    private const int Conflict = 409;
    private const int PreconditionFailed = 412;

    /// <summary>The source's cursors by path, and the first day that is not done with; null: none is.</summary>
    public async Task<(Dictionary<string, Cursor> Cursors, DateOnly? FirstDay)> ReadAsync(string source, CancellationToken cancellationToken)
    {
        var cursors = new Dictionary<string, Cursor>(StringComparer.Ordinal);
        DateOnly? first = null;
        await foreach (var row in table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {TableKey.Join(source)}"), cancellationToken: cancellationToken))
        {
            if (row.RowKey == DoneRow)
                first = DateOnly.ParseExact(Text(row, Day), "O", CultureInfo.InvariantCulture);
            else
                cursors[Text(row, Path)] = Read(row);
        }

        return (cursors, first);
    }

    /// <summary>Writes a cursor; null when another instance was first.</summary>
    public async Task<Cursor?> WriteAsync(string source, Cursor cursor, CancellationToken cancellationToken)
    {
        var row = new TableEntity(TableKey.Join(source), TableKey.Join(cursor.Path))
        {
            [Path] = cursor.Path,
            [nameof(Cursor.Offset)] = cursor.Offset,
            [nameof(Cursor.Lines)] = cursor.Lines,
            [nameof(Cursor.Until)] = cursor.Until,
        };
        try
        {
            var answer = cursor.Version is { } version
                ? await table.UpdateEntityAsync(row, version, TableUpdateMode.Replace, cancellationToken)
                : await table.AddEntityAsync(row, cancellationToken);
            return cursor with { Version = answer.Headers.ETag };
        }
        catch (RequestFailedException e) when (e.Status is Conflict or PreconditionFailed)
        {
            return null;
        }
    }

    /// <summary>Notes that all days before are done with, and forgets the cursors of their blobs.</summary>
    public async Task AdvanceAsync(string source, DateOnly firstDay, IEnumerable<Cursor> done, CancellationToken cancellationToken)
    {
        var row = new TableEntity(TableKey.Join(source), DoneRow) { [Day] = firstDay.ToString("O", CultureInfo.InvariantCulture) };
        await table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
        foreach (var cursor in done)
            await table.DeleteEntityAsync(TableKey.Join(source), TableKey.Join(cursor.Path), cancellationToken: cancellationToken);
    }

    private static Cursor Read(TableEntity row) => new(
        Text(row, Path), row.GetInt64(nameof(Cursor.Offset)) ?? 0, row.GetInt64(nameof(Cursor.Lines)) ?? 0, row.GetInt64(nameof(Cursor.Until)) ?? 0, row.ETag);

    private static string Text(TableEntity row, string name) => row.GetString(name) ?? throw new InvalidDataException($"a row of the webhooks' state has no {name}");
}
