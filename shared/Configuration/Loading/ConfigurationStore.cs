using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace CrmServerless.Configuration.Loading;

/// <summary>
/// The configuration in the container crm-config. Within <see cref="FreshFor"/> of a look the same one is returned; then the blobs are listed,
/// and only when an ETag differs are they read and parsed again. One instance serves a process; safe for concurrent use.
/// A container that doesn't exist is an empty configuration.
/// </summary>
/// <param name="container">The container.</param>
/// <param name="parser">Makes the configuration.</param>
/// <param name="time">The clock.</param>
public sealed class ConfigurationStore(BlobContainerClient container, ConfigurationParser parser, TimeProvider time) : IConfigurationSource, IDisposable
{
    /// <summary>How long a change may go unnoticed.</summary>
    public static TimeSpan FreshFor { get; } = TimeSpan.FromSeconds(15);

    private readonly SemaphoreSlim turn = new(1, 1);
    private Loaded? loaded;

    /// <inheritdoc/>
    /// <exception cref="RequestFailedException">Storage failed.</exception>
    public async Task<CrmConfiguration> LoadAsync(CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (loaded is { } recent && time.GetElapsedTime(recent.Looked) < FreshFor)
            {
                return recent.Configuration;
            }

            loaded = await LookAsync(loaded, cancellationToken).ConfigureAwait(false);
            return loaded.Configuration;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => turn.Dispose();

    private async Task<Loaded> LookAsync(Loaded? before, CancellationToken cancellationToken)
    {
        var looked = time.GetTimestamp();
        var etags = await ListAsync(cancellationToken).ConfigureAwait(false);
        if (before is not null && before.ETags.Count == etags.Count && etags.All(e => before.ETags.TryGetValue(e.Key, out var etag) && etag == e.Value))
        {
            return before with { Looked = looked };
        }

        var files = new List<ConfigFile>();
        foreach (var name in etags.Keys)
        {
            if (await DownloadAsync(name, cancellationToken).ConfigureAwait(false) is { } file)
            {
                files.Add(file);
            }
        }

        return new Loaded(parser.Parse(files), etags, looked);
    }

    private async Task<Dictionary<string, ETag?>> ListAsync(CancellationToken cancellationToken)
    {
        var etags = new Dictionary<string, ETag?>(StringComparer.Ordinal);
        try
        {
            await foreach (var blob in container.GetBlobsAsync(cancellationToken: cancellationToken).ConfigureAwait(false))
            {
                if (ConfigFile.IsYaml(blob.Name))
                {
                    etags.Add(blob.Name, blob.Properties.ETag);
                }
            }
        }
        catch (RequestFailedException e) when (e.ErrorCode == BlobErrorCode.ContainerNotFound)
        {
            etags.Clear();
        }

        return etags;
    }

    /// <summary>The blob, or null when it was deleted since it was listed; the next look lists it no more.</summary>
    private async Task<ConfigFile?> DownloadAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await container.GetBlobClient(name).DownloadContentAsync(cancellationToken).ConfigureAwait(false);
            return new ConfigFile(name, answer.Value.Content.ToMemory());
        }
        catch (RequestFailedException e) when (e.ErrorCode == BlobErrorCode.BlobNotFound)
        {
            return null;
        }
    }

    private sealed record Loaded(CrmConfiguration Configuration, Dictionary<string, ETag?> ETags, long Looked);
}
