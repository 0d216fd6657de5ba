using System.Globalization;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace CrmServerless.Webhooks.Records;

/// <summary>A blob of deliveries.</summary>
/// <param name="Source">The source.</param>
/// <param name="Path">`{yyyy}/{MM}/{dd}/{HH}/{instance}-{n}.ndjson`.</param>
/// <param name="Hour">The hour of its name; UTC.</param>
/// <param name="Length">How many bytes it had when it was listed; it may have grown since.</param>
internal sealed record WebhookBlob(string Source, string Path, DateTimeOffset Hour, long Length)
{
    /// <summary>What the paths of its parts in the ledger begin with.</summary>
    public const string LedgerFolder = "webhooks/";

    /// <summary>How long after its hour a blob may still grow.</summary>
    public static TimeSpan MayGrowFor { get; } = TimeSpan.FromHours(24);

    /// <summary>The day of its name.</summary>
    public DateOnly Day => DateOnly.FromDateTime(Hour.UtcDateTime);
}

/// <summary>The container crm-webhooks as it is read.</summary>
internal sealed class WebhookBlobs(BlobContainerClient container)
{
    private const string HourFormat = "yyyy/MM/dd/HH";

    /// <summary>The sources that ever delivered.</summary>
    public async Task<IReadOnlyList<string>> SourcesAsync(CancellationToken cancellationToken)
    {
        var sources = new List<string>();
        await foreach (var item in container.GetBlobsByHierarchyAsync(delimiter: "/", cancellationToken: cancellationToken))
        {
            if (item.IsPrefix)
                sources.Add(item.Prefix.TrimEnd('/'));
        }

        return sources;
    }

    /// <summary>A source's blobs by name: all, or those of the given days.</summary>
    public async IAsyncEnumerable<WebhookBlob> ListAsync(string source, IReadOnlyList<DateOnly>? days, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IEnumerable<string> prefixes = days is null ? [$"{source}/"] : days.Select(day => string.Create(CultureInfo.InvariantCulture, $"{source}/{day:yyyy/MM/dd}/"));
        foreach (var prefix in prefixes)
        {
            await foreach (var item in container.GetBlobsAsync(prefix: prefix, cancellationToken: cancellationToken))
            {
                if (Of(source, item) is { } blob)
                    yield return blob;
            }
        }
    }

    /// <summary>So many bytes of a blob, or those that there are.</summary>
    public async Task<byte[]> ReadAsync(WebhookBlob blob, long from, long count, CancellationToken cancellationToken)
    {
        var options = new BlobDownloadOptions { Range = new HttpRange(from, count) };
        var answer = await container.GetBlobClient($"{blob.Source}/{blob.Path}").DownloadContentAsync(options, cancellationToken);
        return answer.Value.Content.ToArray();
    }

    /// <summary>The blob by its name; null for anything that somebody else put there.</summary>
    private static WebhookBlob? Of(string source, BlobItem item)
    {
        var path = item.Name[(source.Length + 1)..];
        var isOurs = path.EndsWith(".ndjson", StringComparison.Ordinal) && path.Length > HourFormat.Length;
        return isOurs && DateTimeOffset.TryParseExact(path[..HourFormat.Length], HourFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var hour)
            ? new WebhookBlob(source, path, hour, item.Properties.ContentLength ?? 0)
            : null;
    }
}
