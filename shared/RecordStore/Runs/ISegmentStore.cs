namespace CrmServerless.RecordStore.Runs;

/// <summary>Where segments lie.</summary>
internal interface ISegmentStore
{
    /// <summary>Fills the target with a segment's bytes from that offset on.</summary>
    /// <exception cref="SegmentGoneException">The segment is no longer there: it was replaced, and its time to be kept is over.</exception>
    Task ReadAsync(string name, long offset, Memory<byte> target, CancellationToken cancellationToken);

    /// <summary>Begins a segment of that name, which nobody has used.</summary>
    ISegmentUpload Create(string name);

    /// <summary>Deletes a segment if it is there.</summary>
    Task DeleteAsync(string name, CancellationToken cancellationToken);
}

/// <summary>A segment while it is written; it exists from <see cref="CompleteAsync"/> on.</summary>
internal interface ISegmentUpload
{
    /// <summary>Appends bytes; they are the caller's again afterwards.</summary>
    ValueTask AppendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken);

    /// <summary>Makes the segment exist.</summary>
    Task CompleteAsync(CancellationToken cancellationToken);
}
