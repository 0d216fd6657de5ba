using Azure.Storage.Blobs;
using CrmServerless.Configuration;
using CrmServerless.Ingestion.Ledger;
using CrmServerless.Nights;
using CrmServerless.Tests.Support.Storage;

namespace CrmServerless.Tests.Integration.Crashes;

/// <summary>
/// An installation of its own with files of the sample company in the inbox, and days across the end of a month to compute: small, so that it
/// may be run often. The product reaches its storage by way of a proxy that can hold its writes; the test reaches it directly.
/// </summary>
internal sealed class Business : IAsyncDisposable
{
    public const string From = "2026-01-31";
    public const string To = "2026-02-01";

    private const string BusinessYaml = "timeZone: Europe/Berlin\nsegments: [region]\n";
    private const string BadSpend = "not a day,marketing,search,,10,EUR,\n";

    private static readonly TimeSpan TimerPeriod = TimeSpan.FromMilliseconds(500);

    private readonly TestAccount account;
    private readonly StorageProxy proxy;
    private readonly JobLog jobs;

    private Business(TestAccount account)
    {
        (this.account, proxy, Storage) = (account, new StorageProxy(account), CrmStorageFactory.FromConnectionString(account.ConnectionString));
        jobs = new JobLog(Storage, TimeProvider.System);
    }

    /// <summary>After how long a killed host's claims are others': short, so that tests need not wait.</summary>
    public static (string Name, string Value) ShortLease { get; } = ("Runs__LeaseSeconds", "2");

    public static IReadOnlyList<string> Files { get; } =
        ["crm/contacts.csv", "crm/customers.csv", "crm/deals.csv", "crm/products.csv", "finance/fx_rates.csv", "marketing/spend.csv", "shop/orders.csv"];

    public CrmStorage Storage { get; }

    public WriteGate Gate => proxy.Gate;

    public static async Task<Business> NewAsync(AzuriteFixture azurite)
    {
        var business = new Business(azurite.NewAccount());
        await business.Storage.EnsureCreatedAsync(default);
        var config = business.Storage.Container(StorageNames.Config);
        await UploadAsync(config, "business.yaml", BusinessYaml);
        await UploadAsync(config, "sources.yaml", await File.ReadAllTextAsync(Sample("config/sources.yaml")));
        foreach (var file in Files)
            await business.UploadAsync(file);
        return business;
    }

    /// <summary>Puts a file into the configuration.</summary>
    public Task ConfigureAsync(string file, string text) => UploadAsync(Storage.Container(StorageNames.Config), file, text);

    /// <summary>A file as it lies in the inbox: one has a row that nobody can use.</summary>
    public static async Task<string> TextOfAsync(string file) =>
        await File.ReadAllTextAsync(Sample($"exports/{file}")) + (file == "marketing/spend.csv" ? BadSpend : string.Empty);

    public Task<FunctionsHost> StartHostAsync(bool isTriggered, params (string Name, string Value)[] settings) =>
        FunctionsHost.StartAsync(account.ConnectionString, proxy.ConnectionString, isTriggered, settings);

    /// <summary>Puts a file of the sample company into the inbox.</summary>
    public async Task UploadAsync(string file) => await UploadAsync(Storage.Container(StorageNames.Exports), file, await TextOfAsync(file));

    /// <summary>Waits until the ledger says of that many files that they are ingested.</summary>
    public async Task IngestedAsync(int files)
    {
        List<LedgerRow> rows = [];
        await Eventually.TrueAsync(
            async () =>
            {
                rows = await new LedgerStore(Storage.Table(StorageNames.Ledger)).ListAsync(null, default).ToListAsync();
                return rows.Count(row => row.State == LedgerState.Ingested) == files;
            },
            () => string.Join('\n', rows.Select(row => $"{row.Path}: {row.State} {row.Message}")));
    }

    /// <summary>Waits for a job. The hosts' timers fire again and again, as in life; a job that is at work is not begun a second time for that.</summary>
    public async Task CompletedAsync(string job, params FunctionsHost[] hosts)
    {
        var (state, turn) = (string.Empty, TimeProvider.System.GetTimestamp());
        await Eventually.TrueAsync(
            async () =>
            {
                state = await StateOfAsync(job);
                if (TimeProvider.System.GetElapsedTime(turn) > TimerPeriod)
                {
                    turn = TimeProvider.System.GetTimestamp();
                    await Task.WhenAll(hosts.Select(host => host.RunAsync("Jobs")));
                }

                return state == Job.Completed;
            },
            () => $"the job is {state}\n{string.Join('\n', hosts.Select(host => host.LastWords))}");
    }

    /// <summary>Where a job stands; read from storage, so that hosts talk of their work only.</summary>
    public async Task<string> StateOfAsync(string job) => (await jobs.FindAsync(job.Split('/')[^1], default))!.State;

    public async Task<EndState> EndStateAsync(FunctionsHost host) => await EndState.ReadAsync(Storage, await host.MetricsAsync(From, To));

    public ValueTask DisposeAsync() => proxy.DisposeAsync();

    private static string Sample(string path) => Path.Combine(AppContext.BaseDirectory, "samples", path);

    private static async Task UploadAsync(BlobContainerClient container, string name, string text) =>
        await container.GetBlobClient(name).UploadAsync(BinaryData.FromString(text));
}
