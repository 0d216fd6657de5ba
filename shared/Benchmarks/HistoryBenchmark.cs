using CrmServerless.Configuration;

namespace CrmServerless.Benchmarks;

/// <summary>What is normal for this business: its own past.</summary>
/// <param name="Definition">Which part of the past.</param>
/// <param name="Margins">How far from normal is too far.</param>
public sealed record HistoryBenchmark(HistoryDefinition Definition, Margins Margins) : IBenchmark
{
    private const int FewestRecent = 4;

    /// <inheritdoc/>
    public IReadOnlyList<DateOnly> DaysNeeded(DateOnly day, int window) => Definition.Compare switch
    {
        HistoryBasis.Recent => HistoryDays.Recent(day, window),
        HistoryBasis.YearAgo => [HistoryDays.YearAgo(day, window)],
        _ => [.. HistoryDays.Recent(day, window).Append(HistoryDays.YearAgo(day, window)).Distinct().OrderDescending()],
    };

    /// <inheritdoc/>
    public BenchmarkAnswer Answer(BenchmarkQuestion question)
    {
        if (!Covered(question, question.Day))
            return new NoBenchmark(NoBenchmarkReason.WarmingUp);
        return Definition.Compare switch
        {
            HistoryBasis.Recent => FromRecent(question),
            HistoryBasis.YearAgo => FromYearAgo(question),
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
        var covered = HistoryDays.Recent(question.Day, question.Window).Where(day => Covered(question, day)).ToList();
        if (covered.Count < FewestRecent)
            return new NoBenchmark(NoBenchmarkReason.WarmingUp);
        var usable = covered.Where(day => question.UsableValue(day) is not null).ToList();
        return usable.Count < FewestRecent
            ? new NoBenchmark(usable.Count == 0 ? NoBenchmarkReason.NoData : NoBenchmarkReason.NotEnoughWindows)
            : Value(question, usable, HistorySource.Recent(question.Day, question.Window, usable.Count));
    }

    private BenchmarkAnswer FromYearAgo(BenchmarkQuestion question)
    {
        var day = HistoryDays.YearAgo(question.Day, question.Window);
        if (!Covered(question, day))
            return new NoBenchmark(NoBenchmarkReason.WarmingUp);
        return question.UsableValue(day) is null
            ? new NoBenchmark(NoBenchmarkReason.NoData)
            : Value(question, [day], HistorySource.YearAgo(question.Window));
    }

    private BenchmarkValue Value(BenchmarkQuestion question, IReadOnlyList<DateOnly> days, string source)
    {
        var compared = days.Select(day => question.UsableValue(day)!.Value).ToList();
        var normal = Median.Of(compared);
        return LimitsAround
            .Expected(question.Kpi, normal, normal, Deviation.Of(question.Kpi.Unit, normal, compared, question.JudgedSample))
            .Value(Definition.Kind, source, Margins) with
        { Sample = compared.Count, ComparedDays = days };
    }

    private static bool Covered(BenchmarkQuestion question, DateOnly day) => question.Coverage.CoversComparably(question.Kpi, question.Window, day);
}
