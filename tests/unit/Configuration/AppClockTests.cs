using CrmServerless.Configuration;
using CrmServerless.Tests.Support;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace CrmServerless.Tests.Unit.Configuration;

public sealed class AppClockTests
{
    private readonly ManualTime machine = new(new DateTimeOffset(2030, 5, 1, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public void From_NoSetting_IsTheMachinesClock()
    {
        Assert.Same(machine, AppClock.From(Settings(), machine));
    }

    [Fact]
    public void From_StartAt_BeginsThereAndRunsOn()
    {
        var clock = AppClock.From(Settings((AppClock.Setting, "2026-11-01T03:40:00+01:00")), machine);

        Assert.Equal(new DateTimeOffset(2026, 11, 1, 2, 40, 0, TimeSpan.Zero), clock.GetUtcNow());
        machine.Advance(TimeSpan.FromMinutes(7));
        Assert.Equal(new DateTimeOffset(2026, 11, 1, 2, 47, 0, TimeSpan.Zero), clock.GetUtcNow());
    }

    [Fact]
    public void From_InAzureOrNoInstant_IsRefused()
    {
        Assert.Throws<InvalidOperationException>(() => AppClock.From(Settings((AppClock.Setting, "2026-11-01T03:40:00Z"), ("WEBSITE_SITE_NAME", "crm")), machine));
        Assert.Throws<InvalidOperationException>(() => AppClock.From(Settings((AppClock.Setting, "yesterday")), machine));
    }

    private static IConfiguration Settings(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))).Build();
}
