using Azure;
using Azure.Data.Tables;

namespace CrmServerless.Notifications.Outbox;

/// <summary>
/// Which deliveries are open, in partition `~open` of table Outbox: a mark for each, RowKey night and the delivery's RowKey, with the instant before which
/// nobody need look (Due). A mark is written before its delivery and taken away after all that follows from its end, so that a delivery that is open always has one;
/// one too many does no harm.
/// </summary>
internal sealed class OpenDeliveries(TableClient table, TimeProvider time)
{
    /// <summary>Sorts behind all nights.</summary>
    public const string Partition = "~open";

    /// <summary>Within it a delivery is written after its mark, however slow its writer is.</summary>
    private static readonly TimeSpan WritingTakesAtMost = TimeSpan.FromDays(1);

    /// <summary>The marks to look at now.</summary>
    public async Task<IReadOnlyList<OpenMark>> DueAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and Due le {now}");
        var marks = new List<OpenMark>();
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken).ConfigureAwait(false))
            marks.Add(new OpenMark(Text(row, "Night"), Text(row, "Delivery"), now - row.GetDateTimeOffset("Written") > WritingTakesAtMost));
        return marks;
    }

    /// <summary>Marks a delivery, or moves its mark.</summary>
    public Task MarkAsync(string night, string delivery, DateTimeOffset due, CancellationToken cancellationToken) =>
        table.UpsertEntityAsync(Row(night, delivery, due), TableUpdateMode.Replace, cancellationToken);

    /// <summary>Marks a delivery that has no mark.</summary>
    public async Task MendAsync(string night, string delivery, DateTimeOffset due, CancellationToken cancellationToken)
    {
        try
        {
            await table.AddEntityAsync(Row(night, delivery, due), cancellationToken).ConfigureAwait(false);
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            // As it should be.
            return;
        }
    }

    /// <summary>Takes the mark away.</summary>
    public Task RemoveAsync(string night, string delivery, CancellationToken cancellationToken) =>
        table.DeleteEntityAsync(Partition, RowKey(night, delivery), ETag.All, cancellationToken);

    private TableEntity Row(string night, string delivery, DateTimeOffset due) => new(Partition, RowKey(night, delivery))
    {
        ["Night"] = night,
        ["Delivery"] = delivery,
        ["Due"] = due,
        ["Written"] = time.GetUtcNow(),
    };

    private static string RowKey(string night, string delivery) => $"{night}|{delivery}";

    private static string Text(TableEntity row, string name) =>
        row.GetString(name) ?? throw new InvalidDataException($"The row {row.PartitionKey} {row.RowKey} of table Outbox has no {name}.");
}

/// <summary>A mark.</summary>
/// <param name="Night">The delivery's PartitionKey.</param>
/// <param name="Delivery">Its RowKey.</param>
/// <param name="IsOld">Whether its delivery must be there by now.</param>
internal sealed record OpenMark(string Night, string Delivery, bool IsOld);
