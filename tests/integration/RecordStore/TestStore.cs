using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using CrmServerless.Configuration;
using CrmServerless.RecordStore;
using CrmServerless.RecordStore.Upkeep;
using CrmServerless.Records;
using CrmServerless.Tests.Support.Storage;

namespace CrmServerless.Tests.Integration.RecordStore;

/// <summary>A record store in an account of the test's own, and short words for what tests do with it.</summary>
internal sealed class TestStore
{
    private TestStore(CrmStorage storage, RecordStoreOptions options)
    {
        (Storage, Options) = (storage, options);
        Store = new BlobRecordStore(storage, TimeProvider.System, options);
    }

    public CrmStorage Storage { get; }

    public RecordStoreOptions Options { get; }

    public BlobRecordStore Store { get; }

    public Compactor Compactor => new(Storage, TimeProvider.System, Options);

    public static async Task<TestStore> NewAsync(AzuriteFixture azurite, RecordStoreOptions? options = null)
    {
        var storage = CrmStorageFactory.FromConnectionString(azurite.NewAccount().ConnectionString);
        await storage.EnsureCreatedAsync(default);
        return new TestStore(storage, options ?? new RecordStoreOptions());
    }

    /// <summary>A store whose requests to the table service pass that policy.</summary>
    public static async Task<TestStore> NewAsync(AzuriteFixture azurite, HttpPipelinePolicy tablePolicy)
    {
        var text = azurite.NewAccount().ConnectionString;
        var tables = new TableClientOptions();
        tables.AddPolicy(tablePolicy, HttpPipelinePosition.PerRetry);
        tables.Retry.Delay = TimeSpan.FromMilliseconds(10);
        var storage = new CrmStorage(new BlobServiceClient(text), new TableServiceClient(text, tables), new QueueServiceClient(text));
        await storage.EnsureCreatedAsync(default);
        return new TestStore(storage, new RecordStoreOptions());
    }

    public TestStore With(RecordStoreOptions options) => new(Storage, options);

    public Task<CommitResult> CommitAsync(string id, params RecordVersion[] products) => CommitAsync(id, Entities.Products, [], products);

    public async Task<CommitResult> CommitAsync(string id, EntitySchema entity, IReadOnlyList<string> custom, IEnumerable<RecordVersion> rows)
    {
        await using var writer = await Store.BeginAsync(id, $"set-{id}", default);
        foreach (var row in rows)
            await writer.AppendAsync(entity, custom, row, default);
        return await writer.CommitAsync(default);
    }

    public async Task<Dictionary<string, string>> NamesAsync() => await NamesAsync(await Store.SnapshotAsync(default));

    /// <summary>The products' names by id.</summary>
    public static async Task<Dictionary<string, string>> NamesAsync(BlobRecordSnapshot snapshot)
    {
        var names = new Dictionary<string, string>();
        await foreach (var record in snapshot.ReadAsync(Entities.Products, 0, default))
            names.Add(record.Key.Id, record[Entities.Products["name"]].ToString());
        return names;
    }

    public async Task<List<string>> BlobsAsync()
    {
        var names = new List<string>();
        await foreach (var blob in Storage.Container(StorageNames.Records).GetBlobsAsync())
            names.Add(blob.Name);
        return names;
    }

    public static RecordVersion Product(string id, string name, long time = 5) => new(
        new RecordKey("crm", id),
        time,
        [FieldValue.OfText(id), FieldValue.OfText(name), FieldValue.Absent, FieldValue.Absent, FieldValue.Absent]);
}
