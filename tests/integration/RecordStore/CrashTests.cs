using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using CrmServerless.Records;
using CrmServerless.RecordStore;
using CrmServerless.RecordStore.Upkeep;
using CrmServerless.Tests.Support.Storage;
using static CrmServerless.Tests.Integration.RecordStore.TestStore;

namespace CrmServerless.Tests.Integration.RecordStore;

/// <summary>Writers that die, answers that get lost.</summary>
public sealed class CrashTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly RecordStoreOptions TinyBuffer = new() { BufferBytes = 2000 };

    [Fact]
    public async Task WriterThatDiesAfterItsRunsWereWritten_LeavesNothingSeen_AndARetryCommits()
    {
        var store = await NewAsync(azurite, TinyBuffer);
        var died = await store.Store.BeginAsync("d", "s", default);
        for (var i = 0; i < 100; i++)
            await died.AppendAsync(Entities.Products, [], Product($"p{i}", "x"), default);
        Assert.NotEmpty(await store.BlobsAsync());
        Assert.Equal(0, (await store.Store.SnapshotAsync(default)).Sequence);
        var retry = await store.CommitAsync("d", [.. Enumerable.Range(0, 100).Select(i => Product($"p{i}", "x"))]);
        Assert.Equal((1, false, 100), (retry.Sequence, retry.AlreadyCommitted, retry.Counts[0].Stored));
        Assert.Equal(100, (await store.NamesAsync()).Count);
    }

    [Fact]
    public async Task WriterThatDiesBeforeTheTransaction_LeavesNothingSeen_AndARetryCommits()
    {
        var fault = new BatchFault { RefuseBatches = true };
        var store = await NewAsync(azurite, fault);
        await Assert.ThrowsAsync<InvalidOperationException>(() => store.CommitAsync("d", Product("1", "Pen")));
        Assert.Single(await store.BlobsAsync());
        Assert.Empty(await store.NamesAsync());
        fault.RefuseBatches = false;
        Assert.False((await store.CommitAsync("d", Product("1", "Pen"))).AlreadyCommitted);
        Assert.Equal("Pen", (await store.NamesAsync())["1"]);
    }

    [Fact]
    public async Task CommitWhoseAnswerIsLost_IsFoundToBeItsOwn()
    {
        var fault = new BatchFault();
        var store = await NewAsync(azurite, fault);
        await store.CommitAsync("first", Product("0", "x"));
        fault.LoseAnswers = 1;
        var result = await store.CommitAsync("d", Product("1", "Pen"));
        Assert.Equal((2, false, 1), (result.Sequence, result.AlreadyCommitted, result.Counts[0].Stored));
        Assert.Equal(2, (await store.Store.SnapshotAsync(default)).Sequence);
    }

    [Fact]
    public async Task CommitOfValuesThatStoodAlready_WhileAnotherDeliveryOfTheSameTimeComesBetween_WinsStill()
    {
        var fault = new BatchFault();
        var store = await NewAsync(azurite, fault);
        await store.CommitAsync("first", Product("1", "Pen"));
        fault.BeforeNextBatch = () => store.CommitAsync("between", Product("1", "Ink"));
        var last = await store.CommitAsync("last", Product("1", "Pen"));
        Assert.Equal((3, 1, 0), (last.Sequence, last.Counts[0].Stored, last.Counts[0].Unchanged));
        Assert.Equal("Pen", (await store.NamesAsync())["1"]);
    }

    [Fact]
    public async Task CommitThatOthersOvertakeAgainAndAgain_EndsAndIsRight()
    {
        var fault = new BatchFault();
        var store = await NewAsync(azurite, fault);
        await store.CommitAsync("first", Product("1", "Pen"));
        fault.BeforeNextBatch = () => OvertakeAsync(1);
        Assert.Equal(7, (await store.CommitAsync("last", Product("1", "Pen"))).Sequence);
        Assert.Equal("Pen", (await store.NamesAsync())["1"]);

        async Task OvertakeAsync(int time)
        {
            await store.CommitAsync($"between{time}", Product("1", $"Ink {time}"));
            fault.BeforeNextBatch = time < 5 ? () => OvertakeAsync(time + 1) : null;
        }
    }

    [Fact]
    public async Task CompactionWhoseAnswerIsLost_IsFoundToBeDone()
    {
        var fault = new BatchFault();
        var store = (await NewAsync(azurite, fault)).With(new RecordStoreOptions { MostRuns = 1 });
        await store.CommitAsync("a", Product("1", "Pen"));
        await store.CommitAsync("b", Product("1", "Ink", time: 6));
        fault.LoseAnswers = 1;
        var result = Assert.Single(await store.Compactor.CompactAsync(2, default));
        Assert.Equal((2, 2, 1), (result.Runs, result.RowsBefore, result.RowsAfter));
        Assert.Equal("Ink", (await store.NamesAsync())["1"]);
    }

    [Fact]
    public async Task Collector_AfterADay_DeletesWhatDeadWritersLeft_AndNothingElse()
    {
        var store = await NewAsync(azurite, TinyBuffer);
        await store.CommitAsync("good", [.. Enumerable.Range(0, 100).Select(i => Product($"p{i}", "x"))]);
        var kept = await store.BlobsAsync();
        Assert.Single(kept);
        var died = await store.Store.BeginAsync("d", "s", default);
        for (var i = 0; i < 100; i++)
            await died.AppendAsync(Entities.Products, [], Product($"p{i}", "y", time: 7), default);
        var left = (await store.BlobsAsync()).Count - 1;
        Assert.Equal(0, await new Collector(store.Storage, TimeProvider.System, TinyBuffer).CollectAsync(default));
        var atOnce = TinyBuffer with { KeepReplaced = TimeSpan.Zero };
        Assert.Equal(left, await new Collector(store.Storage, TimeProvider.System, atOnce).CollectAsync(default));
        Assert.Equal(kept, await store.BlobsAsync());
        Assert.Equal(100, (await store.NamesAsync()).Count);
    }

    [Fact]
    public async Task Collector_OnAMachineWhoseClockJumpedAhead_DeletesNothing()
    {
        var store = await NewAsync(azurite, TinyBuffer);
        var died = await store.Store.BeginAsync("d", "s", default);
        for (var i = 0; i < 100; i++)
            await died.AppendAsync(Entities.Products, [], Product($"p{i}", "y"), default);
        Assert.Equal(0, await new Collector(store.Storage, new Ahead(TimeSpan.FromDays(3)), TinyBuffer).CollectAsync(default));
    }

    [Fact]
    public async Task Commit_OfADeliveryThatTookTooLong_Throws()
    {
        var store = (await NewAsync(azurite)).With(new RecordStoreOptions { LongestDelivery = TimeSpan.FromTicks(-1) });
        await Assert.ThrowsAsync<InvalidOperationException>(() => store.CommitAsync("d", Product("1", "Pen")));
        Assert.Empty(await store.NamesAsync());
    }

    private sealed class Ahead(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + by;
    }

    /// <summary>Refuses transactions, or lets them happen and loses the answer, as a connection that breaks does.</summary>
    private sealed class BatchFault : HttpPipelinePolicy
    {
        public bool RefuseBatches { get; set; }

        public int LoseAnswers { get; set; }

        /// <summary>What happens between a writer's last look at the store and its transaction.</summary>
        public Func<Task>? BeforeNextBatch { get; set; }

        public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => ProcessNext(message, pipeline);

        public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            var isBatch = message.Request.Uri.Path.Contains("$batch", StringComparison.Ordinal);
            if (isBatch && RefuseBatches)
                throw new InvalidOperationException("the process dies here");
            if (isBatch && BeforeNextBatch is { } before)
            {
                BeforeNextBatch = null;
                await before();
            }

            await ProcessNextAsync(message, pipeline);
            if (isBatch && LoseAnswers > 0)
            {
                LoseAnswers--;
                throw new RequestFailedException(0, "the connection broke", new IOException());
            }
        }
    }
}
