using System.Security.Cryptography;
using System.Text;
using Azure.Data.Tables;
using CrmServerless.RecordStore.Runs;

namespace CrmServerless.RecordStore.Manifests;

/// <summary>
/// A value of a table row that may be longer than a row takes: up to a size it lies in the row's property `Value`; above in a blob,
/// and the row has the blob's name, its length and its SHA-256 (`Blob`, `Bytes`, `Sha256`).
/// </summary>
internal sealed class LongValue(ISegmentStore blobs, int mostInlineBytes)
{
    /// <summary>What the names of the blobs begin with.</summary>
    public const string BlobPrefix = "manifest/";

    /// <summary>The blob that holds a row's value, or null when the row does.</summary>
    public static string? BlobOf(TableEntity row) => row.GetString("Blob");

    /// <summary>Puts the value, ASCII text, into the row; a blob is written first.</summary>
    public async Task PutAsync(TableEntity row, byte[] value, CancellationToken cancellationToken)
    {
        if (value.Length <= mostInlineBytes)
        {
            row["Value"] = Encoding.ASCII.GetString(value);
            return;
        }

        var name = $"{BlobPrefix}{row.RowKey}-{Guid.NewGuid():N}";
        var upload = blobs.Create(name);
        await upload.AppendAsync(value, cancellationToken);
        await upload.CompleteAsync(cancellationToken);
        (row["Blob"], row["Bytes"], row["Sha256"]) = (name, value.Length, Sha256(value));
    }

    /// <summary>The value of a row.</summary>
    /// <exception cref="SegmentGoneException">The row was replaced so long ago that its blob is gone.</exception>
    /// <exception cref="InvalidDataException">The blob is not the one that was written.</exception>
    public async Task<byte[]> GetAsync(TableEntity row, CancellationToken cancellationToken)
    {
        if (BlobOf(row) is not { } blob)
            return Encoding.ASCII.GetBytes(row.GetString("Value") ?? throw new InvalidDataException($"the manifest's row {row.RowKey} has no value"));
        var value = new byte[row.GetInt32("Bytes") ?? 0];
        await blobs.ReadAsync(blob, 0, value, cancellationToken);
        return Sha256(value) == row.GetString("Sha256") ? value : throw new InvalidDataException($"the blob {blob} is not what its row says");
    }

    private static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
