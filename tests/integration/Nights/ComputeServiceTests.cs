using CrmServerless.Configuration;
using CrmServerless.Kpis.Metrics;
using CrmServerless.Nights;
using CrmServerless.Records;
using CrmServerless.Tests.Support.Storage;

namespace CrmServerless.Tests.Integration.Nights;

public sealed class ComputeServiceTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly DateOnly Day = new(2026, 3, 31);

    private readonly ManualTime clock = new();

    [Fact]
    public async Task Compute_ThreeDeals_WritesWhatHandsCompute()
    {
        var crm = await WithThreeDealsAsync();

        await crm.Compute.ComputeAsync(Day, Day, default);

        Assert.Equal(300.5, (await crm.ValuesAsync("revenue", 30, Day))["all"]);
        Assert.Equal(200.5, (await crm.ValuesAsync("revenue", 30, Day))["region=North"]);
        Assert.Equal(66.666667, (await crm.ValuesAsync("win_rate", 90, Day))["all"]!.Value, 6);
        Assert.Equal(2, (await crm.ValuesAsync("new_customers", 30, Day))["all"]);
        Assert.Equal(150.25, (await crm.ValuesAsync("average_deal_size", 90, Day))["all"]);
    }

    [Fact]
    public async Task Compute_SameDayTwice_WritesNothing()
    {
        var crm = await WithThreeDealsAsync();

        var first = await crm.Compute.ComputeAsync(Day.AddDays(-40), Day, default);
        var second = await crm.Compute.ComputeAsync(Day.AddDays(-40), Day, default);

        Assert.Equal(41, first.Written.ChangedDays);
        Assert.True(first.Written.Written > 0);
        Assert.Equal(new WriteResult(41, 0, 0, 0), second.Written);
    }

    [Fact]
    public async Task Compute_DealOfEarlierDayArrives_StoredDaysFromThenOnFollow()
    {
        var crm = await WithThreeDealsAsync();
        await crm.Compute.ComputeAsync(Day.AddDays(-40), Day, default);

        await crm.DeliverAsync(Entities.Deals, "id=D9 customer_id=A created_at=2026-03-20 closed_at=2026-03-21 status=won amount=1000");
        var report = await crm.Compute.ComputeAsync(Day, Day, default);

        Assert.Equal((new DateOnly(2026, 3, 20), Day), (report.From, report.To));
        Assert.Equal(1300.5, (await crm.ValuesAsync("revenue", 30, Day))["all"]);
        Assert.Equal(1000, (await crm.ValuesAsync("revenue", 1, new DateOnly(2026, 3, 21)))["all"]);
        Assert.Equal(0, (await crm.ValuesAsync("revenue", 1, new DateOnly(2026, 3, 20)))["all"]);
    }

    [Fact]
    public async Task Find_DayThatCameOutDifferently_TellsTheEarlierValueAndWhenItChanged()
    {
        var crm = await WithThreeDealsAsync();
        await crm.Compute.ComputeAsync(Day, Day, default);
        Assert.Null((await crm.Metrics.FindAsync("revenue", 30, "all", Day, default))!.Value.Earlier);

        clock.Advance(TimeSpan.FromDays(2));
        await crm.DeliverAsync(Entities.Deals, "id=D9 customer_id=A created_at=2026-03-20 closed_at=2026-03-21 status=won amount=1000");
        await crm.Compute.ComputeAsync(Day, Day, default);
        clock.Advance(TimeSpan.FromDays(1));
        await crm.Compute.ComputeAsync(Day, Day, default);

        var (row, earlier) = (await crm.Metrics.FindAsync("revenue", 30, "all", Day, default))!.Value;
        Assert.Equal((1300.5, 3), (row.Value, row.Sample));
        Assert.Equal((300.5, 2, clock.GetUtcNow().AddDays(-1)), (earlier!.Value, earlier.Sample, earlier.ChangedAt));
        Assert.Null(await crm.Metrics.FindAsync("revenue", 30, "region=Nowhere", Day, default));
        Assert.Null(await crm.Metrics.FindAsync("revenue", 30, "all", Day.AddDays(-1), default));
    }

    [Fact]
    public async Task Compute_RegionNoLongerExists_ItsRowsGo()
    {
        var crm = await WithThreeDealsAsync();
        await crm.Compute.ComputeAsync(Day, Day, default);

        await crm.DeliverAsync(Entities.Customers, "id=B name=B region=North");
        await crm.Compute.ComputeAsync(Day, Day, default);

        Assert.Equal(["all", "region=North"], (await crm.ValuesAsync("revenue", 30, Day)).Keys.Order());
        Assert.Equal(300.5, (await crm.ValuesAsync("revenue", 30, Day))["region=North"]);
    }

    [Fact]
    public async Task Write_RunThatWasOvertaken_WritesNothing()
    {
        var crm = await WithThreeDealsAsync();
        await crm.Compute.ComputeAsync(Day, Day, default);
        MetricRow[] stale = [new(Day, "revenue", 30, "all", 1, null, null, 1, "money", true)];
        var overtaken = (await crm.Runs.StartAsync(default)).Epoch;
        clock.Advance(LeaseSettings.Default.Duration);
        await crm.DeliverAsync(Entities.Deals, "id=D9 customer_id=A created_at=2026-03-20 closed_at=2026-03-21 status=won amount=1000");
        await crm.Compute.ComputeAsync(Day, Day, default);

        await Assert.ThrowsAsync<RunOvertakenException>(() => crm.Writer.WriteAsync([Day], stale, overtaken, default));

        Assert.Equal(1300.5, (await crm.ValuesAsync("revenue", 30, Day))["all"]);
    }

    [Fact]
    public async Task Read_RunDiedBeforeItsMarkerMoved_SeesTheDayAsItWas()
    {
        var crm = await WithThreeDealsAsync();
        await crm.Compute.ComputeAsync(Day, Day, default);
        var run = (await crm.Runs.StartAsync(default)).Epoch;
        clock.Advance(LeaseSettings.Default.Duration);
        var table = crm.Storage.Table(StorageNames.DailyMetrics);
        var before = (await table.GetEntityAsync<Azure.Data.Tables.TableEntity>("2026-03|revenue", "30|all|31")).Value;
        MetricRow half = new(Day, "revenue", 30, "all", 7, null, null, 1, "money", true);

        await table.UpsertEntityAsync(MetricEntity.Of(half, run, before, (await crm.Markers.ListAsync(Day, Day, default))[0].Run, clock.GetUtcNow()), Azure.Data.Tables.TableUpdateMode.Replace);

        Assert.Equal(300.5, (await crm.ValuesAsync("revenue", 30, Day))["all"]);
        await crm.Compute.ComputeAsync(Day.AddDays(-1), Day, default);
        Assert.Equal(300.5, (await crm.ValuesAsync("revenue", 30, Day))["all"]);
    }

    [Fact]
    public async Task Read_SegmentWithForbiddenCharacters_RoundTrips()
    {
        var crm = await Installation.NewAsync(azurite, clock);
        await crm.DeliverAsync(Entities.Customers, "id=A region=a/b\\c#d?e|f%g&h");
        await crm.DeliverAsync(Entities.Deals, "id=D1 customer_id=A created_at=2026-03-01 closed_at=2026-03-05 status=won amount=5");

        await crm.Compute.ComputeAsync(Day, Day, default);

        Assert.Equal(5, (await crm.ValuesAsync("revenue", 30, Day))["region=a/b\\c#d?e|f%25g%26h"]);
        var named = crm.Metrics.ReadAsync(new MetricQuery(Day, Day, "revenue", "region=a/b\\c#d?e|f%25g%26h", 30), default);
        Assert.Equal(5, Assert.Single(await named.ToListAsync()).Value);
    }

    [Fact]
    public async Task Read_KeysWithBlanksAtTheirEnds_RoundTripAndAreNotTheSame()
    {
        var crm = await Installation.NewAsync(azurite, clock);
        MetricRow[] rows = [.. new[] { "region=a", "region=a ", "region= a" }.Select((segment, at) => new MetricRow(Day, "blank ", 30, segment, at, null, null, 1, "count", true))];

        await crm.Writer.WriteAsync([Day], rows, run: 1, default);

        Assert.Equal([2, 0, 1], await ValuesOfAsync("blank "));
        Assert.Equal([1], await ValuesOfAsync("blank ", "region=a "));
        Assert.Empty(await ValuesOfAsync("blank"));

        async Task<double?[]> ValuesOfAsync(string kpi, string? segment = null) =>
            [.. await crm.Metrics.ReadAsync(new MetricQuery(Day, Day, kpi, segment, 30), default).Select(row => row.Value).ToListAsync()];
    }

    private async Task<Installation> WithThreeDealsAsync()
    {
        var crm = await Installation.NewAsync(azurite, clock);
        await crm.DeliverAsync(Entities.Customers, "id=A name=A region=North", "id=B name=B region=South");
        await crm.DeliverAsync(
            Entities.Deals,
            "id=D1 customer_id=A created_at=2026-03-01 closed_at=2026-03-05 status=won amount=200.5",
            "id=D2 customer_id=B created_at=2026-03-02 closed_at=2026-03-31 status=won amount=100",
            "id=D3 customer_id=B created_at=2026-02-01 closed_at=2026-03-30 status=lost amount=50");
        return crm;
    }
}
