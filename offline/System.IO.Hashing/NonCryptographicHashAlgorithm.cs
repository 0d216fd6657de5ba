using System.Buffers;

namespace System.IO.Hashing;

/// <summary>
/// The base of a hash that is fed piece by piece. Azure.Storage.Common 12.16 derives its CRC-64 from it and Azure.Storage.Blobs 12.17 reads
/// hashes through it; nothing else of the package is called, so nothing else is here. Behaviour as on the .NET API page
/// 'NonCryptographicHashAlgorithm Class'.
/// </summary>
public abstract class NonCryptographicHashAlgorithm
{
    private const int ChunkBytes = 4096;

    /// <summary>Called by a derived class with the length of its hash (page 'NonCryptographicHashAlgorithm(Int32) Constructor').</summary>
    /// <param name="hashLengthInBytes">1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="hashLengthInBytes"/> is less than 1.</exception>
    protected NonCryptographicHashAlgorithm(int hashLengthInBytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(hashLengthInBytes, 1);
        HashLengthInBytes = hashLengthInBytes;
    }

    /// <summary>How many bytes a hash has (page 'HashLengthInBytes Property').</summary>
    public int HashLengthInBytes { get; }

    /// <summary>Appends <paramref name="source"/> to what was hashed so far (page 'Append Method').</summary>
    public abstract void Append(ReadOnlySpan<byte> source);

    /// <summary>Forgets what was hashed so far (page 'Reset Method').</summary>
    public abstract void Reset();

    /// <summary>
    /// Writes the hash of what was appended, changing nothing (page 'GetCurrentHashCore Method'); <paramref name="destination"/> has exactly
    /// <see cref="HashLengthInBytes"/> bytes.
    /// </summary>
    protected abstract void GetCurrentHashCore(Span<byte> destination);

    /// <summary>Appends <paramref name="stream"/> from where it stands to its end (page 'Append Method', overload Append(Stream)).</summary>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> is null.</exception>
    public void Append(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var chunk = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            for (int read; (read = stream.Read(chunk)) > 0;) Append(chunk.AsSpan(0, read));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }
    }

    /// <summary>Appends <paramref name="stream"/> from where it stands to its end (page 'AppendAsync Method').</summary>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> is null.</exception>
    public async Task AppendAsync(Stream stream, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var chunk = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            for (int read; (read = await stream.ReadAsync(chunk, cancellationToken)) > 0;) Append(chunk.AsSpan(0, read));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }
    }

    /// <summary>The hash of what was appended, changing nothing (page 'GetCurrentHash Method').</summary>
    public byte[] GetCurrentHash()
    {
        var hash = new byte[HashLengthInBytes];
        GetCurrentHashCore(hash);
        return hash;
    }

    /// <summary>Writes the hash of what was appended, changing nothing (page 'GetCurrentHash Method', overload with a span).</summary>
    /// <returns>The number of bytes written: always <see cref="HashLengthInBytes"/>.</returns>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is shorter than that.</exception>
    public int GetCurrentHash(Span<byte> destination)
    {
        if (destination.Length < HashLengthInBytes) throw new ArgumentException("Destination is too short.", nameof(destination));
        GetCurrentHashCore(destination[..HashLengthInBytes]);
        return HashLengthInBytes;
    }
}
