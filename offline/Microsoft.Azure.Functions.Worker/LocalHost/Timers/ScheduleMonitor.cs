using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;
using Microsoft.Azure.Functions.Worker.LocalHost.Functions;
using Microsoft.Azure.Functions.Worker.LocalHost.Storage;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Timers;

/// <summary>
/// Keeps a timer's record in the blob azure-webjobs-hosts/timers/{hostid}/Host.Functions.{name}/status
/// (azure-webjobs-sdk-extensions, src/WebJobs.Extensions.Timers.Storage/StorageScheduleMonitor.cs).
/// </summary>
internal sealed class ScheduleMonitor(StorageConnections storage, HostId hostId, ILoggerFactory loggers)
{
    public const string ContainerName = "azure-webjobs-hosts";

    /// <summary>The record; null where there is none.</summary>
    /// <exception cref="RequestFailedException">Storage fails.</exception>
    public async Task<RecordedSchedule?> ReadAsync(FunctionDescriptor function, CancellationToken cancellation)
    {
        try
        {
            var content = (await BlobOf(function).DownloadContentAsync(cancellation)).Value.Content;
            return AsUtc(content.ToObjectFromJson<RecordedSchedule>()!);
        }
        catch (RequestFailedException error) when (error.Status == 404)
        {
            return null;
        }
    }

    /// <summary>Writes the record; a failure is logged and otherwise passed over, as in the genuine host: the timer goes on.</summary>
    public async Task WriteAsync(FunctionDescriptor function, RecordedSchedule record)
    {
        try
        {
            await Container().CreateIfNotExistsAsync();
            await BlobOf(function).UploadAsync(BinaryData.FromString(JsonSerializer.Serialize(record)), overwrite: true);
        }
        catch (Exception error) when (error is RequestFailedException or AggregateException or IOException)
        {
            loggers.CreateLogger(function.LogCategory)
                .LogError(error, "Function '{Function}' failed to update the timer trigger status.", function.Name);
        }
    }

    private BlobClient BlobOf(FunctionDescriptor function) => Container().GetBlobClient($"timers/{hostId}/{function.Id}/status");

    private BlobContainerClient Container() => storage.Blobs(null).GetBlobContainerClient(ContainerName);

    /// <summary>The genuine host writes offsets, which read as local times.</summary>
    private static RecordedSchedule AsUtc(RecordedSchedule record) => new(Utc(record.Last), Utc(record.Next), Utc(record.LastUpdated));

    private static DateTime Utc(DateTime time) =>
        time.Kind == DateTimeKind.Local ? time.ToUniversalTime() : DateTime.SpecifyKind(time, DateTimeKind.Utc);
}
