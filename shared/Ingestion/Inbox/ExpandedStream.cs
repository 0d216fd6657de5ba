using System.IO.Compression;
using CrmServerless.Ingestion.Reading;

namespace CrmServerless.Ingestion.Inbox;

/// <summary>
/// What a gzip file expands to, refused when it expands beyond all reason: a bomb would keep an instance busy for hours. Real exports
/// shrink five to twenty times, at most a hundred.
/// </summary>
internal sealed class ExpandedStream(HashingStream packed) : ReadOnlyStream(new GZipStream(packed, CompressionMode.Decompress))
{
    private const long AlwaysAllowed = 256L << 20;
    private const int MostExpansion = 250;

    private long expanded;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return await base.ReadAsync(buffer, cancellationToken);
        }
        catch (InvalidDataException e)
        {
            throw new UnreadableFileException("the gzip data is broken: expected a whole .gz file", e);
        }
    }

    protected override void Passed(ReadOnlySpan<byte> bytes)
    {
        expanded += bytes.Length;
        if (expanded > AlwaysAllowed && expanded > packed.BytesRead * MostExpansion)
            throw new UnreadableFileException($"the gzip data expands more than {MostExpansion} times: expected an export");
    }
}
