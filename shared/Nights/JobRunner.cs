using CrmServerless.Configuration.Loading;
using CrmServerless.Kpis.Metrics;
using Microsoft.Extensions.Logging;

namespace CrmServerless.Nights;

/// <summary>Works off jobs. A job whose run died is taken up again: what is computed already is not written again, and nights judged are silent.</summary>
public sealed class JobRunner(JobLog jobs, ComputeService compute, NightService nights, ILogger<JobRunner> logger)
{
    /// <summary>Works off all open jobs, oldest first; one that fails says why and does not keep the others from their turn.</summary>
    public async Task RunOpenAsync(CancellationToken cancellationToken)
    {
        foreach (var job in await jobs.OpenAsync(cancellationToken))
            await RunAsync(job with { State = "running" }, cancellationToken);
    }

    private async Task RunAsync(Job job, CancellationToken cancellationToken)
    {
        await jobs.UpdateAsync(job, cancellationToken);
        try
        {
            var done = await WorkAsync(job, cancellationToken);
            await jobs.UpdateAsync(done with { State = "completed", Done = done.To }, cancellationToken);
        }
        catch (BrokenConfigurationException e)
        {
            logger.LogError("Job {Job} failed: the configuration is broken", job.Id);
            await jobs.UpdateAsync(job with { State = "failed", Message = e.Message }, cancellationToken);
        }
        catch (RunOvertakenException e)
        {
            logger.LogWarning("Job {Job} was overtaken and will be taken up again", job.Id);
            await jobs.UpdateAsync(job with { State = "waiting", Message = e.Message }, cancellationToken);
        }
    }

    /// <summary>Does the work; the job comes back with what was done.</summary>
    private async Task<Job> WorkAsync(Job job, CancellationToken cancellationToken)
    {
        if (job.Kind == JobKind.Judge)
        {
            await nights.JudgeAsync(job.From ?? DateOnly.MinValue, job.To ?? DateOnly.MaxValue, cancellationToken);
            return job with { Message = "judged" };
        }

        var report = await compute.ComputeAsync(new ComputeRequest(job.From, job.To, job.ExtraWindow, job.References), cancellationToken);
        return job with
        {
            From = job.From ?? report.From,
            To = job.To ?? report.To,
            Message = FormattableString.Invariant($"{report.Written.Days} days computed, {report.Written.ChangedDays} changed, {report.Written.Written} rows written"),
        };
    }
}
