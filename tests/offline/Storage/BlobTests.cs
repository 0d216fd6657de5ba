using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using CrmServerless.Tests.Support.Storage;

namespace CrmServerless.Tests.Offline.Storage;

/// <summary>The genuine Azure.Storage.Blobs on our System.IO.Hashing: what the app does with blobs, against Azurite.</summary>
public sealed class BlobTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IAsyncLifetime
{
    private readonly BlobContainerClient container = new(azurite.NewAccount().ConnectionString, "things");

    public async Task InitializeAsync() => await container.CreateAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task UploadAsync_Over4MiB_RoundTrips()
    {
        var content = Pattern(5 * 1024 * 1024 + 1);
        var blob = container.GetBlobClient("a/b/large.bin");

        await blob.UploadAsync(new BinaryData(content), new BlobUploadOptions
        {
            TransferOptions = new Azure.Storage.StorageTransferOptions { InitialTransferSize = 1024 * 1024, MaximumTransferSize = 1024 * 1024 },
        });

        Assert.Equal(content, (await blob.DownloadContentAsync()).Value.Content.ToArray());
    }

    [Fact]
    public async Task OpenReadAsync_LargeBlob_StreamsIt()
    {
        var content = Pattern(3 * 1024 * 1024);
        await container.GetBlobClient("stream.bin").UploadAsync(new BinaryData(content));

        await using var stream = await container.GetBlobClient("stream.bin").OpenReadAsync(new BlobOpenReadOptions(allowModifications: false));
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy);

        Assert.Equal(content, copy.ToArray());
    }

    [Fact]
    public async Task OpenWriteAsync_Pieces_AreOneBlob()
    {
        var blob = container.GetBlockBlobClient("written.txt");
        await using (var stream = await blob.OpenWriteAsync(overwrite: true))
        {
            await stream.WriteAsync("one "u8.ToArray());
            await stream.WriteAsync("two"u8.ToArray());
        }

        Assert.Equal("one two", (await blob.DownloadContentAsync()).Value.Content.ToString());
    }

    [Fact]
    public async Task AppendBlockAsync_Blocks_AreReadFromAnOffset()
    {
        var blob = container.GetAppendBlobClient("log.ndjson");
        await blob.CreateIfNotExistsAsync();
        await blob.AppendBlockAsync(new MemoryStream("one\n"u8.ToArray()));
        var second = await blob.AppendBlockAsync(new MemoryStream("two\n"u8.ToArray()));

        var rest = await blob.DownloadContentAsync(new BlobDownloadOptions { Range = new HttpRange(4) });

        Assert.Equal("4", second.Value.BlobAppendOffset);
        Assert.Equal(2, second.Value.BlobCommittedBlockCount);
        Assert.Equal("two\n", rest.Value.Content.ToString());
    }

    [Fact]
    public async Task UploadAsync_IfNoneMatchAll_CreatesOnce()
    {
        var blob = container.GetBlobClient("once.txt");
        var onlyNew = new BlobUploadOptions { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } };
        await blob.UploadAsync(new BinaryData("first"), onlyNew);

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => blob.UploadAsync(new BinaryData("second"), onlyNew));

        Assert.Equal(409, failure.Status);
        Assert.Equal(BlobErrorCode.BlobAlreadyExists, failure.ErrorCode);
        Assert.Equal("first", (await blob.DownloadContentAsync()).Value.Content.ToString());
    }

    [Fact]
    public async Task UploadAsync_IfMatchOldVersion_Is412()
    {
        var blob = container.GetBlobClient("versions.txt");
        var first = (await blob.UploadAsync(new BinaryData("1"))).Value.ETag;
        var second = (await blob.UploadAsync(new BinaryData("2"), If(first))).Value.ETag;

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => blob.UploadAsync(new BinaryData("3"), If(first)));

        Assert.Equal(412, failure.Status);
        Assert.Equal(second, (await blob.GetPropertiesAsync()).Value.ETag);
    }

    [Fact]
    public async Task AcquireAsync_HeldLease_IsRefusedAndFencesWrites()
    {
        var blob = container.GetBlobClient("lock");
        await blob.UploadAsync(BinaryData.FromString(string.Empty));
        var held = (await blob.GetBlobLeaseClient().AcquireAsync(TimeSpan.FromSeconds(60))).Value.LeaseId;

        var second = await Assert.ThrowsAsync<RequestFailedException>(() => blob.GetBlobLeaseClient().AcquireAsync(TimeSpan.FromSeconds(60)));
        var write = await Assert.ThrowsAsync<RequestFailedException>(() => blob.UploadAsync(BinaryData.FromString("x"), overwrite: true));
        await blob.UploadAsync(
            BinaryData.FromString("mine"), new BlobUploadOptions { Conditions = new BlobRequestConditions { LeaseId = held } });
        await blob.GetBlobLeaseClient(held).ReleaseAsync();

        Assert.Equal((409, 412), (second.Status, write.Status));
        Assert.NotNull((await blob.GetBlobLeaseClient().AcquireAsync(TimeSpan.FromSeconds(15))).Value.LeaseId);
    }

    [Fact]
    public async Task GetBlobsAsync_Prefix_ListsWithETagsAndMetadata()
    {
        await container.GetBlobClient("in/ä b%.csv").UploadAsync(
            BinaryData.FromString("x"), new BlobUploadOptions { Metadata = new Dictionary<string, string> { ["origin"] = "test" } });
        await container.GetBlobClient("out/other.csv").UploadAsync(BinaryData.FromString("y"));

        var found = new List<BlobItem>();
        await foreach (var item in container.GetBlobsAsync(BlobTraits.Metadata, BlobStates.None, "in/")) found.Add(item);

        var blob = Assert.Single(found);
        Assert.Equal("in/ä b%.csv", blob.Name);
        Assert.Equal("test", blob.Metadata["origin"]);

        // A listing writes the version without quotes, a header with them ('List Blobs', 'Get Blob Properties'): only format H says the same.
        var version = (await container.GetBlobClient(blob.Name).GetPropertiesAsync()).Value.ETag;
        Assert.NotEqual(version, blob.Properties.ETag!.Value);
        Assert.Equal(version.ToString("H"), blob.Properties.ETag!.Value.ToString("H"));
    }

    [Fact]
    public async Task DownloadContentAsync_AbsentBlob_Is404()
    {
        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => container.GetBlobClient("absent").DownloadContentAsync());

        Assert.Equal(404, failure.Status);
        Assert.Equal(BlobErrorCode.BlobNotFound, failure.ErrorCode);
        Assert.False((await container.GetBlobClient("absent").DeleteIfExistsAsync()).Value);
    }

    private static BlobUploadOptions If(ETag version) => new() { Conditions = new BlobRequestConditions { IfMatch = version } };

    private static byte[] Pattern(int length)
    {
        var bytes = new byte[length];
        new Random(7).NextBytes(bytes);
        return bytes;
    }
}
