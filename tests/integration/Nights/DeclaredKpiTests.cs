using CrmServerless.Records;
using CrmServerless.Tests.Support.Storage;

namespace CrmServerless.Tests.Integration.Nights;

/// <summary>KPIs of kpis.yaml come, change and go with the configuration.</summary>
public sealed class DeclaredKpiTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly DateOnly Day = new(2026, 3, 31);

    [Fact]
    public async Task Declaration_AddedChangedAndRemoved_StoredDaysFollow()
    {
        var crm = await Installation.NewAsync(azurite, new ManualTime());
        await crm.DeliverAsync(
            Entities.Deals, "id=D1 created_at=2026-03-01 closed_at=2026-03-10 status=won", "id=D2 created_at=2026-03-01 closed_at=2026-03-31 status=lost",
            "id=D3 created_at=2026-03-01 closed_at=2026-03-30 status=lost", "id=D4 created_at=2026-03-01 closed_at=2026-03-31 status=lost");
        await crm.Compute.ComputeAsync(Day.AddDays(-1), Day, default);

        crm.KpisYaml = Declaration("{of: deals_lost, to: [deals_won, deals_lost]}");
        await crm.Compute.ComputeAsync(Day, Day, default);
        Assert.Equal((50, 75.0), (await ValueAsync(crm, Day.AddDays(-1)), await ValueAsync(crm, Day)));

        crm.KpisYaml = Declaration("{of: deals_won, to: [deals_won, deals_lost]}");
        await crm.Compute.ComputeAsync(Day, Day, default);
        Assert.Equal((50, 25.0), (await ValueAsync(crm, Day.AddDays(-1)), await ValueAsync(crm, Day)));
        var all = await crm.Metrics.ReadAsync(new(Day, Day, Segment: "all"), default).Select(row => row.Kpi).ToListAsync();
        Assert.Contains("mine", all);
        Assert.Equal(all.Order(StringComparer.Ordinal), all);

        crm.KpisYaml = "";
        await crm.Compute.ComputeAsync(Day, Day, default);
        Assert.Empty(await crm.ValuesAsync("mine", 30, Day));
        Assert.Empty(await crm.ValuesAsync("mine", 30, Day.AddDays(-1)));
        Assert.Equal(3, (await crm.ValuesAsync("deals_lost", 30, Day))["all"]);
    }

    private static async Task<double> ValueAsync(Installation crm, DateOnly day) => (await crm.ValuesAsync("mine", 30, day))["all"]!.Value;

    private static string Declaration(string ratio) =>
        $"kpis:\n- {{id: mine, name: Mine, question: What?, unit: percent, better: down, windows: [30], formula: {{ratio: {ratio}}}}}\n";
}
