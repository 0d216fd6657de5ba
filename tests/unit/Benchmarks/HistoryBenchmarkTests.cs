using CrmServerless.Benchmarks;
using CrmServerless.Configuration;
using CrmServerless.Kpis;
using Xunit;
using static CrmServerless.Tests.Unit.Benchmarks.SeriesBuilder;
using KpiUnit = CrmServerless.Kpis.Unit;

namespace CrmServerless.Tests.Unit.Benchmarks;

public sealed class HistoryBenchmarkTests
{
    private static readonly DateOnly Tuesday = new(2026, 11, 17);
    private static readonly DateOnly LongAgo = new(2020, 1, 1);

    [Fact]
    public void DaysNeeded_OneDayWindow_AreTheEightSameWeekdaysBefore()
    {
        var days = History(Percent(10), HistoryBasis.Recent).DaysNeeded(Tuesday, 1);

        Assert.Equal(
            [new(2026, 11, 10), new(2026, 11, 3), new(2026, 10, 27), new(2026, 10, 20), new(2026, 10, 13), new(2026, 10, 6), new(2026, 9, 29), new(2026, 9, 22)],
            days);
    }

    [Fact]
    public void DaysNeeded_LongWindow_DontOverlapAndIncludeTheYearAgo()
    {
        var days = History(Percent(10)).DaysNeeded(new DateOnly(2026, 12, 31), 90);

        Assert.Equal(
            [new(2026, 10, 2), new(2026, 7, 4), new(2026, 4, 5), new(2026, 1, 5), new(2025, 12, 31), new(2025, 10, 7), new(2025, 7, 9), new(2025, 4, 10), new(2025, 1, 10)],
            days);
    }

    [Fact]
    public void DaysNeeded_Snapshot_AreMonthSpacedAndEndWithShortMonths()
    {
        var days = History(Percent(10), HistoryBasis.Recent).DaysNeeded(new DateOnly(2026, 7, 31), 0);

        Assert.Equal(
            [new(2026, 6, 30), new(2026, 5, 31), new(2026, 4, 30), new(2026, 3, 31), new(2026, 2, 28), new(2026, 1, 31), new(2025, 12, 31), new(2025, 11, 30)],
            days);
    }

    [Theory]
    [InlineData(7, "2025-11-18")] // 364 days: a Tuesday again
    [InlineData(30, "2025-11-17")]
    public void YearAgo_ShortWindowKeepsTheWeekday_LongOneTheDate(int window, string expected) =>
        Assert.Equal(DateOnly.Parse(expected, null), HistoryDays.YearAgo(Tuesday, window));

    [Fact]
    public void Answer_EightWeekdays_IsTheirMedianWithLimitsOnTheWorseSide()
    {
        // Sorted 8 9 10 10 12 13 14 40: the middle two are 10 and 12, so 11; 20 % below is 8.8, 50 % 5.5, 10 % 9.9.
        double[] values = [40, 10, 8, 12, 9, 14, 10, 13];
        var rows = values.Select((value, week) => Row(Tuesday.AddDays(-7 * (week + 1)), value, window: 1)).Append(Row(Tuesday, 7, window: 1));
        var answer = History(Percent(20, 50, 10)).Answer(Question(Kpi(KpiUnit.Money), 1, Tuesday, rows, LongAgo));

        var value = Assert.IsType<BenchmarkValue>(answer);
        Assert.Equal(11, value.Low, 12);
        Assert.Equal(8.8, value.Warning.Lower!.Value, 12);
        Assert.Equal(5.5, value.Critical!.Value.Lower!.Value, 12);
        Assert.Equal(9.9, value.Recovery.Lower!.Value, 12);
        Assert.Null(value.Warning.Upper);
        Assert.Equal("the median of 8 earlier Tuesdays", value.Source);
        Assert.Equal(8, value.Sample);
    }

    [Theory]
    [InlineData(4, true)]
    [InlineData(3, false)]
    public void Answer_FewWindowsInsideTheData_NeedsFour(int windows, bool known)
    {
        // Data begins on the first day of the windows-th compared window: the next older one begins before it.
        var start = Tuesday.AddDays(-30 * windows - 29);
        var rows = Enumerable.Range(0, 9).Select(back => Row(Tuesday.AddDays(-30 * back), 30, window: 30));
        var answer = History(Percent(10)).Answer(Question(Kpi(), 30, Tuesday, rows, start));

        if (known)
            Assert.Equal(windows, Assert.IsType<BenchmarkValue>(answer).Sample);
        else
            Assert.Equal(NoBenchmarkReason.WarmingUp, Assert.IsType<NoBenchmark>(answer).Reason);
    }

    [Fact]
    public void Answer_WindowBeginsBeforeTheData_IsWarmingUp()
    {
        var rows = Enumerable.Range(0, 9).Select(back => Row(Tuesday.AddDays(-30 * back), 30, window: 30));
        var answer = History(Percent(10)).Answer(Question(Kpi(), 30, Tuesday, rows, Tuesday.AddDays(-28)));

        Assert.Equal(NoBenchmarkReason.WarmingUp, Assert.IsType<NoBenchmark>(answer).Reason);
    }

    [Theory]
    [InlineData(Reach.Window, 0, true)]
    [InlineData(Reach.WindowBefore, 29, false)]
    [InlineData(Reach.WindowBefore, 30, true)]
    [InlineData(Reach.LeadMaturity, 29, false)]
    [InlineData(Reach.LeadMaturity, 30, true)]
    [InlineData(Reach.Activity, 364, false)]
    [InlineData(Reach.Activity, 365, true)]
    public void Answer_ValueLooksFurtherBack_NeedsDataFromThere(Reach reach, int daysMore, bool known)
    {
        var start = Tuesday.AddDays(-30 * 4 - 29 - daysMore);
        var rows = Enumerable.Range(0, 9).Select(back => Row(Tuesday.AddDays(-30 * back), 30, window: 30));
        var answer = History(Percent(10), HistoryBasis.Recent).Answer(Question(Kpi(reach: reach), 30, Tuesday, rows, start));

        Assert.Equal(known, answer is BenchmarkValue);
    }

    [Fact]
    public void Answer_ThinOrEmptyWindows_AreLeftOut()
    {
        // Of eight, three rest on fewer than 30 and two have no value: three are left, one too few.
        long[] samples = [30, 29, 30, 12, 0, 30, 0, 1];
        var rows = samples.Select((sample, at) => Row(Tuesday.AddDays(-30 * (at + 1)), sample == 0 ? null : 30, sample, 30)).Append(Row(Tuesday, 20, window: 30));
        var answer = History(Percent(10), HistoryBasis.Recent).Answer(Question(Kpi(), 30, Tuesday, rows, LongAgo));

        Assert.Equal(NoBenchmarkReason.NotEnoughWindows, Assert.IsType<NoBenchmark>(answer).Reason);
    }

    [Fact]
    public void Answer_YearWindowOfTwoYears_FallsBackOnTheYearAgo()
    {
        var rows = new[] { Row(Tuesday, 80, window: 365), Row(Tuesday.AddYears(-1), 90, window: 365) };
        var answer = History(Percent(10)).Answer(Question(Kpi(), 365, Tuesday, rows, Tuesday.AddYears(-2).AddDays(-5)));

        var value = Assert.IsType<BenchmarkValue>(answer);
        Assert.Equal((90, "the same 365 days a year ago"), (value.Low, value.Source));
    }

    [Fact]
    public void Answer_LessIsBetter_OnlyMoreIsWorse()
    {
        var rows = Enumerable.Range(0, 9).Select(back => Row(Tuesday.AddDays(-30 * back), 10, window: 30));
        var answer = History(Percent(20)).Answer(Question(Kpi(KpiUnit.Hours, Direction.Down), 30, Tuesday, rows, LongAgo));

        var value = Assert.IsType<BenchmarkValue>(answer);
        Assert.Equal(new Limits(null, 12), value.Warning);
        Assert.Equal((Severity.None, Severity.None, Severity.Warning), (value.Judge(1), value.Judge(12), value.Judge(12.01)));
    }

    [Fact]
    public void Answer_BothWaysBad_HasLimitsOnBothSides()
    {
        var rows = Enumerable.Range(0, 9).Select(back => Row(Tuesday.AddDays(-30 * back), 10, window: 30));
        var answer = History(Percent(20)).Answer(Question(Kpi(KpiUnit.Hours, Direction.Band), 30, Tuesday, rows, LongAgo));

        Assert.Equal(new Limits(8, 12), Assert.IsType<BenchmarkValue>(answer).Warning);
    }

    [Fact]
    public void Answer_NegativeNormal_WorseIsFurtherDown()
    {
        // Growth is normally -10 %: 20 % of it is 2 points, so below -12 is worse.
        var rows = Enumerable.Range(0, 9).Select(back => Row(Tuesday.AddDays(-30 * back), -10, window: 30));
        var answer = History(Percent(20)).Answer(Question(Kpi(), 30, Tuesday, rows, LongAgo));

        Assert.Equal(-12, Assert.IsType<BenchmarkValue>(answer).Warning.Lower!.Value, 12);
    }
}
