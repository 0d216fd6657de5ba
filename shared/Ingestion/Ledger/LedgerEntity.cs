using Azure.Data.Tables;

namespace CrmServerless.Ingestion.Ledger;

/// <summary>A ledger row as the table holds it.</summary>
internal static class LedgerEntity
{
    /// <summary>Longer messages are cut: a property holds 32 Ki characters, and nobody reads more.</summary>
    private const int LongestMessage = 4000;

    public static TableEntity Of(LedgerRow row) => new(LedgerKeys.Partition(row.Source), LedgerKeys.Row(row.Path, row.ETag))
    {
        [nameof(LedgerRow.Source)] = row.Source,
        [nameof(LedgerRow.Path)] = row.Path,
        [nameof(LedgerRow.ETag)] = row.ETag,
        [nameof(LedgerRow.BlobModified)] = row.BlobModified,
        [nameof(LedgerRow.Length)] = row.Length,
        [nameof(LedgerRow.State)] = row.State.ToString(),
        [nameof(LedgerRow.Message)] = Cut(row.Message),
        [nameof(LedgerRow.ContentHash)] = row.ContentHash,
        [nameof(LedgerRow.Entity)] = row.Entity,
        [nameof(LedgerRow.Format)] = row.Format,
        [nameof(LedgerRow.Mapping)] = row.Mapping,
        [nameof(LedgerRow.MappingHash)] = row.MappingHash,
        [nameof(LedgerRow.CatalogueHash)] = row.CatalogueHash,
        [nameof(LedgerRow.DeliveryId)] = row.DeliveryId,
        [nameof(LedgerRow.DeliverySet)] = row.DeliverySet,
        [nameof(LedgerRow.Sequence)] = row.Sequence,
        [nameof(LedgerRow.RowsIn)] = row.RowsIn,
        [nameof(LedgerRow.Accepted)] = row.Accepted,
        [nameof(LedgerRow.Rejected)] = row.Rejected,
        [nameof(LedgerRow.Unchanged)] = row.Unchanged,
        [nameof(LedgerRow.LinesBefore)] = row.LinesBefore,
        [nameof(LedgerRow.RejectsBlob)] = row.RejectsBlob,
        [nameof(LedgerRow.Deleted)] = row.Deleted,
        [nameof(LedgerRow.Held)] = row.Held,
        [nameof(LedgerRow.IsReleased)] = row.IsReleased,
        [nameof(LedgerRow.Attempts)] = row.Attempts,
        [nameof(LedgerRow.StartedAt)] = row.StartedAt,
        [nameof(LedgerRow.FinishedAt)] = row.FinishedAt,
    };

    public static LedgerRow Read(TableEntity entity) => new()
    {
        Source = Text(entity, nameof(LedgerRow.Source)),
        Path = Text(entity, nameof(LedgerRow.Path)),
        ETag = Text(entity, nameof(LedgerRow.ETag)),
        BlobModified = entity.GetDateTimeOffset(nameof(LedgerRow.BlobModified)) ?? default,
        Length = entity.GetInt64(nameof(LedgerRow.Length)) ?? 0,
        State = Enum.Parse<LedgerState>(Text(entity, nameof(LedgerRow.State))),
        Message = entity.GetString(nameof(LedgerRow.Message)),
        ContentHash = entity.GetString(nameof(LedgerRow.ContentHash)),
        Entity = entity.GetString(nameof(LedgerRow.Entity)),
        Format = entity.GetString(nameof(LedgerRow.Format)),
        Mapping = entity.GetString(nameof(LedgerRow.Mapping)),
        MappingHash = entity.GetString(nameof(LedgerRow.MappingHash)),
        CatalogueHash = entity.GetString(nameof(LedgerRow.CatalogueHash)),
        DeliveryId = entity.GetString(nameof(LedgerRow.DeliveryId)),
        DeliverySet = entity.GetString(nameof(LedgerRow.DeliverySet)),
        Sequence = entity.GetInt64(nameof(LedgerRow.Sequence)),
        RowsIn = entity.GetInt64(nameof(LedgerRow.RowsIn)) ?? 0,
        Accepted = entity.GetInt64(nameof(LedgerRow.Accepted)) ?? 0,
        Rejected = entity.GetInt64(nameof(LedgerRow.Rejected)) ?? 0,
        Unchanged = entity.GetInt64(nameof(LedgerRow.Unchanged)) ?? 0,
        LinesBefore = entity.GetInt64(nameof(LedgerRow.LinesBefore)) ?? 0,
        RejectsBlob = entity.GetString(nameof(LedgerRow.RejectsBlob)),
        Deleted = entity.GetInt64(nameof(LedgerRow.Deleted)) ?? 0,
        Held = entity.GetInt64(nameof(LedgerRow.Held)) ?? 0,
        IsReleased = entity.GetBoolean(nameof(LedgerRow.IsReleased)) ?? false,
        Attempts = entity.GetInt32(nameof(LedgerRow.Attempts)) ?? 0,
        StartedAt = entity.GetDateTimeOffset(nameof(LedgerRow.StartedAt)) ?? default,
        FinishedAt = entity.GetDateTimeOffset(nameof(LedgerRow.FinishedAt)),
    };

    private static string Text(TableEntity entity, string name) =>
        entity.GetString(name) ?? throw new InvalidDataException($"a row of the ledger has no {name}");

    private static string? Cut(string? message) => message is { Length: > LongestMessage } ? message[..LongestMessage] + "…" : message;
}
