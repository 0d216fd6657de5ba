using System.Globalization;
using CrmServerless.Kpis;
using CrmServerless.Kpis.Metrics;
using CrmServerless.Kpis.Reviews;
using CrmServerless.Reporting;
using Spectre.Console;

namespace CrmServerless.Cli.Console;

/// <summary>A review as a table or csv.</summary>
internal sealed class ReviewTable(PeriodKind kind, ReviewPeriod period, string currency)
{
    private readonly ReviewPeriod previous = period.Previous(kind);

    /// <summary>What is reviewed, in words.</summary>
    public string Title => $"{kind} {Text(period)}{(period.IsWhole ? "" : ", to date")}; before: {Text(previous)}";

    /// <summary>One line a KPI and segment.</summary>
    public Table Of(IEnumerable<ReviewLine> lines)
    {
        var table = new Table { Border = TableBorder.Simple }.AddColumns("KPI", "Segment");
        foreach (var name in new[] { "Days", "Now", "Before", "Change", "Sample" })
            table.AddColumn(new TableColumn(name).RightAligned());
        foreach (var line in lines)
            table.AddRow(Cells(line).Select(Markup.Escape).ToArray());
        return table;
    }

    /// <summary>The lines of a csv: the contract's columns of metric rows for now, then value, sample and status of before, and the change.</summary>
    public IEnumerable<string> Csv(IEnumerable<ReviewLine> lines) => lines
        .Select(line => string.Create(
            CultureInfo.InvariantCulture,
            $"{Word},{period.From:yyyy-MM-dd},{previous.From:yyyy-MM-dd},{previous.To:yyyy-MM-dd},{MetricCsv.Line(line.Now)},{line.Before?.Value},{line.Before?.Sample ?? 0},{line.Before?.Status ?? "nodata"},{line.Change}"))
        .Prepend($"period,from,previous_from,previous_to,{MetricCsv.Header},previous_value,previous_sample,previous_status,change");

    private string Word => kind.ToString().ToLowerInvariant();

    private string[] Cells(ReviewLine line) =>
    [
        line.Kpi.Name, line.Now.Segment, line.Now.Window == 0 ? "end" : line.Now.Window.ToString(CultureInfo.InvariantCulture),
        Value(line.Kpi, line.Now), Value(line.Kpi, line.Before), Change(line), Numbers.Count(line.Now.Sample),
    ];

    private string Value(Kpi kpi, MetricRow? row) => row is { HasData: true } ? Numbers.Value(row.Value, kpi.Unit, currency) : "no data";

    /// <summary>Of shares the points, else how many percent.</summary>
    private static string Change(ReviewLine line) => line.Change is not { } change ? ""
        : line.Kpi.Unit is Unit.Percent or Unit.Points ? change.ToString("+0.0;-0.0;0.0", CultureInfo.InvariantCulture) + " points"
        : line.Before!.Value == 0 ? ""
        : (change / Math.Abs(line.Before.Value!.Value)).ToString("+0.0 %;-0.0 %;0.0 %", CultureInfo.InvariantCulture);

    private static string Text(ReviewPeriod part) => string.Create(CultureInfo.InvariantCulture, $"{part.From:yyyy-MM-dd} to {part.To:yyyy-MM-dd}");
}
