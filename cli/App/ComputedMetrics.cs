using CrmServerless.Configuration;
using CrmServerless.Configuration.Loading;
using CrmServerless.Kpis.Metrics;
using CrmServerless.Nights;
using CrmServerless.Reporting;

namespace CrmServerless.Cli.App;

/// <summary>Computed metrics of an installation, read from its storage.</summary>
/// <param name="storage">The storage.</param>
/// <param name="configuration">Says which KPIs there are.</param>
/// <param name="time">The clock.</param>
internal sealed class ComputedMetrics(CrmStorage storage, IConfigurationSource configuration, TimeProvider time)
{
    private const string WholeBusiness = "all";

    /// <summary>Reads all that was computed.</summary>
    public MetricReader Reader { get; } = new MetricReader(storage, new DayMarkers(storage), new RunLog(storage, time), configuration);

    /// <summary>The rows of the whole business at a day.</summary>
    public async Task<IReadOnlyList<MetricRow>> AtDayAsync(DateOnly day, CancellationToken cancellationToken)
    {
        var rows = new List<MetricRow>();
        await foreach (var row in Reader.ReadAsync(new MetricQuery(day, day, Segment: WholeBusiness), cancellationToken))
        {
            rows.Add(row);
        }

        return rows;
    }

    /// <summary>Writes all rows of the days as csv, over what is there.</summary>
    public async Task WriteCsvAsync(DateOnly from, DateOnly to, string path, CancellationToken cancellationToken)
    {
        await using var writer = new StreamWriter(path);
        await MetricCsv.WriteAsync(Reader.ReadAsync(new MetricQuery(from, to), cancellationToken), writer, cancellationToken);
    }
}
