using CrmServerless.Configuration.Loading;
using CrmServerless.Kpis.Metrics;
using Microsoft.Extensions.Logging;

namespace CrmServerless.Nights;

/// <summary>Judges a computed day: benchmarks, alerts and the messages they lead to.</summary>
public interface INightJudge
{
    /// <summary>Judges a day; doing so again for the same day tells nobody anything twice.</summary>
    Task JudgeAsync(DateOnly night, long run, CancellationToken cancellationToken);
}

/// <summary>
/// The night: asked again and again, it computes and judges each closed business day once. A night that failed or was missed is made up
/// for at the next question.
/// </summary>
public sealed class NightService(
    ComputeService compute, INightJudge judge, IConfigurationSource configuration, RunLog runs, DayMarkers markers, TimeProvider clock, ILogger<NightService> logger)
{
    /// <summary>Missed nights are judged at most this far back; older ones are computed, but nobody is told of them any more.</summary>
    public const int MostMissedNights = 7;

    /// <summary>Computes and judges what is due. Returns the nights judged, oldest first; none when nothing is due or another run is at work.</summary>
    /// <exception cref="BrokenConfigurationException">A configuration file is wrong.</exception>
    /// <exception cref="RunOvertakenException">Another run took over: this one had shown no sign of life for too long.</exception>
    public async Task<IReadOnlyList<DateOnly>> RunDueAsync(CancellationToken cancellationToken)
    {
        var config = await configuration.LoadAsync(cancellationToken);
        config.ThrowIfBroken();
        var closed = NightSchedule.ClosedDay(clock.GetUtcNow(), config.Business);
        var due = NightSchedule.DueNights(closed, (await runs.ReadProgressAsync(cancellationToken)).LastNight, MostMissedNights);
        if (due.Count == 0 || !await TryComputeAsync(closed, cancellationToken))
            return [];
        await JudgeAsync(due[0], closed, cancellationToken);
        return due;
    }

    /// <summary>Judges the computed days from..to in their order, as the nights would have; days that are not computed are passed over.</summary>
    public Task JudgeAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken) => JudgeAsync(from, to, (_, _) => Task.CompletedTask, cancellationToken);

    /// <summary>As <see cref="JudgeAsync(DateOnly, DateOnly, CancellationToken)"/>; tells after each night how far it has come.</summary>
    public async Task JudgeAsync(DateOnly from, DateOnly to, Func<DaysDone, CancellationToken, Task> reached, CancellationToken cancellationToken)
    {
        foreach (var marker in await markers.ListAsync(from, to, cancellationToken))
        {
            await judge.JudgeAsync(marker.Day, marker.Run, cancellationToken);
            await runs.CompleteNightAsync(marker.Day, cancellationToken);
            await reached(new DaysDone(from, marker.Day), cancellationToken);
        }
    }

    /// <summary>Computes up to a day; false when another run is at work: the next question finds the night still due.</summary>
    private async Task<bool> TryComputeAsync(DateOnly closed, CancellationToken cancellationToken)
    {
        try
        {
            var report = await compute.ComputeAsync(null, closed, cancellationToken);
            logger.LogInformation(
                "Run {Run} computed {Days} days, {Changed} changed, {Rows} rows written", report.Run, report.Written.Days, report.Written.ChangedDays, report.Written.Written);
            return true;
        }
        catch (RunUnderWayException e)
        {
            logger.LogInformation("The night gives way: {Why}", e.Message);
            return false;
        }
    }
}
