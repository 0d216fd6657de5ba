using System.Globalization;
using CrmServerless.Configuration;

namespace CrmServerless.Alerts.Storage;

/// <summary>What has an alert of its own.</summary>
/// <param name="Rule">The rule's id.</param>
/// <param name="Segment">The segment, as stored.</param>
/// <param name="Window">The window in days; 0: a snapshot.</param>
public sealed record AlertKey(string Rule, string Segment, int Window)
{
    internal string PartitionKey => TableKey.Escape(Rule);

    internal string RowKey => TableKey.Join(Segment, Window.ToString(CultureInfo.InvariantCulture));
}
