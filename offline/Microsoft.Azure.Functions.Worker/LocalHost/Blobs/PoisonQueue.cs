using System.Text.Encodings.Web;
using System.Text.Json;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Queues;
using Microsoft.Azure.Functions.Worker.LocalHost.Functions;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Blobs;

/// <summary>
/// The queue webjobs-blobtrigger-poison, told of a blob that failed every attempt
/// (<see href="https://learn.microsoft.com/azure/azure-functions/functions-bindings-storage-blob-trigger#poison-blobs">poison blobs</see>;
/// the message's shape: azure-sdk-for-net, Microsoft.Azure.WebJobs.Extensions.Storage.Blobs, BlobTriggerMessage.cs).
/// </summary>
internal sealed class PoisonQueue(QueueServiceClient queues)
{
    public const string Name = "webjobs-blobtrigger-poison";

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async Task AddAsync(FunctionDescriptor function, TriggeringBlob blob, BlobType type, CancellationToken cancellation)
    {
        var queue = queues.GetQueueClient(Name);
        await queue.CreateIfNotExistsAsync(cancellationToken: cancellation);
        var message = new Message("BlobTrigger", function.Id, $"{type}Blob", blob.Container, blob.Name, $"\"{blob.Version}\"");
        await queue.SendMessageAsync(JsonSerializer.Serialize(message, Json), cancellation);
    }

    private sealed record Message(string Type, string FunctionId, string BlobType, string ContainerName, string BlobName, string ETag);
}
