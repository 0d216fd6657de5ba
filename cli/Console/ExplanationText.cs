using System.Globalization;
using CrmServerless.Kpis.Explaining;
using CrmServerless.Kpis.Metrics;

namespace CrmServerless.Cli.Console;

/// <summary>An explanation line by line.</summary>
internal sealed class ExplanationText(Explanation explanation, string currency)
{
    private const double Same = 1e-9;

    /// <summary>The lines.</summary>
    /// <param name="stored">What is stored of it, and what that replaced; null where the day was not computed or has no such row.</param>
    public IEnumerable<string> Lines((MetricRow Row, EarlierValue? Earlier)? stored)
    {
        var kpi = explanation.Kpi;
        yield return $"{kpi.Name} ({kpi.Id}), {explanation.Segment}, {Window(explanation.Window)} {Day(explanation.Day)}: {Value(explanation.Row)}";
        yield return $"Formula   {FormulaText.Of(kpi.Formula)}";
        foreach (var line in Stored(stored).Concat(explanation.Parts.SelectMany(Part)).Concat(LeftOut()).Concat(Rates()))
            yield return line;
        yield return $"Mind      {kpi.Pitfall}";
    }

    private IEnumerable<string> Stored((MetricRow Row, EarlierValue? Earlier)? stored)
    {
        if (stored is not { } found)
        {
            yield return "Stored    nothing: this day, segment or window is not computed every night";
            yield break;
        }

        var isSame = explanation.Row is { } row && row.HasData == found.Row.HasData && Math.Abs((row.Value ?? 0) - (found.Row.Value ?? 0)) <= Same * Math.Abs(row.Value ?? 0);
        yield return $"Stored    {(isSame ? "the same" : $"{Value(found.Row)}: records or configuration changed since; the next night computes it anew")}";
        if (found.Earlier is { } earlier)
            yield return string.Create(CultureInfo.InvariantCulture, $"Earlier   {Text(earlier.HasData, earlier.Value)}, until {earlier.ChangedAt:yyyy-MM-dd HH:mm} UTC (computed by run {earlier.Run})");
    }

    private IEnumerable<string> Part(ExplainedPart part)
    {
        yield return "";
        yield return $"{part.Measure.Id} ({part.Measure.About}): {(part.Total is { } total ? Number(total) : "values")} of {Count(part.Records, "record")}";
        yield return part.IsState
            ? $"  at the end of {Day(part.Last)}, {Instant(part.Until)} ({explanation.TimeZone})"
            : $"  {Day(part.First)} to {Day(part.Last)}: from {Instant(part.From)} to before {Instant(part.Until)} ({explanation.TimeZone})";
        foreach (var record in part.Heaviest)
            yield return $"  {Name(record.Name)}: {Number(record.Amount)}{(record.Rate is { } rate ? $" (rate {Number(rate)})" : "")}{(record.Day is { } day ? $", {Day(day)}" : "")}";
        if (part.Records > part.Heaviest.Count)
            yield return $"  and {Count(part.Records - part.Heaviest.Count, "more record")}";
        foreach (var reason in part.NotCounted)
            yield return $"  not counted: {ReasonText(reason)}";
    }

    private IEnumerable<string> LeftOut() => explanation.LeftOut.Count == 0
        ? []
        : explanation.LeftOut.Select(reason => $"  {ReasonText(reason)}").Prepend("Left out, or only in part").Prepend("");

    private IEnumerable<string> Rates() => explanation.Rates
        .Select(rate => $"  {rate.Currency}: {Number(rate.Lowest)}{(rate.Highest == rate.Lowest ? "" : $" to {Number(rate.Highest)}")} {currency}, {Count(rate.Records, "record")}")
        .Prepend(explanation.Rates.Count == 0 ? "Rates     none were needed" : "Exchange rates used")
        .Prepend("");

    private static string ReasonText(Reason reason) =>
        $"{Count(reason.Count, "record")}: {reason.Text} ({string.Join(", ", reason.Examples.Select(Name))}{(reason.Count > reason.Examples.Count ? ", …" : "")})";

    private string Value(MetricRow? row) => row is null
        ? "no row: no record has this value by then"
        : Text(row.HasData, row.Value) + (row is { Numerator: { } numerator, Denominator: { } denominator } ? $" ({Number((decimal)numerator)} / {Number((decimal)denominator)})" : "")
            + $", sample {Numbers.Count(row.Sample)}";

    private string Text(bool hasData, double? value) => hasData ? Numbers.Value(value, explanation.Kpi.Unit, currency) : "no data";

    private static string Name(RecordName name) => $"{name.Entity} {name.Source}/{name.Id}";

    private static string Count(int count, string thing) => $"{Numbers.Count(count)} {thing}{(count == 1 ? "" : "s")}";

    private static string Window(int window) => window == 0 ? "at the end of" : $"{window.ToString(CultureInfo.InvariantCulture)} days to";

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Instant(DateTimeOffset instant) => instant.ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture);

    private static string Number(decimal number) => number.ToString("#,0.######", CultureInfo.InvariantCulture);
}
