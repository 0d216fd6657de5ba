using System.Globalization;
using CrmServerless.Alerts.Silence;
using Xunit;

namespace CrmServerless.Tests.Unit.Alerts.Silence;

public sealed class RhythmTests
{
    [Theory]
    [InlineData("1 2 3 4 5", null)]
    [InlineData("1 2 3 4 5 6", 36.0)]
    [InlineData("2 3 4 5 6 9 10", 108.0)]
    [InlineData("1 8 15 22 29 30", 252.0)]
    [InlineData("1 20 21 22 23 24 25 26 27 28", 36.0)]
    [InlineData("6 5 4 3 2 1 1 1", 36.0)]
    public void Of_DaysOfOctober_HalfMoreThanTheLongestOfTheLastGaps(string days, double? hours)
    {
        var arrivals = days.Split(' ').Select(day => new DateTimeOffset(2026, 10, int.Parse(day, CultureInfo.InvariantCulture), 4, 0, 0, TimeSpan.Zero));

        Assert.Equal(hours, Rhythm.Of(arrivals)?.TotalHours);
    }

    [Fact]
    public void IsSilent_WithoutAnExpectation_Never()
    {
        var at = new DateTimeOffset(2026, 10, 10, 4, 0, 0, TimeSpan.Zero);
        var source = new SourceArrival("crm", new HashSet<string> { "deals" }, at.AddHours(-36), TimeSpan.FromHours(36), false);

        Assert.False(source.IsSilent(at));
        Assert.True(source.IsSilent(at.AddTicks(1)));
        Assert.False((source with { Expected = null }).IsSilent(at.AddYears(1)));
    }
}
