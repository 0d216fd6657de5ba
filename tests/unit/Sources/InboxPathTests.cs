using System.Globalization;
using CrmServerless.Sources;
using NodaTime;
using Xunit;

namespace CrmServerless.Tests.Unit.Sources;

public sealed class InboxPathTests
{
    [Theory]
    [InlineData("customers.csv", "customers", false, null)]
    [InlineData("customers-2026-10-31.csv", "customers", false, "2026-10-31T00:00:00")]
    [InlineData("Leads_2026_02_10.csv", "Leads", false, "2026-02-10T00:00:00")]
    [InlineData("orders-20261031T101500Z.csv.gz", "orders", false, "2026-10-31T10:15:00")]
    [InlineData("orders_20261031101500.csv", "orders", false, "2026-10-31T10:15:00")]
    [InlineData("orders 2026-10-31 10.15.csv", "orders", false, "2026-10-31T10:15:00")]
    [InlineData("deals_001.csv", "deals", true, null)]
    [InlineData("deals-1.csv", "deals", true, null)]
    [InlineData("deals part 2.csv", "deals", true, null)]
    [InlineData("deals (2).csv", "deals", true, null)]
    [InlineData("deals-2026-10-31_002.csv", "deals", true, "2026-10-31T00:00:00")]
    [InlineData("2026-10-31-deals-2.csv", "deals", true, "2026-10-31T00:00:00")]
    [InlineData("deals-2026.csv", "deals-2026", false, null)]
    [InlineData("deals-20269931.csv", "deals-20269931", false, null)]
    [InlineData("a/b/order_lines_12.csv", "order_lines", true, null)]
    public void Parse_FileName_TellsNamePartAndTime(string path, string name, bool isPart, string? export)
    {
        var file = new InboxPath("acme", path);

        Assert.Equal((name, isPart), (file.Name, file.IsPart));
        Assert.Equal(export is null ? null : DateTime.Parse(export, CultureInfo.InvariantCulture).Ticks, file.ExportTicks(DateTimeZone.Utc));
    }

    [Fact]
    public void SetPath_Parts_HaveItInCommonAndNothingElseHas()
    {
        string Set(string path) => new InboxPath("acme", path).SetPath;

        Assert.Equal(Set("x/deals-2026-10-31_001.csv"), Set("x/deals-2026-10-31_002.csv"));
        Assert.NotEqual(Set("x/deals-2026-10-31_001.csv"), Set("x/deals-2026-11-01_001.csv"));
        Assert.NotEqual(Set("x/deals_001.csv"), Set("y/deals_001.csv"));
        Assert.NotEqual(Set("x/deals_001.csv"), Set("x/leads_001.csv"));
        Assert.Equal("x/deals-2026-10-31.csv", Set("x/deals-2026-10-31.csv"));
    }

    [Theory]
    [InlineData("night.zip/deals.csv", "night.zip")]
    [InlineData("a/Night.ZIP/b/deals.csv", "a/Night.ZIP")]
    [InlineData("a/night.zip", null)]
    [InlineData("a/b/deals.csv", null)]
    public void ArchivePath_FoldersOfSuchAName_AreTheZip(string path, string? archive) => Assert.Equal(archive, new InboxPath("acme", path).ArchivePath);

    [Fact]
    public void ExportTicks_NoZ_IsLocalToTheZone() =>
        Assert.Equal(
            new DateTime(2026, 10, 30, 23, 0, 0).Ticks, // winter time since the 25th
            new InboxPath("acme", "deals-2026-10-31.csv").ExportTicks(DateTimeZoneProviders.Tzdb["Europe/Berlin"]));
}
