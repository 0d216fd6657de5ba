using System.Globalization;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using CrmServerless.Configuration;

namespace CrmServerless.Notifications.Outbox;

/// <summary>The deliveries to be made, made and given up, in table Outbox; open ones are found by their marks (<see cref="OpenDeliveries"/>). Every change is conditional on the row being as it was read.</summary>
/// <param name="storage">The storage account.</param>
/// <param name="time">The clock.</param>
public sealed class OutboxStore(CrmStorage storage, TimeProvider time)
{
    private const int MostErrorCharacters = 1_000;

    private readonly TableClient table = storage.Table(StorageNames.Outbox);
    private readonly OpenDeliveries open = new(storage.Table(StorageNames.Outbox), time);
    private readonly PayloadStore payloads = new(storage.Container(StorageNames.Notifications));

    /// <summary>Puts a delivery in. One that is there already stays as it is: it may have been sent.</summary>
    public async Task AddAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        var entry = new OutboxEntry
        {
            Key = delivery.Key,
            Address = delivery.Address,
            Subject = delivery.Subject,
            State = delivery.Address is null ? DeliveryState.Undeliverable : DeliveryState.Pending,
            Due = delivery.NotBefore,
            LastError = delivery.Address is null ? "There is no address for this person and channel in managers.yaml or the settings." : null,
            Created = time.GetUtcNow(),
            Payload = await payloads.KeepAsync(delivery.Key, delivery.Content, cancellationToken).ConfigureAwait(false),
        };
        // First: a delivery without a mark is found by nobody.
        if (entry.IsOpen)
            await MarkAsync(entry, cancellationToken).ConfigureAwait(false);
        try
        {
            await table.AddEntityAsync(OutboxRow.Of(entry), cancellationToken).ConfigureAwait(false);
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            // A repeated write of the same delivery.
            return;
        }
    }

    /// <summary>The deliveries of the days <paramref name="from"/> to <paramref name="to"/>, by day.</summary>
    public async IAsyncEnumerable<OutboxEntry> ListAsync(DateOnly from, DateOnly to, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (first, last) = (Key(from), Key(to));
        var filter = TableClient.CreateQueryFilter($"PartitionKey ge {first} and PartitionKey le {last}");
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken).ConfigureAwait(false))
            yield return OutboxRow.Entry(row);
    }

    /// <summary>
    /// The deliveries to deal with now, of whatever night: pending ones whose time has come, those whose dispatcher let its claim expire, accepted ones to ask about, and
    /// ended ones whose dispatcher died before it had told of that. What is read grows with what is open, not with what there ever was.
    /// </summary>
    public async Task<IReadOnlyList<OutboxEntry>> DueAsync(CancellationToken cancellationToken)
    {
        var due = new List<OutboxEntry>();
        foreach (var mark in await open.DueAsync(cancellationToken).ConfigureAwait(false))
        {
            var answer = await table.GetEntityIfExistsAsync<TableEntity>(mark.Night, mark.Delivery, cancellationToken: cancellationToken).ConfigureAwait(false);
            if (answer.HasValue && OutboxRow.Entry(answer.Value!) is var entry && (!entry.IsOpen || entry.Due <= time.GetUtcNow()))
                due.Add(entry);
            else if (!answer.HasValue && mark.IsOld)
                await open.RemoveAsync(mark.Night, mark.Delivery, cancellationToken).ConfigureAwait(false);
        }

        return [.. due.OrderBy(entry => entry.Due)];
    }

    /// <summary>Deletes deliveries that ended <see cref="OutboxTidying.Kept"/> ago, with their contents, and sees that open ones are found.</summary>
    /// <returns>How many were deleted.</returns>
    public Task<int> TidyAsync(CancellationToken cancellationToken) =>
        new OutboxTidying(table, storage.Container(StorageNames.Notifications), open, time).RunAsync(cancellationToken);

    /// <summary>Nobody need look at an open delivery before it is due.</summary>
    internal Task MarkAsync(OutboxEntry entry, CancellationToken cancellationToken) =>
        open.MarkAsync(entry.Key.PartitionKey, entry.Key.RowKey, entry.Due, cancellationToken);

    /// <summary>Nothing is left to be done.</summary>
    internal Task CloseAsync(OutboxEntry entry, CancellationToken cancellationToken) =>
        open.RemoveAsync(entry.Key.PartitionKey, entry.Key.RowKey, cancellationToken);

    /// <summary>Reads what is to be sent.</summary>
    /// <exception cref="InvalidDataException">It is not what was put in.</exception>
    public Task<DeliveryContent> ContentAsync(OutboxEntry entry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return payloads.ReadAsync(entry.Payload, cancellationToken);
    }

    /// <summary>Changes a delivery if it is still as <paramref name="entry"/> was read.</summary>
    /// <returns>The entry as it is now, or null when somebody else changed it meanwhile.</returns>
    internal async Task<OutboxEntry?> TryChangeAsync(OutboxEntry entry, Func<OutboxEntry, OutboxEntry> change, CancellationToken cancellationToken)
    {
        var changed = change(entry);
        try
        {
            var shortened = changed with { LastError = changed.LastError is { Length: > MostErrorCharacters } error ? error[..MostErrorCharacters] : changed.LastError };
            var answer = await table.UpdateEntityAsync(OutboxRow.Of(shortened), entry.ETag, TableUpdateMode.Replace, cancellationToken).ConfigureAwait(false);
            return changed with { ETag = answer.Headers.ETag ?? default };
        }
        catch (RequestFailedException e) when (e.Status is 412 or 404)
        {
            return null;
        }
    }

    private static string Key(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
