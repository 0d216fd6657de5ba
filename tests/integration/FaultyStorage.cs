using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using CrmServerless.Configuration;
using CrmServerless.Tests.Support.Storage;

namespace CrmServerless.Tests.Integration;

/// <summary>A test's account as a process sees it whose requests something befalls.</summary>
internal static class FaultyStorage
{
    /// <summary>All requests to blobs and tables pass that policy once, without retries.</summary>
    public static CrmStorage Of(TestAccount account, HttpPipelinePolicy policy)
    {
        var (blobs, tables) = (new BlobClientOptions(), new TableClientOptions());
        foreach (var options in new ClientOptions[] { blobs, tables })
        {
            options.AddPolicy(policy, HttpPipelinePosition.PerRetry);
            options.Retry.MaxRetries = 0;
        }

        var text = account.ConnectionString;
        return new CrmStorage(new BlobServiceClient(text, blobs), new TableServiceClient(text, tables), new QueueServiceClient(text));
    }
}
