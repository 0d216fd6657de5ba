using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CrmServerless.Ingestion.Reading.Csv;

/// <summary>
/// Finds rows and cells in a buffer of csv bytes: 64 bytes at a time are compared with the four bytes that mean anything
/// (delimiter, quote, CR, LF), and only those are looked at one by one. Nothing is scanned twice when the buffer is refilled.
/// </summary>
internal sealed class CsvScanner
{
    /// <summary>More cells than any real export has; a row with more is a defect and not worth the memory.</summary>
    private const int MaxCells = 16_384;
    private const int BlockBytes = 64;
    // Not -1: after a move to the front, a CR just before the open row stands there.
    private const int NoReturn = -2;
    private const byte Quote = (byte)'"';
    private const byte CarriageReturn = (byte)'\r';
    private const byte LineFeed = (byte)'\n';

    private readonly byte delimiter;
    private readonly int maxCapacity;
    private CellSpan[] cells = new CellSpan[64];
    private byte[] buffer;
    private int capacity;
    private int length;

    // The marks of the block before `scanned` that are still to be looked at; bit 0 is the byte at `blockStart`.
    private ulong marks;
    private int blockStart;
    private int scanned;

    // The open row. Positions are in the buffer; those of its finished cells are relative to its start.
    private int nextRow;
    private int rowStart;
    private int rowEnd;
    private int cellStart;
    private int firstLineEnd = -1;
    private int lastQuote = -1;
    private int lastReturn = NoReturn;
    private bool isQuotedCell;
    private bool hasDoubledQuotes;
    private long line = 1;

    public CsvScanner(byte delimiter, int firstCapacity, int maxCapacity)
    {
        this.delimiter = delimiter;
        this.maxCapacity = maxCapacity;
        capacity = firstCapacity;
        buffer = new byte[capacity + BlockBytes];
        BeginRow(0);
    }

    public int CellCount { get; private set; }

    public long RowLine { get; private set; }

    public string? Defect { get; private set; }

    /// <summary>True while the open row's end is looked for inside a quoted cell.</summary>
    public bool IsInQuotes { get; private set; }

    /// <summary>The finished row without its line end.</summary>
    public ReadOnlySpan<byte> Row => buffer.AsSpan(rowStart, rowEnd - rowStart);

    /// <summary>True when every cell of the finished row is empty.</summary>
    public bool IsBlankRow
    {
        get
        {
            foreach (ref readonly var cell in cells.AsSpan(0, CellCount))
            {
                if (cell.Length > 0)
                    return false;
            }

            return true;
        }
    }

    /// <summary>Bytes in the buffer from the start of the row that isn't finished.</summary>
    public int OpenRowBytes => length - nextRow;

    /// <summary>The open row's first physical line, or what there is of it.</summary>
    public ReadOnlySpan<byte> FirstLine => buffer.AsSpan(rowStart, (firstLineEnd < 0 ? length : firstLineEnd) - rowStart);

    public ReadOnlySpan<byte> Cell(int index, out bool doubledQuotes)
    {
        ref readonly var cell = ref cells[index];
        doubledQuotes = cell.HasDoubledQuotes;
        return buffer.AsSpan(rowStart + cell.Start, cell.Length);
    }

    /// <summary>Moves the open row to the front and gives the free room behind it; never empty while the open row is under the limit.</summary>
    public Memory<byte> PrepareFill()
    {
        if (nextRow > 0)
            MoveToFront();
        if (length > capacity / 2 && capacity < maxCapacity)
            Grow();
        return buffer.AsMemory(length, capacity - length);
    }

    public void Filled(int bytes) => length += bytes;

    public void SkipByteOrderMark()
    {
        if (buffer.AsSpan(0, length).StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            RestartAt(3);
    }

    /// <summary>Finds the end of the open row; false when the buffer ends first.</summary>
    public bool TryReadRow()
    {
        if (rowEnd >= 0)
            BeginRow(nextRow);

        while (true)
        {
            while (marks != 0)
            {
                var position = blockStart + BitOperations.TrailingZeroCount(marks);
                marks &= marks - 1;
                var mark = buffer[position];
                if (mark == Quote)
                    MeetQuote(position);
                else if (mark == delimiter)
                    MeetDelimiter(position);
                else if (MeetLineEnd(position, mark))
                    return true;
            }

            if (scanned >= length)
                return false;
            LoadMarks();
        }
    }

    /// <summary>Ends the last row at the end of the file; false when there is nothing left but blanks.</summary>
    public bool TryEndLastRow()
    {
        if (OpenRowBytes == 0)
            return false;

        EndRow(length, length);
        return !IsBlankRow;
    }

    /// <summary>
    /// Drops the open row's first physical line, to go on with the next. False when the buffer ends before the line does: what
    /// there is of it is dropped, and the call is to be repeated after a fill.
    /// </summary>
    public bool TryDropFirstLine()
    {
        var end = rowStart + buffer.AsSpan(rowStart, length - rowStart).IndexOfAny(CarriageReturn, LineFeed);
        if (end < rowStart)
        {
            RestartAt(length);
            return false;
        }

        lastReturn = buffer[end] == CarriageReturn ? end : NoReturn;
        line = RowLine + 1;
        RestartAt(end + 1);
        return true;
    }

    private void MeetQuote(int position)
    {
        if (IsInQuotes)
        {
            (IsInQuotes, lastQuote) = (false, position);
        }
        else if (position == cellStart)
        {
            (IsInQuotes, isQuotedCell) = (true, true);
        }
        else if (isQuotedCell && position == lastQuote + 1)
        {
            (IsInQuotes, hasDoubledQuotes) = (true, true);
        }
    }

    private void MeetDelimiter(int position)
    {
        if (IsInQuotes)
            return;

        EndCell(position);
        cellStart = position + 1;
    }

    /// <summary>Counts a line end and, outside quotes, ends the row. The LF of a CRLF is neither counted nor a row.</summary>
    private bool MeetLineEnd(int position, byte mark)
    {
        if (mark == LineFeed && position == lastReturn + 1)
        {
            if (position == rowStart)
                BeginRow(position + 1);
            return false;
        }

        if (mark == CarriageReturn)
            lastReturn = position;
        if (firstLineEnd < 0)
            firstLineEnd = position;
        line++;
        if (IsInQuotes)
            return false;

        EndRow(position, position + 1);
        return true;
    }

    private void EndRow(int end, int next)
    {
        EndCell(end);
        (rowEnd, nextRow) = (end, next);
    }

    private void EndCell(int end)
    {
        if (CellCount == cells.Length && !TryGrowCells())
            return;

        if (!isQuotedCell)
        {
            cells[CellCount++] = new CellSpan(cellStart - rowStart, end - cellStart, false);
            return;
        }

        if (buffer.AsSpan(lastQuote + 1, end - lastQuote - 1).TrimEnd(" \t"u8).Length > 0)
            Defect ??= $"cell {CellCount + 1} has text after its closing quote";
        cells[CellCount++] = new CellSpan(cellStart + 1 - rowStart, lastQuote - cellStart - 1, hasDoubledQuotes);
        (isQuotedCell, hasDoubledQuotes) = (false, false);
    }

    private bool TryGrowCells()
    {
        if (cells.Length < MaxCells)
        {
            Array.Resize(ref cells, cells.Length * 2);
            return true;
        }

        Defect ??= $"the row has more than {MaxCells} cells";
        (isQuotedCell, hasDoubledQuotes) = (false, false);
        return false;
    }

    private void BeginRow(int start)
    {
        (rowStart, nextRow, cellStart, rowEnd, firstLineEnd) = (start, start, start, -1, -1);
        (IsInQuotes, isQuotedCell, hasDoubledQuotes) = (false, false, false);
        (CellCount, Defect, RowLine) = (0, null, line);
    }

    private void RestartAt(int start)
    {
        (marks, blockStart, scanned) = (0, start, start);
        BeginRow(start);
    }

    private void LoadMarks()
    {
        ref var block = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(buffer), scanned);
        marks = MarksOf(ref block) | (MarksOf(ref Unsafe.Add(ref block, BlockBytes / 2)) << (BlockBytes / 2));
        blockStart = scanned;
        scanned += BlockBytes;
        if (scanned > length)
        {
            // Bytes behind the end are leftovers of an earlier fill.
            marks &= ulong.MaxValue >> (scanned - length);
            scanned = length;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ulong MarksOf(ref byte bytes)
    {
        var vector = Vector256.LoadUnsafe(ref bytes);
        var found = Vector256.Equals(vector, Vector256.Create(delimiter)) | Vector256.Equals(vector, Vector256.Create(Quote))
            | Vector256.Equals(vector, Vector256.Create(CarriageReturn)) | Vector256.Equals(vector, Vector256.Create(LineFeed));
        return found.ExtractMostSignificantBits();
    }

    private void MoveToFront()
    {
        var shift = nextRow;
        if (rowEnd >= 0)
            BeginRow(nextRow);
        buffer.AsSpan(shift, length - shift).CopyTo(buffer);
        (length, blockStart, scanned, rowStart, nextRow) = (length - shift, blockStart - shift, scanned - shift, rowStart - shift, nextRow - shift);
        (cellStart, lastQuote, lastReturn) = (cellStart - shift, lastQuote - shift, Math.Max(lastReturn - shift, NoReturn));
        if (firstLineEnd >= 0)
            firstLineEnd -= shift;
    }

    private void Grow()
    {
        capacity = Math.Min(capacity * 2, maxCapacity);
        Array.Resize(ref buffer, capacity + BlockBytes);
    }

    private readonly record struct CellSpan(int Start, int Length, bool HasDoubledQuotes);
}
