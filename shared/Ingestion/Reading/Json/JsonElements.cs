namespace CrmServerless.Ingestion.Reading.Json;

/// <summary>The values of a file that are its rows, one after the other, as the bytes that they are written by.</summary>
internal abstract class JsonElements : IAsyncDisposable
{
    /// <summary>How the file is written, for the ledger.</summary>
    public abstract string Format { get; }

    /// <summary>The present value in UTF-8; holds until the next one. Not validated where <see cref="Defect"/> says why.</summary>
    public abstract ReadOnlySpan<byte> Element { get; }

    /// <summary>The line that it begins on, from 1.</summary>
    public long Line { get; protected set; } = 1;

    /// <summary>Why the present value can't be read, or null.</summary>
    public string? Defect { get; protected set; }

    /// <summary>Moves to the next value; false at the end.</summary>
    /// <exception cref="UnreadableFileException">The file is broken beyond one row.</exception>
    public abstract ValueTask<bool> NextAsync(CancellationToken cancellationToken);

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();
}
