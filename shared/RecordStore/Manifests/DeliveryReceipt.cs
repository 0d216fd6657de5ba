using System.Text.Json;
using Azure.Data.Tables;
using CrmServerless.Records;

namespace CrmServerless.RecordStore.Manifests;

/// <summary>That a delivery was committed, for ever: a retry finds it and does nothing.</summary>
/// <param name="DeliveryId">The delivery.</param>
/// <param name="Set">Its set.</param>
/// <param name="Sequence">Its sequence.</param>
/// <param name="Attempt">The attempt that committed it.</param>
/// <param name="Counts">What it did.</param>
/// <param name="At">When.</param>
internal sealed record DeliveryReceipt(
    string DeliveryId, string Set, long Sequence, string Attempt, IReadOnlyList<CommitCount> Counts, DateTimeOffset At)
{
    private const string RowPrefix = "delivery-";

    /// <summary>The row key of a delivery's receipt.</summary>
    public static string RowKeyOf(string deliveryId) => RowPrefix + deliveryId;

    /// <summary>The receipt as a row.</summary>
    public TableEntity ToRow(string partition) => new(partition, RowKeyOf(DeliveryId))
    {
        ["DeliverySet"] = Set,
        ["Sequence"] = Sequence,
        ["Attempt"] = Attempt,
        ["Counts"] = JsonSerializer.Serialize(Counts.Select(c => new StoredCount(c.Entity.Name, c.Stored, c.Unchanged))),
        ["CommittedAt"] = At,
    };

    /// <summary>Reads a receipt's row.</summary>
    public static DeliveryReceipt FromRow(TableEntity row) => new(
        row.RowKey[RowPrefix.Length..],
        row.GetString("DeliverySet") ?? "",
        row.GetInt64("Sequence") ?? 0,
        row.GetString("Attempt") ?? "",
        CountsOf(row.GetString("Counts") ?? "[]"),
        row.GetDateTimeOffset("CommittedAt") ?? default);

    private static List<CommitCount> CountsOf(string json) =>
        [.. JsonSerializer.Deserialize<StoredCount[]>(json)!.Select(c => new CommitCount(Entities.Find(c.Entity)!, c.Stored, c.Unchanged))];

    private sealed record StoredCount(string Entity, long Stored, long Unchanged);
}
