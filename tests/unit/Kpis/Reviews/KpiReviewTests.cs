using System.Globalization;
using CrmServerless.Configuration;
using CrmServerless.Kpis.Catalogue;
using CrmServerless.Kpis.Engine;
using CrmServerless.Kpis.Reviews;
using CrmServerless.Records;
using CrmServerless.Tests.Support.RecordStore;
using Xunit;

namespace CrmServerless.Tests.Unit.Kpis.Reviews;

public sealed class KpiReviewTests
{
    [Theory]
    [InlineData(PeriodKind.Week, "2026-10-21", "2026-10-19..2026-10-21", "2026-10-12..2026-10-14")]
    [InlineData(PeriodKind.Week, "2026-10-25", "2026-10-19..2026-10-25 whole", "2026-10-12..2026-10-18 whole")]
    [InlineData(PeriodKind.Week, "2026-01-01", "2025-12-29..2026-01-01", "2025-12-22..2025-12-25")]
    [InlineData(PeriodKind.Month, "2026-10-17", "2026-10-01..2026-10-17", "2026-09-01..2026-09-17")]
    [InlineData(PeriodKind.Month, "2026-03-30", "2026-03-01..2026-03-30", "2026-02-01..2026-02-28 whole")]
    [InlineData(PeriodKind.Month, "2026-02-28", "2026-02-01..2026-02-28 whole", "2026-01-01..2026-01-31 whole")]
    [InlineData(PeriodKind.Month, "2028-02-28", "2028-02-01..2028-02-28", "2028-01-01..2028-01-28")]
    [InlineData(PeriodKind.Quarter, "2026-01-05", "2026-01-01..2026-01-05", "2025-10-01..2025-10-05")]
    [InlineData(PeriodKind.Quarter, "2026-06-30", "2026-04-01..2026-06-30 whole", "2026-01-01..2026-03-31 whole")]
    public void ToDate_Day_ThePartAndTheSamePartBefore(PeriodKind kind, string day, string expected, string before)
    {
        var period = ReviewPeriod.ToDate(kind, DateOnly.Parse(day, CultureInfo.InvariantCulture));

        Assert.Equal((expected, before), (Text(period), Text(period.Previous(kind))));
    }

    [Fact]
    public async Task Of_MonthToDate_CountsJustItsDays()
    {
        var records = new HandMadeRecords()
            .Add(Entities.Customers, ("id", "A"), ("created_at", new DateOnly(2026, 1, 1)))
            .Add(Entities.Orders, Order("1 Sep", new(2026, 9, 1), "A", 40))
            .Add(Entities.Orders, Order("18 Sep", new(2026, 9, 18), "A", 1000))
            .Add(Entities.Orders, Order("1 Oct", new(2026, 10, 1), "A", 70))
            .Add(Entities.Orders, Order("17 Oct", new(2026, 10, 17), "A", 30))
            .Add(Entities.Orders, Order("18 Oct", new(2026, 10, 18), "A", 500))
            .Add(Entities.Orders, Order("another", new(2026, 10, 2), "B", 10));
        var business = new BusinessConfiguration { Segments = [] };
        using var loaded = await new KpiEngine(business, []).ReadAsync(records.Snapshot(), 0, default);

        var lines = new KpiReview(loaded, KpiCatalogue.BuiltIn, business).Of(PeriodKind.Month, ReviewPeriod.ToDate(PeriodKind.Month, new DateOnly(2026, 10, 17)));

        ReviewLine Line(string kpi) => lines.Single(line => line.Kpi.Id == kpi);
        Assert.Equal((17, 110, 40, 70), (Line("revenue").Now.Window, Line("revenue").Now.Value, Line("revenue").Before!.Value, Line("revenue").Change));
        Assert.Equal((1.5, 1), (Line("purchase_frequency").Now.Value, Line("purchase_frequency").Before!.Value));
        Assert.Equal((0, 2, 1), (Line("active_customers").Now.Window, Line("active_customers").Now.Value, Line("active_customers").Before!.Value));
        Assert.Equal(365, Line("clv").Now.Window);
        Assert.Equal(365, Line("clv_to_cac").Now.Window);
        Assert.Null(Line("win_rate").Change);
    }

    private static string Text(ReviewPeriod period) => $"{period.From:yyyy-MM-dd}..{period.To:yyyy-MM-dd}{(period.IsWhole ? " whole" : "")}";

    private static (string Field, object? Value)[] Order(string id, DateOnly day, string customer, decimal amount) =>
        [("id", id), ("ordered_at", day), ("customer_id", customer), ("amount", amount)];
}
