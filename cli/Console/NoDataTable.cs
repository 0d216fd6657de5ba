using CrmServerless.Kpis;
using CrmServerless.Kpis.Catalogue;
using CrmServerless.Kpis.Metrics;
using CrmServerless.Kpis.Reasons;
using Spectre.Console;

namespace CrmServerless.Cli.Console;

/// <summary>The KPIs that the data does not support, and why.</summary>
internal static class NoDataTable
{
    /// <summary>One line for each KPI of the catalogue that has no value over any of its windows.</summary>
    public static void Show(Terminal terminal, KpiCatalogue catalogue, IReadOnlyList<MetricRow> rows, DataInventory inventory)
    {
        var without = Without(catalogue, rows).ToList();
        if (without.Count == 0)
            terminal.WriteLine("Every KPI has data");
        else
            terminal.Results.Write(Table(without, new NoDataReason(catalogue, inventory)));
    }

    private static Table Table(IEnumerable<Kpi> kpis, NoDataReason reasons)
    {
        var table = new Table { Border = TableBorder.Simple }.AddColumns("KPI without data", "Why");
        foreach (var kpi in kpis)
        {
            table.AddRow(Markup.Escape(kpi.Id), Markup.Escape(reasons.Of(kpi)));
        }

        return table;
    }

    private static IEnumerable<Kpi> Without(KpiCatalogue catalogue, IReadOnlyList<MetricRow> rows)
    {
        var supported = rows.Where(row => row.HasData).Select(row => row.Kpi).ToHashSet(StringComparer.Ordinal);
        return catalogue.All.Where(kpi => !supported.Contains(kpi.Id));
    }
}
