using CrmServerless.Benchmarks;
using CrmServerless.Configuration;
using CrmServerless.Kpis;
using Xunit;
using static CrmServerless.Tests.Unit.Benchmarks.SeriesBuilder;
using KpiUnit = CrmServerless.Kpis.Unit;

namespace CrmServerless.Tests.Unit.Benchmarks;

public sealed class TargetBenchmarkTests
{
    private static readonly DateOnly Day = new(2026, 11, 17);
    private static readonly DateOnly LongAgo = new(2020, 1, 1);

    [Theory]
    [InlineData(30, Severity.None)]
    [InlineData(27, Severity.None)]
    [InlineData(26.9, Severity.Warning)]
    [InlineData(23.9, Severity.Critical)]
    [InlineData(100, Severity.None)]
    public void Judge_TargetWhereMoreIsBetter_IsBadOnlyBelow(double value, Severity severity) =>
        Assert.Equal(severity, Ask(Target(30, 30, Percent(10, 20)), Kpi(), value).Judge(value));

    [Theory]
    [InlineData(60, Severity.None)]
    [InlineData(0, Severity.None)]
    [InlineData(61, Severity.Warning)]
    public void Judge_TargetWithoutMargin_IsBadWhenMissedAtAll(double value, Severity severity) =>
        Assert.Equal(severity, Ask(Target(60, 60, Percent(0)), Kpi(KpiUnit.Minutes, Direction.Down), value).Judge(value));

    [Theory]
    [InlineData(4.9, Severity.Warning)]
    [InlineData(5, Severity.None)]
    [InlineData(8, Severity.None)]
    [InlineData(8.1, Severity.Warning)]
    [InlineData(3.9, Severity.Critical)]
    [InlineData(9.1, Severity.Critical)]
    public void Judge_Band_IsBadOnBothSides(double value, Severity severity) =>
        Assert.Equal(severity, Ask(Target(5, 8, Of(MarginUnit.Absolute, 0, 1)), Kpi(KpiUnit.Minutes, Direction.Down), value).Judge(value));

    [Theory]
    [InlineData(3, 5)]
    [InlineData(6, 6)]
    [InlineData(9, 8)]
    public void ExpectedFor_Band_IsItsNearestEdge(double value, double expected) =>
        Assert.Equal(expected, Ask(Target(5, 8, Percent(0)), Kpi(), value).ExpectedFor(value));

    [Theory]
    [InlineData(26.9, false)]
    [InlineData(28.4, false)]
    [InlineData(28.5, true)]
    [InlineData(40, true)]
    public void IsRecovered_WithRecoveryMargin_NeedsMoreThanNotWorse(double value, bool recovered) =>
        Assert.Equal(recovered, Ask(Target(30, 30, Percent(10, null, 5)), Kpi(), value).IsRecovered(value));

    [Fact]
    public void Answer_WindowBeginsBeforeTheData_IsWarmingUp()
    {
        var question = Question(Kpi(KpiUnit.Money), 30, Day, [Row(Day, 10, window: 30)], Day.AddDays(-28));

        Assert.Equal(NoBenchmarkReason.WarmingUp, Assert.IsType<NoBenchmark>(Target(30, 30, Percent(0)).Answer(question)).Reason);
    }

    [Fact]
    public void Answer_CohortWithoutItsYearOfActivity_IsJudgedAllTheSame()
    {
        var question = Question(Kpi(reach: Reach.Activity), 30, Day, [Row(Day, 10, window: 30)], Day.AddDays(-29));

        Assert.IsType<BenchmarkValue>(Target(30, 30, Percent(0)).Answer(question));
    }

    [Fact]
    public void Answer_SetBySomebody_SaysWho() =>
        Assert.Equal("the target set by the board, 2026", Ask(Target(30, 30, Percent(0), "the board, 2026"), Kpi(), 20).Source);

    [Theory]
    [InlineData(22.9, Severity.Warning)]
    [InlineData(23, Severity.None)]
    [InlineData(31, Severity.None)]
    public void Judge_PublishedRange_IsBadOnlyWhereWorse(double value, Severity severity)
    {
        var figure = TargetBenchmark.Of(new IndustryDefinition("SaaS", 23, 30, "Somebody's survey", 2024), Percent(0));
        var answer = Ask(figure, Kpi(), value);

        Assert.Equal((severity, "the published figure for SaaS (Somebody's survey, 2024)"), (answer.Judge(value), answer.Source));
    }

    private static BenchmarkValue Ask(TargetBenchmark benchmark, Kpi kpi, double value) =>
        Assert.IsType<BenchmarkValue>(benchmark.Answer(Question(kpi, 30, Day, [Row(Day, value, window: 30)], LongAgo)));
}
