using CrmServerless.Samples.Chance;
using Xunit;

namespace CrmServerless.Tests.Unit.Samples;

public sealed class ChanceTests
{
    [Fact]
    public void Next_SeedOfThePublishedVector_GivesItsNumbers()
    {
        // Output of the reference implementation (prng.di.unimi.it/splitmix64.c) for seed 1234567, as Rosetta Code lists it.
        var dice = new Dice(1234567);

        Assert.Equal(
            [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821],
            Enumerable.Range(0, 5).Select(_ => dice.Next()));
    }

    [Fact]
    public void Between_ManyThrows_StayInRangeAndReachBothEnds()
    {
        var dice = new Dice(7, "throws");

        var throws = Enumerable.Range(0, 1000).Select(_ => dice.Between(-2, 3)).ToHashSet();

        Assert.Equal([-2, -1, 0, 1, 2, 3], throws.Order());
    }

    [Fact]
    public void Strata_EachSixteenDraws_HaveOneInEachSixteenth()
    {
        var strata = new Strata(new Dice(1));

        for (var run = 0; run < 5; run++)
            Assert.Equal(Enumerable.Range(0, 16), Enumerable.Range(0, 16).Select(_ => (int)(strata.Next() >> 28)).Order());
    }

    [Theory]
    [InlineData(0u, 10)]
    [InlineData(1u << 30, 15)] // a quarter: half-way to the point at 500
    [InlineData(1u << 31, 20)] // a half: the point itself
    [InlineData(3u << 30, 60)] // three quarters: half-way from 20 to 100
    [InlineData(uint.MaxValue, 99)]
    public void Curve_Fraction_IsReadOnTheStraightLines(uint fraction, int value) =>
        Assert.Equal(value, new Curve((0, 10), (500, 20), (1000, 100)).At(fraction));

    [Fact]
    public void Quota_TwoGroupings_HoldsTheShareInEveryGroupOfBoth()
    {
        var dice = new Dice(3);
        var quota = new Quota(new Dice(4), 2);
        var counts = new Dictionary<string, (int Yes, int All)>();
        for (var i = 0; i < 3000; i++)
        {
            var (region, tier) = (dice.Below(4), dice.Below(3));
            var yes = quota.Chance(300, region, tier);
            foreach (var group in new[] { $"region {region}", $"tier {tier}", "all" })
            {
                var (sum, all) = counts.GetValueOrDefault(group);
                counts[group] = (sum + (yes ? 1 : 0), all + 1);
            }
        }

        // Independent draws would stray by some 14 of 300 expected in a region; a quota by a few.
        Assert.All(counts.Values, group => Assert.InRange(group.Yes - group.All * 0.3, -4, 4));
    }

    [Fact]
    public void Carry_ThirdsOfAThing_AddUpToWholeThings()
    {
        var carry = new Carry();

        Assert.Equal(100, Enumerable.Range(0, 300).Sum(_ => carry.Take(333_334)));
    }

    [Fact]
    public void DailyCount_AYearLater_IsTenPercentMore()
    {
        var from = new DateOnly(2025, 1, 6); // a Monday
        var count = new DailyCount(new Scale(400, from), workday: 10_000, weekend: 0);

        Assert.Equal((10, 0), (count.On(from), count.On(from.AddDays(5))));
        Assert.Equal(11, count.On(from.AddDays(364)));
    }
}
