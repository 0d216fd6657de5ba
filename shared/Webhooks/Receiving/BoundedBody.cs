using System.Buffers;

namespace CrmServerless.Webhooks.Receiving;

/// <summary>Reads a body that may be of any length, but never more of it than allowed.</summary>
internal static class BoundedBody
{
    private const int Step = 16 * 1024;

    /// <summary>The whole body, or null when it has more bytes than allowed.</summary>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(Stream body, long? statedLength, int mostBytes, CancellationToken cancellationToken)
    {
        if (statedLength > mostBytes)
            return null;

        var read = new ArrayBufferWriter<byte>((int)Math.Min(statedLength ?? Step, mostBytes) + 1);
        while (await body.ReadAsync(read.GetMemory(1), cancellationToken) is > 0 and var count)
        {
            read.Advance(count);
            if (read.WrittenCount > mostBytes)
                return null;
        }

        return read.WrittenMemory;
    }
}
