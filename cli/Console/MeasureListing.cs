using CrmServerless.Kpis.Measures;
using CrmServerless.Kpis.Segments;
using Spectre.Console;

namespace CrmServerless.Cli.Console;

/// <summary>The measures that KPIs of one's own can be made of.</summary>
internal static class MeasureListing
{
    /// <summary>One line a measure; those of single values, which have a median only, are left out.</summary>
    public static Table Table(IEnumerable<Measure> measures)
    {
        var table = new Table { Border = TableBorder.Simple }.AddColumns("Measure", "What", "Over", "Segments", "Sample");
        foreach (var measure in measures.Where(measure => measure.AddsUp))
        {
            table.AddRow(new[] { measure.Id, measure.About, Over(measure), SegmentsOf(measure), measure.Sample?.Id ?? "none" }.Select(Markup.Escape).ToArray());
        }

        return table;
    }

    /// <summary>Over which days it adds up.</summary>
    public static string Over(Measure measure) => measure.IsState ? "the day's end" : "the window";

    /// <summary>Whose dimensions put it into segments.</summary>
    public static string SegmentsOf(Measure measure) => measure.Of switch
    {
        Carrier.CampaignStats => "campaign statistics",
        Carrier.Traffic => "web traffic",
        Carrier.Spend => "spend",
        var carrier => $"{carrier.ToString().ToLowerInvariant()}s",
    };
}
