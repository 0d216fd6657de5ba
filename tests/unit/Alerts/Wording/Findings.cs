using CrmServerless.Alerts;
using CrmServerless.Alerts.Wording;
using CrmServerless.Benchmarks;
using CrmServerless.Configuration;
using CrmServerless.Kpis;
using CrmServerless.Kpis.Metrics;
using NodaTime;
using static CrmServerless.Tests.Unit.Benchmarks.SeriesBuilder;
using KpiUnit = CrmServerless.Kpis.Unit;

namespace CrmServerless.Tests.Unit.Alerts.Wording;

/// <summary>The findings of one night, Monday 16 November 2026, as a message is written of them.</summary>
internal static class Findings
{
    public static readonly DateOnly Day = new(2026, 11, 16);

    public static readonly WordingContext Context = new(
        new BusinessConfiguration { TimeZone = DateTimeZoneProviders.Tzdb["Europe/Berlin"] }, new Uri("https://crm.example.com/api"));

    /// <summary>Win rate North: normally 31 %, 22 % now, critical since Monday a week ago, 13 deals lost that usually are won.</summary>
    public static Finding WinRate(Reason reason = Reason.FirstBreach) => new()
    {
        Rule = Rule("win_rate.90.history", "win_rate", 90, new HistoryDefinition()),
        Kpi = Kpi() with
        {
            Pitfall = "Deals that nobody closes don't count.",
            Playbook = ["Ask the owners of the last ten lost deals for the reason.", "Compare the price lists of North with those of the other regions."],
        },
        Segment = "region=North",
        Day = Day,
        Row = new MetricRow(Day, "win_rate", 90, "region=North", 100 * 31.0 / 141, 31, 141, 141, "percent", true),
        Benchmark = new BenchmarkValue
        {
            Kind = "history",
            Low = 31,
            High = 31,
            Warning = new Limits(28.2, null),
            Critical = new Limits(25.4, null),
            Recovery = new Limits(29.6, null),
            Source = "the median of 6 earlier 90-day windows",
            Sample = 6,
        },
        MinimumSample = 30,
        Decision = Decided(reason, AlertStatus.Open, Severity.Critical, new DateOnly(2026, 11, 9)),
        Trend = [.. new double?[] { 31, 32, 30, 31, 31, 30, 29, 28, 26, 25, 23, 22 }.Select((value, week) => new TrendPoint(Day.AddDays(7 * (week - 11)), value))],
        Driver = new Driver("region=North&tier=Enterprise", 0.7, 35, 18),
        Money = new MoneyEffect(48_230, new MoneyParts(12.7, "deals not won", 3_800)),
    };

    /// <summary>Response time: 95 minutes against a target of 60.</summary>
    public static Finding ResponseTime(Reason reason = Reason.FirstBreach) => new()
    {
        Rule = Rule("response_minutes_mean.30.expectation", "response_minutes_mean", 30, new ExpectationDefinition(60, 60, "the board")),
        Kpi = Kpi(KpiUnit.Minutes, Direction.Down) with
        {
            Id = "response_minutes_mean",
            Name = "First response time",
            Family = "service",
            Pitfall = "A few forgotten tickets move the mean; see the median too.",
            Playbook = ["Look at the tickets that waited longest."],
        },
        Segment = "all",
        Day = Day,
        Row = new MetricRow(Day, "response_minutes_mean", 30, "all", 95.2, 38_080, 400, 400, "minutes", true),
        Benchmark = new BenchmarkValue
        {
            Kind = "expectation",
            Low = 60,
            High = 60,
            Warning = new Limits(null, 60),
            Critical = new Limits(null, 120),
            Recovery = new Limits(null, 60),
            Source = "the target set by the board",
        },
        MinimumSample = 30,
        Decision = Decided(reason, AlertStatus.Open, Severity.Warning, Day),
        Trend = [.. new double?[] { 55, 58, null, 57, 62, 95.2 }.Select((value, week) => new TrendPoint(Day.AddDays(7 * (week - 5)), value))],
    };

    /// <summary>Win rate North is back at 30 % after twelve days.</summary>
    public static Finding Resolved() => WinRate() with
    {
        Row = new MetricRow(Day, "win_rate", 90, "region=North", 30, 45, 150, 150, "percent", true),
        Decision = Decided(Reason.Resolved, AlertStatus.Ok, Severity.None, new DateOnly(2026, 11, 4)),
        Driver = null,
        Money = null,
    };

    /// <summary>First response time: the data has not been renewed, or there is none, for three days.</summary>
    public static Finding Stopped(AlertStatus status) => ResponseTime() with
    {
        Row = null,
        Benchmark = null,
        Trend = [],
        Decision = new Decision(new AlertState(Day, Condition.Fine with { Status = status, Silent = 3 }, null, Told.Nothing), Reason.DataStopped, null),
    };

    private static Decision Decided(Reason reason, AlertStatus status, Severity severity, DateOnly since) =>
        new(new AlertState(Day, new Condition(status, severity, since, 1, 0, status), null, Told.Nothing), reason, since);

    private static BenchmarkRule Rule(string id, string kpi, int window, BenchmarkDefinition benchmark) => new()
    {
        Id = id,
        Kpi = kpi,
        Window = window,
        Benchmark = benchmark,
        Warning = new Margin(2, MarginUnit.Deviations),
        Recovery = new Margin(1, MarginUnit.Deviations),
    };
}
