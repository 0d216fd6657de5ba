using Azure;
using CrmServerless.Benchmarks;
using CrmServerless.Configuration;
using CrmServerless.Configuration.Loading;
using CrmServerless.Kpis.Engine;
using CrmServerless.Kpis.Metrics;
using CrmServerless.Kpis.Segments;
using CrmServerless.RecordStore;
using CrmServerless.Sources;
using Microsoft.Extensions.Logging;

namespace CrmServerless.Nights;

/// <summary>The dimensions that mappings derive from users' own tables.</summary>
public interface IDerivedDimensions
{
    /// <summary>Those of the mappings now in force.</summary>
    Task<IReadOnlyList<DerivedDimension>> LoadAsync(CancellationToken cancellationToken);
}

/// <summary>
/// Computes days: the ones asked for, and every stored day that records which came since the last run (or another configuration) may have
/// changed. Month by month, so that memory stays bounded and a run that dies has not worked for nothing.
/// </summary>
public sealed class ComputeService(
    IRecordStore records, IConfigurationSource configuration, IDerivedDimensions derived, MetricWriter writer, DayMarkers markers, RunLog runs,
    Heartbeat heartbeat, TimeProvider clock, ILogger<ComputeService> logger)
{
    /// <summary>How many days back the first run computes, so that benchmarks have their history: two years of windows and some more.</summary>
    public const int FirstRunDays = 800;

    /// <summary>Computes from the first day asked for (null: from after the last stored day, or as far back as the data and <see cref="FirstRunDays"/> go) to a day.</summary>
    /// <exception cref="BrokenConfigurationException">A configuration file is wrong.</exception>
    /// <exception cref="RunUnderWayException">Another run is at work.</exception>
    /// <exception cref="RunOvertakenException">A later run started meanwhile: this one had shown no sign of life for too long.</exception>
    public Task<RunReport> ComputeAsync(DateOnly? from, DateOnly to, CancellationToken cancellationToken) => ComputeAsync(new ComputeRequest(from, to), cancellationToken);

    /// <summary>Computes what is asked for; nothing where there is no data.</summary>
    /// <exception cref="BrokenConfigurationException">A configuration file is wrong.</exception>
    /// <exception cref="RunUnderWayException">Another run is at work.</exception>
    /// <exception cref="RunOvertakenException">A later run started meanwhile: this one had shown no sign of life for too long.</exception>
    public Task<RunReport> ComputeAsync(ComputeRequest request, CancellationToken cancellationToken) => ComputeAsync(request, (_, _) => Task.CompletedTask, cancellationToken);

    /// <summary>Computes what is asked for, and tells after each month of it how far it has come.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="reached">Told the days asked for that readers see by now; a request that begins after them asks for the rest.</param>
    /// <param name="cancellationToken">Stops the run.</param>
    /// <exception cref="BrokenConfigurationException">A configuration file is wrong.</exception>
    /// <exception cref="RunUnderWayException">Another run is at work.</exception>
    /// <exception cref="RunOvertakenException">A later run started meanwhile: this one had shown no sign of life for too long.</exception>
    public async Task<RunReport> ComputeAsync(ComputeRequest request, Func<DaysDone, CancellationToken, Task> reached, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        var config = await configuration.LoadAsync(cancellationToken);
        config.ThrowIfBroken();
        var progress = await runs.StartAsync(cancellationToken);
        try
        {
            var (end, report) = await heartbeat.KeepAsync(
                renew => runs.RenewAsync(progress.Epoch, renew),
                stop => RunAsync(request, config, progress, reached, stop),
                () => new RunOvertakenException(progress.Epoch),
                cancellationToken);
            report = report with { Elapsed = clock.GetElapsedTime(started) };
            await runs.CompleteAsync(end, report, cancellationToken);
            return report;
        }
        catch
        {
            await GiveUpAsync(progress.Epoch);
            throw;
        }
    }

    private async Task<(RunProgress End, RunReport Report)> RunAsync(
        ComputeRequest request, CrmConfiguration config, RunProgress progress, Func<DaysDone, CancellationToken, Task> reached, CancellationToken cancellationToken)
    {
        var snapshot = await records.SnapshotAsync(cancellationToken);
        var engine = new KpiEngine(config.Business, await derived.LoadAsync(cancellationToken));
        var isSameConfiguration = progress.ConfigurationVersion == config.Version;
        using var loaded = await engine.ReadAsync(snapshot, progress.Sequence, isSameConfiguration ? progress.Kept : KeptValues.All, cancellationToken);
        var (from, to) = RangeOf(request, loaded, NightSchedule.ClosedDay(clock.GetUtcNow(), config.Business));
        var rules = request.References ? config.Benchmarks : [];
        var (first, days) = await DaysAsync(from, to, rules, loaded, isSameConfiguration && loaded.Kept.Equals(progress.Kept), cancellationToken);
        var plan = new KpiPlan(config.Kpis, config.Business, request.ExtraWindow);
        var written = new WriteResult(0, 0, 0, 0);
        foreach (var month in days.GroupBy(MetricKeys.Month))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var wanted = month.ToHashSet();
            var rows = loaded.Compute(plan, wanted.Min(), wanted.Max()).Where(row => wanted.Contains(row.Day)).ToList();
            written += await writer.WriteAsync([.. month], rows, progress.Epoch, !isSameConfiguration, cancellationToken);
            logger.LogInformation("Run {Run}: {Month} computed, {Rows} rows", progress.Epoch, month.Key, rows.Count);
            if (wanted.Where(day => day >= first && day <= to).ToList() is { Count: > 0 } asked)
                await reached(new DaysDone(first, asked.Max()), cancellationToken);
        }

        var end = progress with { Sequence = snapshot.Sequence, ConfigurationVersion = config.Version, DataStart = loaded.DataStart, Kept = loaded.Kept };
        return (end, new RunReport(progress.Epoch, days.Count > 0 ? days[0] : null, days.Count > 0 ? days[^1] : null, written, loaded.Quality, TimeSpan.Zero));
    }

    /// <summary>Lets the next run start at once. Where storage is away, the claim runs out by itself.</summary>
    private async Task GiveUpAsync(long run)
    {
        try
        {
            await runs.GiveUpAsync(run, CancellationToken.None);
        }
        catch (Exception e) when (e is RequestFailedException or AggregateException)
        {
            logger.LogWarning(e, "Run {Run} ended early; the next can start when its claim has run out", run);
        }
    }

    /// <summary>The days asked for; where the request leaves both ends to the data, those of the data. Without data an empty range.</summary>
    private static (DateOnly? From, DateOnly To) RangeOf(ComputeRequest request, KpiEngine.Loaded loaded, DateOnly closed)
    {
        if (request.To is { } to)
            return (request.From, to);
        var last = loaded.DataEnd is { } end && end < closed ? end : closed;
        var first = request.From ?? loaded.DataStart ?? last.AddDays(1);
        return (first, last);
    }

    /// <summary>The first day asked for; and the days asked for, those that the rules compare them with (as far as the data goes back), and the stored days that may have changed; ascending.</summary>
    private async Task<(DateOnly First, IReadOnlyList<DateOnly> Days)> DaysAsync(
        DateOnly? from, DateOnly to, IReadOnlyList<BenchmarkRule> rules, KpiEngine.Loaded loaded, bool isSameSegmentation, CancellationToken cancellationToken)
    {
        var stored = (await markers.ListAsync(DateOnly.MinValue, DateOnly.MaxValue, cancellationToken)).Select(marker => marker.Day).ToList();
        var changedFrom = isSameSegmentation ? Math.Max(loaded.Changes.From, 0) : 0;
        var first = from ?? FirstDay(stored, to, loaded.DataStart);
        var asked = Enumerable.Range(0, Math.Max(0, to.DayNumber - first.DayNumber + 1)).Select(first.AddDays).ToList();
        var compared = asked.SelectMany(day => ReferenceDays.Of(day, rules)).Where(day => day >= loaded.DataStart);
        return (first, [.. stored.Where(day => day.DayNumber >= changedFrom).Union(asked).Union(compared).Order()]);
    }

    private static DateOnly FirstDay(List<DateOnly> stored, DateOnly to, DateOnly? dataStart)
    {
        if (stored.Count > 0)
            return stored[^1] < to ? stored[^1].AddDays(1) : to;
        var earliest = to.AddDays(1 - FirstRunDays);
        return dataStart is { } start && start > earliest ? (start <= to ? start : to) : dataStart is null ? to : earliest;
    }
}
