using Azure;

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
/// <param name="Id">Its id; ids sort by when the jobs were asked for.</param>
/// <param name="Kind">What to do.</param>
/// <param name="From">The first day; null while the data decides.</param>
/// <param name="To">The last day, inclusive; null while the data decides.</param>
/// <param name="State"><see cref="Waiting"/>, <see cref="Running"/>, <see cref="Completed"/> or <see cref="Failed"/>.</param>
/// <param name="Done">The last day that is done; null before the first.</param>
/// <param name="Message">Why it failed, or what it did.</param>
/// <param name="ExtraWindow">A further window to compute, in days; null: none.</param>
/// <param name="References">Whether the days that benchmarks compare these with are to be computed as well.</param>
public sealed record Job(
    string Id, JobKind Kind, DateOnly? From, DateOnly? To, string State, DateOnly? Done, string Message, int? ExtraWindow = null, bool References = false)
{
    /// <summary>To be worked at when its turn comes.</summary>
    public const string Waiting = "waiting";

    /// <summary>Being worked at, or left by one who died.</summary>
    public const string Running = "running";

    /// <summary>Done.</summary>
    public const string Completed = "completed";

    /// <summary>Given up; its message says why.</summary>
    public const string Failed = "failed";

    /// <summary>How often the work was begun since it last came further, without the times that it only gave way to another run.</summary>
    public int Attempts { get; init; }

    /// <summary>The first day that is still to be done; null while the data decides.</summary>
    internal DateOnly? Next => Done?.AddDays(1) ?? From;
}

/// <summary>A job that is not done.</summary>
/// <param name="Job">The job.</param>
/// <param name="IsHeld">Whether somebody is at work on it.</param>
/// <param name="ReadAs">The version of its row.</param>
public sealed record OpenJob(Job Job, bool IsHeld, ETag ReadAs);

/// <summary>The right to work at a job, and to write down what becomes of it.</summary>
/// <param name="Job">The job, running.</param>
/// <param name="Owner">Names this claim.</param>
public sealed record JobClaim(Job Job, string Owner);
