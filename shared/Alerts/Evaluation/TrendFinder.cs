namespace CrmServerless.Alerts.Evaluation;

/// <summary>The last values of a KPI, spaced so that they show something: daily for days and snapshots, weekly for longer windows.</summary>
internal sealed class TrendFinder(NightMetrics metrics)
{
    private const int DailyPoints = 14;
    private const int WeeklyPoints = 12;

    /// <summary>The values, oldest first, the judged day's last; from the first that is known.</summary>
    public async Task<IReadOnlyList<TrendPoint>> FindAsync(Judgement judgement, CancellationToken cancellationToken)
    {
        var (points, step) = judgement.Rule.Window <= 1 ? (DailyPoints, 1) : (WeeklyPoints, 7);
        var days = Enumerable.Range(0, points).Select(back => judgement.Day.AddDays(-back * step)).Reverse().ToList();
        var rows = await metrics.RowsAsync(judgement.Rule.Kpi, judgement.Rule.Window, judgement.Segment, days, cancellationToken).ConfigureAwait(false);
        return [.. days.Select(day => new TrendPoint(day, rows.GetValueOrDefault(day)?.Value)).SkipWhile(point => point.Value is null)];
    }
}
