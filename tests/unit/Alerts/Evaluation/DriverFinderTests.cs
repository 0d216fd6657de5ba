using CrmServerless.Alerts;
using CrmServerless.Alerts.Evaluation;
using CrmServerless.Benchmarks;
using CrmServerless.Configuration;
using CrmServerless.Kpis.Catalogue;
using CrmServerless.Tests.Support.Metrics;
using Xunit;

namespace CrmServerless.Tests.Unit.Alerts.Evaluation;

/// <summary>Shares worked out by hand. Before: the mean of the compared windows; now: the judged day.</summary>
public sealed class DriverFinderTests
{
    private static readonly DateOnly Start = new(2024, 1, 1);
    private static readonly DateOnly Day = new(2026, 11, 16);
    private static readonly IReadOnlyList<DateOnly> Compared = HistoryDays.Recent(Day, 90);

    private static readonly BusinessConfiguration Business = new() { Segments = [["region"], ["tier"], ["region", "tier"]] };

    [Fact]
    public async Task FindAsync_RateFellInOneRegion_NamesIt()
    {
        // All: 60/200 = 30 % to 42/200 = 21 %. North: 30 % to 12 % on half of the volume: 0.5 x -18 of -9 points: all of it.
        var metrics = new HandMadeMetrics(Start)
            .Share("win_rate", 90, "all", day => (Then(day, 60, 42), 200))
            .Share("win_rate", 90, "region=North", day => (Then(day, 30, 12), 100))
            .Share("win_rate", 90, "region=South", _ => (30, 100));

        Assert.Equal(new Driver("region=North", 1, 30, 12), await FindAsync(metrics, "win_rate"), Near);
    }

    [Fact]
    public async Task FindAsync_MostOfItInOneRegion_SaysHowMuch()
    {
        // All: 80/200 = 40 % to 60/200 = 30 %. North: 20/50 to 6/50, 0.25 x -28 = -7 of -10 points; South 60/150 to 54/150: -3.
        var metrics = new HandMadeMetrics(Start)
            .Share("win_rate", 90, "all", day => (Then(day, 80, 60), 200))
            .Share("win_rate", 90, "region=North", day => (Then(day, 20, 6), 50))
            .Share("win_rate", 90, "region=South", day => (Then(day, 60, 54), 150));

        Assert.Equal(new Driver("region=North", 0.7, 40, 12), await FindAsync(metrics, "win_rate"), Near);
    }

    [Fact]
    public async Task FindAsync_RateFellEverywhere_SaysNothing()
    {
        // North holds 60 % of the deals and 60 % of the change: it is no more to blame than the South.
        var metrics = new HandMadeMetrics(Start)
            .Share("win_rate", 90, "all", day => (Then(day, 80, 60), 200))
            .Share("win_rate", 90, "region=North", day => (Then(day, 48, 36), 120))
            .Share("win_rate", 90, "region=South", day => (Then(day, 32, 24), 80));

        Assert.Null(await FindAsync(metrics, "win_rate"));
    }

    [Fact]
    public async Task FindAsync_ManySmallCauses_SaysNothing()
    {
        // Four regions of a fifth each hold 25 % of the change each, the fifth nothing: none has 40 %.
        var metrics = new HandMadeMetrics(Start).Share("win_rate", 90, "all", day => (Then(day, 400, 320), 1_000));
        foreach (var region in new[] { "A", "B", "C", "D" })
            metrics.Share("win_rate", 90, $"region={region}", day => (Then(day, 80, 60), 200));
        metrics.Share("win_rate", 90, "region=E", _ => (80, 200));

        Assert.Null(await FindAsync(metrics, "win_rate"));
    }

    [Fact]
    public async Task FindAsync_ValueIsEmpty_SaysNothing()
    {
        var metrics = new HandMadeMetrics(Start)
            .Share("win_rate", 90, "all", day => (Then(day, 60, 42), 200))
            .Share("win_rate", 90, "region=(none)", day => (Then(day, 30, 12), 100))
            .Share("win_rate", 90, "region=South", _ => (30, 100));

        Assert.Null(await FindAsync(metrics, "win_rate"));
    }

    [Fact]
    public async Task FindAsync_ValuesDontAddUp_SaysNothing()
    {
        // An order counts once in each product its lines hold: the products' denominators are 250, the whole's 200.
        var metrics = new HandMadeMetrics(Start)
            .Share("win_rate", 90, "all", day => (Then(day, 60, 42), 200))
            .Share("win_rate", 90, "region=North", day => (Then(day, 30, 12), 150))
            .Share("win_rate", 90, "region=South", _ => (30, 100));

        Assert.Null(await FindAsync(metrics, "win_rate"));
    }

    [Fact]
    public async Task FindAsync_ThinValue_SaysNothing()
    {
        var metrics = new HandMadeMetrics(Start)
            .Share("win_rate", 90, "all", day => (Then(day, 12, 6), 40))
            .Share("win_rate", 90, "region=North", day => (Then(day, 6, 0), 9))
            .Share("win_rate", 90, "region=South", _ => (6, 31));

        Assert.Null(await FindAsync(metrics, "win_rate"));
    }

    [Fact]
    public async Task FindAsync_WithinARegion_LooksAtItsCombinationsOnly()
    {
        var metrics = new HandMadeMetrics(Start)
            .Share("win_rate", 90, "region=North", day => (Then(day, 30, 12), 100))
            .Share("win_rate", 90, "region=South", day => (Then(day, 30, 12), 100))
            .Share("win_rate", 90, "tier=Gold", day => (Then(day, 30, 12), 100))
            .Share("win_rate", 90, "region=North&tier=Gold", day => (Then(day, 18, 0), 40))
            .Share("win_rate", 90, "region=North&tier=Basic", _ => (12, 60))
            .Share("win_rate", 90, "region=South&tier=Gold", day => (Then(day, 20, 2), 40));

        // 0.4 x -45 = -18 points, all of the region's.
        Assert.Equal(new Driver("region=North&tier=Gold", 1, 45, 0), await FindAsync(metrics, "win_rate", "region=North"), Near);
    }

    [Fact]
    public async Task FindAsync_SumFellInOneRegion_IsItsOwnDifference()
    {
        // 1,000 to 800: North 400 to 250 is 150 of 200, on 40 % of the volume; West 100 to 50.
        var metrics = new HandMadeMetrics(Start)
            .Sum("revenue", 90, "all", day => Then(day, 1_000, 800))
            .Sum("revenue", 90, "region=North", day => Then(day, 400, 250))
            .Sum("revenue", 90, "region=South", _ => 500)
            .Sum("revenue", 90, "region=West", day => Then(day, 100, 50));

        Assert.Equal(new Driver("region=North", 0.75, 400, 250), await FindAsync(metrics, "revenue"), Near);
    }

    [Fact]
    public async Task FindAsync_Medians_DontAddUpAndSayNothing()
    {
        var metrics = new HandMadeMetrics(Start)
            .Sum("sales_cycle_days", 90, "all", day => Then(day, 30, 50), "days")
            .Sum("sales_cycle_days", 90, "region=North", day => Then(day, 28, 70), "days")
            .Sum("sales_cycle_days", 90, "region=South", _ => 31, "days");

        Assert.Null(await FindAsync(metrics, "sales_cycle_days"));
    }

    private static double Then(DateOnly day, double before, double now) => day < Day ? before : now;

    private static bool Near(Driver? a, Driver? b) =>
        a is not null && b is not null && a.Segment == b.Segment && Math.Abs(a.Share - b.Share) < 1e-9 && Math.Abs(a.Expected - b.Expected) < 1e-9 && Math.Abs(a.Value - b.Value) < 1e-9;

    private static async Task<Driver?> FindAsync(HandMadeMetrics metrics, string kpi, string segment = "all")
    {
        var judgement = Judgements.Of(KpiCatalogue.BuiltIn.Find(kpi)!, 90, segment, Day, (await metrics.ReadAsync(new(Day, Day, kpi, segment, 90), default).ToListAsync()).Single());
        var benchmark = Judgements.Value(0, "history") with { ComparedDays = Compared };
        return await new DriverFinder(new NightMetrics(metrics), Business).FindAsync(judgement, benchmark, default);
    }
}
