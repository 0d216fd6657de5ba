using CrmServerless.Tests.Support.Storage;

namespace CrmServerless.Tests.Integration.Alerts;

/// <summary>A process that ends after each of its writes, and one that carries on.</summary>
public sealed class CrashTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly DateOnly Monday = AlertBench.Break;

    [Fact]
    public async Task EvaluateAsync_KilledAfterAnyWrite_TheNextRunNeitherLosesNorDoubles()
    {
        var (outbox, states, log) = await UndisturbedAsync();

        var stopped = true;
        var last = 1;
        for (; stopped; last++)
        {
            var bench = await AlertBench.CreateAsync(azurite.NewAccount());
            stopped = await Record.ExceptionAsync(() => bench.Evaluator(bench.StoppingAfter(last)).EvaluateAsync(Monday, "run-1", default)) is AlertBench.StoppedException;
            await bench.EvaluateAsync(Monday);

            Assert.Equal(outbox, await OutboxAsync(bench));
            Assert.Equal(states, await bench.StatesAsync());
            Assert.Equal(log, await bench.LogAsync());
        }

        // The plan, its commit, three deliveries and before each its mark, the states, the log, the end.
        Assert.Equal(11, last - 2);
    }

    [Fact]
    public async Task EvaluateAsync_KilledAfterAnyWriteAndDataChangedMeanwhile_SaysWhatIsTrueInTheEnd()
    {
        for (var last = 1; last <= 11; last++)
        {
            var bench = await AlertBench.CreateAsync(azurite.NewAccount());
            await Record.ExceptionAsync(() => bench.Evaluator(bench.StoppingAfter(last)).EvaluateAsync(Monday, "run-1", default));
            bench.Metrics = AlertBench.WinRates(_ => 31);

            await bench.EvaluateAsync(Monday);

            // Before the plan was committed nobody was told; after, everybody hears that it is over.
            var told = (await bench.LogAsync()).Select(line => line.Split(' ')[2]);
            Assert.Equal(last < 2 ? [] : ["FirstBreach", "Resolved"], told);
            Assert.Equal(last < 2 ? 0 : 6, (await bench.OutboxAsync()).Count);
            Assert.All(await bench.StatesAsync(), state => Assert.Contains("Status = Ok", state, StringComparison.Ordinal));
        }
    }

    private async Task<(IReadOnlyList<string> Outbox, IReadOnlyList<string> States, IReadOnlyList<string> Log)> UndisturbedAsync()
    {
        var bench = await AlertBench.CreateAsync(azurite.NewAccount());
        await bench.EvaluateAsync(Monday);
        return (await OutboxAsync(bench), await bench.StatesAsync(), await bench.LogAsync());
    }

    private static async Task<IReadOnlyList<string>> OutboxAsync(AlertBench bench) =>
        [.. (await bench.OutboxAsync()).Select(entry => $"{entry.Key} {entry.State} {entry.Subject}")];
}
