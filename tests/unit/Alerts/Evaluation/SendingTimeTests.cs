using System.Globalization;
using CrmServerless.Alerts.Evaluation;
using CrmServerless.Configuration;
using NodaTime;
using Xunit;

namespace CrmServerless.Tests.Unit.Alerts.Evaluation;

/// <summary>Berlin: UTC+1, from 29 March to 25 October 2026 UTC+2. 13 November 2026 is a Friday.</summary>
public sealed class SendingTimeTests
{
    private static readonly DateTimeZone Berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];

    private static readonly QuietHours NightsAndWeekends = new()
    {
        From = new TimeOnly(20, 0),
        To = new TimeOnly(7, 0),
        Days = [DayOfWeek.Saturday, DayOfWeek.Sunday],
    };

    [Theory]
    [InlineData("2026-11-13T12:00Z", "2026-11-13T12:00Z")] // Friday 13:00
    [InlineData("2026-11-13T02:30Z", "2026-11-13T06:00Z")] // Friday 03:30, until 07:00
    [InlineData("2026-11-12T19:30Z", "2026-11-13T06:00Z")] // Thursday 20:30, past midnight
    [InlineData("2026-11-13T06:00Z", "2026-11-13T06:00Z")] // 07:00 is not quiet any more
    [InlineData("2026-11-13T19:00Z", "2026-11-16T06:00Z")] // Friday 20:00: the night, the weekend, Monday's night
    [InlineData("2026-11-14T02:30Z", "2026-11-16T06:00Z")] // Saturday's run reaches Monday's reader
    [InlineData("2026-03-28T23:30Z", "2026-03-30T05:00Z")] // Sunday 00:30 of the short night: Monday 07:00 is 05:00 UTC
    public void NotBefore_NightsAndWeekendsQuiet_WaitsForTheNextMorning(string now, string expected) =>
        Assert.Equal(Instant(expected), SendingTime.NotBefore(Instant(now), NightsAndWeekends, Berlin, critical: false));

    [Fact]
    public void NotBefore_Critical_PassesUnlessConfiguredOtherwise()
    {
        var night = Instant("2026-11-14T02:30Z");

        Assert.Equal(night, SendingTime.NotBefore(night, NightsAndWeekends, Berlin, critical: true));
        Assert.Equal(Instant("2026-11-16T06:00Z"), SendingTime.NotBefore(night, NightsAndWeekends with { CriticalPasses = false }, Berlin, critical: true));
    }

    [Fact]
    public void NotBefore_OnlyDays_EndAtMidnight() =>
        Assert.Equal(Instant("2026-11-15T23:00Z"), SendingTime.NotBefore(Instant("2026-11-14T12:00Z"), new QuietHours { Days = NightsAndWeekends.Days }, Berlin, critical: false));

    [Fact]
    public void NotBefore_NothingQuiet_IsNow()
    {
        var now = Instant("2026-11-14T02:30Z");

        Assert.Equal(now, SendingTime.NotBefore(now, null, Berlin, critical: false));
    }

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
