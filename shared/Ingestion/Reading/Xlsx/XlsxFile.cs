using System.IO.Compression;
using System.Text;
using CrmServerless.Sources.Mappings;
using ExcelDataReader;

namespace CrmServerless.Ingestion.Reading.Xlsx;

/// <summary>
/// A workbook: its visible sheets that have a header are its tables. It is copied to disk first, since its parts are read here and there.
/// </summary>
internal static class XlsxFile
{
    private const string Expected = "expected an .xlsx workbook without a password";
    private const int MostExpansion = 250;
    private const long AlwaysAllowed = 1L << 20;
    private const long MostExpanded = 2L << 30;

    // These parts are held in memory whole.
    private const long MostHeld = 256L << 20;

    /// <summary>Opens a workbook at the first row of its first table.</summary>
    /// <param name="stream">The workbook; owned.</param>
    /// <param name="maxRowBytes">A longer row is rejected.</param>
    /// <param name="cancellationToken">Stops the copy.</param>
    /// <exception cref="UnreadableFileException">It is no workbook, expands beyond reason, or has no table.</exception>
    public static async Task<TableFile> OpenAsync(Stream stream, int maxRowBytes, CancellationToken cancellationToken)
    {
        var copy = await TemporaryCopy.OfAsync(stream, cancellationToken);
        try
        {
            RefuseBombs(copy);
            var rows = new XlsxRows(WorkbookIn(copy), maxRowBytes, [copy, stream]);
            var headers = AllHeaders(rows);
            rows.Reset();
            var first = rows.NextTable() ?? throw new UnreadableFileException("no visible sheet has a row of column names: expected at least two names in a row, then rows");
            return new TableFile(new TableReader(rows, "xlsx", first, rows.NextTable), headers);
        }
        catch
        {
            await copy.DisposeAsync();
            throw;
        }
    }

    /// <summary>Does something with a workbook; what fails, fails because it is broken.</summary>
    public static T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is not (UnreadableFileException or OutOfMemoryException))
        {
            // The library says what it met in a broken file by exceptions of every kind, those of a wrong index or a null among them.
            throw new UnreadableFileException($"the workbook is broken: {Expected}", e);
        }
    }

    private static List<Headers> AllHeaders(XlsxRows rows)
    {
        var headers = new List<Headers>();
        while (rows.NextTable() is { } found)
            headers.Add(found);
        return headers;
    }

    private static IExcelDataReader WorkbookIn(Stream copy)
    {
        // The library asks for Windows-1252, for older formats, even where it isn't needed.
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Guarded(() => ExcelReaderFactory.CreateOpenXmlReader(copy, new ExcelReaderConfiguration { LeaveOpen = true }));
    }

    private static void RefuseBombs(FileStream copy)
    {
        var (all, held) = Guarded(() => Sizes(copy));
        if (all > Math.Min(MostExpanded, Math.Max(AlwaysAllowed, copy.Length * MostExpansion)) || held > MostHeld)
            throw new UnreadableFileException($"the workbook expands more than {MostExpansion} times, or to more than {MostExpanded >> 30} GB, or has more than {MostHeld >> 20} MB of texts: expected an export");
        copy.Position = 0;
    }

    private static (long All, long Held) Sizes(FileStream copy)
    {
        using var archive = new ZipArchive(copy, ZipArchiveMode.Read, leaveOpen: true);
        return (archive.Entries.Sum(e => e.Length), archive.Entries.Where(e => !e.FullName.Contains("worksheets/", StringComparison.OrdinalIgnoreCase)).Sum(e => e.Length));
    }
}
