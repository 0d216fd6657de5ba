using CrmServerless.Configuration;
using CrmServerless.Records;
using CrmServerless.Tests.Support.Storage;
using Azure.Data.Tables;

namespace CrmServerless.Tests.Integration.Nights;

/// <summary>A value that enters or leaves the largest of a dimension does so on every stored day.</summary>
public sealed class SegmentCapTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly DateOnly Day = new(2026, 3, 31);

    [Fact]
    public async Task Largest_Overtaken_StoredDaysFollowAtOnce()
    {
        var crm = await Installation.NewAsync(azurite, new ManualTime());
        crm.BusinessYaml = "timeZone: Europe/Berlin\nsegments: [agent]\nsegmentCap: 1\n";
        await TicketsAsync(crm, "Ann", 2);
        await TicketsAsync(crm, "Ben", 1);
        await crm.Compute.ComputeAsync(Day.AddDays(-1), Day, default);
        Assert.Equal("all 3, agent=(other) 1, agent=Ann 2", await SegmentsAsync(crm));

        // Ben has more now, but Ann is the next: she keeps her segment, and nothing before the new tickets is computed again.
        await TicketsAsync(crm, "Ben", 2, Day);
        var quiet = await crm.Compute.ComputeAsync(Day, Day, default);
        Assert.Equal(Day, quiet.From);
        Assert.Equal("all 3, agent=(other) 1, agent=Ann 2", await SegmentsAsync(crm));

        // Cid is the largest and Ann the third.
        await TicketsAsync(crm, "Cid", 4, Day);
        var changed = await crm.Compute.ComputeAsync(Day, Day, default);
        Assert.Equal(Day.AddDays(-1), changed.From);
        Assert.Equal("all 3, agent=(other) 3", await SegmentsAsync(crm));
        Assert.Equal(4, (await crm.ValuesAsync("tickets_created", 30, Day))["agent=Cid"]);

        var run = await crm.Storage.Table(StorageNames.Runs).GetEntityAsync<TableEntity>("run", "0000000003");
        Assert.Equal("""["agent: 3 values, the largest 1 kept, the others in (other)"]""", run.Value.GetString("Capped"));
    }

    /// <summary>The segments of the day before the last, by ordinal.</summary>
    private static async Task<string> SegmentsAsync(Installation crm) =>
        string.Join(", ", (await crm.ValuesAsync("tickets_created", 30, Day.AddDays(-1))).OrderBy(value => value.Key == "all" ? "" : value.Key, StringComparer.Ordinal).Select(value => $"{value.Key} {value.Value}"));

    private static Task TicketsAsync(Installation crm, string agent, int number, DateOnly? day = null) =>
        crm.DeliverAsync(Entities.Tickets, [.. Enumerable.Range(0, number).Select(i => $"id={agent}{day:MMdd}{i} agent={agent} created_at={day ?? Day.AddDays(-20):yyyy-MM-dd}")]);
}
