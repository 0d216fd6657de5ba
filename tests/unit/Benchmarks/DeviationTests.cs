using CrmServerless.Benchmarks;
using CrmServerless.Configuration;
using Xunit;
using KpiUnit = CrmServerless.Kpis.Unit;

namespace CrmServerless.Tests.Unit.Benchmarks;

public sealed class DeviationTests
{
    [Fact]
    public void Of_ScatteredMoney_IsTheMedianAbsoluteDeviation() =>
        // Distances from 100: 30 5 0 10 20, sorted 0 5 10 20 30.
        Assert.Equal(10, Deviation.Of(KpiUnit.Money, 100, [70, 95, 100, 110, 120], 50), 12);

    [Fact]
    public void Of_SteadyMoney_IsAtLeastTwoPercent() => Assert.Equal(2, Deviation.Of(KpiUnit.Money, 100, [100, 100, 100, 101], 50), 12);

    [Fact]
    public void Of_SteadyShareOfFewThings_IsItsSamplingError() =>
        // sqrt(0.2 x 0.8 / 100) = 0.04
        Assert.Equal(4, Deviation.Of(KpiUnit.Percent, 20, [20, 20, 20, 20], 100), 12);

    [Fact]
    public void Of_SteadyShareOfManyThings_IsTwoPercentOfIt() =>
        // sqrt(0.2 x 0.8 / 1,000,000) is 0.0004, that is 0.04 points; 2 % of 20 is 0.4.
        Assert.Equal(0.4, Deviation.Of(KpiUnit.Percent, 20, [20, 20, 20, 20], 1_000_000), 12);

    [Theory]
    [InlineData(KpiUnit.Count, 16, 0, 4)] // sqrt(16)
    [InlineData(KpiUnit.Points, 60, 64, 10)] // 100 sqrt((1 - 0.36) / 64) = 100 x 0.8 / 8
    [InlineData(KpiUnit.Percent, 150, 100, 0)] // growth is no share
    [InlineData(KpiUnit.Percent, 50, 0, 0)]
    [InlineData(KpiUnit.Hours, 10, 100, 0)]
    public void SamplingError_ByUnit_IsThatOfItsDistribution(KpiUnit unit, double expected, long sample, double error) =>
        Assert.Equal(error, Deviation.SamplingError(unit, expected, sample), 12);

    [Fact]
    public void Width_ThreeDeviations_IsThreeTimesOne() => Assert.Equal(12, Margins.Width(new Margin(3, MarginUnit.Deviations), 20, 4));

    [Fact]
    public void Width_Absolute_IsInTheKpisUnit() => Assert.Equal(5, Margins.Width(new Margin(5, MarginUnit.Absolute), 20, 4));

    [Theory]
    [InlineData(new double[] { 3, 1, 2 }, 2)]
    [InlineData(new double[] { 4, 1, 3, 2 }, 2.5)]
    [InlineData(new double[] { 7 }, 7)]
    public void Median_OddAndEven_IsTheMiddle(double[] values, double median) => Assert.Equal(median, Median.Of(values));

    [Fact]
    public void Median_OfNothing_Throws() => Assert.Throws<ArgumentException>(() => Median.Of([]));
}
