using CrmServerless.Nights;

namespace CrmServerless.Tests.Integration.Crashes;

/// <summary>
/// The whole product as a process that is killed in the midst of its work, is told nothing of new files, or works beside another: always the
/// same end (design.md, 'Failure rules').
/// </summary>
public sealed class KilledHostTests(UndisturbedRun undisturbed) : IClassFixture<UndisturbedRun>
{
    [Fact]
    public async Task Undisturbed_EveryRowIsCounted()
    {
        foreach (var file in Business.Files)
        {
            var rows = (await Business.TextOfAsync(file)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).ToList();
            var rejected = file == "marketing/spend.csv" ? 1 : 0;
            Assert.Matches($@"(?m)^{file} Ingested \S+ {rows.Count} = {rows.Count - rejected} \+ {rejected} \+ 0 ", undisturbed.End.Ledger);
        }

        Assert.Equal(Business.Files.Count, undisturbed.End.Commits);
        Assert.Matches($@"(?m)^customers {await IdsOfAsync("crm/customers.csv")} ", undisturbed.End.Records);
        Assert.Matches($@"(?m)^orders {await IdsOfAsync("shop/orders.csv")} ", undisturbed.End.Records);
        Assert.Contains("found 'not a day'", undisturbed.End.Rejects, StringComparison.Ordinal);
        Assert.Contains("\n2026-01-31,win_rate,", undisturbed.End.Metrics, StringComparison.Ordinal);
        Assert.Contains("\n2026-02-01,win_rate,", undisturbed.End.Metrics, StringComparison.Ordinal);
    }

    /// <summary>Two kills each: the first while the triggers ingest, the second, after another start, while the days are computed.</summary>
    [Theory]
    [InlineData(2, 98)]
    [InlineData(25, 65)]
    [InlineData(45, 10)]
    [InlineData(70, 35)]
    [InlineData(95, 85)]
    public async Task Sigkill_DuringIngestionAndDuringCompute_SameEndStateAfterTheNextStart(int percentOfIngestion, int percentOfCompute)
    {
        await using var business = await Business.NewAsync(undisturbed.Azurite);
        business.Gate.Allow(undisturbed.IngestionWrites * percentOfIngestion / 100);
        await using (var first = await business.StartHostAsync(isTriggered: true))
            await KillWhenHeldAsync(first, business.Gate);

        business.Gate.AllowAll();
        string job;
        await using (var second = await business.StartHostAsync(isTriggered: false, Business.ShortLease))
        {
            await second.RunAsync("Reconcile");
            await business.IngestedAsync(Business.Files.Count);
            job = await second.OrderComputeAsync(Business.From, Business.To);
            business.Gate.Allow(undisturbed.ComputeWrites * percentOfCompute / 100);
            await second.RunAsync("Jobs");
            await KillWhenHeldAsync(second, business.Gate);
        }

        business.Gate.AllowAll();
        Assert.Equal(Job.Running, await business.StateOfAsync(job));
        await using var third = await business.StartHostAsync(isTriggered: false, Business.ShortLease);
        await third.RunAsync("Jobs");
        await business.CompletedAsync(job, third);
        undisturbed.End.AssertSame(await business.EndStateAsync(third));
    }

    /// <summary>Both see every upload, both reconcile, both timers fire at the same moment, and again while one is at work.</summary>
    [Fact]
    public async Task TwoHostsAtOnce_SameEndStateAndNothingTwice()
    {
        await using var business = await Business.NewAsync(undisturbed.Azurite);
        var hosts = await Task.WhenAll(business.StartHostAsync(isTriggered: true), business.StartHostAsync(isTriggered: true));
        await using var one = hosts[0];
        await using var other = hosts[1];
        await Task.WhenAll(one.RunAsync("Reconcile"), other.RunAsync("Reconcile"));
        await business.IngestedAsync(Business.Files.Count);

        var job = await one.OrderComputeAsync(Business.From, Business.To);
        await Task.WhenAll(one.RunAsync("Jobs"), other.RunAsync("Jobs"));
        await business.CompletedAsync(job, one, other);

        undisturbed.End.AssertSame(await business.EndStateAsync(other));
        Assert.Equal(1, (await new RunLog(business.Storage, TimeProvider.System).ReadProgressAsync(default)).Epoch);
    }

    [Fact]
    public async Task LostEvent_TheReconcilerFindsTheUploadAndLeavesTheOthersAlone()
    {
        const string Late = "crm/leads.csv";
        await using var business = await Business.NewAsync(undisturbed.Azurite);
        await using var host = await business.StartHostAsync(isTriggered: false);
        await host.RunAsync("Reconcile");
        await business.IngestedAsync(Business.Files.Count);

        await business.UploadAsync(Late);
        await host.RunAsync("Reconcile");
        await business.IngestedAsync(Business.Files.Count + 1);

        var end = await business.EndStateAsync(host);
        var leads = (await Business.TextOfAsync(Late)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length - 1;
        var added = Assert.Single(end.Ledger.Split('\n').Except(undisturbed.End.Ledger.Split('\n')));
        Assert.StartsWith($"{Late} Ingested leads {leads} = {leads} + 0 + 0 ", added, StringComparison.Ordinal);
        Assert.Equal(Business.Files.Count + 1, end.Commits);
    }

    private static async Task KillWhenHeldAsync(FunctionsHost host, WriteGate gate)
    {
        await gate.Closed.WaitAsync(Eventually.Patience);
        await host.KillAsync();
    }

    /// <summary>How many different ids a file names: its first column.</summary>
    private static async Task<int> IdsOfAsync(string file) =>
        (await Business.TextOfAsync(file)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(row => row.Split(',')[0]).Distinct().Count();
}
