using System.Globalization;
using Azure;
using Azure.Data.Tables;
using CrmServerless.Configuration;

namespace CrmServerless.Notifications.Teams;

/// <summary>
/// Keeps all dispatchers together within what a Teams workflow takes: for each webhook, the instants of its last posts are in one row of table Outbox
/// (PartitionKey `~pace`, RowKey the secret's name), changed conditionally. A place once taken stays taken, whether or not the post arrives.
/// </summary>
/// <param name="storage">The storage account.</param>
/// <param name="time">The clock.</param>
public sealed class PostPace(CrmStorage storage, TimeProvider time)
{
    /// <summary>So many posts within <see cref="Span"/> and no more.</summary>
    public const int MostPosts = 25;

    /// <summary>The time over which posts are counted.</summary>
    public static readonly TimeSpan Span = TimeSpan.FromMinutes(5);

    private const string Partition = "~pace";

    private readonly TableClient table = storage.Table(StorageNames.Outbox);

    /// <summary>Takes a place for one post now.</summary>
    /// <returns>Null: taken. Otherwise how long until one is free.</returns>
    public async Task<TimeSpan?> TakeAsync(string secret, CancellationToken cancellationToken)
    {
        while (true)
        {
            var row = await ReadAsync(secret, cancellationToken).ConfigureAwait(false);
            var now = time.GetUtcNow();
            var posts = Posts(row).Where(post => now - post < Span).ToList();
            if (posts.Count >= MostPosts)
                return posts[^MostPosts] + Span - now;
            if (await TryWriteAsync(secret, row, [.. posts, now], cancellationToken).ConfigureAwait(false))
                return null;
        }
    }

    private async Task<TableEntity?> ReadAsync(string secret, CancellationToken cancellationToken)
    {
        var answer = await table.GetEntityIfExistsAsync<TableEntity>(Partition, TableKey.Escape(secret), cancellationToken: cancellationToken).ConfigureAwait(false);
        return answer.HasValue ? answer.Value : null;
    }

    /// <summary>False: another dispatcher was faster.</summary>
    private async Task<bool> TryWriteAsync(string secret, TableEntity? before, IReadOnlyList<DateTimeOffset> posts, CancellationToken cancellationToken)
    {
        var row = new TableEntity(Partition, TableKey.Escape(secret)) { ["Posts"] = string.Join(' ', posts.Select(post => post.UtcTicks.ToString(CultureInfo.InvariantCulture))) };
        try
        {
            if (before is null)
                await table.AddEntityAsync(row, cancellationToken).ConfigureAwait(false);
            else
                await table.UpdateEntityAsync(row, before.ETag, TableUpdateMode.Replace, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (RequestFailedException e) when (e.Status is 409 or 412)
        {
            return false;
        }
    }

    private static IEnumerable<DateTimeOffset> Posts(TableEntity? row) => (row?.GetString("Posts") ?? "")
        .Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(ticks => new DateTimeOffset(long.Parse(ticks, CultureInfo.InvariantCulture), TimeSpan.Zero));
}
