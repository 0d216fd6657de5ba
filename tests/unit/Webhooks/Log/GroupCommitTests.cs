using CrmServerless.Webhooks.Log;
using Xunit;

namespace CrmServerless.Tests.Unit.Webhooks.Log;

public sealed class GroupCommitTests
{
    private readonly List<string> writes = [];
    private readonly TaskCompletionSource firstIsDone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource firstHasBegun = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task AddAsync_WhileAWriteIsUnderWay_OthersShareTheNext()
    {
        var commit = Commit(mostBatch: 100, mostWaiting: 100);
        var first = commit.AddAsync("a");
        await firstHasBegun.Task;
        Task[] others = [commit.AddAsync("b"), commit.AddAsync("c"), commit.AddAsync("d")];
        Assert.All([first, .. others], task => Assert.False(task.IsCompleted));

        firstIsDone.SetResult();
        await Task.WhenAll([first, .. others]);

        Assert.Equal(["a", "b c d"], writes);
    }

    [Fact]
    public async Task AddAsync_MoreThanABatch_IsSplitInOrder()
    {
        var commit = Commit(mostBatch: 4, mostWaiting: 100);
        var first = commit.AddAsync("a");
        await firstHasBegun.Task;
        Task[] others = [commit.AddAsync("bb"), commit.AddAsync("cc"), commit.AddAsync("dddddd"), commit.AddAsync("e")];

        firstIsDone.SetResult();
        await Task.WhenAll([first, .. others]);

        Assert.Equal(["a", "bb cc", "dddddd", "e"], writes);
    }

    [Fact]
    public async Task AddAsync_WriteFails_OnlyItsOwnCallersAreTold()
    {
        var commit = Commit(mostBatch: 1, mostWaiting: 100);
        var first = commit.AddAsync("a");
        await firstHasBegun.Task;
        var (bad, good) = (commit.AddAsync("!"), commit.AddAsync("b"));

        firstIsDone.SetResult();

        await Assert.ThrowsAsync<InvalidOperationException>(() => bad);
        await Task.WhenAll(first, good);
        await commit.AddAsync("c");
        Assert.Equal(["a", "b", "c"], writes);
    }

    [Fact]
    public async Task AddAsync_TooMuchWaits_IsRefused()
    {
        var commit = Commit(mostBatch: 100, mostWaiting: 5);
        var first = commit.AddAsync("a");
        await firstHasBegun.Task;
        var waiting = commit.AddAsync("12345");

        await Assert.ThrowsAsync<TooBusyException>(() => commit.AddAsync("x"));
        firstIsDone.SetResult();
        await Task.WhenAll(first, waiting);
        await commit.AddAsync("y");

        Assert.Equal(["a", "12345", "y"], writes);
    }

    private GroupCommit<string> Commit(long mostBatch, long mostWaiting) => new(WriteAsync, text => text.Length, mostBatch, mostWaiting);

    private async Task WriteAsync(IReadOnlyList<string> batch)
    {
        firstHasBegun.TrySetResult();
        await firstIsDone.Task;
        if (batch.Contains("!"))
            throw new InvalidOperationException("storage failed");
        writes.Add(string.Join(' ', batch));
    }
}
