using CrmServerless.Alerts.Storage;
using CrmServerless.Configuration;
using CrmServerless.Notifications.Outbox;
using CrmServerless.Tests.Support.Storage;

namespace CrmServerless.Tests.Integration.Alerts;

/// <summary>Nights one after the other, repeated, out of order and at once, over real storage.</summary>
public sealed class NightEvaluatorTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly DateOnly Monday = AlertBench.Break;

    private static readonly string[] ToldOnMonday = ["2026-11-09 region=North FirstBreach Warning to anna:Email anna:Teams bert:Email"];

    [Fact]
    public async Task EvaluateAsync_NormalNight_TellsNothing()
    {
        var bench = await AlertBench.CreateAsync(azurite.NewAccount());

        var result = await bench.EvaluateAsync(Monday.AddDays(-1));

        Assert.Empty(result.Deliveries);
        Assert.Equal(["region=North", "region=South"], result.Judgements.Select(judgement => judgement.Segment));
        Assert.Empty(await bench.OutboxAsync());
    }

    [Fact]
    public async Task EvaluateAsync_Breach_PutsOneMessageForEachManagerAndChannel()
    {
        var bench = await AlertBench.CreateAsync(azurite.NewAccount());

        await bench.EvaluateAsync(Monday);

        var entries = await bench.OutboxAsync();
        Assert.Equal(
            [("anna", Channel.Email), ("anna", Channel.Teams), ("bert", Channel.Email)],
            entries.Select(entry => (entry.Key.Person, entry.Key.Channel)));
        Assert.All(entries, entry => Assert.Equal("Warning: Win rate North 31 % → 22 % over 90 days", entry.Subject));
        Assert.Equal(ToldOnMonday, await bench.LogAsync());
    }

    [Fact]
    public async Task EvaluateAsync_SameNightAgain_WritesNothing()
    {
        var bench = await AlertBench.CreateAsync(azurite.NewAccount());
        await bench.EvaluateAsync(Monday);
        var (outbox, states) = (await bench.OutboxAsync(), await bench.StatesAsync());

        // It may read, but the first write would stop it.
        var result = await bench.Evaluator(bench.StoppingAfter(1)).EvaluateAsync(Monday, "run-2", default);

        Assert.Empty(result.Deliveries);
        Assert.Equal(outbox, await bench.OutboxAsync());
        Assert.Equal(states, await bench.StatesAsync());
    }

    [Fact]
    public async Task EvaluateAsync_NextNights_StaySilentUntilTheReminder()
    {
        var bench = await AlertBench.CreateAsync(azurite.NewAccount());

        var told = new List<int>();
        for (var night = 0; night < 9; night++)
            told.Add((await bench.EvaluateAsync(Monday.AddDays(night))).Deliveries.Count);

        Assert.Equal([3, 0, 0, 0, 0, 0, 0, 3, 0], told);
        Assert.Contains("2026-11-16 region=North Reminder Warning to anna:Email anna:Teams bert:Email", await bench.LogAsync());
    }

    [Fact]
    public async Task EvaluateAsync_BackToNormal_IsResolvedOnce()
    {
        var bench = await AlertBench.CreateAsync(azurite.NewAccount());
        bench.Metrics = AlertBench.WinRates(day => day < Monday.AddDays(3) ? 22 : 30);

        var told = new List<string?>();
        for (var night = 0; night < 6; night++)
            told.Add((await bench.EvaluateAsync(Monday.AddDays(night))).Deliveries is [var first, ..] ? first.Subject : null);

        Assert.Equal(["Warning: Win rate North 31 % → 22 % over 90 days", null, null, "Resolved: Win rate North is back at 30 %", null, null], told);
    }

    [Fact]
    public async Task EvaluateAsync_OlderNight_ChangesNothing()
    {
        var bench = await AlertBench.CreateAsync(azurite.NewAccount());
        await bench.EvaluateAsync(Monday.AddDays(1));
        var states = await bench.StatesAsync();
        bench.Metrics = AlertBench.WinRates(_ => 5);

        var result = await bench.Evaluator(bench.StoppingAfter(1)).EvaluateAsync(Monday, "late data", default);

        Assert.Empty(result.Deliveries);
        Assert.Equal(states, await bench.StatesAsync());
    }

    [Fact]
    public async Task EvaluateAsync_LateDataForTheSameNight_TellsOnlyWhatChanged()
    {
        var bench = await AlertBench.CreateAsync(azurite.NewAccount());
        await bench.EvaluateAsync(Monday);

        bench.Metrics = AlertBench.WinRates(_ => 23);
        var slightly = await bench.EvaluateAsync(Monday);
        bench.Metrics = AlertBench.WinRates(_ => 12);
        var worse = await bench.EvaluateAsync(Monday);
        bench.Metrics = AlertBench.WinRates(_ => 31);
        var fine = await bench.EvaluateAsync(Monday);

        Assert.Empty(slightly.Deliveries);
        Assert.Equal("Now critical: Win rate North 31 % → 12 % over 90 days", worse.Deliveries[0].Subject);
        Assert.Equal("Resolved: Win rate North is back at 31 %", fine.Deliveries[0].Subject);
        Assert.Equal(9, (await bench.OutboxAsync()).Count);
    }

    [Fact]
    public async Task EvaluateAsync_NightThatWasNotComputed_IsStaleAndThenJudgedAsIfNothingHadBeen()
    {
        var bench = await AlertBench.CreateAsync(azurite.NewAccount());
        await bench.EvaluateAsync(Monday.AddDays(-1));
        bench.Metrics.Missing(Monday);

        var stale = await bench.EvaluateAsync(Monday);
        bench.Metrics.Computed(Monday);
        var healed = await bench.EvaluateAsync(Monday);

        Assert.Empty(stale.Deliveries);
        Assert.Equal(3, healed.Deliveries.Count);
        Assert.Equal(ToldOnMonday, await bench.LogAsync());
    }

    [Fact]
    public async Task EvaluateAsync_SeveralInstancesAtOnce_TellOnce()
    {
        var bench = await AlertBench.CreateAsync(azurite.NewAccount());

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => bench.EvaluateAsync(Monday)));

        Assert.Equal(3, (await bench.OutboxAsync()).Count);
        Assert.Equal(ToldOnMonday, await bench.LogAsync());
    }

    [Fact]
    public async Task EvaluateAsync_OwnerWithoutAddress_IsKeptAndTheNightGoesOn()
    {
        var bench = await AlertBench.CreateAsync(azurite.NewAccount());
        bench.ManagersYaml = "";

        await bench.EvaluateAsync(Monday);

        var kept = Assert.Single(await bench.OutboxAsync());
        Assert.Equal(("owner", DeliveryState.Undeliverable), (kept.Key.Person, kept.State));
        Assert.StartsWith("Good morning Owner,", (await bench.Outbox.ContentAsync(kept, default)).Mail!.Text, StringComparison.Ordinal);
        Assert.Equal(["2026-11-09 region=North FirstBreach Warning to owner:Email"], await bench.LogAsync());
    }

    [Fact]
    public async Task EvaluateAsync_StateWasLost_TheLogKeepsItSilent()
    {
        var bench = await AlertBench.CreateAsync(azurite.NewAccount());
        await bench.EvaluateAsync(Monday);
        var table = bench.Storage.Table(StorageNames.Alerts);
        await foreach (var row in table.QueryAsync<Azure.Data.Tables.TableEntity>("PartitionKey eq 'win-rate-regions'"))
            await table.DeleteEntityAsync(row.PartitionKey, row.RowKey);

        var result = await bench.EvaluateAsync(Monday);

        Assert.Empty(result.Deliveries);
        Assert.Equal(3, (await bench.OutboxAsync()).Count);
    }

    [Fact]
    public async Task WriteAsync_PlanOfASlowProcess_DoesNotOverwriteANewerOne()
    {
        var bench = await AlertBench.CreateAsync(azurite.NewAccount());
        await bench.EvaluateAsync(Monday);
        var store = new AlertStore(bench.Storage);
        var old = (await store.OfRuleAsync("win-rate-regions", default)).Select(alert => new PlannedState(alert.Key, alert.State)).ToList();
        await bench.EvaluateAsync(Monday.AddDays(1));
        var newer = await bench.StatesAsync();

        await store.WriteAsync(1, old, default);

        Assert.Equal(newer, await bench.StatesAsync());
    }
}
