using System.Globalization;
using CrmServerless.Samples;
using Xunit;

namespace CrmServerless.Tests.Unit.Samples;

public sealed class CalendarTests
{
    [Theory]
    [InlineData("2026-03-27T12:00", "2026-03-27T11:00")] // winter: one hour ahead of UTC
    [InlineData("2026-03-29T03:00", "2026-03-29T01:00")] // the last Sunday of March, just after the change
    [InlineData("2026-07-01T12:00", "2026-07-01T10:00")]
    [InlineData("2026-10-24T23:00", "2026-10-24T21:00")] // the day before the last Sunday of October
    [InlineData("2026-10-25T03:00", "2026-10-25T02:00")]
    [InlineData("2025-10-26T09:00", "2025-10-26T08:00")]
    public void ToUtc_LocalTime_FollowsSummerTime(string local, string utc) => Assert.Equal(At(utc), BerlinTime.ToUtc(At(local)));

    [Theory]
    [InlineData("2026-10-30T16:00", 60, "2026-10-30T17:00")] // a Friday
    [InlineData("2026-10-30T17:00", 60, "2026-11-02T09:30")] // half an hour is left for Monday
    [InlineData("2026-10-30T20:00", 5, "2026-11-02T09:05")] // after hours: the clock starts on Monday
    [InlineData("2026-10-31T12:00", 0, "2026-11-02T09:00")]
    [InlineData("2026-10-29T08:00", 1020, "2026-10-30T17:30")] // two whole days of 510 minutes
    public void AddOpenMinutes_FromAnyMoment_CountsOpeningTimeOnly(string from, int minutes, string to) =>
        Assert.Equal(At(to), Workdays.AddOpenMinutes(At(from), minutes));

    private static DateTime At(string text) => DateTime.ParseExact(text, "yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture);
}
