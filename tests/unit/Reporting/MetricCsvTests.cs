using CrmServerless.Kpis.Metrics;
using CrmServerless.Reporting;
using Xunit;

namespace CrmServerless.Tests.Unit.Reporting;

public sealed class MetricCsvTests
{
    private static readonly MetricRow Row = new(new DateOnly(2017, 12, 31), "win_rate", 90, "region=North", 31.25, 5, 16, 16, "%", true);

    [Fact]
    public async Task Write_Rows_FollowsTheContract()
    {
        using var text = new StringWriter();

        await MetricCsv.WriteAsync(Rows(Row, Row with { Value = null, Numerator = 0, Denominator = 0, Sample = 0, HasData = false }), text, default);

        Assert.Equal(
            "day,kpi,window,segment,value,numerator,denominator,sample,unit,status\n2017-12-31,win_rate,90,region=North,31.25,5,16,16,%,ok\n2017-12-31,win_rate,90,region=North,,0,0,0,%,nodata\n",
            text.ToString());
    }

    [Theory]
    [InlineData(0.1 + 0.2, "0.30000000000000004")]
    [InlineData(10005534, "10005534")]
    [InlineData(-12.5, "-12.5")]
    [InlineData(1.0 / 3, "0.3333333333333333")]
    public void Line_Number_IsTheShortestThatRoundTrips(double value, string expected)
    {
        Assert.Equal(expected, MetricCsv.Line(Row with { Value = value }).Split(',')[4]);
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+49", "'+49")]
    [InlineData("-x", "'-x")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("region=a, \"b\"", "\"region=a, \"\"b\"\"\"")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    [InlineData("=a,b", "\"'=a,b\"")]
    [InlineData("", "")]
    [InlineData("plain", "plain")]
    public void Cell_Text_IsQuotedAndNeverAFormula(string text, string expected)
    {
        Assert.Equal(expected, CsvText.Cell(text));
    }

    private static async IAsyncEnumerable<MetricRow> Rows(params MetricRow[] rows)
    {
        foreach (var row in rows)
        {
            await Task.Yield();
            yield return row;
        }
    }
}
