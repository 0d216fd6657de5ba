using System.Globalization;
using System.Text;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using CrmServerless.Configuration;
using CrmServerless.Tests.Support.Storage;
using CrmServerless.Webhooks.Log;

namespace CrmServerless.Tests.Integration.Webhooks;

/// <summary>The log over real storage: which blobs it writes.</summary>
public sealed class DeliveryLogTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private readonly ManualTime clock = new(new DateTimeOffset(2026, 11, 10, 12, 59, 0, TimeSpan.Zero));

    [Fact]
    public async Task Append_FullBlobOrAnotherHour_BeginsTheNextBlob()
    {
        var storage = await StorageAsync(azurite.NewAccount(), new BlobClientOptions());
        var log = new DeliveryLog(storage, clock, mostBlocks: 2);
        for (var line = 1; line <= 3; line++)
            await log.AppendAsync("shop", Line(line));
        clock.Advance(TimeSpan.FromMinutes(1));
        await log.AppendAsync("shop", Line(4));
        await log.AppendAsync("other", Line(5));

        var blobs = await BlobsAsync(storage);
        Assert.Equal(["other/2026/11/10/13/-1: 5", "shop/2026/11/10/12/-1: 1 2", "shop/2026/11/10/12/-2: 3", "shop/2026/11/10/13/-3: 4"], blobs);
    }

    [Fact]
    public async Task Append_TwoProcesses_NeverWriteOneBlob()
    {
        var storage = await StorageAsync(azurite.NewAccount(), new BlobClientOptions());
        var logs = Enumerable.Range(0, 2).Select(_ => new DeliveryLog(storage, clock)).ToList();

        await Task.WhenAll(Enumerable.Range(0, 100).Select(line => logs[line % 2].AppendAsync("shop", Line(line))));

        Assert.Equal(2, (await BlobsAsync(storage)).Count);
        Assert.Equal(100, (await BlobsAsync(storage)).Sum(blob => blob.Split(": ")[1].Split(' ').Length));
    }

    /// <summary>The answer to an append is lost: the caller is told so, and the next one goes to another blob.</summary>
    [Fact]
    public async Task Append_AnswerLost_CallerIsToldAndTheNextGoesElsewhere()
    {
        var lost = new LostAppend();
        var options = new BlobClientOptions();
        options.AddPolicy(lost, HttpPipelinePosition.PerRetry);
        options.Retry.MaxRetries = 0;
        var storage = await StorageAsync(azurite.NewAccount(), options);
        var log = new DeliveryLog(storage, clock);
        await log.AppendAsync("shop", Line(1));

        lost.IsNext = true;
        await Assert.ThrowsAsync<RequestFailedException>(() => log.AppendAsync("shop", Line(2)));
        await log.AppendAsync("shop", Line(2));

        Assert.Equal(["shop/2026/11/10/12/-1: 1 2", "shop/2026/11/10/12/-2: 2"], await BlobsAsync(storage));
    }

    private static byte[] Line(int number) => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{number}\n"));

    private static async Task<CrmStorage> StorageAsync(TestAccount account, BlobClientOptions options)
    {
        var text = account.ConnectionString;
        var storage = new CrmStorage(new BlobServiceClient(text, options), new TableServiceClient(text), new QueueServiceClient(text));
        await storage.EnsureCreatedAsync(default);
        return storage;
    }

    /// <summary>All blobs as `name without instance: lines`, by name.</summary>
    private static async Task<List<string>> BlobsAsync(CrmStorage storage)
    {
        var blobs = new List<string>();
        await foreach (var blob in storage.Container(StorageNames.Webhooks).GetBlobsAsync())
        {
            var text = (await storage.Container(StorageNames.Webhooks).GetBlobClient(blob.Name).DownloadContentAsync()).Value.Content.ToString();
            var slash = blob.Name.LastIndexOf('/') + 1;
            blobs.Add($"{blob.Name[..slash]}{blob.Name[(slash + 12)..].Replace(".ndjson", string.Empty, StringComparison.Ordinal)}: {text.Trim().Replace('\n', ' ')}");
        }

        return blobs;
    }

    private sealed class LostAppend : HttpPipelinePolicy
    {
        public bool IsNext { get; set; }

        public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException("everything is asynchronous");

        public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            await ProcessNextAsync(message, pipeline);
            if (!IsNext || !message.Request.Uri.Query.Contains("appendblock", StringComparison.Ordinal))
                return;

            IsNext = false;
            throw new RequestFailedException(503, "the answer was lost");
        }
    }
}
