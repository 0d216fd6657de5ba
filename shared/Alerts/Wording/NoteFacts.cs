using System.Globalization;
using CrmServerless.Benchmarks;
using CrmServerless.Kpis;
using CrmServerless.Notifications.Messages;

namespace CrmServerless.Alerts.Wording;

/// <summary>The particulars under the first line, in the order they are read.</summary>
internal static class NoteFacts
{
    /// <summary>Those that are known of <paramref name="finding"/>.</summary>
    public static IReadOnlyList<Fact> Of(Finding finding, WordingContext context) =>
        [.. All(finding, context).Where(fact => fact.Text is not null).Select(fact => new Fact(fact.Name, fact.Text!))];

    private static IEnumerable<(string Name, string? Text)> All(Finding finding, WordingContext context)
    {
        var numbers = context.Numbers(finding.Kpi);
        yield return ("KPI", $"{finding.Kpi.Name} ({finding.Kpi.Id}), {SegmentName.Long(finding.Segment)}");
        yield return ("Value", Value(finding, numbers));
        yield return ("Window", $"{Dates.Window(finding.Kpi, finding.Rule.Window, finding.Day, context.Business.LeadMaturityDays)}, {context.Business.TimeZone.Id}");
        yield return ("Benchmark", finding.Benchmark is { } benchmark ? $"{Expected(benchmark, numbers)} ({benchmark.Kind}): {benchmark.Source}" : null);
        yield return ("Difference", Difference(finding, numbers));
        yield return ("Limits", finding.Benchmark is { } drawn ? Limits(drawn, numbers) : null);
        yield return ("Money", Money(finding, context));
        yield return (finding.Decision.Reason == Reason.Resolved ? "Was off" : "Since", Since(finding));
        yield return ("Driver", finding.Driver is { } driver ? Driver(driver, numbers) : null);
        yield return ("Sample", finding.Row is { } row ? string.Create(CultureInfo.InvariantCulture, $"{row.Sample:N0}, at least {finding.MinimumSample:N0} needed") : null);
        yield return ("Trend", Trend(finding, numbers));
        yield return ("Said", finding.Remarks.Count > 0 ? string.Join("; ", finding.Remarks) : null);
        yield return ("Note", IsOff(finding) ? finding.Kpi.Pitfall : null);
    }

    private static bool IsOff(Finding finding) => finding.Decision.Reason is Reason.FirstBreach or Reason.Worse or Reason.Reminder;

    private static string? Value(Finding finding, HumanNumber numbers)
    {
        if (finding.Row?.Value is not { } value)
            return null;
        var parts = finding.Kpi.Unit == Unit.Percent && finding.Row is { Numerator: { } part, Denominator: { } whole } && AreThings(part, whole)
            ? string.Create(CultureInfo.InvariantCulture, $" ({part:N0} of {whole:N0})")
            : "";
        return numbers.Text(value) + parts;
    }

    private static bool AreThings(double part, double whole) => part >= 0 && part <= whole && double.IsInteger(part) && double.IsInteger(whole);

    private static string Expected(BenchmarkValue benchmark, HumanNumber numbers) =>
        benchmark.Low < benchmark.High ? $"{numbers.Text(benchmark.Low)} to {numbers.Text(benchmark.High)}" : numbers.Text(benchmark.Low);

    private static string? Difference(Finding finding, HumanNumber numbers)
    {
        if (finding is not { Row.Value: { } value, Benchmark: { } benchmark })
            return null;
        var expected = benchmark.ExpectedFor(value);
        if (value == expected)
            return "none";
        var relative = expected > 0 && finding.Kpi.Unit is not Unit.Points
            ? string.Create(CultureInfo.InvariantCulture, $" ({Math.Abs(value - expected) / expected * 100:0} % {(value < expected ? "below" : "above")} it)")
            : "";
        return $"{numbers.Distance(value, expected)} {(value < expected ? "lower" : "higher")}{relative}";
    }

    private static string Limits(BenchmarkValue benchmark, HumanNumber numbers)
    {
        var warning = "warning " + Beyond(benchmark.Warning, numbers);
        return benchmark.Critical is { } critical ? $"{warning}, critical {Beyond(critical, numbers)}" : warning;
    }

    private static string Beyond(Limits limits, HumanNumber numbers) => limits switch
    {
        { Lower: { } lower, Upper: { } upper } => $"below {numbers.Text(lower)} or above {numbers.Text(upper)}",
        { Lower: { } lower } => $"below {numbers.Text(lower)}",
        { Upper: { } upper } => $"above {numbers.Text(upper)}",
        _ => "never",
    };

    private static string? Money(Finding finding, WordingContext context)
    {
        if (finding.Money is not { Parts: { } parts } money)
            return null;
        var currency = context.Business.ReportingCurrency;
        var things = string.Create(CultureInfo.InvariantCulture, $"{parts.Count:#,##0} {parts.Things}");
        return $"about {HumanNumber.About(money.Amount, currency)}: {things} at {HumanNumber.About(parts.Each, currency)} each";
    }

    private static string? Since(Finding finding)
    {
        if (finding.Decision.Since is not { } since)
            return null;
        var last = finding.Decision.Reason == Reason.Resolved ? finding.Day.AddDays(-1) : finding.Day;
        var days = Dates.Count(last.DayNumber - since.DayNumber + 1);
        return finding.Decision.Reason == Reason.Resolved ? $"{Dates.Day(since)} to {Dates.Day(last)} ({days})" : $"{Dates.Day(since)} ({days})";
    }

    private static string Driver(Driver driver, HumanNumber numbers)
    {
        var (expected, now) = numbers.Pair(driver.Expected, driver.Value);
        return $"{SegmentName.Long(driver.Segment)}: {expected} → {now}";
    }

    private static string? Trend(Finding finding, HumanNumber numbers)
    {
        var known = finding.Trend.Where(point => point.Value is not null).ToList();
        if (known.Count < 2)
            return null;
        var step = known[1].Day.DayNumber - known[0].Day.DayNumber == 1 ? "daily" : "weekly";
        var (first, last) = numbers.Pair(known[0].Value!.Value, known[^1].Value!.Value);
        return $"{Sparkline.Of([.. finding.Trend.Select(point => point.Value)])} {first} to {last}, {step} since {Dates.Short(finding.Trend[0].Day, finding.Day)}";
    }
}
