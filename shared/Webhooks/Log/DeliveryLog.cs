using System.Collections.Concurrent;
using CrmServerless.Configuration;

namespace CrmServerless.Webhooks.Log;

/// <summary>
/// Keeps deliveries durably in append blobs. Deliveries that come in together share an append: at 32 in flight, a thousand are some
/// forty writes.
/// </summary>
internal sealed class DeliveryLog
{
    /// <summary>An append may carry 4 MiB in every version of the service.</summary>
    public const int MostBlockBytes = 4 << 20;

    /// <summary>What may wait for storage; more is refused, so that an instance doesn't die of a flood.</summary>
    private const long MostWaitingBytes = 64L << 20;

    private readonly ConcurrentDictionary<string, GroupCommit<byte[]>> bySource = new(StringComparer.Ordinal);
    private readonly Func<string, DeliveryBlob> blobOf;

    /// <summary>A log of this process.</summary>
    /// <param name="storage">The account.</param>
    /// <param name="time">The clock.</param>
    /// <param name="mostBlocks">How many blocks a blob gets.</param>
    public DeliveryLog(CrmStorage storage, TimeProvider time, int mostBlocks = DeliveryBlob.MostBlocks)
    {
        var instance = Guid.NewGuid().ToString("N")[..12];
        blobOf = source => new DeliveryBlob(storage.Container(StorageNames.Webhooks), source, instance, time, mostBlocks);
    }

    /// <summary>Done once the line is stored.</summary>
    /// <param name="source">A configured source.</param>
    /// <param name="line">The line with its line feed; at most <see cref="MostBlockBytes"/>.</param>
    /// <exception cref="TooBusyException">Too much waits already.</exception>
    /// <exception cref="Azure.RequestFailedException">Storage failed; the line may be there all the same.</exception>
    public Task AppendAsync(string source, byte[] line) => bySource.GetOrAdd(source, Begin).AddAsync(line);

    private GroupCommit<byte[]> Begin(string source)
    {
        var blob = blobOf(source);
        return new GroupCommit<byte[]>(lines => blob.AppendAsync(Joined(lines)), line => line.Length, MostBlockBytes, MostWaitingBytes);
    }

    private static byte[] Joined(IReadOnlyList<byte[]> lines)
    {
        var joined = new byte[lines.Sum(line => line.Length)];
        var at = 0;
        foreach (var line in lines)
        {
            line.CopyTo(joined, at);
            at += line.Length;
        }

        return joined;
    }
}
