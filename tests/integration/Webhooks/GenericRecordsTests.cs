using System.Globalization;
using CrmServerless.Ingestion.Ledger;
using CrmServerless.Records;
using CrmServerless.Tests.Support.Storage;

namespace CrmServerless.Tests.Integration.Webhooks;

/// <summary>Canonical deliveries become patches of records.</summary>
public sealed class GenericRecordsTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string Created = """{"type":"deals.created","timestamp":"2026-11-01T10:00:00Z","data":{"id":"d1","created_at":"2026-11-01T10:00:00Z","status":"open","amount":100,"region":"North"}}""";
    private const string Won = """{"type":"deal.updated","timestamp":"2026-11-05T10:00:00+01:00","data":{"id":"d1","status":"won","closed_at":"2026-11-05T09:00:00Z"}}""";
    private const string Repriced = """{"type":"deals.updated","timestamp":"2026-11-03T10:00:00Z","data":{"id":"d1","amount":250.50,"status":"open"}}""";
    private const string Merged = "d1: created_at=2026-11-01T10:00:00Z status=won amount=250.50 closed_at=2026-11-05T09:00:00Z modified_at=2026-11-05T09:00:00Z region=North";

    private static readonly string[] Fields = ["created_at", "status", "amount", "closed_at", "modified_at", "region"];

    [Fact]
    public async Task Changes_InOrder_AreMergedFieldByField()
    {
        var store = await WebhookStore.NewAsync(azurite);

        await store.DeliverAsync("shop", "generic", Created);
        await store.DeliverAsync("shop", "generic", Repriced, Won);

        Assert.Equal([Merged], await store.RecordsAsync(Entities.Deals, Fields));
        Assert.Equal([(1, 1, 0, 0), (2, 2, 0, 0)], (await store.LedgerAsync()).Select(Counts));
    }

    [Theory]
    [InlineData(Won, Created, Repriced)]
    [InlineData(Repriced, Won, Created)]
    [InlineData(Won, Repriced, Created)]
    public async Task Changes_OutOfOrderDoubledAndInPieces_ComeToTheSame(string first, string second, string third)
    {
        var store = await WebhookStore.NewAsync(azurite);

        await store.DeliverAsync("shop", "generic", first, first);
        await store.DeliverAsync("shop", "generic", second);
        await store.DeliverAsync("shop", "generic", third, first, second, third);

        Assert.Equal([Merged], await store.RecordsAsync(Entities.Deals, Fields));
        Assert.All(await store.LedgerAsync(), row => Assert.Equal(row.RowsIn, row.Accepted + row.Rejected + row.Unchanged));
        Assert.Equal(7, (await store.LedgerAsync()).Sum(row => row.RowsIn));
    }

    [Fact]
    public async Task HundredEventsInOne_AreHundredRecords()
    {
        var store = await WebhookStore.NewAsync(azurite);
        var rows = Enumerable.Range(1, 100).Select(n => string.Create(CultureInfo.InvariantCulture, $$"""{"id":"c{{n}}","name":"Customer {{n}}","created_at":"2026-01-01"}"""));

        await store.DeliverAsync("shop", "generic", $$"""{"type":"customers.updated","data":[{{string.Join(',', rows)}}]}""");

        var records = await store.RecordsAsync(Entities.Customers, "name", "created_at");
        Assert.Equal(100, records.Count);
        Assert.Equal("c37: name=Customer 37 created_at=2026-01-01", Assert.Single(records, r => r.StartsWith("c37:", StringComparison.Ordinal)));
        Assert.Equal((100, 100, 0, 0), Counts(Assert.Single(await store.LedgerAsync())));
    }

    [Fact]
    public async Task DeletionMergeAndNull_AreStated()
    {
        var store = await WebhookStore.NewAsync(azurite);

        await store.DeliverAsync(
            "shop", "generic",
            """{"type":"customers.created","timestamp":"2026-11-01T00:00:00Z","data":[{"id":"a","email":"a@example.com","region":"North"},{"id":"b"},{"id":"c","region":"South"}]}""",
            """{"type":"customers.deleted","timestamp":"2026-11-02T00:00:00Z","data":{"id":"a"}}""",
            """{"type":"customers.merged","timestamp":"2026-11-03T00:00:00Z","data":{"id":"b","merged_into":"c"}}""",
            """{"type":"customers.updated","timestamp":"2026-11-04T00:00:00Z","data":{"id":"c","region":null}}""");

        Assert.Equal(
            ["a: region=North deleted_at=2026-11-02T00:00:00Z merged_into=", "b: region= deleted_at=2026-11-03T00:00:00Z merged_into=c", "c: region= deleted_at= merged_into="],
            await store.RecordsAsync(Entities.Customers, "region", "deleted_at", "merged_into"));
    }

    /// <summary>A record that is only named has no value that anybody made up; what an export or a patch brings later completes it.</summary>
    [Fact]
    public async Task NamedOnly_StaysIncompleteUntilTheRestComes()
    {
        var store = await WebhookStore.NewAsync(azurite);
        await store.DeliverAsync("shop", "generic", """{"type":"deals.created","timestamp":"2026-11-02T08:00:00Z","data":{"id":"d2"}}""");
        var incomplete = await store.RecordsAsync(Entities.Deals, [.. Entities.Deals.Fields.Select(f => f.Name)]);

        await store.DeliverAsync("shop", "generic", """{"type":"deals.updated","timestamp":"2026-11-02T08:05:00Z","data":{"id":"d2","created_at":"2026-11-02T08:00:00Z","amount":5}}""");

        var known = Assert.Single(incomplete).Split(' ')[1..].Where(field => !field.EndsWith('='));
        Assert.Equal(["id=d2", "modified_at=2026-11-02T08:00:00Z"], known);
        Assert.Equal(["d2: created_at=2026-11-02T08:00:00Z amount=5"], await store.RecordsAsync(Entities.Deals, "created_at", "amount"));
    }

    [Fact]
    public async Task UnusableEvents_AreListedAndTheOthersUsed()
    {
        var store = await WebhookStore.NewAsync(azurite);

        await store.DeliverAsync(
            "shop", "generic",
            """{"type":"deals.updated","data":[{"id":"d1","amount":1},{"id":"d2","amount":"much"},{"amount":3},5]}""",
            """{"type":"spend.updated","data":{"day":"2026-01-01","amount":1}}""",
            """{"type":"unicorns.updated","data":{"id":"u"}}""",
            """{"type":"deals.updated","timestamp":"tomorrow","data":{"id":"d3"}}""",
            """{"type":"deals.updated","timestamp":"2027-11-10T12:30:00Z","data":{"id":"d4"}}""");

        Assert.Equal(["d1: amount=1"], await store.RecordsAsync(Entities.Deals, "amount"));
        var row = Assert.Single(await store.LedgerAsync());
        Assert.Equal((LedgerState.Ingested, 8, 1, 7, 0), (row.State, row.RowsIn, row.Accepted, row.Rejected, row.Unchanged));
        var rejects = (await store.RejectsAsync(row)).Split('\n');
        Assert.StartsWith("1,amount,\"found 'much', expected a number", rejects[1], StringComparison.Ordinal);
        Assert.StartsWith("1,,data: expected an object with the entity's columns", rejects[3], StringComparison.Ordinal);
        Assert.StartsWith("2,,spend come as files only", rejects[4], StringComparison.Ordinal);
        Assert.StartsWith("3,,\"type: expected an entity", rejects[5], StringComparison.Ordinal);
        Assert.StartsWith("4,,timestamp: expected ISO 8601", rejects[6], StringComparison.Ordinal);
        Assert.StartsWith("5,,the event's time lies in the future", rejects[7], StringComparison.Ordinal);
    }

    private static (long In, long Accepted, long Rejected, long Unchanged) Counts(LedgerRow row) => (row.RowsIn, row.Accepted, row.Rejected, row.Unchanged);
}
