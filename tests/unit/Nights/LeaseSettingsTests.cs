using CrmServerless.Nights;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace CrmServerless.Tests.Unit.Nights;

public sealed class LeaseSettingsTests
{
    private static readonly DateTimeOffset Now = new(2026, 4, 1, 1, 40, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(null, 120)]
    [InlineData("", 120)]
    [InlineData("1", 1)]
    [InlineData("3600", 3600)]
    public void Read_Seconds_AreTheLease(string? text, int seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), LeaseSettings.Read(Settings(text)).Duration);

    [Theory]
    [InlineData("0")]
    [InlineData("3601")]
    [InlineData("-5")]
    [InlineData("two minutes")]
    public void Read_NoSuchLease_NamesTheSetting(string text) =>
        Assert.Contains("Runs:LeaseSeconds", Assert.Throws<InvalidOperationException>(() => LeaseSettings.Read(Settings(text))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(null, false)]
    [InlineData(-1, false)]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(240, true)]
    [InlineData(241, false)]
    public void IsLive_SecondsLeft_HoldsUntilThenUnlessNoClaimIsThatLong(int? secondsLeft, bool isLive) =>
        Assert.Equal(isLive, LeaseSettings.Default.IsLive(secondsLeft is { } left ? Now.AddSeconds(left) : null, Now));

    private static IConfiguration Settings(string? text) =>
        new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create(LeaseSettings.Setting, text)]).Build();
}
