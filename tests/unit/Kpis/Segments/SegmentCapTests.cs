using CrmServerless.Configuration;
using CrmServerless.Kpis.Catalogue;
using CrmServerless.Kpis.Engine;
using CrmServerless.Kpis.Metrics;
using CrmServerless.Kpis.Segments;
using CrmServerless.Records;
using CrmServerless.Tests.Support.RecordStore;
using Xunit;

namespace CrmServerless.Tests.Unit.Kpis.Segments;

/// <summary>The cap on a dimension's values: the largest keep their segments, the others are together in `(other)`.</summary>
public sealed class SegmentCapTests
{
    private const int Cap = 3;
    private const string Other = "(other)";
    private static readonly (DateOnly From, DateOnly To) Days = (new(2024, 3, 1), new(2024, 3, 10));
    private static readonly DateOnly First = new(2024, 1, 1);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Capped_IsWhatMappingTheValuesBeforehandGives(int seed)
    {
        var company = Company(new Random(seed));
        var (mapped, counts) = Mapped(company, ("owner", [Entities.Customers, Entities.Deals]), ("product", [Entities.OrderLines, Entities.Deals]), ("agent", [Entities.Tickets]));

        var (expected, _) = await ComputeAsync(mapped, Business(null));
        var (capped, notes) = await ComputeAsync(company, Business(Cap));

        Assert.Contains(expected.Keys, key => key.Segment == $"owner={Other}&product={Other}");
        Assert.Equal(expected.Keys.Order(), capped.Keys.Order());
        Assert.All(expected, row => Assert.Equal(row.Value, capped[row.Key]));
        Assert.Equal(
            counts.OrderBy(count => count.Key).Select(count => $"{count.Key}: {count.Value} values, the largest {Cap} kept, the others in {Other}"), notes.Select(note => note.ToString()));
    }

    [Fact]
    public async Task Counts_OverACappedDimension_AddUpToAll()
    {
        var (rows, _) = await ComputeAsync(Company(new Random(5)), Business(Cap));

        foreach (var all in rows.Values.Where(row => row is { Kpi: "deals_won" or "tickets_created" or "active_customers", Segment: "all", HasData: true }))
            Assert.Equal(all.Value, rows.Values.Where(row => row.Kpi == all.Kpi && row.Window == all.Window && row.Day == all.Day && row.Segment.StartsWith("owner=", StringComparison.Ordinal) && !row.Segment.Contains('&', StringComparison.Ordinal)).Sum(row => row.Value));
    }

    [Fact]
    public async Task Dimension_WithinItsCap_IsLeftAlone()
    {
        var company = Company(new Random(6));

        var (uncapped, _) = await ComputeAsync(company, Business(null));
        var (atCap, notes) = await ComputeAsync(company, Business(20));

        Assert.Equal(uncapped, atCap);
        Assert.Empty(notes);
    }

    [Fact]
    public async Task Value_ThatIsCalledOther_IsAmongTheOthersAndSaidSo()
    {
        var company = new HandMadeRecords();
        foreach (var (agent, tickets) in new[] { ("Ann", 3), ("Ben", 2), (Other, 5), ("Cid", 1) })
        {
            for (var i = 0; i < tickets; i++)
                company.Add(Entities.Tickets, ("id", $"{agent}{i}"), ("agent", agent), ("created_at", Days.From));
        }

        var (rows, notes) = await ComputeAsync(company, Business(2));

        Assert.Equal((3.0, 2.0, 6.0), (Tickets("agent=Ann"), Tickets("agent=Ben"), Tickets($"agent={Other}")));
        Assert.Equal("agent: 4 values, the largest 2 kept, the others in (other), with 5 records that state (other) themselves", Assert.Single(notes).ToString());

        double? Tickets(string segment) => rows[("tickets_created", 1, segment, Days.From)].Value;
    }

    /// <summary>Ten are kept: A1 .. A10 before. A10 now has two tickets, the others twenty; B and C have what is given.</summary>
    [Theory]
    [InlineData(true, 5, 1, "A10")]
    [InlineData(false, 5, 1, "B")]
    [InlineData(true, 5, 6, "C")]
    public async Task Kept_OnceKept_StaysUntilItFallsATenthBehind(bool wasKept, int b, int c, string tenth)
    {
        var company = new HandMadeRecords();
        foreach (var (agent, tickets) in Enumerable.Range(1, 9).Select(i => ($"A{i}", 20)).Concat([("A10", 2), ("B", b), ("C", c)]))
        {
            for (var i = 0; i < tickets; i++)
                company.Add(Entities.Tickets, ("id", $"{agent}.{i}"), ("agent", agent), ("created_at", Days.From));
        }

        var before = wasKept ? new KeptValues([new("agent", Enumerable.Range(1, 10).Select(i => $"A{i}"))]) : KeptValues.All;
        using var loaded = await new KpiEngine(Business(10), []).ReadAsync(company.Snapshot(), 0, before, default);

        Assert.All(Enumerable.Range(1, 9), i => Assert.True(loaded.Kept.Keeps("agent", $"A{i}")));
        Assert.Equal([tenth], new[] { "A10", "B", "C" }.Where(agent => loaded.Kept.Keeps("agent", agent)));
    }

    [Fact]
    public void Kept_WrittenAndRead_IsTheSame()
    {
        var kept = new KeptValues([new("owner", ["Ann", "Ben", "Łukasz"]), new("product", [])]);

        var read = KeptValues.FromBytes(kept.ToBytes());

        Assert.Equal(kept, read);
        Assert.NotEqual(KeptValues.All, read);
        Assert.Equal((true, false, false, true), (read.Keeps("owner", "Łukasz"), read.Keeps("owner", "Cid"), read.Keeps("product", "Ann"), read.Keeps("region", "Ann")));
    }

    private static BusinessConfiguration Business(int? cap) => new()
    {
        Segments = [["owner"], ["product"], ["agent"], ["owner", "product"]], SegmentCap = new SegmentCap(cap, new Dictionary<string, int?>()), ActivityDays = 40, DormantDays = 20,
    };

    /// <summary>Nine owners, products and agents of very different size; orders of several products.</summary>
    private static HandMadeRecords Company(Random random)
    {
        var company = new HandMadeRecords();
        for (var i = 0; i < 40; i++)
        {
            company.Add(Entities.Customers, ("id", $"C{i}"), ("owner", Some("owner")), ("created_at", Day()));
            company.Add(Entities.Deals, ("id", $"D{i}"), ("customer_id", $"C{random.Next(40)}"), ("owner", random.Next(3) == 0 ? null : Some("owner")), ("product", Some("product")), ("created_at", First),
                ("closed_at", Day()), ("status", random.Next(2) == 0 ? "won" : "lost"), ("amount", (decimal)random.Next(900)));
            company.Add(Entities.Tickets, ("id", $"T{i}"), ("customer_id", $"C{random.Next(40)}"), ("agent", Some("agent")), ("created_at", Day()), ("replies", (decimal)random.Next(3)));
            company.Add(Entities.Orders, ("id", $"O{i}"), ("customer_id", $"C{random.Next(40)}"), ("ordered_at", Day()), ("amount", (decimal)random.Next(900)));
            for (var line = random.Next(4); line > 0; line--)
                company.Add(Entities.OrderLines, ("order_id", $"O{i}"), ("line", $"{line}"), ("product", Some("product")), ("quantity", (decimal)random.Next(1, 5)), ("unit_price", (decimal)random.Next(50)));
        }

        return company;

        string Some(string what) => $"{what} {Math.Min(random.Next(1, 10), random.Next(1, 10))}";
        DateOnly Day() => First.AddDays(random.Next(75));
    }

    /// <summary>The same records with all but the largest values replaced; and how many values each dimension had.</summary>
    private static (HandMadeRecords Mapped, Dictionary<string, int> Counts) Mapped(HandMadeRecords company, params (string Column, EntitySchema[] Entities)[] columns)
    {
        var (mapped, counts) = (company.Copy(), new Dictionary<string, int>());
        foreach (var (column, entities) in columns)
        {
            var rows = entities.SelectMany(mapped.Of).Where(row => row[column] is not null).ToList();
            var bySize = rows.GroupBy(row => (string)row[column]!).OrderByDescending(value => value.Count()).ThenBy(value => value.Key, StringComparer.Ordinal).Select(value => value.Key).ToList();
            counts[column] = bySize.Count;
            foreach (var row in rows.Where(row => !bySize.Take(Cap).Contains((string)row[column]!)))
                row[column] = Other;
        }

        return (mapped, counts);
    }

    private static async Task<(Dictionary<(string Kpi, int Window, string Segment, DateOnly Day), MetricRow> Rows, IReadOnlyList<CappedDimension> Notes)> ComputeAsync(
        HandMadeRecords company, BusinessConfiguration business)
    {
        using var loaded = await new KpiEngine(business, []).ReadAsync(company.Snapshot(), 0, default);
        var rows = loaded.Compute(new KpiPlan(KpiCatalogue.BuiltIn, business), Days.From, Days.To).ToDictionary(row => (row.Kpi, row.Window, row.Segment, row.Day));
        return (rows, loaded.Quality.Capped);
    }
}
