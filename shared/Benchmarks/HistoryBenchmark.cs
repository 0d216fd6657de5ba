namespace CrmServerless.Benchmarks;

/// <summary>Which part of the past is normal.</summary>
public enum HistoryComparison
{
    /// <summary><see cref="Recent"/> where there is enough of it, else <see cref="YearAgo"/>.</summary>
    Auto,

    /// <summary>The median of the last windows that don't overlap.</summary>
    Recent,

    /// <summary>The same window a year ago: for a business with seasons.</summary>
    YearAgo,
}

/// <summary>What is normal for this business: its own past.</summary>
/// <param name="Margins">How far from normal is too far.</param>
/// <param name="Comparison">Which part of the past.</param>
public sealed record HistoryBenchmark(Margins Margins, HistoryComparison Comparison = HistoryComparison.Auto) : IBenchmark
{
    private const int FewestRecent = 4;

    /// <inheritdoc/>
    public IReadOnlyList<DateOnly> DaysNeeded(DateOnly day, int window) => Comparison switch
    {
        HistoryComparison.Recent => HistoryDays.Recent(day, window),
        HistoryComparison.YearAgo => [HistoryDays.YearAgo(day, window)],
        _ => [.. HistoryDays.Recent(day, window).Append(HistoryDays.YearAgo(day, window)).Distinct().OrderDescending()],
    };

    /// <inheritdoc/>
    public BenchmarkAnswer Answer(BenchmarkQuestion question)
    {
        if (!Covered(question, question.Day))
            return new NoBenchmark(NoBenchmarkReason.WarmingUp);
        return Comparison switch
        {
            HistoryComparison.Recent => FromRecent(question),
            HistoryComparison.YearAgo => FromYearAgo(question),
            _ => RecentElseYearAgo(question),
        };
    }

    private BenchmarkAnswer RecentElseYearAgo(BenchmarkQuestion question)
    {
        var recent = FromRecent(question);
        return recent is NoBenchmark && FromYearAgo(question) is BenchmarkValue yearAgo ? yearAgo : recent;
    }

    private BenchmarkAnswer FromRecent(BenchmarkQuestion question)
    {
        var days = HistoryDays.Recent(question.Day, question.Window);
        var covered = days.Where(day => Covered(question, day)).ToList();
        if (covered.Count < FewestRecent)
            return new NoBenchmark(NoBenchmarkReason.WarmingUp);
        var usable = covered.Where(day => UsableValue(question, day) is not null).ToList();
        return usable.Count < FewestRecent
            ? new NoBenchmark(usable.Count == 0 ? NoBenchmarkReason.NoData : NoBenchmarkReason.NotEnoughWindows)
            : Value(question, usable, HistorySource.Recent(question.Day, question.Window, usable.Count));
    }

    private BenchmarkAnswer FromYearAgo(BenchmarkQuestion question)
    {
        var day = HistoryDays.YearAgo(question.Day, question.Window);
        if (!Covered(question, day))
            return new NoBenchmark(NoBenchmarkReason.WarmingUp);
        return UsableValue(question, day) is null
            ? new NoBenchmark(NoBenchmarkReason.NoData)
            : Value(question, [day], HistorySource.YearAgo(question.Window));
    }

    private BenchmarkValue Value(BenchmarkQuestion question, IReadOnlyList<DateOnly> days, string source)
    {
        var compared = days.Select(day => UsableValue(question, day)!.Value).ToList();
        var normal = Median.Of(compared);
        var judgedSample = question.Rows.TryGetValue(question.Day, out var judged) ? judged.Sample : 0;
        var around = LimitsAround.Expected(question.Kpi, normal, normal, Deviation.Of(question.Kpi.Unit, normal, compared, judgedSample));
        return new BenchmarkValue
        {
            Kind = "history",
            Low = normal,
            High = normal,
            Warning = around.At(Margins.Warning),
            Critical = Margins.Critical is { } critical ? around.At(critical) : null,
            Recovery = around.At(Margins.Recovery),
            Source = source,
            Sample = compared.Count,
            ComparedDays = days,
        };
    }

    private static bool Covered(BenchmarkQuestion question, DateOnly day) => question.Coverage.CoversComparably(question.Kpi, question.Window, day);

    private static double? UsableValue(BenchmarkQuestion question, DateOnly day) =>
        question.Rows.TryGetValue(day, out var row) && row.HasData && row.Sample >= question.MinimumSample ? row.Value : null;
}
