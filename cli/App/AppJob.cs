namespace CrmServerless.Cli.App;

/// <summary>A job of the app as its API tells of it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="From">The first day.</param>
/// <param name="To">The last day.</param>
/// <param name="State">waiting, running, completed or failed.</param>
/// <param name="Done">The last day that is done; null before the first.</param>
/// <param name="Message">Why it failed, or what it did.</param>
internal sealed record AppJob(string Id, DateOnly? From, DateOnly? To, string State, DateOnly? Done, string? Message)
{
    /// <summary>Whether nothing more will happen.</summary>
    public bool IsOver => State is "completed" or "failed";
}
