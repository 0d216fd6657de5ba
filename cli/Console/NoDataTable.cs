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
    public static Table Of(KpiCatalogue catalogue, IReadOnlyList<MetricRow> rows, DataInventory inventory)
    {
        var reasons = new NoDataReason(catalogue, inventory);
        var table = new Table { Border = TableBorder.Simple }.AddColumns("KPI without data", "Why");
        foreach (var kpi in Without(catalogue, rows))
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
