using CrmServerless.Configuration.Loading;
using CrmServerless.Kpis.Metrics;
using Microsoft.Extensions.Logging;

namespace CrmServerless.Nights;

/// <summary>
/// Works off jobs, one at a time over all instances. A job whose host died is taken up again when its claim has run out, after the last day that was
/// done; what is computed already is not written again, and nights judged are silent.
/// </summary>
public sealed class JobRunner(JobLog jobs, ComputeService compute, NightService nights, Heartbeat heartbeat, ILogger<JobRunner> logger)
{
    /// <summary>A job that was begun so often and came no further is given up: it would keep all later ones waiting.</summary>
    public const int MostAttempts = 10;

    /// <summary>
    /// Works off the open jobs, oldest first, up to one that somebody else is at work on or that must wait: later jobs may count on it. One that
    /// fails says why and does not keep the others from their turn.
    /// </summary>
    public async Task RunOpenAsync(CancellationToken cancellationToken)
    {
        foreach (var open in await jobs.OpenAsync(cancellationToken))
        {
            if (open.IsHeld || await jobs.TryClaimAsync(open, cancellationToken) is not { } claim || !await IsOverAsync(claim, cancellationToken))
                return;
        }
    }

    /// <summary>Works at a job and writes down what became of it; false when it isn't over yet.</summary>
    private async Task<bool> IsOverAsync(JobClaim claim, CancellationToken cancellationToken)
    {
        var outcome = await OutcomeAsync(claim, cancellationToken);
        if (!await jobs.TryEndAsync(claim, outcome, cancellationToken))
        {
            logger.LogWarning("Job {Job} was taken over by another instance", claim.Job.Id);
            return false;
        }

        return outcome.State != Job.Waiting;
    }

    private async Task<Job> OutcomeAsync(JobClaim claim, CancellationToken cancellationToken)
    {
        var job = claim.Job;
        if (job.Attempts > MostAttempts)
            return job with { State = Job.Failed, Message = $"Given up: it was begun {MostAttempts} times, and each time the host died or failed before it came any further" };
        try
        {
            return await heartbeat.KeepAsync(renew => jobs.RenewAsync(claim, renew), stop => WorkAsync(job, ReportAsync, stop), () => TakenOver(job), cancellationToken);
        }
        catch (BrokenConfigurationException e)
        {
            logger.LogError("Job {Job} failed: the configuration is broken", job.Id);
            return job with { State = Job.Failed, Message = e.Message };
        }
        catch (Exception e) when (e is RunOvertakenException or RunUnderWayException)
        {
            logger.LogInformation("Job {Job} gives way: {Why}", job.Id, e.Message);
            return job with { State = Job.Waiting, Message = e.Message, Attempts = Math.Max(0, job.Attempts - 1) };
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await jobs.TryEndAsync(claim, job with { State = Job.Waiting, Message = "The host was stopped, or the time was up" }, CancellationToken.None);
            throw;
        }

        async Task ReportAsync(DaysDone days, CancellationToken stop)
        {
            job = job with { From = job.From ?? days.First, Done = days.Last, Attempts = 0 };
            if (!await jobs.TryReportAsync(claim with { Job = job }, stop))
                throw TakenOver(job);
        }
    }

    /// <summary>Does what is left of the work; the job comes back with what was done.</summary>
    private async Task<Job> WorkAsync(Job job, Func<DaysDone, CancellationToken, Task> reached, CancellationToken cancellationToken)
    {
        if (job.Kind == JobKind.Judge)
        {
            await nights.JudgeAsync(job.Next ?? DateOnly.MinValue, job.To ?? DateOnly.MaxValue, reached, cancellationToken);
            return job with { State = Job.Completed, Done = job.To, Message = "judged" };
        }

        var report = await compute.ComputeAsync(new ComputeRequest(job.Next, job.To, job.ExtraWindow, job.References), reached, cancellationToken);
        return job with
        {
            State = Job.Completed,
            From = job.From ?? report.From,
            To = job.To ?? report.To,
            Done = job.To ?? report.To,
            Message = FormattableString.Invariant($"{report.Written.Days} days computed, {report.Written.ChangedDays} changed, {report.Written.Written} rows written"),
        };
    }

    private static RunOvertakenException TakenOver(Job job) => new($"Job {job.Id} was taken over");
}
