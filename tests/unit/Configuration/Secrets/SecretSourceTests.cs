using Azure;
using Azure.Security.KeyVault.Secrets;
using CrmServerless.Configuration.Secrets;
using CrmServerless.Tests.Support;
using Microsoft.Extensions.Configuration;
using Moq;
using Xunit;

namespace CrmServerless.Tests.Unit.Configuration.Secrets;

public sealed class SecretSourceTests
{
    private readonly ManualTime time = new();
    private readonly Mock<SecretClient> vault = new();

    [Fact]
    public async Task KeyVault_SameNameWithinTenMinutes_IsReadOnce()
    {
        VaultAnswers(() => "first");
        var secrets = new KeyVaultSecrets(vault.Object, time);

        Assert.Equal("first", await secrets.FindAsync("teams-anna", default));
        VaultAnswers(() => "second");
        time.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(1));
        Assert.Equal("first", await secrets.FindAsync("teams-anna", default));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("second", await secrets.FindAsync("teams-anna", default));
    }

    [Fact]
    public async Task KeyVault_NoSuchSecret_IsNullAndAskedAgainSoon()
    {
        VaultAnswers(() => throw new RequestFailedException(404, "SecretNotFound"));
        var secrets = new KeyVaultSecrets(vault.Object, time);

        Assert.Null(await secrets.FindAsync("teams-anna", default));
        VaultAnswers(() => "there now");
        Assert.Null(await secrets.FindAsync("teams-anna", default));
        time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal("there now", await secrets.FindAsync("teams-anna", default));
    }

    [Fact]
    public async Task KeyVault_Denied_IsAnErrorNotAnAbsence()
    {
        VaultAnswers(() => throw new RequestFailedException(403, "Forbidden"));

        await Assert.ThrowsAsync<RequestFailedException>(() => new KeyVaultSecrets(vault.Object, time).FindAsync("teams-anna", default));
    }

    [Fact]
    public async Task Settings_SecretsSection_IsRead()
    {
        var secrets = new SettingSecrets(Settings(("Secrets:teams-anna", "https://example.com/hook"), ("Secrets:empty", "")));

        Assert.Equal("https://example.com/hook", await secrets.FindAsync("teams-anna", default));
        Assert.Null(await secrets.FindAsync("empty", default));
        Assert.Null(await secrets.FindAsync("absent", default));
    }

    [Fact]
    public void Create_WithoutVault_ReadsSettings()
    {
        Assert.IsType<SettingSecrets>(SecretSources.Create(Settings(), () => throw new InvalidOperationException("no credential is needed"), time));
        Assert.Throws<InvalidOperationException>(() => SecretSources.Create(Settings(("KeyVaultUri", "myvault")), () => Mock.Of<Azure.Core.TokenCredential>(), time));
        Assert.IsType<KeyVaultSecrets>(SecretSources.Create(Settings(("KeyVaultUri", "https://v.vault.azure.net")), () => Mock.Of<Azure.Core.TokenCredential>(), time));
    }

    private static IConfiguration Settings(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))).Build();

    private void VaultAnswers(Func<string> value) => vault
        .Setup(v => v.GetSecretAsync("teams-anna", It.IsAny<string>(), It.IsAny<CancellationToken>()))
        .Returns(() => Task.FromResult(Response.FromValue(SecretModelFactory.KeyVaultSecret(new SecretProperties("teams-anna"), value()), Mock.Of<Response>())));
}
