using System.IO.Compression;
using CrmServerless.Ingestion.Reading;
using CrmServerless.Sources;

namespace CrmServerless.Ingestion.Inbox;

/// <summary>
/// A zip of the inbox, copied to disk and open: each file in it is a blob of its own, `{zip}/{path in the zip}`, of the zip's version. It is read
/// through once before any of its files is used, so that a broken one is refused as a whole.
/// </summary>
internal sealed class InboxArchive : IAsyncDisposable
{
    /// <summary>What a zip is to be, in words that follow 'expected'.</summary>
    public const string Expected = "a whole .zip of exports without a password";

    private const int MostExpansion = 250;
    private const long AlwaysAllowed = 1L << 20;
    private const int MostMembers = 10_000;
    private const int LongestPath = 900;

    private readonly FileStream copy;
    private readonly ZipArchive zip;

    private InboxArchive(FileStream copy, ZipArchive zip, string contentHash, IReadOnlyList<InboxBlob> members)
    {
        this.copy = copy;
        this.zip = zip;
        ContentHash = contentHash;
        Members = members;
    }

    /// <summary>SHA-256 of the zip, lower-case hexadecimal.</summary>
    public string ContentHash { get; }

    /// <summary>Its files, by path; they can be read while this is open. What operating systems add is left out.</summary>
    public IReadOnlyList<InboxBlob> Members { get; }

    /// <summary>Opens a zip.</summary>
    /// <param name="inbox">The inbox.</param>
    /// <param name="blob">The zip.</param>
    /// <param name="deliverySet">The export that its files are parts of.</param>
    /// <param name="cancellationToken">Stops the copy.</param>
    /// <exception cref="SpoolExceededException">It is longer than a copy may be.</exception>
    /// <exception cref="UnreadableFileException">It is broken, encrypted, empty, or expands beyond reason.</exception>
    public static async Task<InboxArchive> OpenAsync(InboxStore inbox, InboxBlob blob, string deliverySet, CancellationToken cancellationToken)
    {
        inbox.Spool.Refuse(blob.Length);
        await using var content = new HashingStream(await inbox.OpenAsync(blob, cancellationToken));
        var copy = await TemporaryCopy.OfAsync(content, cancellationToken);
        try
        {
            var zip = Read(copy);
            var entries = zip.Entries.Where(IsFile).ToList();
            Refuse(entries, copy.Length, blob);
            var members = entries.Select(e => MemberOf(blob, e, deliverySet)).OrderBy(m => m.File.Path, StringComparer.Ordinal).ToList();
            foreach (var member in members)
                await ReadThroughAsync(member.Member!, cancellationToken);
            return new InboxArchive(copy, zip, await content.FinishAsync(cancellationToken), members);
        }
        catch
        {
            await copy.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        zip.Dispose();
        await copy.DisposeAsync();
    }

    private static ZipArchive Read(FileStream copy)
    {
        try
        {
            var zip = new ZipArchive(copy, ZipArchiveMode.Read, leaveOpen: true);
            return zip.Entries.Count <= MostMembers ? zip : throw new UnreadableFileException($"the zip has more than {MostMembers} files: expected {Expected}");
        }
        catch (Exception e) when (e is InvalidDataException or ArgumentException or IOException)
        {
            throw new UnreadableFileException($"the zip is broken: expected {Expected}", e);
        }
    }

    /// <summary>Not a folder, nor what macOS adds to a zip.</summary>
    private static bool IsFile(ZipArchiveEntry entry)
    {
        var parts = PathOf(entry).Split('/');
        return parts[^1].Length > 0 && parts[^1] != ".DS_Store" && !parts.Contains("__MACOSX");
    }

    private static void Refuse(List<ZipArchiveEntry> entries, long length, InboxBlob blob)
    {
        if (entries.Count == 0)
            throw new UnreadableFileException($"the zip has no files: expected {Expected}");
        if (entries.Exists(e => e.IsEncrypted))
            throw new UnreadableFileException($"the zip is encrypted: expected {Expected}");
        if (entries.Sum(e => (decimal)e.Length) > Math.Max(AlwaysAllowed, length * MostExpansion))
            throw new UnreadableFileException($"the zip expands more than {MostExpansion} times: expected {Expected}");
        if (entries.Exists(e => PathOf(e).Split('/').Any(p => p is "" or "." or ".." || p.Any(char.IsControl)) || blob.File.BlobName.Length + PathOf(e).Length > LongestPath))
            throw new UnreadableFileException($"a file in the zip has a path that leads nowhere or is too long: expected {Expected}");
        if (entries.Select(PathOf).Distinct(StringComparer.Ordinal).Count() < entries.Count)
            throw new UnreadableFileException($"two files in the zip have the same path: expected {Expected}");
    }

    private static string PathOf(ZipArchiveEntry entry) => entry.FullName.Replace('\\', '/');

    private static InboxBlob MemberOf(InboxBlob blob, ZipArchiveEntry entry, string deliverySet) =>
        new(new InboxPath(blob.File.Source, $"{blob.File.Path}/{PathOf(entry)}"), blob.Version, blob.Modified, entry.Length)
        {
            Member = new ZipMember(entry, blob.File, deliverySet),
        };

    private static async Task ReadThroughAsync(ZipMember member, CancellationToken cancellationToken)
    {
        await using var data = member.Open();
        await data.CopyToAsync(Stream.Null, cancellationToken);
    }
}
