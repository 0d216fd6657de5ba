using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Microsoft.Azure.Functions.Worker.LocalHost.Functions;
using Microsoft.Azure.Functions.Worker.LocalHost.Invocation;
using Microsoft.Azure.Functions.Worker.LocalHost.Listeners;
using Microsoft.Azure.Functions.Worker.LocalHost.Settings;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Blobs;

/// <summary>
/// Lists the container every second, 10,000 blobs at a time with a continuation token in between, and processes each version that has no
/// settled receipt; a container that is missing may appear later
/// (<see href="https://learn.microsoft.com/azure/azure-functions/functions-bindings-storage-blob-trigger#polling-and-latency">polling</see>).
/// </summary>
internal sealed class BlobListener(
    FunctionDescriptor function, BlobPathPattern pattern, BlobContainerClient container, ReceiptBook receipts, BlobProcessor processor,
    BlobSlots slots, LocalClock clock, ILogger log) : IFunctionListener
{
    private const int PageSize = 5_000;
    private const int PagesPerPoll = 2;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, Task> underWay = new(StringComparer.Ordinal);

    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            await receipts.LoadAsync(stop);
            string? continuation = null;
            while (true)
            {
                continuation = await PollAsync(continuation, stop);
                await clock.DelayAsync(Interval, stop);
            }
        }
        finally
        {
            await Task.WhenAll(underWay.Values);
        }
    }

    public async Task<TriggerInput> ManualInputAsync(string input, CancellationToken cancellation)
    {
        var slash = input.IndexOf('/', StringComparison.Ordinal);
        if (slash <= 0 || input[..slash] != pattern.Container || pattern.Match(input[(slash + 1)..]) is not { } tokens)
        {
            throw new FunctionSetupException($"The input must be the path of a blob that '{function.Name}' is triggered by: container/blob.");
        }

        var name = input[(slash + 1)..];
        BlobProperties properties = await container.GetBlobClient(name).GetPropertiesAsync(cancellationToken: cancellation);
        return BlobBinding.Input("This function was programmatically called via the host APIs.", container, name, properties, tokens);
    }

    /// <returns>Where the next poll goes on; null is from the start.</returns>
    private async Task<string?> PollAsync(string? continuation, CancellationToken stop)
    {
        await foreach (var page in PagesAsync(continuation, stop))
        {
            foreach (var item in page.Values) await ConsiderAsync(item, stop);
            continuation = page.ContinuationToken;
        }

        return string.IsNullOrEmpty(continuation) ? null : continuation;
    }

    private async IAsyncEnumerable<Page<BlobItem>> PagesAsync(string? continuation, [EnumeratorCancellation] CancellationToken stop)
    {
        var pages = container.GetBlobsAsync(prefix: pattern.Prefix, cancellationToken: stop).AsPages(continuation, PageSize).GetAsyncEnumerator(stop);
        await using (pages)
        {
            for (var read = 0; read < PagesPerPoll && await MoveNextAsync(pages); read++) yield return pages.Current;
        }
    }

    private static async Task<bool> MoveNextAsync(IAsyncEnumerator<Page<BlobItem>> pages)
    {
        try
        {
            return await pages.MoveNextAsync();
        }
        catch (RequestFailedException error) when (error.ErrorCode == BlobErrorCode.ContainerNotFound)
        {
            return false;
        }
    }

    private async Task ConsiderAsync(BlobItem item, CancellationToken stop)
    {
        if (item.Properties.ETag is not { } version || pattern.Match(item.Name) is not { } tokens || underWay.ContainsKey(item.Name)) return;
        var blob = new TriggeringBlob(pattern.Container, item.Name, version);
        if (receipts.Of(blob).IsSettled) return;
        await slots.WaitAsync(stop);
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        underWay[blob.Name] = AttemptAsync(started.Task, blob, tokens, stop);
        started.SetResult();
    }

    /// <summary>Never fails: what goes wrong in storage is tried again by a later poll.</summary>
    private async Task AttemptAsync(Task started, TriggeringBlob blob, IReadOnlyDictionary<string, string> tokens, CancellationToken stop)
    {
        await started;
        try
        {
            await processor.AttemptAsync(blob, tokens, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            log.LogDebug("An attempt by '{Function}' ended with the host", function.Name);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            log.LogError(error, "An attempt by '{Function}' at blob version {Version} could not be made", function.Name, blob.Version);
        }
        finally
        {
            slots.Release();
            underWay.TryRemove(blob.Name, out _);
        }
    }
}
