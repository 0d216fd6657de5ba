using CrmServerless.Tests.Unit.Sources.Vendors;
using Xunit;

namespace CrmServerless.Tests.Unit.Sources.Ga4;

/// <summary>GA4 reports, snapshots and explorations as csv (../shared/vendors.md section 9): blocks of remarks, stacked tables, grand totals.</summary>
public sealed class Ga4ReportTests
{
    private const string Head = "# ----------------------------------------\r\n# Report CSV Export\r\n# Account: Acme, Inc.\r\n# Property: acme - GA4\r\n# ----------------------------------------\r\n#  \r\n";

    [Fact]
    public async Task Snapshot_StackedTables_DaysCountFromTheirStart()
    {
        var export = await Export.ReadAsync("data-export.csv", Head
            + "# Start date: 20230424\r\n# End date: 20230426\r\nNth day,Users\r\n0000,5\r\n0001,0\r\n0002,7\r\n\r\n"
            + "# Where do your new users come from?\r\n# Start date: 20230424\r\n# End date: 20230426\r\nFirst user default channel group,New users\r\nDirect,1\r\n\r\n"
            + "#  \r\n# Start date: 20230424\r\n# End date: 20230426\r\nEvent name,Event count\r\npage_view,15\r\n\r\n"
            + "# What are your top conversions?\r\n# Start date: 20230424\r\n# End date: 20230426\r\nEvent name,Conversions\r\n\r\n");

        Assert.Equal(["ga4/traffic", null, null, "ga4/key-events"], export.Tables.Select(t => t?.Name));
        Assert.Equal(3, export.Rows);
        Assert.Empty(export.Rejections);
        Assert.Equal(["2023-04-24||: visitors=5 conversions=", "2023-04-25||: visitors=0 conversions=", "2023-04-26||: visitors=7 conversions="], export.Records("visitors", "conversions"));
    }

    [Fact]
    public async Task Traffic_TotalsByChannel_AreSpreadOverTheirPeriodAndAddUp()
    {
        var export = await Export.ReadAsync("data-export.csv", Head
            + "# All Users\r\n# Start date: 20230101\r\n# End date: 20230103\r\nSession primary channel group (Default channel group),Users,Sessions,Key events\r\nDirect,10,12,1\r\nOrganic Search,6,6,0\r\n");

        Assert.Equal("ga4/traffic", export.Mapping);
        Assert.Equal(2, export.Rows);
        Assert.Equal(["2023-01-01|Direct|: ", "2023-01-02|Direct|: ", "2023-01-03|Direct|: ", "2023-01-01|Organic Search|: ", "2023-01-02|Organic Search|: ", "2023-01-03|Organic Search|: "], export.Records().Select(r => r));
        Assert.Equal(10m, export.Records("visitors").Take(3).Sum(Number));
        Assert.Equal(1m, export.Records("conversions").Take(3).Sum(Number));
        Assert.Equal(["2023-01-01|Organic Search|: visitors=2 conversions=0"], export.Records("visitors", "conversions").Skip(3).Take(1));
    }

    [Fact]
    public async Task Traffic_ByDateAndChannel_StatesItsDays()
    {
        var export = await Export.ReadAsync("ga4.csv", "Session primary channel group (Default channel group),Date,Hour,Users,Sessions,Engaged sessions,Conversions\nDirect,20230515,00,3,4,2,1\nDirect,2023-05-15,01,2,2,2,0\n");

        Assert.Equal("ga4/traffic", export.Mapping);
        Assert.Equal(["2023-05-15|Direct|: visitors=3 conversions=1", "2023-05-15|Direct|: visitors=2 conversions=0"], export.Records("visitors", "conversions"));
    }

    [Fact]
    public async Task Exploration_GrandTotalBehindTheRow_IsNoRow()
    {
        var export = await Export.ReadAsync("download.csv", "# ----------------------------------------\n# acme - GA4\n# Free form 1\n# 20230515-20230516\n# ----------------------------------------\n\nSession default channel group,Total users,Key events\n,16,1,Grand total\nDirect,10,1\nEmail,6,0\n");

        Assert.Equal("ga4/traffic", export.Mapping);
        Assert.Equal(2, export.Rows);
        Assert.Empty(export.Rejections);
        Assert.Equal(
            ["2023-05-15|Direct|: visitors=5", "2023-05-16|Direct|: visitors=5", "2023-05-15|Email|: visitors=3", "2023-05-16|Email|: visitors=3"],
            export.Records("visitors"));
    }

    [Fact]
    public async Task Events_OfAPeriod_AreVisitorsByAction()
    {
        var export = await Export.ReadAsync("data-export.csv", Head + "# Start date: 20230101\r\n# End date: 20230102\r\nEvent name,Event count,Total users,Event count per user,Total revenue\r\npage_view,12,8,1.5,0\r\n# 1 fan,2,2,1,0\r\n\"a, \"\"b\"\"\",1,1,1,0\r\n");

        Assert.Equal("ga4/events", export.Mapping);
        Assert.Equal(
            ["2023-01-01||page_view: visitors=4", "2023-01-02||page_view: visitors=4", "2023-01-01||# 1 fan: visitors=1", "2023-01-02||# 1 fan: visitors=1", "2023-01-01||a, \"b\": visitors=0.5", "2023-01-02||a, \"b\": visitors=0.5"],
            export.Records("visitors"));
    }

    [Fact]
    public async Task KeyEvents_OfAPeriod_AreConversionsWithoutVisitors()
    {
        var export = await Export.ReadAsync("data-export.csv", Head + "# Start date: 20230101\r\n# End date: 20230102\r\nEvent name,Key events,Total users,Total revenue\r\nsign_up,4,3,0\r\n");

        Assert.Equal("ga4/key-events", export.Mapping);
        Assert.Equal(["2023-01-01||sign_up: visitors= conversions=2", "2023-01-02||sign_up: visitors= conversions=2"], export.Records("visitors", "conversions"));
    }

    private static decimal Number(string record) => decimal.Parse(record[(record.IndexOf('=', StringComparison.Ordinal) + 1)..], System.Globalization.CultureInfo.InvariantCulture);
}
