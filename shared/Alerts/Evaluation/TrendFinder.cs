using CrmServerless.Benchmarks;

namespace CrmServerless.Alerts.Evaluation;

/// <summary>The last values of a KPI, on <see cref="TrendDays"/>.</summary>
internal sealed class TrendFinder(NightMetrics metrics)
{
    /// <summary>The values, oldest first, the judged day's last; from the first that is known.</summary>
    public async Task<IReadOnlyList<TrendPoint>> FindAsync(Judgement judgement, CancellationToken cancellationToken)
    {
        var days = TrendDays.Of(judgement.Day, judgement.Rule.Window);
        var rows = await metrics.RowsAsync(judgement.Rule.Kpi, judgement.Rule.Window, judgement.Segment, days, cancellationToken).ConfigureAwait(false);
        return [.. days.Select(day => new TrendPoint(day, rows.GetValueOrDefault(day)?.Value)).SkipWhile(point => point.Value is null)];
    }
}
