using System.Globalization;
using CrmServerless.Kpis;
using CrmServerless.Kpis.Drivers;
using Spectre.Console;

namespace CrmServerless.Cli.Console;

/// <summary>A change split between segments.</summary>
internal static class DriverTable
{
    private const double Nothing = 1e-9;

    /// <summary>One line a segment, the largest effect first; the effects add up to the change.</summary>
    public static Table Of(ChangeSplit split, Kpi kpi, string currency)
    {
        var table = new Table { Border = TableBorder.Simple }.AddColumn("Segment");
        foreach (var name in new[] { "Before", "Now", "Rate", "Mix", "Effect", "Share" })
            table.AddColumn(new TableColumn(name).RightAligned());
        foreach (var segment in split.Segments)
            table.AddRow(Cells(segment, split.Change, kpi, currency).Select(Markup.Escape).ToArray());
        if (Math.Abs(split.Rest) > Nothing * Math.Abs(split.Now))
            table.AddRow("not explained: the segments overlap, or lack data", "", "", "", "", Signed(split.Rest), Share(split.Rest, split.Change));
        table.AddRow("change", "", "", "", "", Signed(split.Change), "");
        return table;
    }

    private static string[] Cells(SegmentEffect segment, double change, Kpi kpi, string currency) =>
    [
        segment.Segment, Numbers.Value(segment.Before, kpi.Unit, currency), Numbers.Value(segment.Now, kpi.Unit, currency),
        Signed(segment.Rate), Signed(segment.Mix), Signed(segment.Total), Share(segment.Total, change),
    ];

    private static string Signed(double number) => number.ToString("+#,0.00;-#,0.00;0.00", CultureInfo.InvariantCulture);

    private static string Share(double effect, double change) => change == 0 ? "" : (effect / change).ToString("0 %", CultureInfo.InvariantCulture);
}
