using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using CrmServerless.Configuration;

namespace CrmServerless.Alerts.Storage;

/// <summary>The newest plan: which it is, where it is, and whether it is done.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Day">Its night's day.</param>
/// <param name="Blob">Where it is, in crm-notifications.</param>
/// <param name="Sha256">Of the blob.</param>
/// <param name="Done">Whether it was carried out to the end.</param>
/// <param name="ETag">Of the row that says so.</param>
internal sealed record PlanPointer(long Number, DateOnly Day, string Blob, string Sha256, bool Done, ETag ETag);

/// <summary>
/// Keeps the plans: each a blob, and one row that says which is the newest (table Alerts, PartitionKey `$night`; `$` is in no rule's id).
/// Moving that row, conditional on its ETag, is what commits a plan; of two evaluators at once only one can.
/// </summary>
internal sealed class NightPlanStore(CrmStorage storage)
{
    /// <summary>The partition of that row.</summary>
    public const string Partition = "$night";

    private const string Row = "newest";

    private readonly TableClient table = storage.Table(StorageNames.Alerts);
    private readonly BlobContainerClient container = storage.Container(StorageNames.Notifications);

    /// <summary>The newest plan, or null before the first.</summary>
    public async Task<PlanPointer?> NewestAsync(CancellationToken cancellationToken)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(Partition, Row, cancellationToken: cancellationToken).ConfigureAwait(false);
        return found.HasValue && found.Value is { } row ? Pointer(row) : null;
    }

    /// <summary>Makes <paramref name="plan"/> the newest.</summary>
    /// <returns>Null when another became the newest since <paramref name="before"/> was read.</returns>
    public async Task<PlanPointer?> TryCommitAsync(PlanPointer? before, NightPlan plan, CancellationToken cancellationToken)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(plan, AlertJson.Options);
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
        var name = string.Create(CultureInfo.InvariantCulture, $"nights/{plan.Day:yyyy-MM-dd}/{plan.Number:000000}-{sha256[..16]}.json");
        await container.GetBlobClient(name).UploadAsync(BinaryData.FromBytes(bytes), overwrite: true, cancellationToken).ConfigureAwait(false);
        return await TryMoveAsync(before, new PlanPointer(plan.Number, plan.Day, name, sha256, false, default), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Says that the plan is done; harmless when somebody else said so, or began a newer one.</summary>
    public Task<PlanPointer?> FinishAsync(PlanPointer pointer, CancellationToken cancellationToken) => TryMoveAsync(pointer, pointer with { Done = true }, cancellationToken);

    /// <summary>The plan.</summary>
    /// <exception cref="InvalidDataException">The blob is not what was committed.</exception>
    public async Task<NightPlan> ReadAsync(PlanPointer pointer, CancellationToken cancellationToken)
    {
        var answer = await container.GetBlobClient(pointer.Blob).DownloadContentAsync(cancellationToken).ConfigureAwait(false);
        var bytes = answer.Value.Content.ToMemory();
        if (Convert.ToHexStringLower(SHA256.HashData(bytes.Span)) != pointer.Sha256)
            throw new InvalidDataException($"The blob {pointer.Blob} is not the plan that was committed.");
        return JsonSerializer.Deserialize<NightPlan>(bytes.Span, AlertJson.Options) ?? throw new InvalidDataException($"The blob {pointer.Blob} is empty.");
    }

    private async Task<PlanPointer?> TryMoveAsync(PlanPointer? before, PlanPointer after, CancellationToken cancellationToken)
    {
        try
        {
            var answer = before is null
                ? await table.AddEntityAsync(Entity(after), cancellationToken).ConfigureAwait(false)
                : await table.UpdateEntityAsync(Entity(after), before.ETag, TableUpdateMode.Replace, cancellationToken).ConfigureAwait(false);
            return after with { ETag = answer.Headers.ETag ?? default };
        }
        catch (RequestFailedException e) when (e.Status is 409 or 412)
        {
            return null;
        }
    }

    private static TableEntity Entity(PlanPointer pointer) => new(Partition, Row)
    {
        ["Number"] = pointer.Number,
        ["Day"] = pointer.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ["Blob"] = pointer.Blob,
        ["Sha256"] = pointer.Sha256,
        ["Done"] = pointer.Done,
    };

    private static PlanPointer Pointer(TableEntity row) => new(
        row.GetInt64("Number") ?? 0,
        DateOnly.ParseExact(row.GetString("Day") ?? "", "yyyy-MM-dd", CultureInfo.InvariantCulture),
        row.GetString("Blob") ?? "",
        row.GetString("Sha256") ?? "",
        row.GetBoolean("Done") ?? false,
        row.ETag);
}
