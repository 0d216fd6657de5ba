using CrmServerless.Benchmarks;
using CrmServerless.Configuration;
using CrmServerless.Kpis;
using Xunit;
using static CrmServerless.Tests.Unit.Benchmarks.SeriesBuilder;
using KpiUnit = CrmServerless.Kpis.Unit;

namespace CrmServerless.Tests.Unit.Benchmarks;

public sealed class PathBenchmarkTests
{
    private static readonly DateOnly LongAgo = new(2020, 1, 1);
    private static readonly DateOnly From = new(2026, 1, 31);

    [Theory]
    [InlineData("2026-01-31", 40)]
    [InlineData("2026-02-27", 40)]
    [InlineData("2026-02-28", 40.8)] // one month of 2 %
    [InlineData("2026-07-31", 44.8)] // six
    public void Of_Improvement_RatchetsEachWholeMonth(string day, double required)
    {
        var stretch = PathBenchmark.Of(new ImprovementDefinition(40, From, 2), Percent(0));

        Assert.Equal(required, Ask(stretch, Kpi(), DateOnly.Parse(day, null)).Low, 12);
    }

    [Fact]
    public void Of_ImprovementWhereLessIsBetter_Falls()
    {
        var stretch = PathBenchmark.Of(new ImprovementDefinition(50, From, 10), Percent(0));
        var answer = Ask(stretch, Kpi(KpiUnit.Hours, Direction.Down), new DateOnly(2026, 3, 31));

        Assert.Equal((40, Severity.Warning, Severity.None), (answer.Low, answer.Judge(40.1), answer.Judge(39)));
    }

    [Theory]
    [InlineData("2026-01-01", 20)]
    [InlineData("2026-01-11", 25)]
    [InlineData("2026-01-21", 30)]
    [InlineData("2026-06-01", 30)]
    public void Of_Goal_IsTheStraightLineThenTheTarget(string day, double required)
    {
        var goal = new GoalDefinition("Win more", 20, new DateOnly(2026, 1, 1), 30, new DateOnly(2026, 1, 21));

        Assert.Equal(required, Ask(PathBenchmark.Of(goal, Percent(0)), Kpi(), DateOnly.Parse(day, null)).Low, 12);
    }

    [Fact]
    public void Of_GoalWithoutBaseline_StartsFromTheValueOfItsFirstDay()
    {
        var goal = PathBenchmark.Of(new GoalDefinition("Win more", null, From, 30, From.AddDays(10)), Percent(0));
        var day = From.AddDays(5);
        var question = Question(Kpi(), 30, day, [Row(From, 20, window: 30), Row(day, 24, window: 30)], LongAgo);

        Assert.Equal([From], goal.DaysNeeded(day, 30));
        Assert.Equal(25, Assert.IsType<BenchmarkValue>(goal.Answer(question)).Low, 12);
    }

    [Fact]
    public void Answer_BeforeItsFirstDay_HasNotStarted()
    {
        var stretch = PathBenchmark.Of(new ImprovementDefinition(40, From, 2), Percent(0));
        var answer = stretch.Answer(Question(Kpi(), 30, From.AddDays(-1), [Row(From.AddDays(-1), 20, window: 30)], LongAgo));

        Assert.Equal(NoBenchmarkReason.NotYetStarted, Assert.IsType<NoBenchmark>(answer).Reason);
    }

    private static BenchmarkValue Ask(PathBenchmark benchmark, Kpi kpi, DateOnly day) =>
        Assert.IsType<BenchmarkValue>(benchmark.Answer(Question(kpi, 30, day, [Row(day, 20, window: 30)], LongAgo)));
}
