using System.Text;
using CrmServerless.Ingestion.Reading;
using CrmServerless.Ingestion.Reading.Csv;
using CrmServerless.Sources;
using CrmServerless.Sources.Mappings;
using CrmServerless.Sources.Proposing;

namespace CrmServerless.Ingestion.Converting;

/// <summary>What a mapping makes of a file's first rows.</summary>
/// <param name="Columns">The columns of the records that any of the rows fills.</param>
/// <param name="Rows">Per row that is used: its id, then the columns' values.</param>
/// <param name="Rejections">The rows that can't be used.</param>
public sealed record PreviewedRows(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows, IReadOnlyList<RowRejection> Rejections);

/// <summary>The first rows of a file, as they are and as a mapping converts them.</summary>
public static class FilePreview
{
    /// <summary>Reads the beginning of a file's first table.</summary>
    /// <param name="open">Opens the file's bytes, decompressed; they are disposed afterwards.</param>
    /// <param name="fileName">Its name without folders.</param>
    /// <param name="rows">How many rows at most.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    /// <exception cref="UnreadableFileException">The file can't be understood at all.</exception>
    public static async Task<FileSample> SampleAsync(Func<Stream> open, string fileName, int rows, CancellationToken cancellationToken)
    {
        await using var tables = await OpenAsync(open, fileName, cancellationToken);
        var sampled = new List<IReadOnlyList<string>>();
        while (sampled.Count < rows && await tables.Rows.ReadAsync(cancellationToken))
        {
            if (tables.Rows.Defect is null)
                sampled.Add([.. Enumerable.Range(0, tables.Rows.CellCount).Select(i => Encoding.UTF8.GetString(tables.Rows.Cell(i)))]);
        }

        return new FileSample(fileName, tables.Headers, sampled);
    }

    /// <summary>Converts the first rows of a file's first table, as an ingestion would.</summary>
    /// <param name="open">Opens the file's bytes, decompressed; they are disposed afterwards.</param>
    /// <param name="fileName">Its name without folders.</param>
    /// <param name="mapping">The mapping.</param>
    /// <param name="context">Zones.</param>
    /// <param name="rows">How many rows at most.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    public static async Task<PreviewedRows> ConvertAsync(
        Func<Stream> open, string fileName, Mapping mapping, RowContext context, int rows, CancellationToken cancellationToken)
    {
        await using var tables = await OpenAsync(open, fileName, cancellationToken);
        var table = new TableConversion(tables.Rows, tables.Headers, mapping, context);
        var (versions, rejections) = (new List<RecordStore.RecordVersion>(), new List<RowRejection>());
        while (versions.Count + rejections.Count < rows && await table.ReadAsync(cancellationToken) is { } row)
        {
            if (row.Version is { } version)
                versions.Add(version);
            else
                rejections.Add(row.Rejection!);
        }

        var names = mapping.Entity.Fields.Select(f => f.Name).Concat(table.Converter.CustomColumns).ToList();
        var filled = Enumerable.Range(0, names.Count).Where(i => names[i] != "id" && versions.Any(v => v.Values[i].HasValue)).ToList();
        return new PreviewedRows([.. filled.Select(i => names[i])], [.. versions.Select(v => (IReadOnlyList<string>)[v.Key.Id, .. filled.Select(i => v.Values[i].ToString())])], rejections);
    }

    private static async Task<TableReader> OpenAsync(Func<Stream> open, string fileName, CancellationToken cancellationToken)
    {
        var extension = new InboxPath(string.Empty, fileName).Extension;
        if (!TableFile.CanRead(extension))
            throw new UnreadableFileException($"found a file '{extension}': expected {TableFile.Expected}");
        return (await TableFile.OpenAsync(_ => Task.FromResult(open()), extension, CsvReader.DefaultMaxRowBytes, cancellationToken)).Tables;
    }
}
