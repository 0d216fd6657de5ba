using Azure.Storage.Blobs;
using CrmServerless.Cli.Local;

namespace CrmServerless.Cli.Inbox;

/// <summary>Drops files into the inbox.</summary>
/// <param name="inbox">The container crm-exports.</param>
internal sealed class Uploader(BlobContainerClient inbox)
{
    /// <summary>Uploads all, one after the other, over what is there.</summary>
    /// <returns>The blobs as they now are.</returns>
    public async Task<IReadOnlyList<UploadedFile>> UploadAsync(IReadOnlyList<InputFile> files, IProgress<string> progress, CancellationToken cancellationToken)
    {
        var uploaded = new List<UploadedFile>();
        foreach (var file in files)
        {
            progress.Report($"{uploaded.Count + 1} of {files.Count}: {file.BlobName}");
            await using var content = File.OpenRead(file.Path);
            var answer = await inbox.GetBlobClient(file.BlobName).UploadAsync(content, overwrite: true, cancellationToken);
            uploaded.Add(new UploadedFile(file, answer.Value.ETag.ToString().Trim('"')));
        }

        return uploaded;
    }
}

/// <summary>A file in the inbox.</summary>
/// <param name="File">The file.</param>
/// <param name="ETag">The blob's ETag without quotes.</param>
internal sealed record UploadedFile(InputFile File, string ETag);
