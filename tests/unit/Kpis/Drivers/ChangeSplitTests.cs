using CrmServerless.Kpis.Drivers;
using CrmServerless.Kpis.Metrics;
using Xunit;

namespace CrmServerless.Tests.Unit.Kpis.Drivers;

public sealed class ChangeSplitTests
{
    private static readonly DateOnly Day = new(2026, 10, 31);

    [Fact]
    public void Of_Ratio_RateAndMixAddUpToTheChange()
    {
        var before = Rows(Ratio("all", 50, 200), Ratio("region=A", 40, 100), Ratio("region=B", 10, 100));
        var now = Rows(Ratio("all", 62, 200), Ratio("region=A", 60, 150), Ratio("region=B", 2, 50));

        var split = ChangeSplit.Of("all", ["region=A", "region=B"], now, [before])!;

        // 25 % to 31 %. A: weight 50 % to 75 % at 40 %, so 0.25 x (40 - 25). B: weight 25 % x (4 - 10), and -0.25 x (10 - 25).
        Assert.Equal((25, 31, 6), (split.Before, split.Now, split.Change));
        Assert.Equal([("region=A", 0.0, 3.75), ("region=B", -1.5, 3.75)], split.Segments.Select(s => (s.Segment, Math.Round(s.Rate, 9), Math.Round(s.Mix, 9))));
        Assert.Equal(0, split.Rest, 9);
    }

    [Fact]
    public void Of_RatioWithSegmentsThatComeAndGo_AddsUp()
    {
        var before = Rows(Ratio("all", 30, 100), Ratio("region=Gone", 20, 50), Ratio("region=Stays", 10, 50));
        var now = Rows(Ratio("all", 9, 60), Ratio("region=New", 1, 10), Ratio("region=Stays", 8, 50), Ratio("region=Gone", 0, 0));

        var split = ChangeSplit.Of("all", ["region=Gone", "region=New", "region=Stays"], now, [before])!;

        // 30 % to 15 %. Gone: -50 % x (40 - 30). New: 1/6 x (10 - 30). Stays: 5/6 x (16 - 20) and (5/6 - 1/2) x (20 - 30).
        Assert.Equal(-15, split.Change, 9);
        Assert.Equal(
            [("region=Gone", 0, -5), ("region=New", -3.333333333, 0), ("region=Stays", -3.333333333, -3.333333333)],
            split.Segments.OrderBy(s => s.Segment, StringComparer.Ordinal).Select(s => (s.Segment, Math.Round(s.Rate, 9), Math.Round(s.Mix, 9))));
        Assert.Equal((null, 10.0), (split.Segments.Single(s => s.Segment == "region=New").Before, split.Segments.Single(s => s.Segment == "region=New").Now!.Value));
        Assert.Null(split.Segments.Single(s => s.Segment == "region=Gone").Now);
        Assert.Equal(0, split.Rest, 9);
    }

    [Fact]
    public void Of_SumAgainstSeveralWindows_DifferencesToTheirMeanAndTheRest()
    {
        IReadOnlyDictionary<string, MetricRow>[] before = [Rows(Sum("all", 100), Sum("product=A", 60), Sum("product=B", 40)), Rows(Sum("all", 140), Sum("product=A", 100), Sum("product=B", 40))];
        var now = Rows(Sum("all", 90), Sum("product=A", 50), Sum("product=B", 45));

        var split = ChangeSplit.Of("all", ["product=A", "product=B"], now, before)!;

        // 120 on average to 90. A: 80 to 50; B: 40 to 45; together -25: 5 are counted twice, a sale of both products.
        Assert.Equal((120, 90, -5), (split.Before, split.Now, split.Rest));
        Assert.Equal([("product=A", -30.0, 0.0), ("product=B", 5, 0)], split.Segments.Select(s => (s.Segment, s.Rate, s.Mix)));
    }

    [Fact]
    public void Of_WholeWithoutAValue_IsNothing()
    {
        var empty = Rows(new MetricRow(Day, "win_rate", 90, "all", null, 0, 0, 0, "%", false));

        Assert.Null(ChangeSplit.Of("all", [], empty, [Rows(Ratio("all", 1, 2))]));
        Assert.Null(ChangeSplit.Of("all", [], Rows(Ratio("all", 1, 2)), [empty]));
    }

    private static Dictionary<string, MetricRow> Rows(params MetricRow[] rows) => rows.ToDictionary(row => row.Segment);

    private static MetricRow Ratio(string segment, double part, double whole) =>
        new(Day, "win_rate", 90, segment, whole == 0 ? null : part / whole * 100, part, whole, (long)whole, "%", whole != 0);

    private static MetricRow Sum(string segment, double value) => new(Day, "revenue", 30, segment, value, null, null, 1, "money", true);
}
