using System.Globalization;
using Microsoft.Azure.Functions.Worker.LocalHost.Settings;
using Microsoft.Azure.Functions.Worker.LocalHost.Timers;

namespace CrmServerless.Tests.Offline.FunctionsWorker;

/// <summary>From 'Timer trigger for Azure Functions', sections 'NCRONTAB expressions', its examples, and 'TimeSpan'.</summary>
public sealed class ScheduleTests
{
    [Theory]
    [InlineData("0 */5 * * * *", "2026-03-01T10:02:30", "2026-03-01T10:05:00")]
    [InlineData("0 0 * * * *", "2026-03-01T10:00:00", "2026-03-01T11:00:00")]
    [InlineData("0 0 */2 * * *", "2026-03-01T10:00:01", "2026-03-01T12:00:00")]
    [InlineData("0 0 9-17 * * *", "2026-03-01T17:00:00", "2026-03-02T09:00:00")]
    [InlineData("0 30 9 * * *", "2026-03-01T09:29:59", "2026-03-01T09:30:00")]
    [InlineData("0 30 9 * * 1-5", "2026-03-06T09:30:00", "2026-03-09T09:30:00")]
    [InlineData("0 30 9 * Jan Mon", "2026-03-06T00:00:00", "2027-01-04T09:30:00")]
    [InlineData("5,8,10 * * * * *", "2026-03-01T10:00:05", "2026-03-01T10:00:08")]
    [InlineData("30 9 * * *", "2026-03-01T00:00:00", "2026-03-01T09:30:00")]
    [InlineData("0 30 2 * * *", "2026-03-29T00:00:00", "2026-03-29T02:30:00")]
    [InlineData("01:30:00", "2026-03-01T10:00:00", "2026-03-01T11:30:00")]
    [InlineData("1.00:00:00", "2026-02-28T10:00:00", "2026-03-01T10:00:00")]
    public void Next_AfterATime_IsTheNextOccurrenceInUtc(string expression, string after, string expected) =>
        Assert.Equal(Utc(expected), TimerSchedule.Parse(expression).Next(Utc(after)));

    [Theory]
    [InlineData("")]
    [InlineData("every day")]
    [InlineData("0 0 25 * * *")]
    [InlineData("* * *")]
    [InlineData("00:00:00")]
    [InlineData("-01:00:00")]
    public void Parse_OfNoSchedule_SaysSo(string expression)
    {
        var error = Assert.Throws<FunctionSetupException>(() => TimerSchedule.Parse(expression));

        Assert.Contains($"'{expression}' was not recognized", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("*/10 * * * * *", true)]
    [InlineData("0,30 * * * * *", true)]
    [InlineData("0 * * * * *", false)]
    [InlineData("*/10 0 * * * *", false)]
    [InlineData("00:00:59", true)]
    [InlineData("00:01:00", false)]
    public void IsFrequent_OfASchedule_IsMoreThanOneOccurrenceAMinute(string expression, bool expected) =>
        Assert.Equal(expected, TimerSchedule.Parse(expression).IsFrequent(Utc("2026-03-01T10:00:00")));

    private static DateTime Utc(string text) =>
        DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
