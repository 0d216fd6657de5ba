using System.Globalization;
using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using CrmServerless.Configuration;

namespace CrmServerless.Alerts.Storage;

/// <summary>
/// What was told to whom, in table SentLog: PartitionKey rule, RowKey segment, window, day and transition. The same transition of the same day is one
/// row, and is not told again.
/// </summary>
/// <param name="storage">The storage account.</param>
public sealed class SentLog(CrmStorage storage)
{
    private readonly TableClient table = storage.Table(StorageNames.SentLog);

    /// <summary>What was told of a rule's alerts, by segment, window and day.</summary>
    public async IAsyncEnumerable<ToldEntry> OfRuleAsync(string rule, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var partition = TableKey.Escape(rule);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition}");
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken).ConfigureAwait(false))
            yield return Entry(row);
    }

    /// <summary>Whether the last that was told of this alert on this day is this very transition.</summary>
    internal async Task<bool> WasLastToldAsync(AlertKey key, DateOnly day, Reason reason, CancellationToken cancellationToken)
    {
        var (partition, segment, window, dayText) = (key.PartitionKey, key.Segment, key.Window, Text(day));
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and Segment eq {segment} and Window eq {window} and Day eq {dayText}");
        (long Plan, Reason Reason) last = (0, Reason.None);
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            var plan = row.GetInt64("Plan") ?? 0;
            last = plan > last.Plan ? (plan, Entry(row).Reason) : last;
        }

        return last.Reason == reason;
    }

    /// <summary>Writes what a plan tells; may be repeated.</summary>
    internal async Task WriteAsync(long plan, string runId, IEnumerable<ToldEntry> told, CancellationToken cancellationToken)
    {
        foreach (var entry in told)
            await table.UpsertEntityAsync(Row(plan, runId, entry), TableUpdateMode.Replace, cancellationToken).ConfigureAwait(false);
    }

    private static TableEntity Row(long plan, string runId, ToldEntry entry) => new(
        entry.Key.PartitionKey,
        TableKey.Join(entry.Key.Segment, entry.Key.Window.ToString(CultureInfo.InvariantCulture), Text(entry.Day), entry.Reason.ToString()))
    {
        ["Rule"] = entry.Key.Rule,
        ["Segment"] = entry.Key.Segment,
        ["Window"] = entry.Key.Window,
        ["Day"] = Text(entry.Day),
        ["Transition"] = entry.Reason.ToString(),
        ["Severity"] = entry.Severity.ToString(),
        ["Text"] = entry.Text,
        ["To"] = string.Join(';', entry.To.Select(to => $"{to.Person}:{to.Channel}")),
        ["RunId"] = runId,
        ["Plan"] = plan,
    };

    private static ToldEntry Entry(TableEntity row) => new(
        new AlertKey(row.GetString("Rule") ?? "", row.GetString("Segment") ?? "", row.GetInt32("Window") ?? 0),
        DateOnly.ParseExact(row.GetString("Day") ?? "", "yyyy-MM-dd", CultureInfo.InvariantCulture),
        Enum.Parse<Reason>(row.GetString("Transition") ?? ""),
        Enum.Parse<Severity>(row.GetString("Severity") ?? ""),
        row.GetString("Text") ?? "",
        [.. (row.GetString("To") ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries).Select(Recipient)]);

    private static Recipient Recipient(string text) => new(text.Split(':')[0], Enum.Parse<Channel>(text.Split(':')[1]));

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
