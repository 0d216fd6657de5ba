namespace CrmServerless.Benchmarks;

/// <summary>What customers or the board expect: a fixed target, or a band.</summary>
/// <param name="Low">The target, or the low end of the band; in the KPI's unit.</param>
/// <param name="High">The high end; equal to <paramref name="Low"/> for a target. With a band both sides are bad, whatever the KPI's direction.</param>
/// <param name="Margins">How far beyond is too far.</param>
/// <param name="SetBy">Who expects it, as configured; null when not said.</param>
public sealed record ExpectationBenchmark(double Low, double High, Margins Margins, string? SetBy = null) : IBenchmark
{
    /// <inheritdoc/>
    public IReadOnlyList<DateOnly> DaysNeeded(DateOnly day, int window) => [];

    /// <summary>The target. It needs no history, but a sum over a window that begins before the data would miss it for want of data alone.</summary>
    public BenchmarkAnswer Answer(BenchmarkQuestion question) =>
        question.Coverage.CoversWindow(question.Kpi, question.Window, question.Day)
            ? Value(question)
            : new NoBenchmark(NoBenchmarkReason.WarmingUp);

    private BenchmarkValue Value(BenchmarkQuestion question)
    {
        var judgedSample = question.Rows.TryGetValue(question.Day, out var judged) ? judged.Sample : 0;
        var nearest = Math.Clamp(judged?.Value ?? Low, Low, High);
        var around = LimitsAround.Expected(question.Kpi, Low, High, Deviation.Of(question.Kpi.Unit, nearest, [], judgedSample));
        return new BenchmarkValue
        {
            Kind = "expectation",
            Low = Low,
            High = High,
            Warning = around.At(Margins.Warning),
            Critical = Margins.Critical is { } critical ? around.At(critical) : null,
            Recovery = around.At(Margins.Recovery),
            Source = Low < High ? $"the band set {By}" : $"the target set {By}",
        };
    }

    private string By => SetBy is null ? "in benchmarks.yaml" : $"by {SetBy}";
}
