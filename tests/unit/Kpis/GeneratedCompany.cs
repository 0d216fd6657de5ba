using CrmServerless.Configuration;
using CrmServerless.Kpis.Catalogue;
using CrmServerless.Kpis.Engine;
using CrmServerless.Kpis.Metrics;
using CrmServerless.Records;
using CrmServerless.Tests.Support.RecordStore;

namespace CrmServerless.Tests.Unit.Kpis;

/// <summary>A small company of 2023 and 2024, made from a seed: customers in three regions, what they bought, asked and answered, and what it cost.</summary>
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
        for (var i = 1; i < 4; i++)
            company.Add(Entities.Products, ("id", $"P{i}"), ("line", $"line {i % 2}"), ("tier_rank", (decimal)i));
        for (var i = random.Next(2, 12); i > 0; i--)
            company.AddCustomer(random, $"C{i}", Regions[random.Next(Regions.Length)]);
        return company;
    }

    /// <summary>Adds a customer of a region with some of everything.</summary>
    public GeneratedCompany AddCustomer(Random random, string id, string? region)
    {
        Add(Entities.Customers, ("id", id), ("region", region), ("created_at", Day(random)), ("deleted_at", Sometimes(random, 8)), ("churned_at", null));
        for (var i = random.Next(6); i > 0; i--)
            Add(Entities.Orders, ("id", $"O{id}-{i}"), ("customer_id", id), ("ordered_at", Day(random)), ("amount", (decimal)random.Next(-1, 500)), ("items", (decimal)random.Next(1, 9)), ("product", $"P{random.Next(1, 4)}"), ("deleted_at", Sometimes(random, 8)));
        for (var i = random.Next(4); i > 0; i--)
            AddTicket(random, $"T{id}-{i}", id);
        for (var i = random.Next(5); i > 0; i--)
            Add(Entities.Surveys, ("id", $"S{id}-{i}"), ("customer_id", id), ("at", Day(random)), ("kind", "nps"), ("score", (decimal)random.Next(11)));
        Add(Entities.Surveys, ("id", $"S{id}-csat"), ("customer_id", id), ("at", Day(random)), ("kind", "csat"), ("score", (decimal)random.Next(6)));
        Add(Entities.Surveys, ("id", $"S{id}-ces"), ("customer_id", id), ("at", Day(random)), ("kind", "ces"), ("score", (decimal)random.Next(8)));
        AddLeadAndMarketing(random, id, region);
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

    /// <summary>
    /// The same company with one record, of any entity that has days, some days later or earlier and with another amount; and the earliest day that the record speaks
    /// of, before or after.
    /// </summary>
    public (GeneratedCompany Company, DateOnly Earliest) WithOneRecordChanged(Random random)
    {
        var other = new GeneratedCompany(records.Copy());
        var dated = other.records.Entities.Where(entity => entity != Entities.Products).ToList();
        var entity = dated[random.Next(dated.Count)];
        var record = other.records.Of(entity)[random.Next(other.records.Of(entity).Count)];
        var days = record.Where(value => value.Value is DateOnly).ToDictionary(value => value.Key, value => (DateOnly)value.Value!);
        var shift = random.Next(-20, 21);
        foreach (var (field, day) in days)
            record[field] = day.AddDays(shift);
        if (record.ContainsKey("amount"))
            record["amount"] = (decimal)random.Next(500);
        return (other, days.Values.Min().AddDays(Math.Min(shift, 0)));
    }

    /// <summary>Its records with other numbers, as an earlier version might have had them.</summary>
    public HandMadeRecords Outdated(Random random)
    {
        var outdated = records.Copy();
        foreach (var record in outdated.Entities.SelectMany(outdated.Of))
        {
            if (record.ContainsKey("id") && record.ContainsKey("amount"))
                record["amount"] = (decimal)random.Next(500);
        }

        return outdated;
    }

    /// <summary>All rows of the days, by KPI, window, segment and day.</summary>
    public Task<Dictionary<(string Kpi, int Window, string Segment, DateOnly Day), MetricRow>> ComputeAsync() => ComputeAsync(KpiCatalogue.BuiltIn);

    /// <summary>The rows of a catalogue's KPIs, all or only some of them.</summary>
    public Task<Dictionary<(string Kpi, int Window, string Segment, DateOnly Day), MetricRow>> ComputeAsync(KpiCatalogue catalogue, params string[] only) =>
        ComputeAsync(Snapshot(), catalogue, only);

    /// <summary>The rows of records that were delivered in some other way.</summary>
    public static async Task<Dictionary<(string Kpi, int Window, string Segment, DateOnly Day), MetricRow>> ComputeAsync(
        ListRecordSnapshot snapshot, KpiCatalogue catalogue, params string[] only)
    {
        var kpis = catalogue.All.Where(kpi => only.Length == 0 || only.Contains(kpi.Id));
        using var loaded = await new KpiEngine(Business, []).ReadAsync(snapshot, 0, default);
        return loaded.Compute(new KpiPlan(kpis, catalogue, Business), Days.From, Days.To).ToDictionary(row => (row.Kpi, row.Window, row.Segment, row.Day));
    }

    /// <summary>Delivers its records, or those that are chosen by entity and number.</summary>
    public ListRecordSnapshot DeliverTo(ListRecordSnapshot snapshot, int version = 1, Func<EntitySchema, int, bool>? isChosen = null) => records.DeliverTo(snapshot, version, isChosen);

    /// <summary>Its records as the store shows them.</summary>
    public ListRecordSnapshot Snapshot() => records.Snapshot();

    private void AddDeal(Random random, string id, string customer)
    {
        var created = Day(random);
        var status = new[] { "open", "won", "lost" }[random.Next(3)];
        Add(Entities.Deals, ("id", id), ("customer_id", customer), ("created_at", created), ("status", status),
            ("closed_at", status == "open" ? null : created.AddDays(random.Next(30))), ("amount", (decimal)random.Next(900)), ("type", random.Next(2) == 0 ? "renewal" : null), ("deleted_at", Sometimes(random, 8)));
    }

    private void AddTicket(Random random, string id, string customer)
    {
        var created = Day(random);
        Add(Entities.Tickets, ("id", id), ("customer_id", customer), ("created_at", created), ("first_response_at", created.AddDays(random.Next(3))), ("resolved_at", created.AddDays(3 + random.Next(9))),
            ("replies", (decimal)random.Next(3)), ("handle_minutes", (decimal)random.Next(90)), ("reopened", random.Next(2) == 0), ("deleted_at", Sometimes(random, 8)));
    }

    private void AddLeadAndMarketing(Random random, string id, string? region)
    {
        var created = Day(random);
        Add(Entities.Leads, ("id", $"L{id}"), ("created_at", created), ("customer_id", id), ("region", region), ("converted_at", random.Next(2) == 0 ? null : created.AddDays(random.Next(40))));
        Add(Entities.Interactions, ("id", $"IL{id}"), ("lead_id", $"L{id}"), ("at", created.AddDays(random.Next(5))), ("direction", "outbound"), ("outcome", random.Next(3) == 0 ? "responded" : null));
        Add(Entities.Spend, ("day", Day(random)), ("category", new[] { "marketing", "sales", "service", "retention", "crm" }[random.Next(5)]), ("campaign_id", $"K{id}"), ("amount", (decimal)random.Next(500)));
        Add(Entities.Traffic, ("day", Day(random)), ("channel", $"web {id}"), ("visitors", (decimal)random.Next(50, 90)), ("conversions", (decimal)random.Next(50)));
        Add(Entities.CampaignStats, ("campaign_id", $"K{id}"), ("day", Day(random)), ("sent", 100m), ("delivered", 90m), ("opened", (decimal)random.Next(90)), ("clicked", (decimal)random.Next(50)),
            ("bounced", 10m), ("unsubscribed", (decimal)random.Next(3)), ("complained", (decimal)random.Next(2)), ("responses", (decimal)random.Next(9)));
    }

    /// <summary>Half of all days lie in the ninety to look at, the others in the ten months before.</summary>
    private static DateOnly Day(Random random) => First.AddDays(random.Next(2) == 0 ? random.Next(90) : -random.Next(300));

    private static DateOnly? Sometimes(Random random, int oneIn) => random.Next(oneIn) == 0 ? Day(random) : null;
}
