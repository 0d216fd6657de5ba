using System.Text.Json;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Queues;
using CrmServerless.Tests.Support.Storage;
using Microsoft.Azure.Functions.Worker;

namespace CrmServerless.Tests.Offline.FunctionsWorker;

/// <summary>From 'Azure Blob storage trigger for Azure Functions': metadata, blob receipts, poison blobs, concurrency.</summary>
public sealed class BlobTriggerTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task NewBlob_RunsItsFunctionWithPathUriAndContent()
    {
        var account = azurite.NewAccount();
        var container = await ContainerAsync(account, "inbox");
        await using var host = await HostUnderTest.StartAsync(account, [typeof(Reader)]);

        var blob = container.GetBlobClient("hubspot/2026/deals.csv");
        await blob.UploadAsync(
            BinaryData.FromString("id\n1"), new BlobUploadOptions { Metadata = new Dictionary<string, string> { ["origin"] = "crm" } });

        await host.Journal.UntilAsync(4);
        Assert.Equal(
            new SortedSet<string>
            {
                $"client hubspot/2026/deals.csv {blob.Uri} origin=crm inbox/hubspot/2026/deals.csv",
                "stream id\n1",
                "bytes 4",
                "text id\n1 from hubspot/2026 deals.csv",
            },
            new SortedSet<string>(host.Journal.Entries));
    }

    [Fact]
    public async Task BlobVersion_IsProcessedOnceAcrossRestartsAndAgainWhenItChanges()
    {
        var account = azurite.NewAccount();
        var container = await ContainerAsync(account, "inbox");
        await UploadAsync(container, "a.csv", "one");
        Journal journal = new();
        await using (await HostUnderTest.StartAsync(account, [typeof(Once)], journal: journal))
        {
            await journal.UntilAsync("a.csv one");
            await SettledReceiptsAsync(account, 1);
        }

        await using var host = await HostUnderTest.StartAsync(account, [typeof(Once)], journal: journal);
        await UploadAsync(container, "b.csv", "two");
        await journal.UntilAsync("b.csv two");
        await UploadAsync(container, "a.csv", "three");
        await journal.UntilAsync("a.csv three");

        Assert.Equal(["a.csv one", "b.csv two", "a.csv three"], journal.Entries);
        await SettledReceiptsAsync(account, 3);
    }

    [Fact]
    public async Task MissingContainer_IsWaitedFor()
    {
        var account = azurite.NewAccount();
        await using var host = await HostUnderTest.StartAsync(account, [typeof(Once)]);

        await UploadAsync(await ContainerAsync(account, "inbox"), "late.csv", "content");

        await host.Journal.UntilAsync("late.csv content");
        Assert.DoesNotContain(host.Log.Lines, line => line.StartsWith("Error", StringComparison.Ordinal));
    }

    [Fact]
    public async Task FailingBlob_IsTriedFiveTimesAndThenPoison()
    {
        var account = azurite.NewAccount();
        var container = await ContainerAsync(account, "inbox");
        await using var host = await HostUnderTest.StartAsync(account, [typeof(Failing)]);

        var version = await UploadAsync(container, "bad file.csv", "x");

        var message = await PoisonAsync(account);
        Assert.Equal(Enumerable.Repeat("bad file.csv", 5), host.Journal.Entries);
        Assert.Equal(
            ["Type=BlobTrigger", "FunctionId=Host.Functions.Failing", "BlobType=BlockBlob", "ContainerName=inbox", "BlobName=bad file.csv",
                $"ETag=\"{version}\""],
            message.EnumerateObject().Select(property => $"{property.Name}={property.Value}"));
        await SettledReceiptsAsync(account, 1);
    }

    [Fact]
    public async Task PoisonBlobThreshold_OfHostJson_IsTheNumberOfAttemptsAcrossRestarts()
    {
        var account = azurite.NewAccount();
        var container = await ContainerAsync(account, "inbox");
        Journal journal = new();
        const string twice = """{ "version": "2.0", "extensions": { "blobs": { "poisonBlobThreshold": 2 } } }""";
        await UploadAsync(container, "bad.csv", "x");
        await using (var first = await HostUnderTest.StartAsync(account, [typeof(HeldFailing)], twice, journal: journal))
        {
            await journal.UntilAsync(1);
            journal.Open("first");
        }

        await using var host = await HostUnderTest.StartAsync(account, [typeof(HeldFailing)], twice, journal: journal);

        await PoisonAsync(account);
        Assert.Equal(2, journal.Entries.Count);
    }

    [Fact]
    public async Task MaxDegreeOfParallelism_OfHostJson_BoundsWhatRunsAtOnce()
    {
        var account = azurite.NewAccount();
        var container = await ContainerAsync(account, "inbox");
        for (var number = 1; number <= 5; number++) await UploadAsync(container, $"{number}.csv", "x");
        const string two = """{ "version": "2.0", "extensions": { "blobs": { "maxDegreeOfParallelism": 2 } } }""";
        await using var host = await HostUnderTest.StartAsync(account, [typeof(Held)], two);

        await host.Journal.UntilAsync(2);
        Assert.Equal(["start 1.csv", "start 2.csv"], host.Journal.Entries.Order());
        host.Journal.Open("all");
        await host.Journal.UntilAsync(10);

        Assert.Equal(2, host.Journal.Entries.Aggregate((Now: 0, Most: 0), Count).Most);
    }

    [Fact]
    public async Task Post_WithABlobsPath_RunsItsFunctionByHand()
    {
        var account = azurite.NewAccount();
        var container = await ContainerAsync(account, "inbox");
        await UploadAsync(container, "a.csv", "one");
        Dictionary<string, string?> disabled = new() { ["AzureWebJobs.Once.Disabled"] = "true" };
        await using var host = await HostUnderTest.StartAsync(account, [typeof(Once)], settings: disabled);

        using var response = await host.RunByHandAsync("Once", "inbox/a.csv");

        Assert.Equal(202, (int)response.StatusCode);
        await host.Journal.UntilAsync("a.csv one");
    }

    [Fact]
    public async Task Connection_OfTheTrigger_IsTheNamedAccount()
    {
        var (own, data) = (azurite.NewAccount(), azurite.NewAccount());
        Dictionary<string, string?> settings = new() { ["DataStorage"] = data.ConnectionString, ["Inbox"] = "inbox" };
        await UploadAsync(await ContainerAsync(data, "inbox"), "a.csv", "one");

        await using var host = await HostUnderTest.StartAsync(own, [typeof(Connected)], settings: settings);

        await host.Journal.UntilAsync("connected a.csv");
        await SettledReceiptsAsync(own, 1);
    }

    [Fact]
    public async Task Connection_WithoutAService_IsAnErrorOfThatFunction()
    {
        Dictionary<string, string?> settings = new() { ["DataStorage"] = null, ["DataStorage:credential"] = "managedidentity", ["Inbox"] = "inbox" };
        await using var host = await HostUnderTest.StartAsync(azurite.NewAccount(), [typeof(Connected)], settings: settings);

        Assert.Contains("The 'Connected' function is in error: The settings DataStorage__", host.Output, StringComparison.Ordinal);
    }

    private static (int Now, int Most) Count((int Now, int Most) running, string entry)
    {
        var now = running.Now + (entry.StartsWith("start", StringComparison.Ordinal) ? 1 : -1);
        return (now, Math.Max(now, running.Most));
    }

    private static async Task<BlobContainerClient> ContainerAsync(TestAccount account, string name)
    {
        var container = new BlobContainerClient(account.ConnectionString, name);
        await container.CreateIfNotExistsAsync();
        return container;
    }

    private static async Task<string> UploadAsync(BlobContainerClient container, string name, string content)
    {
        var uploaded = await container.GetBlobClient(name).UploadAsync(BinaryData.FromString(content), overwrite: true);
        return uploaded.Value.ETag.ToString().Trim('"');
    }

    private static async Task<JsonElement> PoisonAsync(TestAccount account)
    {
        var queue = new QueueClient(
            account.ConnectionString, "webjobs-blobtrigger-poison", new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });
        await Eventually.TrueAsync(
            async () => await queue.ExistsAsync() && (await queue.PeekMessagesAsync()).Value.Length > 0, "a message in the poison queue");
        return JsonElement.Parse(Assert.Single((await queue.PeekMessagesAsync(32)).Value).Body);
    }

    private static async Task SettledReceiptsAsync(TestAccount account, int count)
    {
        var hosts = new BlobContainerClient(account.ConnectionString, "azure-webjobs-hosts");
        await Eventually.TrueAsync(
            async () =>
            {
                List<BlobItem> receipts = [];
                await foreach (var item in hosts.GetBlobsAsync(BlobTraits.Metadata, prefix: $"blobreceipts/{HostUnderTest.HostIdentity}/Host.Functions."))
                {
                    receipts.Add(item);
                }

                return receipts.Count == count && receipts.All(receipt => !receipt.Metadata.ContainsKey("Incomplete"));
            },
            $"{count} settled receipts");
    }

    public sealed class Reader(Journal journal)
    {
        [Function("ByClient")]
        public void ByClient([BlobTrigger("inbox/{name}")] BlobClient blob, Uri uri, IDictionary<string, string> metadata, FunctionContext context) =>
            journal.Add($"client {blob.Name} {uri} origin={metadata["origin"]} {context.BindingContext.BindingData["BlobTrigger"]}");

        [Function("ByStream")]
        public async Task ByStream([BlobTrigger("inbox/{name}", Source = BlobTriggerSource.EventGrid)] Stream blob)
        {
            using var reader = new StreamReader(blob);
            journal.Add($"stream {await reader.ReadToEndAsync()}");
        }

        [Function("ByBytes")]
        public void ByBytes([BlobTrigger("inbox/{name}")] byte[] blob) => journal.Add($"bytes {blob.Length}");

        [Function("ByText")]
        public void ByText([BlobTrigger("inbox/{source}/{name}")] string blob, string source, string name) =>
            journal.Add($"text {blob} from {source} {name}");
    }

    public sealed class Once(Journal journal)
    {
        [Function("Once")]
        public void Run([BlobTrigger("inbox/{name}.csv")] string blob, string name) => journal.Add($"{name}.csv {blob}");
    }

    public sealed class Failing(Journal journal)
    {
        [Function("Failing")]
        public void Run([BlobTrigger("inbox/{name}")] string blob, string name)
        {
            journal.Add(name);
            throw new InvalidOperationException(blob);
        }
    }

    public sealed class HeldFailing(Journal journal)
    {
        [Function("Failing")]
        public async Task Run([BlobTrigger("inbox/{name}")] string blob, string name)
        {
            journal.Add(name);
            await journal.GateAsync("first");
            throw new InvalidOperationException(blob);
        }
    }

    public sealed class Held(Journal journal)
    {
        [Function("Held")]
        public async Task Run([BlobTrigger("inbox/{name}")] BlobClient blob, string name)
        {
            journal.Add($"start {blob.Name}");
            await journal.GateAsync("all");
            journal.Add($"end {name}");
        }
    }

    public sealed class Connected(Journal journal)
    {
        [Function("Connected")]
        public void Run([BlobTrigger("%Inbox%/{name}", Connection = "DataStorage")] BlobClient blob) => journal.Add($"connected {blob.Name}");
    }
}
