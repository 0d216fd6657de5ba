using CrmServerless.Records;
using NodaTime;
using Xunit;
using static CrmServerless.Tests.Unit.Records.Rows;

namespace CrmServerless.Tests.Unit.Records;

/// <summary>One case per rule of kpis.md section 2, 'Rejected rows', written by hand.</summary>
public sealed class RecordRulesTests
{
    private static readonly DateTimeZone Utc = DateTimeZone.Utc;
    private static readonly FieldValue Empty = FieldValue.Empty;

    public static TheoryData<string, string, (string, FieldValue)[]> BrokenRows { get; } = new()
    {
        { "leads", "converted_at", [("created_at", Day(2026, 3, 2)), ("converted_at", Day(2026, 3, 1))] },
        { "deals", "closed_at", [("created_at", Day(2026, 3, 2)), ("closed_at", Day(2026, 3, 1)), ("status", Text("Won"))] },
        { "deals", "closed_at", [("created_at", Day(2026, 3, 2)), ("closed_at", Day(2026, 3, 1)), ("status", Text("LOST"))] },
        { "tickets", "first_response_at", [("created_at", Utc(2026, 3, 2, 10)), ("first_response_at", Utc(2026, 3, 2, 9))] },
        { "tickets", "resolved_at", [("created_at", Utc(2026, 3, 2, 10)), ("resolved_at", Utc(2026, 3, 2, 9)), ("status", Text("solved"))] },
        { "customers", "churned_at", [("created_at", Day(2026, 3, 2)), ("churned_at", Day(2026, 3, 1))] },
        { "deals", "closed_at", [("created_at", Day(2026, 3, 2)), ("closed_at", Empty), ("status", Text("won")), ("modified_at", Day(2026, 3, 1))] },
        { "customers", "churned_at", [("created_at", Day(2026, 3, 2)), ("churned_at", Empty), ("status", Text("churned")), ("modified_at", Day(2026, 3, 1))] },
        { "campaigns", "ended_at", [("started_at", Day(2026, 3, 2)), ("ended_at", Day(2026, 3, 1))] },
        { "leads", "created_at", [("created_at", Empty)] },
        { "deals", "created_at", [("created_at", Empty), ("amount", Number(5))] },
        { "tickets", "created_at", [("created_at", Empty)] },
        { "deals", "closed_at", [("created_at", Day(2026, 3, 2)), ("closed_at", Empty), ("status", Text("won")), ("modified_at", Empty)] },
        { "tickets", "resolved_at", [("created_at", Day(2026, 3, 2)), ("resolved_at", Empty), ("status", Text("resolved")), ("modified_at", Empty)] },
        { "tickets", "resolved_at", [("created_at", Day(2026, 3, 2)), ("resolved_at", Empty), ("status", Text("Closed")), ("modified_at", Empty)] },
        { "customers", "churned_at", [("churned_at", Empty), ("status", Text("churned")), ("modified_at", Empty)] },
        { "orders", "amount", [("ordered_at", Day(2026, 3, 2)), ("amount", Number(-0.01m))] },
        { "deals", "amount", [("created_at", Day(2026, 3, 2)), ("amount", Number(-1))] },
        { "surveys", "score", [("at", Day(2026, 3, 2)), ("kind", Text("csat")), ("score", Empty)] },
        { "surveys", "score", [("at", Day(2026, 3, 2)), ("kind", Text("nps")), ("score", Number(-1))] },
        { "surveys", "score", [("at", Day(2026, 3, 2)), ("kind", Text("csat")), ("score", Number(11)), ("scale_max", Number(10))] },
        { "surveys", "score", [("at", Day(2026, 3, 2)), ("kind", Text("csat")), ("score", Number(6)), ("scale_max", Empty)] },
        { "surveys", "score", [("at", Day(2026, 3, 2)), ("kind", Text("nps")), ("score", Number(11)), ("scale_max", Empty)] },
        { "surveys", "score", [("at", Day(2026, 3, 2)), ("kind", Text("ces")), ("score", Number(8)), ("scale_max", Empty)] },
        { "surveys", "score", [("at", Day(2026, 3, 2)), ("kind", Text("nps")), ("score", Text("good"))] },
        { "surveys", "score", [("at", Day(2026, 3, 2)), ("kind", Text("pulse")), ("score", Text("bad"))] },
        { "fx_rates", "rate", [("day", Day(2026, 3, 2)), ("currency", Text("USD")), ("rate", Number(0))] },
        { "fx_rates", "rate", [("day", Day(2026, 3, 2)), ("currency", Text("USD")), ("rate", Number(-1.1m))] },
        { "orders", "ordered_at", [("ordered_at", Empty), ("amount", Number(1))] },
        { "interactions", "at", [("at", Empty)] },
        { "surveys", "at", [("at", Empty), ("score", Number(1))] },
        { "spend", "day", [("day", Empty), ("amount", Number(1))] },
        { "traffic", "day", [("day", Empty)] },
        { "campaign_stats", "day", [("day", Empty)] },
        { "fx_rates", "day", [("day", Empty), ("rate", Number(1))] },
    };

    public static TheoryData<string, (string, FieldValue)[]> GoodRows { get; } = new()
    {
        { "deals", [("created_at", Day(2026, 3, 2)), ("closed_at", Day(2026, 3, 1)), ("status", Text("open"))] },
        { "deals", [("created_at", Day(2026, 3, 2)), ("closed_at", Empty), ("status", Text("won")), ("modified_at", Day(2026, 3, 5))] },
        { "deals", [("created_at", Day(2026, 3, 2)), ("closed_at", Day(2026, 3, 2)), ("status", Text("won")), ("amount", Number(0))] },
        { "tickets", [("created_at", Day(2026, 3, 2)), ("resolved_at", Empty), ("status", Text("pending"))] },
        { "tickets", [("created_at", Day(2026, 3, 2)), ("resolved_at", Day(2026, 3, 1)), ("status", Text("open"))] },
        { "customers", [("created_at", Empty), ("status", Text("active"))] },
        { "surveys", [("at", Day(2026, 3, 2)), ("kind", Text("csat")), ("score", Text("good"))] },
        { "surveys", [("at", Day(2026, 3, 2)), ("kind", Text("csat")), ("score", Number(10)), ("scale_max", Number(10))] },
        { "surveys", [("at", Day(2026, 3, 2)), ("kind", Text("pulse")), ("score", Number(70))] },
        { "campaigns", [("started_at", Day(2026, 3, 2)), ("ended_at", Empty)] },
        { "spend", [("day", Day(2026, 3, 2)), ("amount", Empty)] },
        { "order_lines", [("order_id", Text("1")), ("line", Text("1")), ("unit_price", Number(-5))] },
    };

    [Theory]
    [MemberData(nameof(BrokenRows))]
    public void JudgeRow_BrokenRow_NamesField(string entity, string field, (string, FieldValue)[] fields)
    {
        var schema = Entities.Find(entity)!;

        Assert.Equal(field, RecordRules.JudgeRow(schema, Of(schema, fields), Utc)?.Field.Name);
        Assert.Equal(field, RecordRules.Judge(schema, Of(schema, fields), Utc)?.Field.Name);
    }

    [Theory]
    [MemberData(nameof(GoodRows))]
    public void JudgeRow_GoodRow_NoViolation(string entity, (string, FieldValue)[] fields)
    {
        var schema = Entities.Find(entity)!;

        Assert.Null(RecordRules.JudgeRow(schema, Of(schema, fields), Utc));
        Assert.Null(RecordRules.Judge(schema, Of(schema, fields), Utc));
    }

    [Fact]
    public void JudgeRow_ColumnNotInFile_IsNotAskedButMergedRecordIs()
    {
        var deal = Of(Entities.Deals, ("id", Text("d1")), ("status", Text("won")));

        Assert.Null(RecordRules.JudgeRow(Entities.Deals, deal, Utc));
        Assert.Equal("created_at", RecordRules.Judge(Entities.Deals, deal, Utc)?.Field.Name);
    }

    [Fact]
    public void JudgeRow_WonWithEmptyCloseInFileWithoutModified_IsBroken()
    {
        var deal = Of(Entities.Deals, ("created_at", Day(2026, 3, 2)), ("status", Text("won")), ("closed_at", Empty));

        Assert.Equal("closed_at", RecordRules.JudgeRow(Entities.Deals, deal, Utc)?.Field.Name);
    }

    [Fact]
    public void Judge_NegativeSpend_IsBrokenAsTotalButNotAsRow()
    {
        var credit = Of(Entities.Spend, ("day", Day(2026, 3, 2)), ("amount", Number(-10)));

        Assert.Null(RecordRules.JudgeRow(Entities.Spend, credit, Utc));
        Assert.Equal("amount", RecordRules.Judge(Entities.Spend, credit, Utc)?.Field.Name);
    }

    [Fact]
    public void Judge_DateAgainstInstant_ComparesByLocalDay()
    {
        // 23:30 UTC on 1 March is 00:30 on 2 March in Berlin: not before the creation day there, but before it in UTC.
        var berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];
        var lead = Of(Entities.Leads, ("created_at", Day(2026, 3, 2)), ("converted_at", Utc(2026, 3, 1, 23, 30)));

        Assert.Null(RecordRules.Judge(Entities.Leads, lead, berlin));
        Assert.Equal("converted_at", RecordRules.Judge(Entities.Leads, lead, Utc)?.Field.Name);
    }

    [Fact]
    public void Judge_BothWithTimeOnOneDay_ComparesByInstant()
    {
        var lead = Of(Entities.Leads, ("created_at", Utc(2026, 3, 2, 10, 1)), ("converted_at", Utc(2026, 3, 2, 10, 0)));

        Assert.Equal("converted_at is before created_at", RecordRules.Judge(Entities.Leads, lead, Utc)?.Reason);
    }
}
