using System.IO.Compression;
using CrmServerless.Ingestion.Reading;
using CrmServerless.Sources;

namespace CrmServerless.Ingestion.Inbox;

/// <summary>A file within a zip that is open.</summary>
/// <param name="Entry">Where it lies.</param>
/// <param name="Archive">The zip's own name.</param>
/// <param name="DeliverySet">The export that all files of the zip are parts of.</param>
internal sealed record ZipMember(ZipArchiveEntry Entry, InboxPath Archive, string DeliverySet)
{
    /// <summary>Reads the file from its beginning.</summary>
    /// <exception cref="UnreadableFileException">It is broken; the stream's reads throw this too.</exception>
    public Stream Open()
    {
        try
        {
            return new MemberStream(Entry.Open(), Entry.Length);
        }
        catch (InvalidDataException e)
        {
            throw Broken(e);
        }
    }

    private static UnreadableFileException Broken(Exception? e = null)
    {
        const string message = $"a file in the zip is broken or packed in an unknown way: expected {InboxArchive.Expected}";
        return e is null ? new(message) : new(message, e);
    }

    /// <summary>Holds the data to what the zip's list says of its length: sizes were judged by that.</summary>
    private sealed class MemberStream(Stream data, long length) : ReadOnlyStream(data)
    {
        private long passed;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            try
            {
                var read = await base.ReadAsync(buffer, cancellationToken);
                return read > 0 || buffer.IsEmpty || passed == length ? read : throw Broken();
            }
            catch (InvalidDataException e)
            {
                throw Broken(e);
            }
        }

        protected override void Passed(ReadOnlySpan<byte> bytes)
        {
            passed += bytes.Length;
            if (passed > length)
                throw Broken();
        }
    }
}
