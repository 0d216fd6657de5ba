using CrmServerless.Benchmarks;
using CrmServerless.Kpis;

namespace CrmServerless.Alerts.Wording;

/// <summary>The sentence a manager reads first, and the few words of it that fit a subject line.</summary>
internal static class FirstLine
{
    private const double AsGoodAsAll = 0.95;

    /// <summary>`Win rate North 31 % → 22 % over 90 days`.</summary>
    public static string Headline(Finding finding, WordingContext context) => finding.Decision.Reason switch
    {
        Reason.DataStopped => $"{Subject(finding)}: no data",
        Reason.DataBack => $"{Subject(finding)} has data again",
        Reason.Resolved => $"{Subject(finding)} is back at {context.Numbers(finding.Kpi).Text(Value(finding))}",
        _ => Off(finding, Benchmark(finding), context),
    };

    /// <summary>`Win rate North 31 % → 22 % over 90 days; about 48,000 EUR less than at your normal rate; 70 % of it is in Enterprise.`</summary>
    public static string Sentence(Finding finding, WordingContext context) => finding.Decision.Reason switch
    {
        Reason.DataStopped => Stopped(finding),
        Reason.DataBack => $"{Subject(finding)} has data again{Now(finding, context)}.",
        Reason.Resolved => Resolved(finding, Benchmark(finding), context),
        _ => Off(finding, Benchmark(finding), context) + Money(finding, context) + In(finding) + ".",
    };

    private static string Off(Finding finding, BenchmarkValue benchmark, WordingContext context)
    {
        var value = Value(finding);
        var numbers = context.Numbers(finding.Kpi);
        var (expected, now) = numbers.Pair(benchmark.ExpectedFor(value), value);
        var over = Dates.Over(finding.Rule.Window, finding.Day);
        return benchmark.Kind == "history"
            ? $"{Subject(finding)} {expected} → {now}{over}"
            : $"{Subject(finding)} {now}{over}, {Against(benchmark, expected, numbers)}";
    }

    private static string Against(BenchmarkValue benchmark, string expected, HumanNumber numbers) => benchmark switch
    {
        { Low: var low, High: var high } when low < high => $"not within {numbers.Text(low)} to {numbers.Text(high)}",
        { Kind: "industry" } => $"published figure {expected}",
        { Kind: "improvement" } => $"{expected} needed by now",
        _ => $"target {expected}",
    };

    private static string Money(Finding finding, WordingContext context)
    {
        if (finding.Money is not { } money)
            return "";
        var way = finding.Kpi.Better == Direction.Down ? "more" : "less";
        var than = (finding.Benchmark?.Kind, money.Parts) switch
        {
            ("history", not null) => "at your normal rate",
            ("history", null) => "normal",
            (_, not null) => "at that rate",
            _ => "that",
        };
        return $"; about {HumanNumber.About(money.Amount, context.Business.ReportingCurrency)} {way} than {than}";
    }

    private static string In(Finding finding)
    {
        if (finding.Driver is not { } driver)
            return "";
        var share = driver.Share >= AsGoodAsAll ? "all" : FormattableString.Invariant($"{Math.Round(driver.Share * 100)} %");
        var ofIt = finding.Money is null ? "of the change" : "of it";
        return $"; {share} {ofIt} is in {DriverName(finding, driver)}";
    }

    private static string Resolved(Finding finding, BenchmarkValue benchmark, WordingContext context)
    {
        var value = Value(finding);
        var (expected, now) = context.Numbers(finding.Kpi).Pair(benchmark.ExpectedFor(value), value);
        var against = benchmark.Kind == "history" ? $"normal is {expected}" : Against(benchmark, expected, context.Numbers(finding.Kpi));
        var within = benchmark.Low < benchmark.High ? "" : $", {against}";
        return $"{Subject(finding)} is back: {now}{Dates.Over(finding.Rule.Window, finding.Day)}{within}{WasOff(finding)}.";
    }

    private static string WasOff(Finding finding) =>
        finding.Decision.Since is { } since ? $"; it was off for {Dates.Count(finding.Day.DayNumber - since.DayNumber)}" : "";

    private static string Stopped(Finding finding)
    {
        var silent = Dates.Count(finding.Decision.State?.Condition.Silent ?? 0);
        return finding.Decision.State?.Condition.Status == AlertStatus.Stale
            ? $"{Subject(finding)}: the data behind it has not been renewed for {silent}; it is not judged until new data arrives."
            : $"{Subject(finding)}: no data for {silent}; it is not judged until there is some.";
    }

    private static string Now(Finding finding, WordingContext context) =>
        finding.Row?.Value is { } value ? $": {context.Numbers(finding.Kpi).Text(value)}{Dates.Over(finding.Rule.Window, finding.Day)}" : "";

    private static string Subject(Finding finding) => finding.Kpi.Name + SegmentName.After(finding.Segment);

    private static string DriverName(Finding finding, Driver driver) =>
        SegmentName.Short(finding.Segment == "all" ? driver.Segment : string.Join('&', driver.Segment.Split('&').Except(finding.Segment.Split('&'))));

    private static double Value(Finding finding) =>
        finding.Row?.Value ?? throw new ArgumentException($"Nothing is told of a breach without a value ({finding.Rule.Id}, {finding.Segment}).", nameof(finding));

    private static BenchmarkValue Benchmark(Finding finding) =>
        finding.Benchmark ?? throw new ArgumentException($"Nothing is told of a breach without a benchmark ({finding.Rule.Id}, {finding.Segment}).", nameof(finding));
}
