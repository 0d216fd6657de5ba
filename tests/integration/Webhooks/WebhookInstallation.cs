using System.Text.Json;
using CrmServerless.Configuration;
using CrmServerless.Ingestion.Ledger;
using CrmServerless.Records;
using CrmServerless.RecordStore;
using CrmServerless.Tests.Integration.Crashes;
using CrmServerless.Tests.Support.Storage;

namespace CrmServerless.Tests.Integration.Webhooks;

/// <summary>The functions app over storage of the test's own, with sources that take webhooks.</summary>
internal sealed class WebhookInstallation : IAsyncDisposable
{
    private readonly TestAccount account;

    private WebhookInstallation(TestAccount account) =>
        (this.account, Storage) = (account, CrmStorageFactory.FromConnectionString(account.ConnectionString));

    public CrmStorage Storage { get; }

    public FunctionsHost Host { get; private set; } = null!;

    public static async Task<WebhookInstallation> NewAsync(AzuriteFixture azurite)
    {
        var installation = new WebhookInstallation(azurite.NewAccount());
        await installation.Storage.EnsureCreatedAsync(default);
        await installation.ConfigureAsync("sources.yaml", Sender.SourcesYaml);
        await installation.StartAsync();
        return installation;
    }

    public async Task StartAsync() => Host = await FunctionsHost.StartAsync(
        account.ConnectionString, account.ConnectionString, isTriggered: false, [.. Sender.Secrets.Select(s => ($"Secrets__{s.Name}", s.Value))]);

    public async Task ConfigureAsync(string name, string text) =>
        await Storage.Container(StorageNames.Config).GetBlobClient(name).UploadAsync(new BinaryData(text), overwrite: true);

    /// <summary>Sends it; the answer's status.</summary>
    public async Task<int> StatusAsync(HttpRequestMessage request)
    {
        using (request)
        {
            using var answer = await Host.SendAsync(request);
            return (int)answer.StatusCode;
        }
    }

    /// <summary>Every stored delivery of a source, in the order of the blobs' names.</summary>
    public async Task<List<JsonElement>> StoredAsync(string source)
    {
        var stored = new List<JsonElement>();
        await foreach (var blob in Storage.Container(StorageNames.Webhooks).GetBlobsAsync(prefix: $"{source}/"))
        {
            Assert.Matches($@"^{source}/\d{{4}}/\d\d/\d\d/\d\d/[0-9a-f]{{12}}-\d+\.ndjson$", blob.Name);
            var text = (await Storage.Container(StorageNames.Webhooks).GetBlobClient(blob.Name).DownloadContentAsync()).Value.Content.ToString();
            stored.AddRange(text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement));
        }

        return stored;
    }

    /// <summary>Waits until there are that many deals.</summary>
    public Task RecordsAsync(int count) => Eventually.TrueAsync(
        async () => await (await new BlobRecordStore(Storage, TimeProvider.System).SnapshotAsync(default)).ReadAsync(Entities.Deals, 0, default).CountAsync() == count,
        () => $"not {count} deals in the record store");

    public async Task<List<LedgerRow>> LedgerAsync() => await new LedgerStore(Storage.Table(StorageNames.Ledger)).ListAsync(null, default).ToListAsync();

    /// <summary>The refusals that /api/health tells, as `source reason=count …`.</summary>
    public async Task<List<string>> RefusalsAsync()
    {
        using var answer = await Host.SendAsync(new HttpRequestMessage(HttpMethod.Get, "api/health"));
        using var health = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return [.. health.RootElement.GetProperty("refusedWebhooks").EnumerateArray().Select(Told).Order(StringComparer.Ordinal)];
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    private static string Told(JsonElement refused) =>
        $"{refused.GetProperty("source").GetString() ?? "(unknown)"} {string.Join(' ', refused.GetProperty("counts").EnumerateObject().Select(c => $"{c.Name}={c.Value}").Order(StringComparer.Ordinal))}";
}
