using System.Globalization;
using Azure.Data.Tables;
using CrmServerless.Alerts.Storage;
using CrmServerless.Configuration;

namespace CrmServerless.Alerts.Quieting;

/// <summary>
/// Comments and votes, in table Feedback: PartitionKey rule, RowKey segment, window, `comment` or `vote`, then the instant or the night, and who.
/// </summary>
/// <param name="storage">The storage account.</param>
public sealed class FeedbackStore(CrmStorage storage)
{
    private const string Comment = "comment";
    private const string Vote = "vote";

    private readonly TableClient table = storage.Table(StorageNames.Feedback);

    /// <summary>Keeps a comment; the same one again is one.</summary>
    public Task AddAsync(AlertComment comment, CancellationToken cancellationToken) => table.UpsertEntityAsync(
        new TableEntity(comment.Key.PartitionKey, RowKey(comment.Key, Comment, comment.At.UtcDateTime.ToString("O", CultureInfo.InvariantCulture), comment.By))
        {
            ["Kind"] = Comment, ["Rule"] = comment.Key.Rule, ["Segment"] = comment.Key.Segment, ["Window"] = comment.Key.Window, ["By"] = comment.By, ["At"] = comment.At, ["Text"] = comment.Text,
        },
        TableUpdateMode.Replace,
        cancellationToken);

    /// <summary>Keeps a vote, over an earlier one of the same person on the same night.</summary>
    public Task AddAsync(AlertVote vote, CancellationToken cancellationToken) => table.UpsertEntityAsync(
        new TableEntity(vote.Key.PartitionKey, RowKey(vote.Key, Vote, Text(vote.Night), vote.By))
        {
            ["Kind"] = Vote, ["Rule"] = vote.Key.Rule, ["Segment"] = vote.Key.Segment, ["Window"] = vote.Key.Window, ["By"] = vote.By, ["Night"] = Text(vote.Night), ["Useful"] = vote.IsUseful,
        },
        TableUpdateMode.Replace,
        cancellationToken);

    /// <summary>The comments on a rule's alerts, oldest first.</summary>
    public async Task<IReadOnlyList<AlertComment>> CommentsAsync(string rule, CancellationToken cancellationToken) =>
        [.. (await OfRuleAsync(rule, Comment, cancellationToken).ConfigureAwait(false))
            .Select(row => new AlertComment(KeyOf(row), row.GetString("By")!, row.GetDateTimeOffset("At")!.Value, row.GetString("Text")!))
            .OrderBy(comment => comment.At)];

    /// <summary>The votes on a rule's alerts, by night.</summary>
    public async Task<IReadOnlyList<AlertVote>> VotesAsync(string rule, CancellationToken cancellationToken) =>
        [.. (await OfRuleAsync(rule, Vote, cancellationToken).ConfigureAwait(false))
            .Select(row => new AlertVote(KeyOf(row), row.GetString("By")!, DateOnly.ParseExact(row.GetString("Night")!, "yyyy-MM-dd", CultureInfo.InvariantCulture), row.GetBoolean("Useful")!.Value))
            .OrderBy(vote => vote.Night)];

    private async Task<List<TableEntity>> OfRuleAsync(string rule, string kind, CancellationToken cancellationToken)
    {
        var partition = TableKey.Escape(rule);
        return await table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {partition} and Kind eq {kind}"), cancellationToken: cancellationToken)
            .ToListAsync(cancellationToken).ConfigureAwait(false);
    }

    private static AlertKey KeyOf(TableEntity row) => new(row.GetString("Rule")!, row.GetString("Segment")!, row.GetInt32("Window")!.Value);

    private static string RowKey(AlertKey key, string kind, string when, string by) => TableKey.Join(key.Segment, key.Window.ToString(CultureInfo.InvariantCulture), kind, when, by);

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
