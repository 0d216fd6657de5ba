using CrmServerless.Notifications.Outbox;
using Xunit;

namespace CrmServerless.Tests.Unit.Notifications;

public sealed class RetryScheduleTests
{
    private static readonly RetrySchedule Schedule = new();

    [Theory]
    [InlineData(1, 60)]
    [InlineData(2, 120)]
    [InlineData(5, 960)]
    [InlineData(9, 15_360)]
    [InlineData(10, 21_600)] // 6 hours at most
    [InlineData(1_000, 21_600)]
    public void DelayAfter_Failures_DoublesUpToTheLongest(int attempt, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Schedule.DelayAfter(attempt, null, 0));

    [Theory]
    [InlineData(90, 90)]
    [InlineData(0, 0)]
    [InlineData(86_400, 21_600)]
    public void DelayAfter_ServersWish_IsHonoured(int wish, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Schedule.DelayAfter(4, TimeSpan.FromSeconds(wish), 0));

    [Theory]
    [InlineData(0.5, 66)]
    [InlineData(0.99, 71.88)]
    public void DelayAfter_Chance_AddsUpToAFifth(double chance, double seconds) =>
        Assert.Equal(seconds, Schedule.DelayAfter(1, null, chance).TotalSeconds, 6);
}
