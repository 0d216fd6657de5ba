using CrmServerless.Notifications.Mail;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace CrmServerless.Tests.Unit.Notifications;

public sealed class SmtpSettingsTests
{
    [Fact]
    public void Read_NoHost_IsNotSetUp() => Assert.Null(Read());

    [Fact]
    public void Read_HostAndSender_HasSafeDefaults()
    {
        var settings = Read(("Smtp:Host", "mail.example.com"), ("Smtp:From", "CRM alerts <alerts@example.com>"));

        Assert.Equal((587, true, "alerts@example.com", "CRM alerts"), (settings!.Port, settings.StartTls, settings.From.Address, settings.From.DisplayName));
        Assert.Null(settings.User);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("::1")]
    public void Read_LoopbackHost_NeedsNoTls(string host) => Assert.False(Read(("Smtp:Host", host), ("Smtp:From", "a@example.com"))!.StartTls);

    [Theory]
    [InlineData("Smtp:From", "nobody", "Smtp:From")]
    [InlineData("Smtp:Port", "99999", "Smtp:Port")]
    [InlineData("Smtp:StartTls", "perhaps", "Smtp:StartTls")]
    [InlineData("Smtp:User", "anna", "Smtp:PasswordSecret")]
    public void Read_Malformed_NamesTheSetting(string key, string value, string named)
    {
        var error = Assert.Throws<InvalidOperationException>(() => Read(("Smtp:Host", "mail.example.com"), ("Smtp:From", "a@example.com"), (key, value)));

        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }

    private static SmtpSettings? Read(params (string Key, string Value)[] settings) => SmtpSettings.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings.GroupBy(pair => pair.Key).Select(same => KeyValuePair.Create(same.Key, (string?)same.Last().Value))).Build());
}
