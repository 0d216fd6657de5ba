using CrmServerless.Configuration;

namespace CrmServerless.Benchmarks;

/// <summary>A benchmark that somebody set: it needs no history of the KPI.</summary>
/// <param name="Kind">The kind, as configuration writes it.</param>
/// <param name="Low">The target, or the low end of the band; in the KPI's unit.</param>
/// <param name="High">The high end; equal to <paramref name="Low"/> for a target.</param>
/// <param name="BothSides">Whether above the band is as bad as below; else only the KPI's worse side is.</param>
/// <param name="Margins">How far beyond is too far.</param>
/// <param name="Source">Where it comes from, in words that follow "compared with".</param>
public sealed record TargetBenchmark(string Kind, double Low, double High, bool BothSides, Margins Margins, string Source) : IBenchmark
{
    /// <summary>What customers or the board expect.</summary>
    public static TargetBenchmark Of(ExpectationDefinition definition, Margins margins)
    {
        var by = definition.By is null ? "in benchmarks.yaml" : $"by {definition.By}";
        var what = definition.Low < definition.High ? "the band" : "the target";
        return new(definition.Kind, definition.Low, definition.High, true, margins, $"{what} set {by}");
    }

    /// <summary>A published figure. A range says where others are; being better than it is nothing to alert on.</summary>
    public static TargetBenchmark Of(IndustryDefinition definition, Margins margins)
    {
        var year = definition.Year is { } stated ? FormattableString.Invariant($", {stated}") : "";
        var where = definition.Industry == "all" ? "all industries" : definition.Industry;
        return new(definition.Kind, definition.Low, definition.High, false, margins, $"the published figure for {where} ({definition.Source}{year})");
    }

    /// <inheritdoc/>
    public IReadOnlyList<DateOnly> DaysNeeded(DateOnly day, int window) => [];

    /// <summary>The target. A sum over a window that begins before the data would miss it for want of data alone, so such a window is warming up.</summary>
    public BenchmarkAnswer Answer(BenchmarkQuestion question) =>
        question.Coverage.CoversWindow(question.Kpi, question.Window, question.Day)
            ? Around(question).Value(Kind, Source, Margins)
            : new NoBenchmark(NoBenchmarkReason.WarmingUp);

    private LimitsAround Around(BenchmarkQuestion question)
    {
        var nearest = Math.Clamp(question.JudgedValue ?? Low, Low, High);
        var around = LimitsAround.Expected(question.Kpi, Low, High, Deviation.Of(question.Kpi.Unit, nearest, [], question.JudgedSample));
        return BothSides ? around : around.WorseOnly(question.Kpi);
    }
}
