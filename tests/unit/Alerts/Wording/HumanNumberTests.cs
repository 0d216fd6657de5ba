using CrmServerless.Alerts.Wording;
using Xunit;
using KpiUnit = CrmServerless.Kpis.Unit;

namespace CrmServerless.Tests.Unit.Alerts.Wording;

public sealed class HumanNumberTests
{
    [Theory]
    [InlineData(KpiUnit.Percent, 31.4, "31 %")]
    [InlineData(KpiUnit.Percent, 9.46, "9.5 %")]
    [InlineData(KpiUnit.Percent, 0, "0 %")]
    [InlineData(KpiUnit.Percent, -0.01, "0 %")]
    [InlineData(KpiUnit.Percent, -12.5, "-13 %")]
    [InlineData(KpiUnit.Points, 1, "1 point")]
    [InlineData(KpiUnit.Points, 42.2, "42 points")]
    [InlineData(KpiUnit.Money, 48_000, "48,000 EUR")]
    [InlineData(KpiUnit.Money, 1_234_567.89, "1,234,568 EUR")]
    [InlineData(KpiUnit.Money, 12.5, "12.5 EUR")]
    [InlineData(KpiUnit.Count, 4_238, "4,238")]
    [InlineData(KpiUnit.Count, 7.5, "7.5")]
    [InlineData(KpiUnit.Ratio, 3.142, "3.14")]
    [InlineData(KpiUnit.Days, 1, "1 day")]
    [InlineData(KpiUnit.Days, 48.25, "48.3 days")]
    [InlineData(KpiUnit.Hours, 2.44, "2.4 hours")]
    [InlineData(KpiUnit.Minutes, 95.2, "95 minutes")]
    [InlineData(KpiUnit.Orders, 2.345, "2.35 orders")]
    [InlineData(KpiUnit.Items, 1, "1 item")]
    public void Text_ByUnit_HasTheDigitsThatMatter(KpiUnit unit, double value, string text) =>
        Assert.Equal(text, new HumanNumber(unit, "EUR").Text(value));

    [Theory]
    [InlineData(31, 22, "31 %", "22 %")]
    [InlineData(31.2, 30.8, "31.2 %", "30.8 %")]
    [InlineData(31, 31, "31 %", "31 %")]
    public void Pair_NearNumbers_CanBeToldApart(double first, double second, string firstText, string secondText) =>
        Assert.Equal((firstText, secondText), new HumanNumber(KpiUnit.Percent, "EUR").Pair(first, second));

    [Theory]
    [InlineData(48_230, "48,000 EUR")]
    [InlineData(9_960, "10,000 EUR")]
    [InlineData(1_249_000, "1,200,000 EUR")]
    [InlineData(7.4, "7 EUR")]
    [InlineData(43.4, "43 EUR")]
    public void About_Sum_HasTwoDigitsThatCount(double amount, string text) => Assert.Equal(text, HumanNumber.About(amount, "EUR"));

    [Fact]
    public void Sparkline_RisingWithAGap_HasABarEach() =>
        // 0 lowest, 7 highest: each step of one is one bar.
        Assert.Equal("▁▂·▄█", Sparkline.Of([0, 1, null, 3, 7]));

    [Fact]
    public void Sparkline_Flat_IsInTheMiddle() => Assert.Equal("▄▄▄", Sparkline.Of([5, 5, 5]));

    [Theory]
    [InlineData("all", "", "whole business")]
    [InlineData("region=North", " North", "region North")]
    [InlineData("region=North&tier=Gold", " North, Gold", "region North, tier Gold")]
    [InlineData("product_line=A%26B %253D", " A&B %3D", "product line A&B %3D")]
    [InlineData("lead_source=(none)", " no lead source", "no lead source")]
    public void SegmentName_AsStored_ReadsAsPeopleSay(string segment, string after, string full) =>
        Assert.Equal((after, full), (SegmentName.After(segment), SegmentName.Long(segment)));
}
