using CrmServerless.Configuration;
using CrmServerless.Kpis.Catalogue;
using CrmServerless.Kpis.Explaining;
using CrmServerless.Records;
using CrmServerless.Tests.Support.RecordStore;
using NodaTime;
using Xunit;

namespace CrmServerless.Tests.Unit.Kpis.Explaining;

public sealed class KpiExplainerTests
{
    // Clocks go back in the night of 25 October 2026, within the window.
    private static readonly DateOnly Day = new(2026, 10, 31);

    private static readonly BusinessConfiguration Business = new() { TimeZone = DateTimeZoneProviders.Tzdb["Europe/Berlin"], ReportingCurrency = "EUR" };

    [Fact]
    public async Task Explain_WinRateOfARegion_NamesWhatCountedAndWhyTheRestDidNot()
    {
        var records = new HandMadeRecords()
            .Add(Entities.Customers, ("id", "N"), ("region", "North"))
            .Add(Entities.Customers, ("id", "S"), ("region", "South"))
            .Add(Entities.Deals, Deal("in", "N", "won", new(2026, 10, 31)))
            .Add(Entities.Deals, Deal("first day", "N", "won", new(2026, 8, 3)))
            .Add(Entities.Deals, Deal("lost", "N", "lost", new(2026, 9, 1)))
            .Add(Entities.Deals, Deal("too early", "N", "won", new(2026, 8, 2)))
            .Add(Entities.Deals, Deal("too late", "N", "won", new(2026, 11, 1)))
            .Add(Entities.Deals, Deal("southern", "S", "won", new(2026, 10, 1)))
            .Add(Entities.Deals, [.. Deal("deleted", "N", "won", new(2026, 10, 2)), ("deleted_at", new DateOnly(2026, 10, 31))])
            .Add(Entities.Deals, [.. Deal("closed before created", "N", "won", new(2026, 6, 1))])
            .Add(Entities.Deals, Deal("open", "N", "open", null));

        var explained = await ExplainAsync(records, "win_rate", 90, "region=North");

        Assert.Equal((2 / 3.0 * 100, 2, 3), (explained.Row!.Value!.Value, explained.Row.Numerator, explained.Row.Denominator));
        var won = explained.Parts.Single(part => part.Measure.Id == "deals_won");
        Assert.Equal((new DateOnly(2026, 8, 3), Day, 2, 2m), (won.First, won.Last, won.Records, won.Total));
        Assert.Equal("2026-08-03T00:00:00+02:00|2026-11-01T00:00:00+01:00", $"{won.From:yyyy-MM-ddTHH:mm:sszzz}|{won.Until:yyyy-MM-ddTHH:mm:sszzz}");
        Assert.Equal(["in 2026-10-31", "first day 2026-08-03"], won.Heaviest.Select(record => $"{record.Name.Id} {record.Day:yyyy-MM-dd}"));
        Assert.Equal(
            [
                "it belongs to another segment: southern", "it was deleted, merged, hidden or another's on the day: deleted", "its day is after the window: too late",
                "its day is before the window: too early",
            ],
            won.NotCounted.Select(Text));
        Assert.Equal(["lost"], explained.Parts.Single(part => part.Measure.Id == "deals_lost").Heaviest.Select(record => record.Name.Id));
        Assert.Equal("closed before created", Assert.Single(Assert.Single(explained.LeftOut).Examples).Id);
        Assert.StartsWith("it breaks a rule: ", explained.LeftOut[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explain_RevenueInTwoCurrencies_TellsRatesAndWhatIsNoSale()
    {
        var records = new HandMadeRecords()
            .Add(Entities.FxRates, ("day", new DateOnly(2026, 10, 1)), ("currency", "USD"), ("rate", 0.9m))
            .Add(Entities.FxRates, ("day", new DateOnly(2026, 10, 20)), ("currency", "USD"), ("rate", 0.8m))
            .Add(Entities.Orders, Order("euros", new(2026, 10, 5), 100, "EUR"))
            .Add(Entities.Orders, Order("dollars", new(2026, 10, 6), 1000, "USD"))
            .Add(Entities.Orders, Order("later dollars", new(2026, 10, 21), 10, "USD"))
            .Add(Entities.Orders, Order("pounds", new(2026, 10, 7), 50, "GBP"))
            .Add(Entities.Orders, Order("no amount", new(2026, 10, 7), null, "EUR"))
            .Add(Entities.Orders, [.. Order("refunded", new(2026, 10, 8), 70, "EUR"), ("status", "refunded")])
            .Add(Entities.Orders, [.. Order("of a deal", new(2026, 10, 9), 30, "EUR"), ("deal_id", "D")])
            .Add(Entities.Deals, [.. Deal("D", "N", "won", new(2026, 10, 9)), ("amount", 30m)]);

        var explained = await ExplainAsync(records, "revenue", 30, "all");

        // 100 + 1000 x 0.9 + 10 x 0.8 + 30
        Assert.Equal(1038, explained.Row!.Value!.Value, 9);
        var revenue = explained.Parts.Single(part => part.Measure.Id == "revenue");
        Assert.Equal(["dollars 900.0 0.9", "euros 100 ", "of a deal 30 ", "later dollars 8.0 0.8"], revenue.Heaviest.Select(record => FormattableString.Invariant($"{record.Name.Id} {record.Amount} {record.Rate}")));
        Assert.Equal([new ExplainedRate("USD", 0.8m, 0.9m, 2)], explained.Rates);
        Assert.Equal(
            [
                "an order names it: the order is the sale: D", "an order with status refunded is no sale: refunded", "it has no amount: it counts, and adds nothing to sums: no amount",
                "there is no exchange rate for GBP on or before its day: it counts, and adds nothing to sums: pounds",
            ],
            explained.LeftOut.Select(Text));
    }

    [Fact]
    public async Task Explain_MedianAndCustomers_NamesTheMiddleAndTheCustomers()
    {
        var records = new HandMadeRecords().Add(Entities.Customers, ("id", "N"), ("created_at", new DateOnly(2026, 1, 1)));
        foreach (var days in new[] { 1, 2, 3, 10, 20, 30, 40 })
            records.Add(Entities.Deals, ("id", $"{days} days"), ("customer_id", "N"), ("status", "won"), ("created_at", Day.AddDays(-days)), ("closed_at", Day));

        var cycle = await ExplainAsync(records, "sales_cycle_days", 90, "all");
        var active = await ExplainAsync(records, "active_customers", 0, "all");
        var nowhere = await ExplainAsync(records, "sales_cycle_days", 90, "region=Nowhere");

        Assert.Equal(10, cycle.Row!.Value);
        Assert.Null(cycle.Parts[0].Total);
        Assert.Equal(["10 days", "3 days", "2 days", "1 days", "20 days"], cycle.Parts[0].Heaviest.Select(record => record.Name.Id));
        Assert.Equal(new RecordName("customers", "crm", "N"), Assert.Single(active.Parts[0].Heaviest).Name);
        Assert.True(active.Parts[0].IsState);
        Assert.Null(nowhere.Row);
    }

    [Fact]
    public async Task Explain_EveryKpiAndWindow_IsTheEnginesValueAndItsPartsMakeIt()
    {
        var company = GeneratedCompany.Of(4);
        var rows = await company.ComputeAsync();
        var explainer = new KpiExplainer(GeneratedCompany.Business, [], KpiCatalogue.BuiltIn);
        foreach (var (kpi, window) in KpiCatalogue.BuiltIn.All.SelectMany(kpi => kpi.Windows.Select(window => (kpi, window))))
        {
            foreach (var segment in new[] { "all", "region=North" })
            {
                var explained = await explainer.ExplainAsync(company.Snapshot(), kpi, window, segment, GeneratedCompany.Days.To, default);

                Assert.Equal(rows.GetValueOrDefault((kpi.Id, window, segment, GeneratedCompany.Days.To)), explained.Row);
                if (explained.Row is { HasData: true } row && kpi.Formula is CrmServerless.Kpis.QuotientFormula { Numerator: CrmServerless.Kpis.MeasureTerm numerator, Denominator: CrmServerless.Kpis.MeasureTerm denominator })
                {
                    Assert.Equal(row.Numerator!.Value, TotalOf(explained, numerator), 9);
                    Assert.Equal(row.Denominator!.Value, TotalOf(explained, denominator), 9);
                }
            }
        }
    }

    private static double TotalOf(Explanation explained, CrmServerless.Kpis.MeasureTerm term) => (double)explained.Parts
        .Where(part => part.Measure == term.Measure && (part.Last == explained.Day) == (term.End == CrmServerless.Kpis.Measures.WindowEnd.AtDay)).Sum(part => part.Total!.Value);

    private static Task<Explanation> ExplainAsync(HandMadeRecords records, string kpi, int window, string segment) =>
        new KpiExplainer(Business, [], KpiCatalogue.BuiltIn).ExplainAsync(records.Snapshot(), KpiCatalogue.BuiltIn.Find(kpi)!, window, segment, Day, default);

    private static string Text(Reason reason) => $"{reason.Text}: {string.Join(", ", reason.Examples.Select(name => name.Id))}";

    private static (string Field, object? Value)[] Deal(string id, string customer, string status, DateOnly? closed) =>
        [("id", id), ("customer_id", customer), ("status", status), ("created_at", new DateOnly(2026, 7, 1)), ("closed_at", closed)];

    private static (string Field, object? Value)[] Order(string id, DateOnly day, decimal? amount, string currency) =>
        [("id", id), ("ordered_at", day), ("amount", amount), ("currency", currency)];
}
