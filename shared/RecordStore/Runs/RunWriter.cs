using CrmServerless.RecordStore.Merging;
using CrmServerless.RecordStore.Reduction;
using CrmServerless.RecordStore.Segments;

namespace CrmServerless.RecordStore.Runs;

/// <summary>
/// Writes rows, which come in order, as a run: segments of limited size, each uploaded while it is made. Memory: one part of a segment.
/// </summary>
/// <param name="store">Where the segments go.</param>
/// <param name="prefix">What their names begin with; a number follows. Nobody else may use it.</param>
/// <param name="columns">The columns of the rows.</param>
/// <param name="flags">What the rows carry.</param>
/// <param name="segmentBytes">The size at which a segment is closed.</param>
internal sealed class RunWriter(ISegmentStore store, string prefix, SegmentColumns columns, SegmentFlags flags, long segmentBytes) : IRowTarget
{
    private const int PartBytes = 4 * 1024 * 1024;
    private readonly List<StoredSegment> segments = [];
    private SegmentEncoder? encoder;
    private ISegmentUpload? upload;

    /// <summary>True when enough bytes have gathered that <see cref="FlushAsync"/> should be called.</summary>
    public bool WantsFlush => encoder is not null && (encoder.Pending.Length >= PartBytes || encoder.Bytes >= segmentBytes);

    /// <inheritdoc/>
    public void Write(VersionRow row) => (encoder ??= new SegmentEncoder(columns, flags)).Add(row);

    /// <summary>Sends what has gathered, and closes the segment when it is large enough.</summary>
    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        if (encoder!.Bytes >= segmentBytes)
            await CloseSegmentAsync(cancellationToken);
        else
            await SendAsync(cancellationToken);
    }

    /// <summary>Closes the last segment.</summary>
    /// <returns>The segments in order; none when there was no row.</returns>
    public async Task<IReadOnlyList<StoredSegment>> CompleteAsync(CancellationToken cancellationToken)
    {
        if (encoder is not null)
            await CloseSegmentAsync(cancellationToken);
        return segments;
    }

    private async Task CloseSegmentAsync(CancellationToken cancellationToken)
    {
        var end = encoder!.Finish();
        await SendAsync(cancellationToken);
        await upload!.CompleteAsync(cancellationToken);
        segments.Add(StoredSegment.Of(Name, end));
        (encoder, upload) = (null, null);
    }

    private async ValueTask SendAsync(CancellationToken cancellationToken)
    {
        upload ??= store.Create(Name);
        await upload.AppendAsync(encoder!.Pending.WrittenMemory, cancellationToken);
        encoder.TakePending();
    }

    private string Name => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{prefix}-{segments.Count}");
}
