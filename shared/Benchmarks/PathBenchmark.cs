using System.Globalization;
using CrmServerless.Configuration;
using CrmServerless.Kpis;

namespace CrmServerless.Benchmarks;

/// <summary>A benchmark that moves from a baseline as time goes by: what is required today.</summary>
/// <param name="From">The day of the baseline; earlier days have no benchmark.</param>
/// <param name="Baseline">In the KPI's unit; null: the KPI's own value on <paramref name="From"/>.</param>
/// <param name="RequiredOn">The value required on a day, by KPI, baseline and day.</param>
/// <param name="Margins">How far behind is too far.</param>
/// <param name="Source">Where it comes from, in words that follow "compared with".</param>
public sealed record PathBenchmark(
    DateOnly From, double? Baseline, Func<Kpi, double, DateOnly, double> RequiredOn, Margins Margins, string Source) : IBenchmark
{
    private const string Kind = "improvement";

    /// <summary>A stretch that ratchets: after each whole calendar month the baseline is better by the percentage once more.</summary>
    public static PathBenchmark Of(ImprovementDefinition definition, Margins margins) => new(
        definition.From,
        definition.Baseline,
        (kpi, baseline, day) => baseline + Sign(kpi) * Math.Abs(baseline) * definition.PercentPerMonth / 100 * WholeMonths(definition.From, day),
        margins,
        string.Create(CultureInfo.InvariantCulture, $"an improvement of {definition.PercentPerMonth} % a month since {definition.From:d MMM yyyy}"));

    /// <summary>A goal: the straight line by days from the baseline to the target, and the target from then on.</summary>
    public static PathBenchmark Of(GoalDefinition definition, Margins margins) => new(
        definition.From,
        definition.Baseline,
        (_, baseline, day) => baseline + (definition.Target - baseline) * Math.Min(1, Days(definition.From, day) / Days(definition.From, definition.By)),
        margins,
        string.Create(CultureInfo.InvariantCulture, $"today's step to {definition.Target} by {definition.By:d MMM yyyy} ({definition.Objective})"));

    /// <inheritdoc/>
    public IReadOnlyList<DateOnly> DaysNeeded(DateOnly day, int window) => Baseline is null && From < day ? [From] : [];

    /// <inheritdoc/>
    public BenchmarkAnswer Answer(BenchmarkQuestion question)
    {
        if (question.Day < From)
            return new NoBenchmark(NoBenchmarkReason.NotYetStarted);
        if (!question.Coverage.CoversWindow(question.Kpi, question.Window, question.Day))
            return new NoBenchmark(NoBenchmarkReason.WarmingUp);
        if ((Baseline ?? question.UsableValue(From)) is not { } baseline)
            return new NoBenchmark(NoBenchmarkReason.NoData);
        var required = RequiredOn(question.Kpi, baseline, question.Day);
        return LimitsAround
            .Expected(question.Kpi, required, required, Deviation.Of(question.Kpi.Unit, required, [], question.JudgedSample))
            .Value(Kind, Source, Margins);
    }

    private static int Sign(Kpi kpi) => kpi.Better == Direction.Down ? -1 : 1;

    private static double Days(DateOnly from, DateOnly to) => to.DayNumber - from.DayNumber;

    private static int WholeMonths(DateOnly from, DateOnly to)
    {
        var months = (to.Year - from.Year) * 12 + to.Month - from.Month;
        return from.AddMonths(months) > to ? months - 1 : months;
    }
}
