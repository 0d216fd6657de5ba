namespace CrmServerless.Ingestion.Reading;

/// <summary>A copy of a stream on disk, for formats that must be read here and there. It is readable by nobody else and gone when closed.</summary>
internal static class TemporaryCopy
{
    /// <summary>Copies what is left of a stream; the copy is at its beginning.</summary>
    public static async Task<FileStream> OfAsync(Stream stream, CancellationToken cancellationToken)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

        var copy = new FileStream(Path.Combine(Path.GetTempPath(), $"crm-{Path.GetRandomFileName()}"), options);
        try
        {
            await stream.CopyToAsync(copy, cancellationToken);
            copy.Position = 0;
            return copy;
        }
        catch
        {
            await copy.DisposeAsync();
            throw;
        }
    }
}
