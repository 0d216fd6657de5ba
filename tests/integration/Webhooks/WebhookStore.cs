using System.Text.Json;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs.Specialized;
using CrmServerless.Configuration;
using CrmServerless.Configuration.Loading;
using CrmServerless.Ingestion.Ledger;
using CrmServerless.Kpis.Catalogue;
using CrmServerless.Records;
using CrmServerless.RecordStore;
using CrmServerless.Sources.Mappings;
using CrmServerless.Tests.Support.Storage;
using CrmServerless.Webhooks.Records;
using Microsoft.Extensions.Logging.Abstractions;

namespace CrmServerless.Tests.Integration.Webhooks;

/// <summary>Stored deliveries without a host: the test writes the blobs, the product makes records of them.</summary>
internal sealed class WebhookStore
{
    private readonly TestAccount account;

    private WebhookStore(TestAccount account) => this.account = account;

    public ManualTime Clock { get; } = new(new DateTimeOffset(2026, 11, 10, 12, 30, 0, TimeSpan.Zero));

    public CrmStorage Storage => CrmStorageFactory.FromConnectionString(account.ConnectionString);

    public static async Task<WebhookStore> NewAsync(AzuriteFixture azurite)
    {
        var store = new WebhookStore(azurite.NewAccount());
        await store.Storage.EnsureCreatedAsync(default);
        return store;
    }

    /// <summary>The service as a fresh process has it.</summary>
    public WebhookIngestion Service() => Service(Storage);

    /// <summary>A service all of whose requests pass that policy once, without retries.</summary>
    public WebhookIngestion Service(HttpPipelinePolicy policy) => Service(FaultyStorage.Of(account, policy));

    /// <summary>Appends deliveries to a blob of a source, each with the time at which it came in.</summary>
    public Task AppendAsync(string source, string vendor, IEnumerable<(DateTimeOffset At, string Body)> deliveries, string blob = "2026/11/10/12/aaaaaaaaaaaa-1") =>
        AppendAsync(Storage, source, vendor, deliveries, blob);

    /// <inheritdoc cref="AppendAsync(string, string, IEnumerable{ValueTuple{DateTimeOffset, string}}, string)"/>
    public static async Task AppendAsync(CrmStorage storage, string source, string vendor, IEnumerable<(DateTimeOffset At, string Body)> deliveries, string blob)
    {
        var lines = deliveries.Select(d => JsonSerializer.Serialize(new { at = d.At, vendor, body = d.Body }) + "\n");
        var append = storage.Container(StorageNames.Webhooks).GetAppendBlobClient($"{source}/{blob}.ndjson");
        await append.CreateIfNotExistsAsync();
        await append.AppendBlockAsync(new BinaryData(string.Concat(lines)).ToStream());
    }

    /// <summary>Appends bodies that come in now, and makes records of them.</summary>
    public async Task<WebhookRun> DeliverAsync(string source, string vendor, params string[] bodies)
    {
        await AppendAsync(source, vendor, bodies.Select(body => (Clock.GetUtcNow(), body)));
        return await Service().RunAsync(default);
    }

    /// <summary>Every record of an entity as `id: field=value …` with the fields that are asked for, sorted.</summary>
    public async Task<List<string>> RecordsAsync(EntitySchema entity, params string[] fields)
    {
        var records = new List<string>();
        await foreach (var record in (await new BlobRecordStore(Storage, TimeProvider.System).SnapshotAsync(default)).ReadAsync(entity, 0, default))
        {
            var custom = record.CustomColumns.ToList();
            var values = record.Values;
            records.Add($"{record.Key.Id}: {string.Join(' ', fields.Select(f => $"{f}={values[entity.Find(f)?.Index ?? entity.Fields.Count + custom.IndexOf(f)]}"))}");
        }

        return [.. records.Order(StringComparer.Ordinal)];
    }

    public async Task<List<LedgerRow>> LedgerAsync()
    {
        var rows = new List<LedgerRow>();
        await foreach (var row in new LedgerStore(Storage.Table(StorageNames.Ledger)).ListAsync(null, default))
            rows.Add(row);
        return [.. rows.OrderBy(r => r.Path, StringComparer.Ordinal).ThenBy(r => r.StartedAt)];
    }

    public async Task<string> RejectsAsync(LedgerRow row) =>
        (await Storage.Container(StorageNames.Rejects).GetBlobClient(row.RejectsBlob).DownloadContentAsync()).Value.Content.ToString();

    private WebhookIngestion Service(CrmStorage storage)
    {
        var parser = new ConfigurationParser(new KpiCatalogue([]), new OwnerSettings("owner@example.com", null), MappingYaml.Check);
        var configuration = new ConfigurationStore(storage.Container(StorageNames.Config), parser, TimeProvider.System);
        return new WebhookIngestion(storage, new BlobRecordStore(storage, TimeProvider.System), configuration, Clock, NullLogger<WebhookIngestion>.Instance);
    }
}
