using System.Security.Cryptography;
using System.Text;
using Azure.Storage.Blobs;
using CrmServerless.Ingestion;
using CrmServerless.Ingestion.Converting;
using CrmServerless.Ingestion.Ledger;
using CrmServerless.Ingestion.Rejects;
using CrmServerless.RecordStore;
using CrmServerless.Webhooks.Events;
using CrmServerless.Webhooks.Log;

namespace CrmServerless.Webhooks.Records;

/// <summary>
/// Carries a part of a blob into the record store, as one delivery that is named by the blob and the part: repeated from any point it comes
/// to the same end. Its writes, in order: segments that nobody sees, the rejects file, the commit.
/// </summary>
internal sealed class WebhookDelivery(IRecordStore records, BlobContainerClient rejectsContainer)
{
    private const int IdChars = 40;

    private static readonly Dictionary<string, IEventReader> Readers = new(StringComparer.Ordinal)
    {
        ["generic"] = new GenericEvents(),
        ["hubspot"] = new HubSpotEvents(),
        ["salesforce"] = new SalesforceEvents(),
        ["zoho"] = new ZohoEvents(),
        ["insightly"] = new InsightlyEvents(),
    };

    /// <summary>The name of a part that is read for the first time: whatever the mappings are when it is tried again, it is the same delivery.</summary>
    public static string IdOf(LedgerRow part) => Hash("webhooks", part.Source, part.Path, part.ETag);

    /// <summary>The name of a part that is read once more: another for other mappings or zones.</summary>
    public static string ReplayIdOf(LedgerRow part, IngestionSettings settings) =>
        Hash("webhooks", part.Source, part.Path, part.ETag, settings.Mappings.Hash, settings.ZoneOf(part.Source).Id, settings.Business.TimeZone.Id);

    /// <summary>Ingests the part and returns its ledger row.</summary>
    /// <param name="begun">The row as the attempt began; its ETag names the part.</param>
    /// <param name="deliveryId">The record store's name for it.</param>
    /// <param name="part">The bytes: whole lines.</param>
    /// <param name="linesBefore">How many lines the blob has before the part.</param>
    /// <param name="settings">Mappings and zones.</param>
    /// <param name="cancellationToken">Stops the attempt.</param>
    public async Task<LedgerRow> RunAsync(
        LedgerRow begun, string deliveryId, ReadOnlyMemory<byte> part, long linesBefore, IngestionSettings settings, CancellationToken cancellationToken)
    {
        var batch = new PatchBatch();
        var rejects = new RejectsFile(rejectsContainer, $"{begun.File.BlobName}.{begun.ETag}.csv");
        var last = await ReadAsync(begun.Source, part, linesBefore, settings, batch, rejects, cancellationToken);
        await rejects.CompleteAsync(cancellationToken);

        var commit = batch.Count == 0 ? null : await CommitAsync(deliveryId, batch, cancellationToken);
        var unchanged = commit?.Counts.Sum(c => c.Unchanged) ?? 0;
        return begun with
        {
            State = LedgerState.Ingested,
            BlobModified = last ?? begun.BlobModified,
            ContentHash = Convert.ToHexStringLower(SHA256.HashData(part.Span)),
            Entity = batch.Count == 0 ? null : string.Join(", ", batch.Entities.Select(e => e.Name)),
            Format = LedgerRow.WebhookFormat,
            LinesBefore = linesBefore,
            DeliveryId = deliveryId,
            DeliverySet = deliveryId,
            Sequence = commit?.Sequence,
            RowsIn = batch.Count + rejects.Count,
            Accepted = batch.Count - unchanged,
            Rejected = rejects.Count,
            Unchanged = unchanged,
            RejectsBlob = rejects.BlobName,
        };
    }

    /// <summary>Sorts the part's events into patches and rejects; returns when the last delivery came in.</summary>
    private static async Task<DateTimeOffset?> ReadAsync(
        string source, ReadOnlyMemory<byte> part, long linesBefore, IngestionSettings settings, PatchBatch batch, RejectsFile rejects, CancellationToken cancellationToken)
    {
        var maker = new PatchMaker(source, settings);
        DateTimeOffset? last = null;
        var line = linesBefore;
        for (var rest = part; rest.Length > 0;)
        {
            var end = rest.Span.IndexOf((byte)'\n') is var found and >= 0 ? found : rest.Length - 1;
            var text = rest[..(end + 1)];
            rest = rest[(end + 1)..];
            line++;
            var delivery = DeliveryLine.Read(text.Span);
            last = delivery?.At ?? last;
            foreach (var (patch, raw) in Patches(maker, delivery, text))
            {
                if (patch.Version is { } version)
                    batch.Add(patch.Entity, patch.CustomColumns, version);
                else
                    await rejects.AddAsync(patch.Rejection! with { Line = line }, raw, cancellationToken);
            }
        }

        return last;
    }

    private static IEnumerable<(RecordPatch Patch, string Raw)> Patches(PatchMaker maker, DeliveryLine? delivery, ReadOnlyMemory<byte> text)
    {
        if (delivery is null || !Readers.TryGetValue(delivery.Vendor, out var reader))
            return [(maker.Make(PatchEvent.Unusable(string.Empty, "the line is no delivery of a known vendor"), new DeliveryLine(default, string.Empty, null, string.Empty)), Encoding.UTF8.GetString(text.Span))];
        return reader.Read(delivery.Body).Select(change => (maker.Make(change, delivery), change.Raw));
    }

    private async Task<CommitResult> CommitAsync(string deliveryId, PatchBatch batch, CancellationToken cancellationToken)
    {
        await using var writer = await records.BeginAsync(deliveryId, deliveryId, cancellationToken);
        await batch.AppendToAsync(writer, cancellationToken);
        return await writer.CommitAsync(cancellationToken);
    }

    private static string Hash(params string[] parts) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))))[..IdChars];
}
