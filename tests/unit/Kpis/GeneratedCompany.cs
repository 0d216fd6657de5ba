using CrmServerless.Configuration;
using CrmServerless.Kpis.Catalogue;
using CrmServerless.Kpis.Engine;
using CrmServerless.Kpis.Metrics;
using CrmServerless.Records;
using CrmServerless.Tests.Support.RecordStore;

namespace CrmServerless.Tests.Unit.Kpis;

/// <summary>A small company of the first half of 2024, made from a seed: customers in three regions, what they bought, asked and answered.</summary>
internal sealed class GeneratedCompany
{
    private static readonly DateOnly First = new(2024, 1, 1);
    private static readonly string?[] Regions = ["North", "South", null];
    private readonly HandMadeRecords records;

    private GeneratedCompany(HandMadeRecords records) => this.records = records;

    /// <summary>How it counts.</summary>
    public static BusinessConfiguration Business { get; } = new() { Segments = [["region"]], ActivityDays = 40, DormantDays = 20 };

    /// <summary>The days that tests look at: inside and after the company's life.</summary>
    public static (DateOnly From, DateOnly To) Days { get; } = (new DateOnly(2024, 3, 1), new DateOnly(2024, 3, 20));

    /// <summary>A company with nothing in it.</summary>
    public static GeneratedCompany Empty() => new(new HandMadeRecords());

    /// <summary>The company of a seed; the same seed makes the same one.</summary>
    public static GeneratedCompany Of(int seed)
    {
        var company = new GeneratedCompany(new HandMadeRecords());
        var random = new Random(seed);
        for (var i = random.Next(2, 12); i > 0; i--)
            company.AddCustomer(random, $"C{i}", Regions[random.Next(Regions.Length)]);
        return company;
    }

    /// <summary>Adds a customer of a region with some of everything.</summary>
    public GeneratedCompany AddCustomer(Random random, string id, string? region)
    {
        Add(Entities.Customers, ("id", id), ("region", region), ("created_at", Day(random)), ("deleted_at", Sometimes(random, 8)), ("churned_at", null));
        for (var i = random.Next(6); i > 0; i--)
            Add(Entities.Orders, ("id", $"O{id}-{i}"), ("customer_id", id), ("ordered_at", Day(random)), ("amount", (decimal)random.Next(-1, 500)), ("deleted_at", Sometimes(random, 8)));
        for (var i = random.Next(4); i > 0; i--)
            Add(Entities.Tickets, ("id", $"T{id}-{i}"), ("customer_id", id), ("created_at", Day(random)), ("replies", (decimal)random.Next(3)));
        for (var i = random.Next(5); i > 0; i--)
            Add(Entities.Surveys, ("id", $"S{id}-{i}"), ("customer_id", id), ("at", Day(random)), ("kind", "nps"), ("score", (decimal)random.Next(11)));
        for (var i = random.Next(6); i > 0; i--)
            Add(Entities.Interactions, ("id", $"I{id}-{i}"), ("customer_id", id), ("at", Day(random)), ("direction", random.Next(2) == 0 ? "inbound" : "outbound"));
        for (var i = random.Next(4); i > 0; i--)
            AddDeal(random, $"D{id}-{i}", id);
        return this;
    }

    /// <summary>Adds a record.</summary>
    public GeneratedCompany Add(EntitySchema entity, params (string Field, object? Value)[] values)
    {
        records.Add(entity, values);
        return this;
    }

    /// <summary>The same company with another amount and day of one order; and the earlier of the order's two days. Null when it has no order.</summary>
    public (GeneratedCompany Company, DateOnly Earliest)? WithOneOrderChanged(Random random)
    {
        if (records.Of(Entities.Orders).Count == 0)
            return null;
        var number = random.Next(records.Of(Entities.Orders).Count);
        var (before, after) = ((DateOnly)records.Of(Entities.Orders)[number]["ordered_at"]!, Day(random));
        var other = new GeneratedCompany(records.Copy());
        other.records.Of(Entities.Orders)[number]["ordered_at"] = after;
        other.records.Of(Entities.Orders)[number]["amount"] = (decimal)random.Next(500);
        return (other, before < after ? before : after);
    }

    /// <summary>All rows of the days, by KPI, window, segment and day.</summary>
    public Task<Dictionary<(string Kpi, int Window, string Segment, DateOnly Day), MetricRow>> ComputeAsync() => ComputeAsync(KpiCatalogue.BuiltIn);

    /// <summary>The rows of a catalogue's KPIs, all or only some of them.</summary>
    public async Task<Dictionary<(string Kpi, int Window, string Segment, DateOnly Day), MetricRow>> ComputeAsync(KpiCatalogue catalogue, params string[] only)
    {
        var kpis = catalogue.All.Where(kpi => only.Length == 0 || only.Contains(kpi.Id));
        using var loaded = await new KpiEngine(Business, []).ReadAsync(Snapshot(), 0, default);
        return loaded.Compute(new KpiPlan(kpis, catalogue, Business), Days.From, Days.To).ToDictionary(row => (row.Kpi, row.Window, row.Segment, row.Day));
    }

    /// <summary>Its records as the store shows them.</summary>
    public ListRecordSnapshot Snapshot() => records.Snapshot();

    private void AddDeal(Random random, string id, string customer)
    {
        var created = Day(random);
        var status = new[] { "open", "won", "lost" }[random.Next(3)];
        Add(Entities.Deals, ("id", id), ("customer_id", customer), ("created_at", created), ("status", status),
            ("closed_at", status == "open" ? null : created.AddDays(random.Next(30))), ("amount", (decimal)random.Next(900)), ("deleted_at", Sometimes(random, 8)));
    }

    private static DateOnly Day(Random random) => First.AddDays(random.Next(90));

    private static DateOnly? Sometimes(Random random, int oneIn) => random.Next(oneIn) == 0 ? Day(random) : null;
}
