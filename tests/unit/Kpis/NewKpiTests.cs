using CrmServerless.Kpis;
using CrmServerless.Kpis.Catalogue;
using CrmServerless.Kpis.Engine;
using CrmServerless.Kpis.Measures;
using CrmServerless.Kpis.Metrics;
using CrmServerless.Kpis.Passes;
using CrmServerless.Kpis.Segments;
using CrmServerless.Kpis.Time;
using CrmServerless.Records;
using Xunit;

namespace CrmServerless.Tests.Unit.Kpis;

/// <summary>'How to add a KPI' of ARCHITECTURE.md, followed: the share of tickets that are resolved within two days of their creation.</summary>
public sealed class NewKpiTests
{
    /// <summary>Step 2: a measure, fed in one pass.</summary>
    private static readonly Measure ResolvedInTime = new("tickets_resolved_in_time", MeasureKind.Count, Carrier.Ticket)
    {
        About = "tickets by the day they were resolved, within two days of their creation", States = ["tickets.resolved_at"],
    };

    private static readonly Pass Feed = static run =>
    {
        for (var bucket = 0; bucket < run.Facts.Buckets; bucket++)
        {
            foreach (ref readonly var ticket in run.Facts.Tickets.Read(bucket).AsSpan())
            {
                if (ticket.ResolvedDay < DaySpan.Never && ticket.ResolutionTicks <= TimeSpan.TicksPerDay * 2)
                    run.Board.Count(ResolvedInTime, ticket.ResolvedDay, ticket.Visible, ticket.Set);
            }
        }
    };

    /// <summary>Step 1: an entry of the catalogue.</summary>
    private static readonly Kpi InTime = new()
    {
        Id = "resolved_in_time", Name = "Resolved in time", Question = "Which share of tickets is resolved within two days?", Family = "service", Unit = CrmServerless.Kpis.Unit.Percent,
        Better = Direction.Up, Carriers = [Carrier.Ticket], Windows = [7, 30], Formula = new QuotientFormula(ResolvedInTime, Known.TicketsResolved, 100), MinimumSample = 30,
        Pitfall = "Tickets that are still open are not in it.", Playbook = ["Look at the oldest open tickets."],
    };

    /// <summary>
    /// Region North: T1 resolved after 1 day on 5 March, T2 after 3 days on 6 March; region South: T3 after 2 days on 10 March, deleted on the 15th. T4 is open.
    /// </summary>
    private static readonly GeneratedCompany Company = GeneratedCompany.Empty()
        .Add(Entities.Customers, ("id", "N"), ("region", "North")).Add(Entities.Customers, ("id", "S"), ("region", "South"))
        .Add(Entities.Tickets, ("id", "T1"), ("customer_id", "N"), ("created_at", Day(4)), ("resolved_at", Day(5)))
        .Add(Entities.Tickets, ("id", "T2"), ("customer_id", "N"), ("created_at", Day(3)), ("resolved_at", Day(6)))
        .Add(Entities.Tickets, ("id", "T3"), ("customer_id", "S"), ("created_at", Day(8)), ("resolved_at", Day(10)), ("deleted_at", Day(15)))
        .Add(Entities.Tickets, ("id", "T4"), ("customer_id", "S"), ("created_at", Day(8)));

    [Theory]
    [InlineData(30, "all", 10, 200.0 / 3, 2, 3)]
    [InlineData(30, "all", 15, 50.0, 1, 2)]
    [InlineData(30, "region=North", 10, 50.0, 1, 2)]
    [InlineData(30, "region=South", 10, 100.0, 1, 1)]
    [InlineData(7, "all", 12, 50.0, 1, 2)]
    [InlineData(7, "all", 13, 100.0, 1, 1)]
    [InlineData(30, "all", 4, null, 0, 0)]
    public async Task NewKpi_OfANewMeasure_IsTheOneByHand(int window, string segment, int day, double? value, double inTime, double resolved)
    {
        var row = (await RowsAsync())[("resolved_in_time", window, segment, Day(day))];

        Assert.Equal((inTime, resolved, (long)resolved, "%"), (row.Numerator, row.Denominator, row.Sample, row.Unit));
        Assert.Equal(value is null, row.Value is null);
        Assert.Equal(value ?? 0, row.Value ?? 0, 12);
    }

    [Fact]
    public async Task OtherKpis_BesideANewOne_StayAsTheyAre()
    {
        var before = await Company.ComputeAsync();

        var after = await RowsAsync();

        Assert.All(before, row => Assert.Equal(row.Value, after[row.Key]));
        Assert.All(after.Keys.Where(key => !before.ContainsKey(key)), key => Assert.Equal("resolved_in_time", key.Kpi));
    }

    private static async Task<Dictionary<(string Kpi, int Window, string Segment, DateOnly Day), MetricRow>> RowsAsync()
    {
        var catalogue = KpiCatalogue.BuiltIn.With([InTime]);
        using var loaded = await new KpiEngine(GeneratedCompany.Business, [], [.. AllPasses.InOrder, Feed]).ReadAsync(Company.Snapshot(), 0, default);
        var rows = loaded.Compute(new KpiPlan(catalogue, GeneratedCompany.Business), GeneratedCompany.Days.From, GeneratedCompany.Days.To);
        return rows.ToDictionary(row => (row.Kpi, row.Window, row.Segment, row.Day));
    }

    private static DateOnly Day(int day) => new(2024, 3, day);
}
