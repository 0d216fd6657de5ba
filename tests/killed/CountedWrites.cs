using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using CrmServerless.Configuration;

namespace CrmServerless.Tests.Killed;

/// <summary>Counts the process's writes to storage; once the fatal one has been answered, kills the process by SIGKILL, nothing unwound.</summary>
/// <param name="fatal">The number of that write, from 1; 0: none.</param>
internal sealed class CountedWrites(int fatal) : HttpPipelinePolicy
{
    private int made;

    public int Made => made;

    /// <summary>An account all of whose requests to blobs and tables are counted.</summary>
    public CrmStorage Watch(string connection)
    {
        var (blobs, tables) = (new BlobClientOptions(), new TableClientOptions());
        foreach (var options in new ClientOptions[] { blobs, tables })
            options.AddPolicy(this, HttpPipelinePosition.PerRetry);
        return new CrmStorage(new BlobServiceClient(connection, blobs), new TableServiceClient(connection, tables), new QueueServiceClient(connection));
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        throw new NotSupportedException("everything is asynchronous");

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        await ProcessNextAsync(message, pipeline);
        if (message.Request.Method == RequestMethod.Get || message.Request.Method == RequestMethod.Head)
            return;
        if (Interlocked.Increment(ref made) == fatal)
            System.Diagnostics.Process.GetCurrentProcess().Kill();
    }
}
