using System.Buffers.Binary;
using System.Text;
using Azure;
using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using CrmServerless.Tests.Offline.Tables;

namespace CrmServerless.Tests.Offline.Hashing;

/// <summary>The genuine storage package computes its CRC-64 through the base class in offline/.</summary>
public sealed class StorageChecksumTests
{
    /// <summary>
    /// AE8B14860A799888 is the check value of CRC-64/NVME ('Catalogue of parametrised CRC algorithms', G. Cook; polynomial ad93d23594c93659):
    /// the checksum of the nine digits.
    /// </summary>
    [Fact]
    public async Task UploadAsync_NineDigits_SendsThePublishedCheckValue()
    {
        var transport = new AnsweringTransport(201);
        var options = new BlobClientOptions { Transport = transport };
        options.TransferValidation.Upload.ChecksumAlgorithm = StorageChecksumAlgorithm.StorageCrc64;
        var blob = new BlobClient(new Uri("https://contoso.blob.core.windows.net/c/digits"), new AzureSasCredential("sig=none"), options);

        await Record.ExceptionAsync(() => blob.UploadAsync(new MemoryStream(Encoding.ASCII.GetBytes("123456789")), new BlobUploadOptions()));

        var sent = Convert.FromBase64String(transport.Requests[0].Headers["x-ms-content-crc64"]);
        Assert.Equal(0xAE8B14860A799888, BinaryPrimitives.ReadUInt64LittleEndian(sent));
    }
}
