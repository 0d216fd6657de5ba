using System.Text;
using CrmServerless.Ingestion.Reading;

namespace CrmServerless.Tests.Unit.Ingestion.Reading;

/// <summary>A file read to its end: its headers, and every row as text.</summary>
/// <param name="Format">As the ledger would name it.</param>
/// <param name="Headers">The names of the first table's columns, joined by |.</param>
/// <param name="Rows">`line: cell|cell`, a cell that is not there being `-`; a row that can't be read as `line! why: raw text`.</param>
internal sealed record ReadRows(string Format, string Headers, IReadOnlyList<string> Rows)
{
    public static Task<ReadRows> OfAsync(string text, string extension, int maxRowBytes = 10_000) => OfAsync(Encoding.UTF8.GetBytes(text), extension, maxRowBytes);

    public static async Task<ReadRows> OfAsync(byte[] bytes, string extension, int maxRowBytes = 10_000, int chunk = int.MaxValue)
    {
        var file = await TableFile.OpenAsync(_ => Task.FromResult<Stream>(new ChunkedStream(bytes, chunk)), extension, maxRowBytes, default);
        await using var tables = file.Tables;
        var rows = new List<string>();
        do
        {
            while (await tables.Rows.ReadAsync(default))
                rows.Add(TextOf(tables.Rows));
        }
        while (await tables.NextAsync(default));
        return new ReadRows(tables.Format, string.Join('|', file.Headers[0].Names), rows);
    }

    private static string TextOf(IRowReader row) =>
        row.Defect is { } defect
            ? $"{row.Line}! {defect}: {row.RawText}"
            : $"{row.Line}: {string.Join('|', Enumerable.Range(0, row.CellCount).Select(i => row.HasCell(i) ? Encoding.UTF8.GetString(row.Cell(i)) : "-"))}";
}
