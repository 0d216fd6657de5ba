using System.Security.Cryptography;

namespace CrmServerless.Ingestion.Inbox;

/// <summary>Hashes what is read through it.</summary>
internal sealed class HashingStream(Stream inner) : ReadOnlyStream(inner)
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>How many bytes were read.</summary>
    public long BytesRead { get; private set; }

    /// <summary>Reads what is left, and returns the SHA-256 of everything, in lower-case hexadecimal.</summary>
    public async Task<string> FinishAsync(CancellationToken cancellationToken)
    {
        await CopyToAsync(Null, cancellationToken);
        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }

    protected override void Passed(ReadOnlySpan<byte> bytes)
    {
        hash.AppendData(bytes);
        BytesRead += bytes.Length;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            hash.Dispose();
        base.Dispose(disposing);
    }
}
