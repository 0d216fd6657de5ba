using Azure.Core;
using Azure.Core.Pipeline;
using CrmServerless.Ingestion;
using CrmServerless.Ingestion.Ledger;
using CrmServerless.Records;
using CrmServerless.Tests.Support.Storage;

namespace CrmServerless.Tests.Integration.Ingestion;

/// <summary>What the reconciler finds: blobs nobody announced, files that newer mappings understand, blobs that change under the reader.</summary>
public sealed class ReconcileTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task BlobsThatNobodyAnnounced_AreIngestedOnce_AndABadOneStopsNoOther()
    {
        var inbox = await TestInbox.NewAsync(azurite);
        await inbox.UploadAsync("a/unknown.csv", "x,y\n1,2\n");
        await inbox.UploadAsync("products.csv", "id,name\n1,Pen\n");
        await inbox.DeliverAsync("leads.csv", "id,created_at\n1,2026-01-01\n");
        await inbox.Storage.Container("crm-exports").GetBlobClient("outside.csv").UploadAsync(new BinaryData("id,name\n1,x\n"));

        var first = await inbox.Service().ReconcileAsync(default);
        var second = await inbox.Service().ReconcileAsync(default);

        Assert.Equal(new ReconcileOutcome(Seen: 4, Ingested: 1, Unchanged: 0, Rejected: 2, Waiting: 0, Failed: 0), first);
        Assert.Equal(new ReconcileOutcome(Seen: 4, Ingested: 0, Unchanged: 0, Rejected: 0, Waiting: 0, Failed: 0), second);
        Assert.Equal(["1: name=Pen"], await inbox.RecordsAsync(Entities.Products, "name"));
        Assert.Contains((await inbox.LedgerAsync()), r => r is { Source: "", Path: "outside.csv", State: LedgerState.Rejected, Message: "the file lies outside any folder: expected {source}/{file}" });
    }

    [Fact]
    public async Task FileThatANewMappingUnderstands_IsIngestedThen()
    {
        var inbox = await TestInbox.NewAsync(azurite);
        Assert.Equal(LedgerState.Rejected, (await inbox.DeliverAsync("pipeline.csv", "Nr,Opened,Sum\n1,1/31/2026,\"1,000\"\n")).State);

        await inbox.ConfigureAsync("mappings/deals.yaml", "entity: deals\nfiles: pipeline*.csv\ndates: {patterns: [M/D/YYYY]}\nnumbers: {group: ','}\ncolumns: {id: Nr, created_at: Opened, amount: Sum}");

        Assert.Equal(1, (await inbox.Service().ReconcileAsync(default)).Ingested);
        Assert.Equal(["1: created_at=2026-01-31 amount=1000"], await inbox.RecordsAsync(Entities.Deals, "created_at", "amount"));
        Assert.Equal(("mappings/deals.yaml", 2), (Assert.Single(await inbox.LedgerAsync()) is var row ? row.Mapping : null, row.Attempts));
    }

    [Fact]
    public async Task FileWhoseMappingIsBroken_WaitsUntilItIsMended()
    {
        var inbox = await TestInbox.NewAsync(azurite);
        await inbox.ConfigureAsync("mappings/products.yaml", "entity: products\nfiles: products*.csv\ncolums: {id: id}");
        await inbox.UploadAsync("products.csv", "id,product\n1,Pen\n");

        Assert.Equal(1, (await inbox.Service().ReconcileAsync(default)).Waiting);
        var waiting = Assert.Single(await inbox.LedgerAsync());
        Assert.Equal(LedgerState.Failed, waiting.State);
        Assert.Contains("mappings/products.yaml", waiting.Message, StringComparison.Ordinal);

        await inbox.ConfigureAsync("mappings/products.yaml", "entity: products\nfiles: products*.csv\ncolumns: {id: id, name: product}");
        Assert.Equal(1, (await inbox.Service().ReconcileAsync(default)).Ingested);
        Assert.Equal(["1: name=Pen"], await inbox.RecordsAsync(Entities.Products, "name"));
    }

    [Fact]
    public async Task SourceZone_AppliesToInstantsWithoutOffset_AndTheExportTimeInTheName()
    {
        var inbox = await TestInbox.NewAsync(azurite);
        await inbox.ConfigureAsync("sources.yaml", "sources: {acme: {timeZone: America/New_York}}");
        await inbox.DeliverAsync("leads-2026-01-02.csv", "id,created_at,region\n1,2026-01-01T20:00:00,North\n");

        // 20:00 in New York is 01:00 UTC of the next day.
        Assert.Equal(["1: created_at=2026-01-02T01:00:00Z region=North"], await inbox.RecordsAsync(Entities.Leads, "created_at", "region"));
    }

    [Fact]
    public async Task BlobReplacedBeforeItIsRead_IsLeftToItsSuccessor()
    {
        var inbox = await TestInbox.NewAsync(azurite);
        await inbox.UploadAsync("products.csv", "id,name\n1,Pen\n");
        var service = inbox.Service(new ReplacingBeforeDownload(() => inbox.UploadAsync("products.csv", "id,name\n1,Ink\n")));

        var outcome = await service.IngestAsync(TestInbox.Source, "products.csv", default);

        Assert.Equal((IngestionResult.Gone, LedgerState.Failed), (outcome.Result, outcome.Row!.State));
        Assert.Empty(await inbox.RecordsAsync(Entities.Products, "name"));
        Assert.Equal(1, (await inbox.Service().ReconcileAsync(default)).Ingested);
        Assert.Equal(["1: name=Ink"], await inbox.RecordsAsync(Entities.Products, "name"));
    }

    [Fact]
    public async Task DeliveryThatDiedUncommitted_DoesNotMakeReturningContentUnchanged()
    {
        // A is ingested; B is committed, but its process dies before the ledger knows; then A returns: B must not stay.
        var inbox = await TestInbox.NewAsync(azurite);
        await inbox.DeliverAsync("products.csv", "id,name\n1,Pen\n");
        await inbox.UploadAsync("products.csv", "id,name\n1,Ink\n");
        var fault = new DyingBeforeLastLedgerWrite();
        await Assert.ThrowsAnyAsync<Exception>(() => inbox.Service(fault).IngestAsync(TestInbox.Source, "products.csv", default));
        Assert.Equal(["1: name=Ink"], await inbox.RecordsAsync(Entities.Products, "name"));

        var row = await inbox.DeliverAsync("products.csv", "id,name\n1,Pen\n");

        Assert.Equal(LedgerState.Ingested, row.State);
        Assert.Equal(["1: name=Pen"], await inbox.RecordsAsync(Entities.Products, "name"));
    }

    /// <summary>Does something just before the first download of a blob of the inbox.</summary>
    private sealed class ReplacingBeforeDownload(Func<Task> replace) : HttpPipelinePolicy
    {
        private bool isDone;

        public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException("everything is asynchronous");

        public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            if (!isDone && message.Request.Method == RequestMethod.Get && message.Request.Uri.Path.EndsWith("products.csv", StringComparison.Ordinal))
            {
                isDone = true;
                await replace();
            }

            await ProcessNextAsync(message, pipeline);
        }
    }

    /// <summary>Lets the ledger be told that an attempt begins, and nothing after.</summary>
    private sealed class DyingBeforeLastLedgerWrite : HttpPipelinePolicy
    {
        private int ledgerWrites;

        public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException("everything is asynchronous");

        public override ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            var isLedgerWrite = message.Request.Method != RequestMethod.Get && message.Request.Uri.Path.Contains("Ledger", StringComparison.Ordinal);
            return isLedgerWrite && ++ledgerWrites > 1 ? throw new ProcessDiedException() : ProcessNextAsync(message, pipeline);
        }
    }
}
