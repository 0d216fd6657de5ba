using System.Globalization;
using CrmServerless.Kpis;
using CrmServerless.Kpis.Catalogue;
using CrmServerless.Kpis.Metrics;
using Spectre.Console;

namespace CrmServerless.Cli.Console;

/// <summary>KPI values of the whole business as a table.</summary>
/// <param name="catalogue">The KPIs.</param>
/// <param name="currency">The reporting currency.</param>
internal sealed class KpiTable(KpiCatalogue catalogue, string currency)
{
    /// <summary>Every KPI and window of the catalogue that has a value at a day.</summary>
    public Table AtDay(IEnumerable<MetricRow> rows) => Table(
        ["KPI", "Days", "Value", "Sample"],
        InOrder(rows, (kpi, row) => row.HasData && kpi.Windows.Contains(row.Window)).Select(r => new[] { r.Kpi.Name, Window(r.Row.Window), Value(r.Kpi, r.Row), Numbers.Count(r.Row.Sample) }));

    /// <summary>Every KPI that has a value over one long window, with the quotients' parts.</summary>
    public Table OverWindow(IEnumerable<MetricRow> rows, int window) => Table(
        ["KPI", "Value", "Of", "Sample"],
        InOrder(rows, (_, row) => row.HasData && row.Window == window).Select(r => new[] { r.Kpi.Name, Value(r.Kpi, r.Row), Parts(r.Row), Numbers.Count(r.Row.Sample) }));

    private static Table Table(string[] columns, IEnumerable<string[]> lines)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (var (column, index) in columns.Select((column, index) => (column, index)))
        {
            table.AddColumn(index == 0 ? new TableColumn(column) : new TableColumn(column).RightAligned());
        }

        foreach (var line in lines)
        {
            table.AddRow(line.Select(Markup.Escape).ToArray());
        }

        return table;
    }

    private IEnumerable<(Kpi Kpi, MetricRow Row)> InOrder(IEnumerable<MetricRow> rows, Func<Kpi, MetricRow, bool> wanted)
    {
        var byKpi = rows.Where(row => row.Segment == "all").ToLookup(row => row.Kpi);
        return catalogue.All.SelectMany(kpi => byKpi[kpi.Id].Where(row => wanted(kpi, row)).OrderBy(row => row.Window).Select(row => (kpi, row)));
    }

    private string Value(Kpi kpi, MetricRow row) => Numbers.Value(row.Value, kpi.Unit, currency);

    private static string Parts(MetricRow row) =>
        row is { Numerator: { } numerator, Denominator: { } denominator } ? string.Create(CultureInfo.InvariantCulture, $"{numerator:#,0.##} / {denominator:#,0.##}") : "";

    private static string Window(int days) => days == 0 ? "end" : days.ToString(CultureInfo.InvariantCulture);
}
