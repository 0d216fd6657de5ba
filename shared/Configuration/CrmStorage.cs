using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;

namespace CrmServerless.Configuration;

/// <summary>The storage account that everything lies in.</summary>
/// <param name="blobs">Its blob service.</param>
/// <param name="tables">Its table service.</param>
/// <param name="queues">Its queue service.</param>
public sealed class CrmStorage(BlobServiceClient blobs, TableServiceClient tables, QueueServiceClient queues)
{
    /// <summary>The blob service.</summary>
    public BlobServiceClient Blobs => blobs;

    /// <summary>The table service.</summary>
    public TableServiceClient Tables => tables;

    /// <summary>The queue service.</summary>
    public QueueServiceClient Queues => queues;

    /// <summary>A container; names are in <see cref="StorageNames"/>.</summary>
    public BlobContainerClient Container(string name) => blobs.GetBlobContainerClient(name);

    /// <summary>A table; names are in <see cref="StorageNames"/>.</summary>
    public TableClient Table(string name) => tables.GetTableClient(name);

    /// <summary>A queue.</summary>
    public QueueClient Queue(string name) => queues.GetQueueClient(name);

    /// <summary>
    /// Makes all containers and tables of <see cref="StorageNames"/> that do not exist yet. Harmless when repeated or run by several
    /// instances.
    /// </summary>
    /// <exception cref="Azure.RequestFailedException">Storage cannot be reached, or the identity may not create them.</exception>
    public async Task EnsureCreatedAsync(CancellationToken cancellationToken)
    {
        var containers = StorageNames.Containers.Select(name => Container(name).CreateIfNotExistsAsync(cancellationToken: cancellationToken));
        var made = StorageNames.Tables.Select(name => Table(name).CreateIfNotExistsAsync(cancellationToken));
        await Task.WhenAll([.. containers.Cast<Task>(), .. made]);
    }
}
