namespace CrmServerless.Ingestion.Inbox;

/// <summary>What is copied to disk to be read, refused where it would take more of it than it may.</summary>
internal sealed class SpooledStream(Stream content, SpoolSettings spool) : ReadOnlyStream(content)
{
    private long copied;

    protected override void Passed(ReadOnlySpan<byte> bytes)
    {
        copied += bytes.Length;
        spool.Refuse(copied, isWhole: false);
    }
}
