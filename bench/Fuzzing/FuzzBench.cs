using System.Globalization;
using System.Text;
using System.Text.Json;
using Azure.Storage.Blobs.Specialized;
using CrmServerless.Azurite;
using CrmServerless.Configuration;
using CrmServerless.Ingestion;
using CrmServerless.Ingestion.Ledger;
using CrmServerless.Webhooks.Records;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CrmServerless.Bench.Fuzzing;

/// <summary>
/// Mutated files of every format and mutated bodies of webhooks through the whole ingestion, for as long as is wanted: nothing crashes,
/// nothing hangs, memory stays bounded, and rows in = accepted + rejected + unchanged.
/// </summary>
internal sealed class FuzzBench
{
    private const int RoundsPerAccount = 250;
    private const int Accounts = 400;
    private const long MostMemory = 400_000_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly IngestionService files;
    private readonly WebhookIngestion webhooks;
    private readonly CrmStorage storage;

    private FuzzBench(IServiceProvider crm) =>
        (files, webhooks, storage) = (crm.GetRequiredService<IngestionService>(), crm.GetRequiredService<WebhookIngestion>(), crm.GetRequiredService<CrmStorage>());

    /// <summary>Goes on until the time is over, or something is wrong: then it says with which seed.</summary>
    /// <returns>True when nothing was wrong.</returns>
    public static async Task<bool> RunAsync(int seconds, int seed)
    {
        AzuriteAccount[] accounts = [.. Enumerable.Range(0, Accounts).Select(n => AzuriteAccount.WithRandomKey($"fuzz{n}"))];
        await using var server = await AzuriteServer.StartAsync(new AzuriteOptions { Accounts = accounts });
        var (watch, rounds) = (new Watch(), 0);
        foreach (var account in accounts.TakeWhile(_ => watch.Elapsed.TotalSeconds < seconds))
        {
            var settings = new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create(CrmServices.Connection, (string?)server.ConnectionStringOf(account))]).Build();
            await using var crm = new ServiceCollection().AddLogging(l => l.ClearProviders()).AddSingleton(TimeProvider.System).AddCrmServerless(settings).BuildServiceProvider();
            var fuzz = new FuzzBench(crm);
            await fuzz.storage.EnsureCreatedAsync(default);
            for (var round = 0; round < RoundsPerAccount && watch.Elapsed.TotalSeconds < seconds; round++, rounds++)
            {
                if (await fuzz.ComplaintAsync(seed + rounds) is { } complaint)
                {
                    await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"seed {seed + rounds}: {complaint}"));
                    return false;
                }
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rounds} mutations from seed {seed} in {watch.Elapsed.TotalSeconds:F0} s: nothing wrong; {GC.GetTotalMemory(true) / 1e6:F0} MB in use at the end"));
        return true;
    }

    private async Task<string?> ComplaintAsync(int seed)
    {
        var random = new Random(seed);
        var number = random.Next(SoundFiles.Files.Count + SoundFiles.Webhooks.Count);
        var name = number < SoundFiles.Files.Count ? SoundFiles.Files[number].Name : SoundFiles.Webhooks[number - SoundFiles.Files.Count].Vendor;
        try
        {
            var run = number < SoundFiles.Files.Count ? IngestAsync(seed, name, Mutation.Of(SoundFiles.Files[number].Bytes, random)) : ReceiveAsync(seed, name, Mutation.Of(SoundFiles.Webhooks[number - SoundFiles.Files.Count].Body, random));
            await run.WaitAsync(Patience);
            var memory = GC.GetTotalMemory(forceFullCollection: false);
            return memory > MostMemory ? $"{name}: {memory} bytes in use" : await files.Ledger.ListAsync(null, default).Select(Complaint).FirstOrDefaultAsync(c => c is not null);
        }
        catch (Exception e)
        {
            // Whatever it is, it is what is looked for.
            return $"{name}: {e}";
        }
    }

    private async Task IngestAsync(int seed, string name, byte[] bytes)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"{seed}/{name}");
        await storage.Container(StorageNames.Exports).GetBlobClient($"fuzz/{path}").UploadAsync(new BinaryData(bytes));
        await files.IngestAsync("fuzz", path, default);
    }

    private async Task ReceiveAsync(int seed, string vendor, byte[] body)
    {
        var now = TimeProvider.System.GetUtcNow();
        var blob = storage.Container(StorageNames.Webhooks).GetAppendBlobClient(string.Create(CultureInfo.InvariantCulture, $"{vendor}/{now:yyyy'/'MM'/'dd'/'HH}/{seed}-1.ndjson"));
        await blob.CreateIfNotExistsAsync();
        await blob.AppendBlockAsync(new BinaryData(JsonSerializer.Serialize(new { at = now, vendor, body = Encoding.UTF8.GetString(body) }) + "\n").ToStream());
        if (await webhooks.RunAsync(default) is { Failed: > 0 } run)
            throw new InvalidOperationException($"{run}");
    }

    private static string? Complaint(LedgerRow row) =>
        row.RowsIn != row.Accepted + row.Rejected + row.Unchanged ? $"{row.Path}: {row.RowsIn} rows in, but {row.Accepted} + {row.Rejected} + {row.Unchanged}"
        : row.State is LedgerState.Pending or LedgerState.Failed ? $"{row.Path} is {row.State}: {row.Message}"
        : null;
}
