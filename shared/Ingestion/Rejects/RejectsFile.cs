using System.Buffers;
using System.Globalization;
using System.Text;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using CrmServerless.Ingestion.Converting;
using CrmServerless.Reporting;

namespace CrmServerless.Ingestion.Rejects;

/// <summary>
/// The rejected rows of one delivery as csv: line, column, reason, raw text, guarded against being taken for formulas. Written in
/// blocks whose ids and contents depend on the delivery alone, so attempts that run at once write the same blob.
/// </summary>
/// <param name="container">The container crm-rejects.</param>
/// <param name="blobName">The blob.</param>
internal sealed class RejectsFile(BlobContainerClient container, string blobName)
{
    private const int BlockBytes = 4 << 20;
    private const string Header = "line,column,reason,raw\n";

    private readonly List<string> blockIds = [];
    private readonly ArrayBufferWriter<byte> block = new();

    /// <summary>How many rows were added.</summary>
    public long Count { get; private set; }

    /// <summary>The blob that <see cref="CompleteAsync"/> writes; null when no row was rejected.</summary>
    public string? BlobName => Count == 0 ? null : blobName;

    private BlockBlobClient Blob => container.GetBlockBlobClient(blobName);

    /// <summary>Adds a row.</summary>
    /// <param name="rejection">Why.</param>
    /// <param name="raw">The row as the file has it.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async ValueTask AddAsync(RowRejection rejection, string raw, CancellationToken cancellationToken)
    {
        if (Count++ == 0)
            Encoding.UTF8.GetBytes(Header, block);

        var line = string.Create(CultureInfo.InvariantCulture, $"{rejection.Line},{CsvText.Cell(rejection.Column)},{CsvText.Cell(rejection.Reason)},{CsvText.Cell(raw)}\n");
        Encoding.UTF8.GetBytes(line, block);
        if (block.WrittenCount >= BlockBytes)
            await StageAsync(cancellationToken);
    }

    /// <summary>Makes the file visible; where no row was rejected, removes one that an earlier attempt under another mapping left.</summary>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        if (Count == 0)
        {
            await Blob.DeleteIfExistsAsync(cancellationToken: cancellationToken);
            return;
        }

        if (block.WrittenCount > 0)
            await StageAsync(cancellationToken);
        var options = new CommitBlockListOptions { HttpHeaders = new BlobHttpHeaders { ContentType = "text/csv; charset=utf-8" } };
        await Blob.CommitBlockListAsync(blockIds, options, cancellationToken);
    }

    private async Task StageAsync(CancellationToken cancellationToken)
    {
        var id = Convert.ToBase64String(Encoding.ASCII.GetBytes(blockIds.Count.ToString("D8", CultureInfo.InvariantCulture)));
        await using var content = BinaryData.FromBytes(block.WrittenMemory).ToStream();
        await Blob.StageBlockAsync(id, content, cancellationToken: cancellationToken);
        blockIds.Add(id);
        block.ResetWrittenCount();
    }
}
