using CrmServerless.Alerts.Silence;
using CrmServerless.Configuration;
using CrmServerless.Configuration.Loading;
using CrmServerless.Ingestion;
using CrmServerless.Tests.Integration.Kpis;
using CrmServerless.Tests.Support.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace CrmServerless.Tests.Integration.Alerts;

/// <summary>A source that stops delivering is told once, and what rests on it is not judged until it is back.</summary>
public sealed class SilentSourceTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly DateOnly Monday = AlertBench.Break;

    // The night of a day is due at 03:30 in Berlin (UTC+1) of the day after.
    private static readonly DateTimeOffset SundayNoon = new(2026, 11, 8, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task SourceFallsSilentOverABreach_OneNote_ThenTheBreachWhenItIsBack()
    {
        var bench = await AlertBench.CreateAsync(azurite.NewAccount());
        bench.Arrivals.Sources.Add(new SourceArrival("crm", new HashSet<string> { "deals" }, SundayNoon, TimeSpan.FromHours(36), IsLearned: false));

        await bench.EvaluateAsync(Monday.AddDays(-1));
        var silent = await bench.EvaluateAsync(Monday);
        var still = await bench.EvaluateAsync(Monday.AddDays(1));
        bench.Arrivals.Sources[0] = bench.Arrivals.Sources[0] with { Newest = new DateTimeOffset(2026, 11, 12, 1, 0, 0, TimeSpan.Zero) };
        var back = await bench.EvaluateAsync(Monday.AddDays(2));

        Assert.Equal(["anna", "anna", "bert"], silent.Deliveries.Select(delivery => delivery.Key.Person).Order());
        var mail = silent.Deliveries.First(delivery => delivery.Key.Channel == Channel.Email).Content.Mail!;
        Assert.Equal("Source crm: nothing since Sun 8 Nov 2026", mail.Subject);
        Assert.Contains(
            "Nothing has come from source crm since Sun 8 Nov 2026 13:00; it should every 36 hours (sources.yaml). Win rate is not judged until it does.", mail.Text, StringComparison.Ordinal);
        Assert.Empty(still.Deliveries);
        var after = back.Deliveries.First(delivery => delivery.Key.Channel == Channel.Email).Content.Mail!;
        Assert.Equal("Warning: Win rate North 31 % → 22 % over 90 days (+1 more)", after.Subject);
        Assert.Contains("Source crm delivers again, since Thu 12 Nov 2026 02:00", after.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SourceOfOtherEntities_Silent_LeavesTheRuleAlone()
    {
        var bench = await AlertBench.CreateAsync(azurite.NewAccount());
        bench.Arrivals.Sources.Add(new SourceArrival("desk", new HashSet<string> { "tickets" }, SundayNoon, TimeSpan.FromHours(36), IsLearned: true));

        await bench.EvaluateAsync(Monday.AddDays(-1));
        var night = await bench.EvaluateAsync(Monday);

        var toBert = night.Deliveries.Single(delivery => delivery.Key.Person == "bert").Content.Mail!;
        var toAnna = night.Deliveries.First(delivery => delivery.Key is { Person: "anna", Channel: Channel.Email }).Content.Mail!;
        Assert.Equal("Warning: Win rate North 31 % → 22 % over 90 days", toBert.Subject);
        Assert.Contains("Nothing has come from source desk since Sun 8 Nov 2026 13:00; usually it does within 36 hours. No rule rests on it.", toAnna.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SilentFromTheFirstNightOn_IsNotTold()
    {
        var bench = await AlertBench.CreateAsync(azurite.NewAccount());
        bench.Arrivals.Sources.Add(new SourceArrival("crm", new HashSet<string> { "deals" }, SundayNoon.AddYears(-1), TimeSpan.FromHours(36), IsLearned: false));

        Assert.Empty((await bench.EvaluateAsync(Monday)).Deliveries);
    }

    [Fact]
    public async Task Arrivals_OfIngestedFiles_AreWhatTheLedgerSays()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "orders.csv"), "id,ordered_at,amount\nO1,2026-10-05,100\n");
        await using var crm = await IngestedCompany.OfAsync(azurite, folder.Path, "");
        var storage = crm.GetRequiredService<CrmStorage>();
        await storage.Container(StorageNames.Exports).GetBlobClient("shop/nonsense.csv").UploadAsync(BinaryData.FromString("a,b\n1,2\n"));
        await storage.Container(StorageNames.Config).GetBlobClient("sources.yaml").UploadAsync(BinaryData.FromString("sources: {generic: {expectedArrival: 36h}}\n"));
        await crm.GetRequiredService<IngestionService>().ReconcileAsync(default);
        using var fresh = new ConfigurationStore(storage.Container(StorageNames.Config), crm.GetRequiredService<ConfigurationParser>(), TimeProvider.System);

        var arrival = Assert.Single(await new CrmServerless.Ingestion.Ledger.LedgerArrivals(storage, fresh).ReadAsync(default));

        Assert.Equal(("generic", TimeSpan.FromHours(36), false), (arrival.Source, arrival.Expected, arrival.IsLearned));
        Assert.Equal(["orders"], arrival.Entities);
        Assert.Equal((await storage.Container(StorageNames.Exports).GetBlobClient("generic/orders.csv").GetPropertiesAsync()).Value.LastModified, arrival.Newest);
    }
}
