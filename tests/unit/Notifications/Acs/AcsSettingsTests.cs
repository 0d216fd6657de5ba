using CrmServerless.Notifications.Mail;
using CrmServerless.Notifications.Mail.Acs;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace CrmServerless.Tests.Unit.Notifications.Acs;

public sealed class AcsSettingsTests
{
    private static readonly (string, string) Endpoint = ("Acs:Endpoint", "https://crm.communication.azure.com");
    private static readonly (string, string) From = ("Acs:From", "alerts@example.com");

    [Fact]
    public void Read_NoEndpoint_IsNotSetUp() => Assert.Null(AcsSettings.Read(Settings(From)));

    [Fact]
    public void Read_EndpointAndSender_SignsInWithTheManagedIdentity()
    {
        var settings = AcsSettings.Read(Settings(Endpoint, From))!;

        Assert.Equal(("https://crm.communication.azure.com/", "alerts@example.com", (string?)null), (settings.Endpoint.AbsoluteUri, settings.From.Address, settings.KeySecret));
    }

    [Fact]
    public void Read_KeySecret_IsTheSecretsName() => Assert.Equal("acs-key", AcsSettings.Read(Settings(Endpoint, From, ("Acs:KeySecret", "acs-key")))!.KeySecret);

    [Theory]
    [InlineData("Acs:From", "nobody")]
    [InlineData("Acs:Endpoint", "crm.communication.azure.com")]
    [InlineData("Acs:Endpoint", "http://crm.communication.azure.com")]
    public void Read_Malformed_NamesTheSetting(string key, string value)
    {
        var error = Assert.Throws<InvalidOperationException>(() => AcsSettings.Read(Settings(Endpoint, From, (key, value))));

        Assert.Contains(key, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MailSettings_BothWays_AreAnErrorThatNamesBoth()
    {
        var error = Assert.Throws<InvalidOperationException>(() => MailSettings.Read(Settings(Endpoint, From, ("Smtp:Host", "mail.example.com"), ("Smtp:From", "a@example.com"))));

        Assert.Equal("The settings Smtp:Host and Acs:Endpoint are both there: mail goes one way. Take one of them away.", error.Message);
    }

    private static IConfiguration Settings(params (string Key, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.GroupBy(pair => pair.Key).Select(same => KeyValuePair.Create(same.Key, (string?)same.Last().Value))).Build();
}
