using CrmServerless.Alerts;
using CrmServerless.Alerts.Evaluation;
using CrmServerless.Kpis.Catalogue;
using CrmServerless.Tests.Support.Metrics;
using Xunit;

namespace CrmServerless.Tests.Unit.Alerts.Evaluation;

public sealed class MoneyFinderTests
{
    private static readonly DateOnly Day = new(2026, 11, 16);

    [Fact]
    public async Task FindAsync_WinRate_IsTheDealsNotWonAtTheirUsualSize()
    {
        // 31 % expected, 22 % of 140 closed: 12.6 deals at 80,000 / 20 = 4,000 each: 50,400.
        var metrics = Metrics().Share("win_rate", 90, "all", _ => (30.8, 140)).Mean("average_deal_size", 90, "all", _ => (80_000, 20));

        var money = await FindAsync(metrics, "win_rate", 31);

        Assert.Equal(50_400, money!.Amount, 6);
        Assert.Equal((12.6, "deals not won", 4_000), (Math.Round(money.Parts!.Count, 9), money.Parts.Things, money.Parts.Each));
    }

    [Fact]
    public async Task FindAsync_SizeRestsOnFewDeals_SaysNothing()
    {
        var metrics = Metrics().Share("win_rate", 90, "all", _ => (30, 140)).Mean("average_deal_size", 90, "all", _ => (36_000, 9));

        Assert.Null(await FindAsync(metrics, "win_rate", 31));
    }

    [Fact]
    public async Task FindAsync_NoDealSize_SaysNothing() =>
        Assert.Null(await FindAsync(Metrics().Share("win_rate", 90, "all", _ => (30, 140)), "win_rate", 31));

    [Fact]
    public async Task FindAsync_Revenue_IsTheDifference() =>
        Assert.Equal(new MoneyEffect(60_000), await FindAsync(Metrics().Sum("revenue", 90, "all", _ => 250_000), "revenue", 310_000));

    [Fact]
    public async Task FindAsync_WinRateByValue_IsTheShareOfTheClosedAmount() =>
        // 40 % expected, 30 % of 500,000 won: 50,000.
        Assert.Equal(50_000, (await FindAsync(Metrics().Share("win_rate_value", 90, "all", _ => (150_000, 500_000)), "win_rate_value", 40))!.Amount, 6);

    [Fact]
    public async Task FindAsync_AverageDealSize_IsTheDifferenceOfEachDeal()
    {
        // 4,500 expected, 80,000 / 20 = 4,000: 20 x 500.
        var money = await FindAsync(Metrics().Mean("average_deal_size", 90, "all", _ => (80_000, 20)), "average_deal_size", 4_500);

        Assert.Equal(new MoneyEffect(10_000, new MoneyParts(20, "deals", 500)), money);
    }

    [Theory]
    [InlineData("new_leads")]
    [InlineData("sales_cycle_days")]
    public async Task FindAsync_NoArithmeticToMoney_SaysNothing(string kpi) =>
        Assert.Null(await FindAsync(Metrics().Sum(kpi, 90, "all", _ => 10, "count"), kpi, 20));

    private static HandMadeMetrics Metrics() => new(new DateOnly(2024, 1, 1));

    private static async Task<MoneyEffect?> FindAsync(HandMadeMetrics metrics, string kpi, double expected)
    {
        var row = (await metrics.ReadAsync(new(Day, Day, kpi, "all", 90), default).ToListAsync()).Single();
        return await new MoneyFinder(new NightMetrics(metrics)).FindAsync(
            Judgements.Of(KpiCatalogue.BuiltIn.Find(kpi)!, 90, "all", Day, row), Judgements.Value(expected, "history"), default);
    }
}
