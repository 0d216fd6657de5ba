using CrmServerless.Kpis.Engine;
using CrmServerless.Kpis.Metrics;

namespace CrmServerless.Tests.Integration.Alerts;

/// <summary>What the engine computes, kept in memory: every day of some KPIs, without the hours that writing them all would take.</summary>
internal sealed class ComputedMetrics : IMetricReader
{
    private readonly ILookup<(string Kpi, int Window), MetricRow> rows;
    private readonly DateOnly? start;

    private ComputedMetrics(IEnumerable<MetricRow> rows, DateOnly? start) => (this.rows, this.start) = (rows.ToLookup(row => (row.Kpi, row.Window)), start);

    public static ComputedMetrics Compute(KpiEngine.Loaded loaded, KpiPlan plan, DateOnly last)
    {
        var rows = new List<MetricRow>();
        for (var month = new DateOnly(loaded.DataStart!.Value.Year, loaded.DataStart.Value.Month, 1); month <= last; month = month.AddMonths(1))
            rows.AddRange(loaded.Compute(plan, month, month.AddMonths(1).AddDays(-1)).Where(row => row.Day >= loaded.DataStart));
        return new ComputedMetrics(rows, loaded.DataStart);
    }

    public async IAsyncEnumerable<MetricRow> ReadAsync(MetricQuery query, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (var row in rows[(query.Kpi!, query.Window!.Value)].Where(row => query.Includes(row.Day) && (query.Segment is null || row.Segment == query.Segment)))
            yield return row;
    }

    public Task<IReadOnlyList<DateOnly>> ComputedDaysAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<DateOnly>>([.. Enumerable.Range(0, to.DayNumber - from.DayNumber + 1).Select(from.AddDays)]);

    public Task<DateOnly?> DataStartAsync(CancellationToken cancellationToken) => Task.FromResult(start);
}
