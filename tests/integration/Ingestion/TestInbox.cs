using System.Text;
using Azure.Core.Pipeline;
using CrmServerless.Configuration;
using CrmServerless.Configuration.Loading;
using CrmServerless.Ingestion;
using CrmServerless.Ingestion.Ledger;
using CrmServerless.Kpis.Catalogue;
using CrmServerless.RecordStore;
using CrmServerless.Records;
using CrmServerless.Sources.Mappings;
using CrmServerless.Tests.Support.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace CrmServerless.Tests.Integration.Ingestion;

/// <summary>An inbox with everything behind it, in an account of the test's own, and short words for what tests do with it.</summary>
internal sealed class TestInbox
{
    public const string Source = "acme";

    private readonly TestAccount account;

    private TestInbox(TestAccount account) => this.account = account;

    public CrmStorage Storage => CrmStorageFactory.FromConnectionString(account.ConnectionString);

    public string ConnectionString => account.ConnectionString;

    public IRecordStore Records => new BlobRecordStore(Storage, TimeProvider.System);

    public LedgerStore Ledger => new(Storage.Table(StorageNames.Ledger));

    public static async Task<TestInbox> NewAsync(AzuriteFixture azurite)
    {
        var inbox = new TestInbox(azurite.NewAccount());
        await inbox.Storage.EnsureCreatedAsync(default);
        return inbox;
    }

    /// <summary>A service as a fresh process has it.</summary>
    public IngestionService Service() => Service(Storage, TimeProvider.System);

    /// <summary>A service that may copy so much to disk.</summary>
    public IngestionService Service(SpoolSettings spool) => Service(Storage, TimeProvider.System, spool);

    /// <summary>A service with that clock.</summary>
    public IngestionService Service(TimeProvider time) => Service(Storage, time);

    /// <summary>A service all of whose requests to storage pass that policy once, without retries.</summary>
    public IngestionService Service(HttpPipelinePolicy policy) => Service(FaultyStorage.Of(account, policy), TimeProvider.System);

    public Task UploadAsync(string path, string text) => UploadAsync(path, Encoding.UTF8.GetBytes(text));

    public async Task UploadAsync(string path, byte[] content) =>
        await Storage.Container(StorageNames.Exports).GetBlobClient($"{Source}/{path}").UploadAsync(new BinaryData(content), overwrite: true);

    public async Task ConfigureAsync(string name, string text) =>
        await Storage.Container(StorageNames.Config).GetBlobClient(name).UploadAsync(new BinaryData(text), overwrite: true);

    /// <summary>Uploads a file and ingests it; the delivery's ledger row.</summary>
    public async Task<LedgerRow> DeliverAsync(string path, string text)
    {
        await UploadAsync(path, text);
        return (await Service().IngestAsync(Source, path, default)).Row!;
    }

    /// <summary>Every record of an entity as `id: field=value …` with the fields that are asked for, sorted.</summary>
    public async Task<List<string>> RecordsAsync(EntitySchema entity, params string[] fields)
    {
        var records = new List<string>();
        await foreach (var record in (await Records.SnapshotAsync(default)).ReadAsync(entity, 0, default))
        {
            var values = record.Values;
            var custom = record.CustomColumns.ToList();
            records.Add($"{record.Key.Id}: {string.Join(' ', fields.Select(f => $"{f}={values[entity.Find(f)?.Index ?? entity.Fields.Count + custom.IndexOf(f)]}"))}");
        }

        return [.. records.Order(StringComparer.Ordinal)];
    }

    public async Task<List<LedgerRow>> LedgerAsync()
    {
        var rows = new List<LedgerRow>();
        await foreach (var row in Ledger.ListAsync(null, default))
            rows.Add(row);
        return [.. rows.OrderBy(r => r.Path, StringComparer.Ordinal).ThenBy(r => r.StartedAt)];
    }

    public async Task<string> RejectsAsync(LedgerRow row) =>
        (await Storage.Container(StorageNames.Rejects).GetBlobClient(row.RejectsBlob).DownloadContentAsync()).Value.Content.ToString();

    private static IngestionService Service(CrmStorage storage, TimeProvider time, SpoolSettings? spool = null)
    {
        var parser = new ConfigurationParser(new KpiCatalogue([]), new OwnerSettings("owner@example.com", null), MappingYaml.Check);
        var configuration = new ConfigurationStore(storage.Container(StorageNames.Config), parser, time);
        return new IngestionService(storage, new BlobRecordStore(storage, TimeProvider.System), configuration, time, NullLogger<IngestionService>.Instance, spool);
    }
}
