using System.Globalization;
using CrmServerless.Kpis.Metrics;

namespace CrmServerless.Reporting;

/// <summary>
/// Metric rows as csv (RFC 4180, UTF-8, lines ended by LF): the contract of the metrics API and of what the command line writes
/// (design.md, 'How data flows').
/// </summary>
public static class MetricCsv
{
    /// <summary>The first line, without its end.</summary>
    public const string Header = "day,kpi,window,segment,value,numerator,denominator,sample,unit,status";

    /// <summary>The media type it is served with.</summary>
    public const string MediaType = "text/csv; charset=utf-8";

    /// <summary>Writes the header and the rows, as they come.</summary>
    public static async Task WriteAsync(IAsyncEnumerable<MetricRow> rows, TextWriter writer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(writer);
        await writer.WriteAsync($"{Header}\n".AsMemory(), cancellationToken);
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            await writer.WriteAsync($"{Line(row)}\n".AsMemory(), cancellationToken);
        }
    }

    /// <summary>
    /// One row without its line end: days as yyyy-MM-dd, numbers in the shortest form that round-trips, what there is none of empty; text
    /// guarded against being taken for a formula, numbers never touched.
    /// </summary>
    public static string Line(MetricRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{row.Day:yyyy-MM-dd},{CsvText.Cell(row.Kpi)},{row.Window},{CsvText.Cell(row.Segment)},{row.Value},{row.Numerator},{row.Denominator},{row.Sample},{CsvText.Cell(row.Unit)},{row.Status}");
    }
}
