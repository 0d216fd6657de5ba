using CrmServerless.Ingestion;
using CrmServerless.Ingestion.Ledger;
using CrmServerless.Records;
using CrmServerless.Tests.Support.Storage;

namespace CrmServerless.Tests.Integration.Ingestion;

/// <summary>An ingestion killed at every write that it makes, then found by the reconciler of another process.</summary>
public sealed class CrashTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string Path = "spend-1.csv";

    // Rows that add up, so that a delivery counted twice shows; and one that is rejected.
    private const string Text = "day,category,amount\n2026-01-01,marketing,10\n2026-01-01,marketing,5\n2026-01-02,sales,x\n2026-01-03,sales,2\n";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task KilledAtAnyWrite_TheReconcilerComesToTheSameEnd(bool isWritten)
    {
        // At least: begun, a segment, rejects (block and list), commit, done.
        Assert.InRange(await EachWrite.DieAtAsync(write => IngestAndDieAtAsync(write, isWritten)), 6, 40);
    }

    /// <summary>True when the process was killed; false when it had ended before.</summary>
    private async Task<bool> IngestAndDieAtAsync(int fatalWrite, bool isWritten)
    {
        var inbox = await TestInbox.NewAsync(azurite);
        await inbox.UploadAsync(Path, Text);
        var fault = new WriteFault(fatalWrite, isWritten);
        var service = inbox.Service(fault);
        if (await Record.ExceptionAsync(() => service.IngestAsync(TestInbox.Source, Path, default)) is not null)
            Assert.True(fault.IsDead);

        await inbox.Service().ReconcileAsync(default);

        Assert.Equal(["2026-01-01|marketing||||: amount=15", "2026-01-03|sales||||: amount=2"], await inbox.RecordsAsync(Entities.Spend, "amount"));
        var row = Assert.Single(await inbox.LedgerAsync());
        Assert.Equal((LedgerState.Ingested, 4, 3, 1, 0, 1L), (row.State, row.RowsIn, row.Accepted, row.Rejected, row.Unchanged, row.Sequence));
        Assert.Contains("4,amount,\"found 'x', expected a number", await inbox.RejectsAsync(row), StringComparison.Ordinal);
        return fault.IsDead;
    }

    [Fact]
    public async Task TwoInstancesAtOnce_IngestOnce()
    {
        var inbox = await TestInbox.NewAsync(azurite);
        await inbox.UploadAsync(Path, Text);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => inbox.Service().IngestAsync(TestInbox.Source, Path, default)));

        Assert.All(outcomes, o => Assert.Equal((LedgerState.Ingested, 3, 1), (o.Row!.State, o.Row.Accepted, o.Row.Rejected)));
        Assert.Contains(outcomes, o => o.Result == IngestionResult.Ingested);
        Assert.Equal(["2026-01-01|marketing||||: amount=15", "2026-01-03|sales||||: amount=2"], await inbox.RecordsAsync(Entities.Spend, "amount"));
        Assert.Equal(1, (await inbox.Records.SnapshotAsync(default)).Sequence);
        Assert.Single(await inbox.LedgerAsync());
    }

    [Fact]
    public async Task StorageThatFails_IsInTheLedgerAndTriedAgain()
    {
        var inbox = await TestInbox.NewAsync(azurite);
        await inbox.UploadAsync(Path, Text);
        var service = inbox.Service(new RefusingCommits());

        var failure = await Assert.ThrowsAsync<Azure.RequestFailedException>(() => service.IngestAsync(TestInbox.Source, Path, default));

        var failed = Assert.Single(await inbox.LedgerAsync());
        Assert.Equal((LedgerState.Failed, "storage answered 503 ServerBusy"), (failed.State, failed.Message));
        Assert.Equal(503, failure.Status);
        Assert.Equal(1, (await inbox.Service().ReconcileAsync(default)).Ingested);
        Assert.Equal((LedgerState.Ingested, 2), (Assert.Single(await inbox.LedgerAsync()) is var row ? row.State : default, row.Attempts));
    }

    private sealed class RefusingCommits : Azure.Core.Pipeline.HttpPipelinePolicy
    {
        public override void Process(Azure.Core.HttpMessage message, ReadOnlyMemory<Azure.Core.Pipeline.HttpPipelinePolicy> pipeline) =>
            throw new NotSupportedException("everything is asynchronous");

        public override ValueTask ProcessAsync(Azure.Core.HttpMessage message, ReadOnlyMemory<Azure.Core.Pipeline.HttpPipelinePolicy> pipeline) =>
            message.Request.Uri.Path.Contains("$batch", StringComparison.Ordinal)
                ? throw new Azure.RequestFailedException(503, "busy", "ServerBusy", null)
                : ProcessNextAsync(message, pipeline);
    }
}
