using System.Globalization;
using System.Text.Json;
using CrmServerless.Configuration;
using CrmServerless.Tests.Integration.Crashes;
using CrmServerless.Tests.Support.Storage;

namespace CrmServerless.Tests.Integration.Webhooks;

/// <summary>Webhooks over HTTP to the app as a process, with real storage: what is answered with 2xx is stored, all else leaves a count.</summary>
public sealed class ReceivingTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string ZohoBody = """{"ids":["1"],"module":"Leads","operation":"insert","token":"zoho-channel-token"}""";
    private const string InsightlyBody = """{"entity":{"OPPORTUNITY_ID":1}}""";
    private const string HubSpotBody = """[{"eventId":1,"objectId":7,"subscriptionType":"deal.creation","occurredAt":1564113600000}]""";
    private const string SalesforceBody = """<notifications xmlns="http://soap.sforce.com/2005/09/outbound"><OrganizationId>00D000000000abcEAA</OrganizationId></notifications>""";

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task AuthenticDeliveries_OfEveryVendor_AreStoredAsTheyCameWithoutCredentials()
    {
        await using var installation = await WebhookInstallation.NewAsync(azurite);

        Assert.Equal(200, await installation.StatusAsync(Sender.Standard("msg_1", """{"type":"deals.updated"}""", Now)));
        Assert.Equal(200, await installation.StatusAsync(Sender.Standard("msg_2", """{"type":"deals.updated"}""", Now, key: "shop signing key, new")));
        Assert.Equal(200, await installation.StatusAsync(Sender.HubSpot(HubSpotBody, Now)));
        Assert.Equal(200, await installation.StatusAsync(Sender.HubSpot(HubSpotBody, Now, query: "?a=%2Fb&c=d")));
        Assert.Equal(200, await installation.StatusAsync(Sender.Zoho(ZohoBody)));
        Assert.Equal(200, await installation.StatusAsync(Sender.Insightly(InsightlyBody)));
        using var answer = await installation.Host.SendAsync(Sender.Salesforce(SalesforceBody));
        Assert.Contains("<Ack>true</Ack>", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        Assert.Equal(["msg_1", "msg_2"], (await installation.StoredAsync("shop")).Select(line => line.GetProperty("id").GetString()));
        Assert.Equal([HubSpotBody, HubSpotBody], (await installation.StoredAsync("hubspot")).Select(Body));
        Assert.Equal([ZohoBody.Replace(Sender.ZohoToken, string.Empty, StringComparison.Ordinal)], (await installation.StoredAsync("zoho")).Select(Body));
        Assert.Equal([InsightlyBody], (await installation.StoredAsync("insightly")).Select(Body));
        Assert.Equal([SalesforceBody], (await installation.StoredAsync("salesforce")).Select(Body));
        Assert.Empty(await installation.RefusalsAsync());
    }

    [Fact]
    public async Task RefusedDeliveries_LeaveNothingButACount()
    {
        await using var installation = await WebhookInstallation.NewAsync(azurite);
        var large = $$"""{"type":"deals.updated","data":"{{new string('x', 1 << 20)}}"}""";

        Assert.Equal(404, await installation.StatusAsync(Sender.Standard("m", "{}", Now, source: "nobody")));
        Assert.Equal(404, await installation.StatusAsync(Sender.Standard("m", "{}", Now, source: "files")));
        Assert.Equal(413, await installation.StatusAsync(Sender.Standard("m", large, Now)));
        Assert.Equal(401, await installation.StatusAsync(Sender.Standard("m", "{}", Now, key: "another key")));
        Assert.Equal(401, await installation.StatusAsync(Sender.Post("shop", "{}")));
        Assert.Equal(401, await installation.StatusAsync(Sender.Standard("m", "{}", Now.AddMinutes(-6))));
        Assert.Equal(401, await installation.StatusAsync(Sender.Standard("m", "{}", Now.AddMinutes(6))));
        Assert.Equal(400, await installation.StatusAsync(Sender.Standard("m", "{", Now)));
        Assert.Equal(401, await installation.StatusAsync(Sender.HubSpot(HubSpotBody, Now, secret: "another")));
        Assert.Equal(401, await installation.StatusAsync(Sender.HubSpot(HubSpotBody, Now.AddMinutes(-6))));
        Assert.Equal(401, await installation.StatusAsync(Sender.Salesforce(SalesforceBody, key: "another")));
        Assert.Equal(401, await installation.StatusAsync(Sender.Salesforce(SalesforceBody.Replace("abcEAA", "abdEAA", StringComparison.Ordinal))));
        Assert.Equal(400, await installation.StatusAsync(Sender.Salesforce("<!DOCTYPE x []>" + SalesforceBody)));
        Assert.Equal(401, await installation.StatusAsync(Sender.Zoho("""{"token":"another"}""")));
        Assert.Equal(401, await installation.StatusAsync(Sender.Insightly(InsightlyBody, user: "insightly:another")));
        Assert.Equal(503, await installation.StatusAsync(Sender.Standard("m", "{}", Now, source: "forgetful")));

        Assert.Equal(
            ["(unknown) unknown=2", "forgetful unavailable=1", "hubspot forged=1 stale=1", "insightly forged=1", "salesforce forged=2 malformed=1",
                "shop forged=2 malformed=1 oversized=1 stale=2", "zoho forged=1"],
            await installation.RefusalsAsync());
        Assert.Empty(await BlobNamesAsync(installation));
    }

    /// <summary>The URL is the configured one: what a request's own headers say of it counts for nothing.</summary>
    [Fact]
    public async Task HubSpot_HeadersThatTellAnotherUrl_CountForNothing()
    {
        await using var installation = await WebhookInstallation.NewAsync(azurite);
        using var request = Sender.HubSpot(HubSpotBody, Now);
        request.Headers.Host = "crm.example.org";
        request.Headers.Add("X-Forwarded-Host", "crm.example.org");

        Assert.Equal(200, await installation.StatusAsync(request));
    }

    [Fact]
    public async Task Burst_ThousandDeliveriesAt32InFlight_AllStored()
    {
        const int Deliveries = 1000;
        await using var installation = await WebhookInstallation.NewAsync(azurite);

        var numbers = Enumerable.Range(1, Deliveries).ToList();
        await Parallel.ForEachAsync(numbers, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (number, _) =>
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"msg_{number}");
            Assert.Equal(200, await installation.StatusAsync(Sender.Standard(id, $$$"""{"type":"deals.updated","data":{"id":"{{{number}}}"}}""", Now)));
        });

        var stored = await installation.StoredAsync("shop");
        Assert.Equal(Deliveries, stored.Count);
        Assert.Equal(numbers.Select(n => $"msg_{n}").Order(StringComparer.Ordinal), stored.Select(line => line.GetProperty("id").GetString()!).Order(StringComparer.Ordinal));
    }

    /// <summary>The whole way: a burst, the timer's function, records; what was sent twice is one record.</summary>
    [Fact]
    public async Task Burst_SentTwiceAndTurnedIntoRecords_EachIsOneRecord()
    {
        const int Deliveries = 200;
        await using var installation = await WebhookInstallation.NewAsync(azurite);
        await Parallel.ForEachAsync(Enumerable.Range(0, Deliveries * 2), new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (number, _) =>
            Assert.Equal(200, await installation.StatusAsync(Numbered(number % Deliveries))));

        await installation.Host.RunAsync("Deliveries");
        await installation.RecordsAsync(Deliveries);
        await Eventually.TrueAsync(async () => (await installation.LedgerAsync()).Sum(r => r.RowsIn) == Deliveries * 2, () => "not all events are in the ledger");

        var ledger = await installation.LedgerAsync();
        Assert.Equal((Deliveries, 0), (ledger.Sum(r => r.Accepted), ledger.Sum(r => r.Rejected)));
    }

    /// <summary>SIGKILL in the midst of a burst: whatever was answered with 2xx is there, and what wasn't may be sent again.</summary>
    [Fact]
    public async Task KilledInABurst_EveryAnsweredDeliveryIsStored()
    {
        await using var installation = await WebhookInstallation.NewAsync(azurite);
        var answered = new System.Collections.Concurrent.ConcurrentBag<string>();
        var burst = Parallel.ForEachAsync(Enumerable.Range(0, 2000), new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (number, _) =>
        {
            if (await installation.StatusAsync(Numbered(number)) == 200)
                answered.Add(Name(number));
        });
        await Eventually.TrueAsync(() => Task.FromResult(answered.Count >= 100), () => $"{answered.Count} of a hundred are answered");

        await installation.Host.KillAsync();

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => burst);
        var stored = (await installation.StoredAsync("shop")).Select(line => line.GetProperty("id").GetString()!).ToHashSet();
        Assert.True(answered.All(stored.Contains), "every answered delivery is stored");
        Assert.True(answered.Count < 2000, "it was killed in the midst");

        await installation.StartAsync();
        Assert.Equal(200, await installation.StatusAsync(Numbered(1999)));
        await installation.Host.RunAsync("Deliveries");
        await installation.RecordsAsync(stored.Append(Name(1999)).Distinct().Count());
    }

    private static string Name(int number) => string.Create(CultureInfo.InvariantCulture, $"msg_{number}");

    private static HttpRequestMessage Numbered(int number) =>
        Sender.Standard(Name(number), string.Create(CultureInfo.InvariantCulture, $$$"""{"type":"deals.updated","timestamp":"2026-11-01T00:00:00Z","data":{"id":"{{{number}}}"}}"""), Now);

    private static string Body(JsonElement line) => line.GetProperty("body").GetString()!;

    private static async Task<List<string>> BlobNamesAsync(WebhookInstallation installation)
    {
        var names = new List<string>();
        await foreach (var blob in installation.Storage.Container(StorageNames.Webhooks).GetBlobsAsync())
            names.Add(blob.Name);
        return names;
    }
}
