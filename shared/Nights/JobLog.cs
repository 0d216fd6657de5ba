using System.Globalization;
using Azure;
using Azure.Data.Tables;
using CrmServerless.Configuration;

namespace CrmServerless.Nights;

/// <summary>What a job is to do with its days.</summary>
public enum JobKind
{
    /// <summary>Compute them.</summary>
    Compute,

    /// <summary>Judge them as nights, in their order.</summary>
    Judge,
}

/// <summary>Long work that was asked for over HTTP.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">What to do.</param>
/// <param name="From">The first day; null while the data decides.</param>
/// <param name="To">The last day, inclusive; null while the data decides.</param>
/// <param name="State">`waiting`, `running`, `completed` or `failed`.</param>
/// <param name="Done">The last day that is done; null before the first.</param>
/// <param name="Message">Why it failed, or what it did.</param>
/// <param name="ExtraWindow">A further window to compute, in days; null: none.</param>
/// <param name="References">Whether the days that benchmarks compare these with are to be computed as well.</param>
public sealed record Job(
    string Id, JobKind Kind, DateOnly? From, DateOnly? To, string State, DateOnly? Done, string Message, int? ExtraWindow = null, bool References = false);

/// <summary>Jobs in table Runs, rows `job|{id}`.</summary>
public sealed class JobLog(CrmStorage storage, TimeProvider clock)
{
    private const string Partition = "job";

    private readonly TableClient table = storage.Table(StorageNames.Runs);

    /// <summary>Writes down a job, and gives it back with its id.</summary>
    public async Task<Job> AddAsync(JobKind kind, ComputeRequest request, CancellationToken cancellationToken)
    {
        var id = $"{clock.GetUtcNow().UtcTicks:D19}-{Guid.NewGuid():N}";
        var job = new Job(id, kind, request.From, request.To, "waiting", null, string.Empty, request.ExtraWindow, request.References);
        await table.AddEntityAsync(EntityOf(job), cancellationToken);
        return job;
    }

    /// <summary>The job with that id, or null.</summary>
    public async Task<Job?> FindAsync(string id, CancellationToken cancellationToken)
    {
        var answer = await table.GetEntityIfExistsAsync<TableEntity>(Partition, id, cancellationToken: cancellationToken);
        return answer.HasValue ? JobOf(answer.Value!) : null;
    }

    /// <summary>The jobs that are not done, oldest first: those that wait, and those whose run died.</summary>
    public async Task<IReadOnlyList<Job>> OpenAsync(CancellationToken cancellationToken)
    {
        var jobs = new List<Job>();
        await foreach (var entity in table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {Partition}"), cancellationToken: cancellationToken))
        {
            if (entity.GetString("State") is "waiting" or "running")
                jobs.Add(JobOf(entity));
        }

        return jobs;
    }

    /// <summary>Writes down how far a job is.</summary>
    public Task UpdateAsync(Job job, CancellationToken cancellationToken) => table.UpdateEntityAsync(EntityOf(job), ETag.All, TableUpdateMode.Replace, cancellationToken);

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
    };

    private static Job JobOf(TableEntity entity) => new(
        entity.RowKey, Enum.Parse<JobKind>(entity.GetString("Kind")!), Day(entity.GetString("From")), Day(entity.GetString("To")),
        entity.GetString("State")!, Day(entity.GetString("Done")), entity.GetString("Message") ?? string.Empty, entity.GetInt32("ExtraWindow"), entity.GetBoolean("References") ?? false);

    private static string Text(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? string.Empty;

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
