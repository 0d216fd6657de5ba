using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure.Storage.Blobs.Specialized;
using CrmServerless.Azurite;
using CrmServerless.Configuration;

namespace CrmServerless.Bench.Webhooks;

/// <summary>A burst of signed deliveries over HTTP to the app as a process, with the local storage server behind it, whose speed is not Azure's.</summary>
internal static class WebhookBench
{
    private const int InFlight = 32;
    private const int Rounds = 3;
    private const string Sources = "sources: {shop: {vendor: generic, secrets: {webhook: shop-key}}}";

    private static readonly byte[] Key = RandomNumberGenerator.GetBytes(32);

    /// <summary>Prints how long answers took, and in how many appends the deliveries were stored. The first round warms up.</summary>
    public static async Task BurstAsync(int deliveries)
    {
        var account = AzuriteAccount.WithRandomKey("bench");
        await using var server = await AzuriteServer.StartAsync(new AzuriteOptions { Accounts = [account] });
        var storage = CrmStorageFactory.FromConnectionString(server.ConnectionStringOf(account));
        await storage.EnsureCreatedAsync(default);
        await storage.Container(StorageNames.Config).GetBlobClient("sources.yaml").UploadAsync(new BinaryData(Sources));
        await using var app = await FunctionsApp.StartAsync(server.ConnectionStringOf(account), ("Secrets__shop-key", "whsec_" + Convert.ToBase64String(Key)));
        using var http = new HttpClient { BaseAddress = app.Address };

        var before = 0L;
        for (var round = 1; round <= Rounds; round++)
        {
            var started = Stopwatch.GetTimestamp();
            var answers = await SendAsync(http, deliveries);
            var taken = Stopwatch.GetElapsedTime(started);
            var appends = await AppendsAsync(storage);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"round {round}: {deliveries} deliveries at {InFlight} in flight in {taken.TotalSeconds:F2} s: p50 {At(answers, 0.5):F1} ms, p99 {At(answers, 0.99):F1} ms, longest {answers[^1]:F1} ms, {appends - before} appends (HubSpot waits 5,000 ms)"));
            before = appends;
        }
    }

    private static async Task<List<double>> SendAsync(HttpClient http, int deliveries)
    {
        var answers = new ConcurrentBag<double>();
        await Parallel.ForEachAsync(Enumerable.Range(1, deliveries), new ParallelOptions { MaxDegreeOfParallelism = InFlight }, async (number, cancellationToken) =>
        {
            using var request = Request(number);
            var started = Stopwatch.GetTimestamp();
            using var answer = await http.SendAsync(request, cancellationToken);
            answers.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            answer.EnsureSuccessStatusCode();
        });
        return [.. answers.Order()];
    }

    private static HttpRequestMessage Request(int number)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"msg_{number}");
        var stamp = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var body = string.Create(CultureInfo.InvariantCulture, $$$"""{"type":"deals.updated","timestamp":"2026-11-01T00:00:00Z","data":{"id":"{{{number}}}","status":"won","amount":{{{number}}}}}""");
        var request = new HttpRequestMessage(HttpMethod.Post, "api/webhooks/shop") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", stamp);
        request.Headers.Add("webhook-signature", "v1," + Convert.ToBase64String(HMACSHA256.HashData(Key, Encoding.UTF8.GetBytes($"{id}.{stamp}.{body}"))));
        return request;
    }

    private static async Task<long> AppendsAsync(CrmStorage storage)
    {
        var container = storage.Container(StorageNames.Webhooks);
        var appends = 0L;
        await foreach (var blob in container.GetBlobsAsync())
            appends += (await container.GetAppendBlobClient(blob.Name).GetPropertiesAsync()).Value.BlobCommittedBlockCount;
        return appends;
    }

    private static double At(List<double> sorted, double share) => sorted[(int)Math.Ceiling(share * sorted.Count) - 1];
}
