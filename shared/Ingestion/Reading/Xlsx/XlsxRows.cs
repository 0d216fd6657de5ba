using System.Text;
using CrmServerless.Sources.Mappings;
using ExcelDataReader;

namespace CrmServerless.Ingestion.Reading.Xlsx;

/// <summary>The rows of a workbook's sheets, below the header of each.</summary>
/// <param name="workbook">At its first sheet; owned.</param>
/// <param name="maxRowBytes">A longer row is rejected.</param>
/// <param name="owned">Disposed with it.</param>
internal sealed class XlsxRows(IExcelDataReader workbook, int maxRowBytes, IAsyncDisposable[] owned) : IRowReader
{
    // Reports write their title and what they were filtered by above the table: lines of a single cell.
    private const int FewestNames = 2;
    private const int MostRowsAboveHeader = 100;

    // A sheet's limits. A broken row number would else make the library give empty rows for minutes.
    private const int MostRows = 1 << 20;
    private const int MostColumns = 4096;

    // Beyond the header nothing is looked at, but for what shows that a row doesn't fit its header.
    private const int ColumnsBeyondHeader = 8;

    private string[] cells = [];
    private byte[] text = new byte[256];
    private bool isInFirst = true;
    private int width;

    public int CellCount => cells.Length;

    public long Line { get; private set; }

    public string? Defect { get; private set; }

    public string RawText => string.Join('\t', cells) is var raw && raw.Length <= IRowReader.RawTextLimit ? raw : raw[..IRowReader.RawTextLimit];

    /// <summary>Goes back before the first sheet.</summary>
    public void Reset()
    {
        workbook.Reset();
        isInFirst = true;
    }

    /// <summary>Moves to the next visible sheet that has a header, behind that; null when there is none.</summary>
    public Headers? NextTable()
    {
        while (isInFirst || XlsxFile.Guarded(workbook.NextResult))
        {
            isInFirst = false;
            Line = 0;
            width = MostColumns;
            if (workbook.VisibleState == "visible" && FindHeader() is { } header)
                return header;
        }

        return null;
    }

    public ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(TryRead());
    }

    public ReadOnlySpan<byte> Cell(int index)
    {
        if ((uint)index >= (uint)cells.Length)
            return default;

        var cell = cells[index];
        if (text.Length < cell.Length * 3)
            text = new byte[cell.Length * 3];
        return text.AsSpan(0, Encoding.UTF8.GetBytes(cell, text));
    }

    public async ValueTask DisposeAsync()
    {
        workbook.Dispose();
        foreach (var item in owned)
            await item.DisposeAsync();
    }

    private Headers? FindHeader()
    {
        for (var i = 0; i < MostRowsAboveHeader && TryRead(); i++)
        {
            if (cells.Count(c => c.Length > 0) < FewestNames)
                continue;

            var names = Array.FindLastIndex(cells, c => c.Length > 0) + 1;
            width = names + ColumnsBeyondHeader;
            return new Headers(cells[..names]);
        }

        return null;
    }

    private bool TryRead()
    {
        while (XlsxFile.Guarded(workbook.Read))
        {
            if (++Line > MostRows)
                throw new UnreadableFileException($"a sheet has more than {MostRows} rows: expected an .xlsx workbook");

            cells = XlsxFile.Guarded(TakeCells);
            if (!Array.Exists(cells, c => c.Length > 0))
                continue;

            Defect = cells.Sum(c => c.Length) > maxRowBytes ? $"the row is longer than {maxRowBytes} characters" : null;
            return true;
        }

        return false;
    }

    private string[] TakeCells()
    {
        var taken = new string[Math.Min(workbook.FieldCount, width)];
        for (var i = 0; i < taken.Length; i++)
            taken[i] = XlsxCell.TextOf(workbook.GetValue(i));
        return taken;
    }
}
