using Azure;
using CrmServerless.Sources;

namespace CrmServerless.Ingestion.Inbox;

/// <summary>One version of a blob in the inbox.</summary>
/// <param name="File">What its name says.</param>
/// <param name="Version">Its ETag.</param>
/// <param name="Modified">
/// When this version was written; UTC. For a blob that was never overwritten it is its creation; for one that was, the creation of what it holds now.
/// </param>
/// <param name="Length">Bytes.</param>
public sealed record InboxBlob(InboxPath File, ETag Version, DateTimeOffset Modified, long Length)
{
    /// <summary>Where its bytes are when it is a file within a zip; else null.</summary>
    internal ZipMember? Member { get; init; }

    /// <summary>True when it is a zip, whose files are deliveries of their own. One within another is none.</summary>
    public bool IsArchive => Member is null && File.Extension == InboxPath.ArchiveExtension && File.Packing.Length == 0 && File.Source.Length > 0;

    /// <summary>The ETag without quotes, which listings leave out and answers don't.</summary>
    public string ETagText => Version.ToString("G").Trim('"');
}
