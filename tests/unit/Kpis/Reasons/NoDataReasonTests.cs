using CrmServerless.Kpis.Catalogue;
using CrmServerless.Kpis.Reasons;
using CrmServerless.Records;
using CrmServerless.Tests.Support.RecordStore;
using NodaTime;
using Xunit;

namespace CrmServerless.Tests.Unit.Kpis.Reasons;

public sealed class NoDataReasonTests
{
    private static readonly DateOnly Day = new(2024, 3, 1);

    public static TheoryData<string> States { get; } = [.. KpiCatalogue.BuiltIn.Measures.SelectMany(measure => measure.States).Distinct()];

    [Theory]
    [MemberData(nameof(States))]
    public void States_OfAMeasure_AreColumnsOfEntities(string states) => Assert.Equal(states, string.Join('|', DataClaim.Read(states)));

    /// <summary>Tickets that are resolved and state nothing else; a customer that bought nothing; leads; one lost deal.</summary>
    [Theory]
    [InlineData("first_contact_resolution", "no ticket states replies (column replies)")]
    [InlineData("reopen_rate", "no ticket states reopened (column reopened)")]
    [InlineData("average_handling_minutes", "no ticket states handle minutes (column handle_minutes)")]
    [InlineData("response_minutes_median", "no ticket states first response at (column first_response_at)")]
    [InlineData("cost_per_lead", "no spend delivered, and no campaign states its cost")]
    [InlineData("cost_per_ticket", "no spend delivered, and no campaign states its cost")]
    [InlineData("revenue", "no orders or won deals delivered")]
    [InlineData("nps", "no surveys delivered")]
    [InlineData("visitor_conversion_rate", "no traffic delivered")]
    [InlineData("campaign_messages", "no campaign_stats delivered")]
    [InlineData("first_touch_hours", "no interactions delivered")]
    [InlineData("average_deal_size", "no deal is of status won (column status); no deal states amount (column amount)")]
    [InlineData("sales_cycle_days", "no deal is of status won (column status)")]
    [InlineData("pipeline_velocity", "no deal is of status won (column status); no deal states amount (column amount)")]
    [InlineData("clv_to_cac", "no orders or won deals delivered; no spend delivered, and no campaign states its cost")]
    public async Task Reason_NamesWhatIsMissing(string kpi, string reason)
    {
        var company = new HandMadeRecords()
            .Add(Entities.Customers, ("id", "C"), ("created_at", Day))
            .Add(Entities.Tickets, ("id", "T"), ("created_at", Day), ("resolved_at", Day))
            .Add(Entities.Leads, ("id", "L"), ("created_at", Day))
            .Add(Entities.Deals, ("id", "D"), ("created_at", Day), ("closed_at", Day), ("status", "lost"));

        Assert.Equal(reason, await ReasonAsync(company, kpi));
    }

    [Fact]
    public async Task Reason_WhereAllIsStated_IsThatNothingLiesInTheDays()
    {
        var company = new HandMadeRecords().Add(Entities.Deals, ("id", "D"), ("created_at", Day), ("closed_at", Day), ("status", "won"), ("amount", 5m))
            .Add(Entities.Deals, ("id", "E"), ("created_at", Day), ("closed_at", Day), ("status", "lost"));

        Assert.Equal("none in these days: deals by the day they were won, deals by the day they were lost", await ReasonAsync(company, "win_rate"));
    }

    [Fact]
    public async Task Reason_OfRecordsThatBreakARule_IsThatTheyAreNotThere() =>
        Assert.Equal("no tickets delivered", await ReasonAsync(new HandMadeRecords().Add(Entities.Tickets, ("id", "T")), "ticket_backlog"));

    [Fact]
    public async Task Reason_InAnEmptyInbox_IsAnEntityForEveryKpi()
    {
        var reasons = new NoDataReason(KpiCatalogue.BuiltIn, await InventoryAsync(new HandMadeRecords()));

        Assert.All(KpiCatalogue.BuiltIn.All, kpi => Assert.Matches("^no .*delivered", reasons.Of(kpi)));
    }

    /// <summary>What is said to be missing is missing: a KPI whose needs are all met, somewhere, has a value on the day that they are met.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Reason_OfAnEntityOrColumn_IsNeverGivenForAKpiWithAValue(int seed)
    {
        var company = GeneratedCompany.Of(seed);
        var rows = await company.ComputeAsync();
        var reasons = new NoDataReason(KpiCatalogue.BuiltIn, await DataInventory.ReadAsync(company.Snapshot(), DateTimeZone.Utc, default));

        var supported = rows.Values.Where(row => row is { Segment: "all", HasData: true }).Select(row => row.Kpi).ToHashSet();
        foreach (var kpi in KpiCatalogue.BuiltIn.All)
            Assert.True(!supported.Contains(kpi.Id) || reasons.Of(kpi).StartsWith("none in these days: ", StringComparison.Ordinal), $"{kpi.Id}: {reasons.Of(kpi)}");
    }

    private static async Task<string> ReasonAsync(HandMadeRecords company, string kpi) =>
        new NoDataReason(KpiCatalogue.BuiltIn, await InventoryAsync(company)).Of(KpiCatalogue.BuiltIn.Find(kpi)!);

    private static Task<DataInventory> InventoryAsync(HandMadeRecords company) => DataInventory.ReadAsync(company.Snapshot(), DateTimeZone.Utc, default);
}
