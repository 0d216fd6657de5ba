namespace CrmServerless.Ingestion.Reading;

/// <summary>
/// Rows of cells, whatever the format. Cells are UTF-8 text as the file has it, not trimmed; typed cells of other formats come as
/// invariant text. What a row exposes holds until the next read.
/// </summary>
public interface IRowReader : IAsyncDisposable
{
    /// <summary>Moves to the next row that holds anything; false at the end.</summary>
    ValueTask<bool> ReadAsync(CancellationToken cancellationToken);

    /// <summary>How many cells the row has.</summary>
    int CellCount { get; }

    /// <summary>A cell's text; empty beyond the row's last cell. Overwritten by the next call.</summary>
    ReadOnlySpan<byte> Cell(int index);

    /// <summary>True when a row may say nothing at all about a column, other than a cell that is empty: <see cref="HasCell"/> tells.</summary>
    bool MayLackCells => false;

    /// <summary>Whether the row says anything about a column.</summary>
    bool HasCell(int index) => index < CellCount;

    /// <summary>The physical line the row begins on, from 1 (the row's number in formats without lines).</summary>
    long Line { get; }

    /// <summary>Why the row can't be read, or null. A defect row is rejected whole.</summary>
    string? Defect { get; }

    /// <summary>The row as the file has it, for the rejects file; cut after <see cref="RawTextLimit"/> bytes.</summary>
    string RawText { get; }

    /// <summary>The most bytes that <see cref="RawText"/> shows.</summary>
    const int RawTextLimit = 16 * 1024;
}
