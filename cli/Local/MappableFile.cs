using System.IO.Compression;

namespace CrmServerless.Cli.Local;

/// <summary>A file that a mapping can be proposed for: one on disk, or one within a zip; packed as .gz or not.</summary>
/// <param name="Path">The file on disk.</param>
/// <param name="Member">The path in the zip; null: the file itself.</param>
internal sealed record MappableFile(string Path, string? Member = null)
{
    /// <summary>Its name without folders.</summary>
    public string Name => System.IO.Path.GetFileName(Member ?? Path);

    /// <summary>Whether a file on disk is a zip.</summary>
    public static bool IsZip(string path) => path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase);

    /// <summary>The files in a zip, by path; folders and what macOS adds are left out.</summary>
    /// <exception cref="CliException">It is no zip.</exception>
    public static IReadOnlyList<MappableFile> In(string zip)
    {
        using var archive = OpenZip(zip);
        return [.. archive.Entries.Select(e => e.FullName.Replace('\\', '/')).Where(IsFile).Order(StringComparer.Ordinal).Select(member => new MappableFile(zip, member))];
    }

    /// <summary>Opens its bytes, unpacked.</summary>
    public Stream Open()
    {
        Stream file = Member is null ? File.OpenRead(Path) : OpenMember(Member);
        return Name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file;
    }

    private static bool IsFile(string member)
    {
        var parts = member.Split('/');
        return parts[^1].Length > 0 && parts[^1] != ".DS_Store" && !parts.Contains("__MACOSX");
    }

    private static ZipArchive OpenZip(string path)
    {
        try
        {
            return ZipFile.OpenRead(path);
        }
        catch (InvalidDataException e)
        {
            throw new CliException($"{path}: found a broken zip, expected a whole one without a password", e);
        }
    }

    private MemberStream OpenMember(string member)
    {
        var zip = OpenZip(Path);
        return new MemberStream(zip, zip.Entries.First(e => e.FullName.Replace('\\', '/') == member).Open());
    }

    /// <summary>A file in a zip that is closed with it.</summary>
    private sealed class MemberStream(ZipArchive zip, Stream data) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => data.Read(buffer, offset, count);

        public override int Read(Span<byte> buffer) => data.Read(buffer);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => data.ReadAsync(buffer, cancellationToken);

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => data.ReadAsync(buffer, offset, count, cancellationToken);

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                data.Dispose();
                zip.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
