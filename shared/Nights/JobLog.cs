using System.Globalization;
using Azure;
using Azure.Data.Tables;
using CrmServerless.Configuration;

namespace CrmServerless.Nights;

/// <summary>
/// Jobs in table Runs, rows `job|{id}`. Who works at a job has claimed its row: owner and time, renewed while the work goes on. Whatever is written of a
/// job is conditional on the claim, so that one who was taken for dead and replaced can write nothing of it any more.
/// </summary>
public sealed class JobLog(CrmStorage storage, TimeProvider clock, LeaseSettings? leaseSettings = null)
{
    private const string Partition = "job";
    private const string Owner = "Owner";
    private const string HeldUntil = "HeldUntil";

    private readonly TableClient table = storage.Table(StorageNames.Runs);
    private readonly LeaseSettings leases = leaseSettings ?? LeaseSettings.Default;

    /// <summary>Writes down a job, and gives it back with its id.</summary>
    public async Task<Job> AddAsync(JobKind kind, ComputeRequest request, CancellationToken cancellationToken)
    {
        var id = $"{clock.GetUtcNow().UtcTicks:D19}-{Guid.NewGuid():N}";
        var job = new Job(id, kind, request.From, request.To, Job.Waiting, null, string.Empty, request.ExtraWindow, request.References);
        await table.AddEntityAsync(EntityOf(job), cancellationToken);
        return job;
    }

    /// <summary>The job with that id, or null.</summary>
    public async Task<Job?> FindAsync(string id, CancellationToken cancellationToken) => await ReadAsync(id, cancellationToken) is { } entity ? JobOf(entity) : null;

    /// <summary>The jobs that are not done, oldest first.</summary>
    public async Task<IReadOnlyList<OpenJob>> OpenAsync(CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and (State eq {Job.Waiting} or State eq {Job.Running})");
        var jobs = new List<OpenJob>();
        await foreach (var entity in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
            jobs.Add(new OpenJob(JobOf(entity), leases.IsLive(entity.GetDateTimeOffset(HeldUntil), clock.GetUtcNow()), entity.ETag));
        return jobs;
    }

    /// <summary>Claims a job that nobody holds; null when somebody else was first.</summary>
    public async Task<JobClaim?> TryClaimAsync(OpenJob open, CancellationToken cancellationToken)
    {
        var claim = new JobClaim(open.Job with { State = Job.Running, Attempts = open.Job.Attempts + 1 }, $"{Guid.NewGuid():N}");
        return await TryStoreAsync(EntityOf(claim), open.ReadAs, TableUpdateMode.Replace, cancellationToken) ? claim : null;
    }

    /// <summary>Shows that a claimed job is still being worked at; false when it is no longer this claim's.</summary>
    public Task<bool> RenewAsync(JobClaim claim, CancellationToken cancellationToken) => TryChangeAsync(
        claim, () => new TableEntity(Partition, claim.Job.Id) { [HeldUntil] = leases.From(clock.GetUtcNow()) }, TableUpdateMode.Merge, cancellationToken);

    /// <summary>Writes down how far a claimed job has come; false when it is no longer this claim's.</summary>
    public Task<bool> TryReportAsync(JobClaim claim, CancellationToken cancellationToken) => TryChangeAsync(claim, () => EntityOf(claim), TableUpdateMode.Replace, cancellationToken);

    /// <summary>Writes down what became of a claimed job and lets it go; false when it is no longer this claim's: then nothing is written.</summary>
    public Task<bool> TryEndAsync(JobClaim claim, Job outcome, CancellationToken cancellationToken) =>
        TryChangeAsync(claim, () => EntityOf(outcome), TableUpdateMode.Replace, cancellationToken);

    private async Task<bool> TryChangeAsync(JobClaim claim, Func<TableEntity> changed, TableUpdateMode mode, CancellationToken cancellationToken)
    {
        while (await ReadAsync(claim.Job.Id, cancellationToken) is { } stored && stored.GetString(Owner) == claim.Owner)
        {
            if (await TryStoreAsync(changed(), stored.ETag, mode, cancellationToken))
                return true;
        }

        return false;
    }

    private async Task<bool> TryStoreAsync(TableEntity entity, ETag readAs, TableUpdateMode mode, CancellationToken cancellationToken)
    {
        try
        {
            await table.UpdateEntityAsync(entity, readAs, mode, cancellationToken);
            return true;
        }
        catch (RequestFailedException e) when (e.Status is 404 or 412)
        {
            return false;
        }
    }

    private async Task<TableEntity?> ReadAsync(string id, CancellationToken cancellationToken)
    {
        var answer = await table.GetEntityIfExistsAsync<TableEntity>(Partition, id, cancellationToken: cancellationToken);
        return answer.HasValue ? answer.Value : null;
    }

    private TableEntity EntityOf(JobClaim claim)
    {
        var entity = EntityOf(claim.Job);
        (entity[Owner], entity[HeldUntil]) = (claim.Owner, leases.From(clock.GetUtcNow()));
        return entity;
    }

    private static TableEntity EntityOf(Job job) => new(Partition, job.Id)
    {
        ["Kind"] = job.Kind.ToString(),
        ["From"] = Text(job.From),
        ["To"] = Text(job.To),
        ["State"] = job.State,
        ["Done"] = Text(job.Done),
        ["Message"] = job.Message,
        ["ExtraWindow"] = job.ExtraWindow,
        ["References"] = job.References,
        ["Attempts"] = job.Attempts,
    };

    private static Job JobOf(TableEntity entity) => new(
        entity.RowKey, Enum.Parse<JobKind>(entity.GetString("Kind")!), Day(entity.GetString("From")), Day(entity.GetString("To")),
        entity.GetString("State")!, Day(entity.GetString("Done")), entity.GetString("Message") ?? string.Empty, entity.GetInt32("ExtraWindow"), entity.GetBoolean("References") ?? false)
    {
        Attempts = entity.GetInt32("Attempts") ?? 0,
    };

    private static string Text(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? string.Empty;

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
