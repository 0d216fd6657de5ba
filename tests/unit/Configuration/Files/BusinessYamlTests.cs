using CrmServerless.Configuration;
using CrmServerless.Configuration.Loading;
using Xunit;

namespace CrmServerless.Tests.Unit.Configuration.Files;

public sealed class BusinessYamlTests
{
    [Fact]
    public void Read_EveryKey_IsTaken()
    {
        var business = Some.Configuration((ConfigFiles.Business, """
            timeZone: Europe/Berlin
            reportingCurrency: usd
            sales: deals
            activeBasis: status
            activityDays: 200
            dormantDays: 45
            leadMaturityDays: 14
            lifespanCapYears: 2.5
            margin: 0.35
            unresponsiveAfter: 3
            businessHours:
              mon: [["09:00", "12:30"], ["13:30", "17:30"]]
              sun: [["22:00", "24:00"]]
              tue: []
            holidays: [2024-12-25, 2024-12-26]
            segments: [region, region&tier]
            runTime: 04:15
            """)).Business;

        Assert.Equal("Europe/Berlin", business.TimeZone.Id);
        Assert.Equal(("USD", SalesBasis.Deals, ActiveBasis.Status), (business.ReportingCurrency, business.Sales, business.ActiveBasis));
        Assert.Equal((200, 45, 14, 3), (business.ActivityDays, business.DormantDays, business.LeadMaturityDays, business.UnresponsiveAfter));
        Assert.Equal((2.5, 0.35m, new TimeOnly(4, 15)), (business.LifespanCapYears, business.Margin, business.RunTime));
        Assert.Equal([new DateOnly(2024, 12, 25), new DateOnly(2024, 12, 26)], business.Holidays);
        Assert.Equal([["region"], ["region", "tier"]], business.Segments);
        Assert.Equal([1, 7], business.BusinessHours.Keys.Order());
        Assert.Equal([new(new(9, 0), new(12, 30)), new(new(13, 30), new(17, 30))], business.BusinessHours[1]);
        Assert.Equal([new OpeningHours(new(22, 0), new(0, 0))], business.BusinessHours[7]);
    }

    [Fact]
    public void Read_Nothing_IsTheDefaults()
    {
        var (business, expected) = (Some.Configuration().Business, new BusinessConfiguration());

        Assert.Equal(expected.Segments, business.Segments);
        Assert.Equal((expected.TimeZone, expected.ReportingCurrency, expected.RunTime), (business.TimeZone, business.ReportingCurrency, business.RunTime));
    }

    [Theory]
    [InlineData("", 200, 200)]
    [InlineData("segmentCap: 50", 50, 50)]
    [InlineData("segmentCap: none", int.MaxValue, int.MaxValue)]
    [InlineData("segmentCap: {owner: 20}", 20, 200)]
    [InlineData("segmentCap: {default: 10, owner: none}", int.MaxValue, 10)]
    public void SegmentCap_OfADimension_IsItsOwnOrTheDefault(string yaml, int owner, int product)
    {
        var cap = Some.Configuration(("business.yaml", yaml)).Business.SegmentCap;

        Assert.Equal((owner, product), (cap.Of("owner"), cap.Of("product")));
    }

    [Theory]
    [InlineData("timezone: UTC", "business.yaml:1:1: timezone: found an unknown key, expected 'timeZone'")]
    [InlineData("reportingCurrency: euro", "business.yaml:1:20: reportingCurrency: found 'euro', expected an ISO 4217 currency code, e.g. EUR")]
    [InlineData("segmentCap: 0", "business.yaml:1:13: segmentCap: found '0', expected a number of values from 1 to 5000, or none")]
    [InlineData("segmentCap: {owner: all}", "business.yaml:1:21: segmentCap.owner: found 'all', expected a number of values from 1 to 5000, or none")]
    [InlineData("sales: order", "business.yaml:1:8: sales: found 'order', expected one of both, deals, orders; did you mean 'orders'?")]
    [InlineData("margin: 35", "business.yaml:1:9: margin: found '35', expected a number from 0 to 1")]
    [InlineData("segments: [Region]", "business.yaml:1:12: segments[1]: found 'Region', expected a dimension or a combination such as region&tier")]
    [InlineData("segments: [all]", "business.yaml:1:11: segments: found a list, expected dimensions only: 'all' is always computed")]
    [InlineData("segments: [a, a]", "business.yaml:1:11: segments: found a list, expected each dimension or combination once")]
    [InlineData("holidays: [24-12-25]", "business.yaml:1:12: holidays[1]: found '24-12-25', expected a day as yyyy-MM-dd")]
    [InlineData("businessHours: {monday: []}", "business.yaml:1:17: businessHours.monday: found an unknown key, expected one of fri, mon, sat, sun, thu, tue, wed")]
    [InlineData("businessHours: {mon: 9-17}", "business.yaml:1:22: businessHours.mon: found '9-17', expected a list of spans, e.g. [[\"09:00\", \"17:30\"]]")]
    [InlineData("businessHours: {mon: [\"09:00\", \"17:30\"]}", "business.yaml:1:23: businessHours.mon[1]: found '09:00', expected a span of two times, e.g. [\"09:00\", \"17:30\"]", 2)]
    [InlineData("businessHours: {mon: [[\"17:00\", \"09:00\"]]}", "business.yaml:1:23: businessHours.mon[1]: found a list, expected spans in ascending order that end after they begin and don't overlap")]
    [InlineData("businessHours: {mon: [[\"09:00\", \"12:00\"], [\"11:00\", \"13:00\"]]}", "business.yaml:1:43: businessHours.mon[2]: found a list, expected spans in ascending order that end after they begin and don't overlap")]
    [InlineData("businessHours: {mon: [[\"09:00\", \"25:00\"]]}", "business.yaml:1:33: businessHours.mon[1][2]: found '25:00', expected a time of day as HH:mm, at the latest 24:00")]
    public void Read_WrongValue_SaysWhereAndWhatIsExpected(string text, string expected, int errors = 1)
    {
        var configuration = Some.Configuration((ConfigFiles.Business, text));

        Assert.Equal(errors, configuration.Errors.Count);
        Assert.Equal(expected, configuration.Errors[0].ToString());
        Assert.Throws<BrokenConfigurationException>(() => configuration.Business);
    }
}
