using Azure.Core;
using Azure.Security.KeyVault.Secrets;
using Microsoft.Extensions.Configuration;

namespace CrmServerless.Configuration.Secrets;

/// <summary>Chooses where secrets come from.</summary>
public static class SecretSources
{
    /// <summary>The Key Vault that setting `KeyVaultUri` names, else the settings themselves.</summary>
    /// <param name="settings">The app's settings.</param>
    /// <param name="credential">Asked for only when there is a vault.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="InvalidOperationException">`KeyVaultUri` is no https URL.</exception>
    public static ISecretSource Create(IConfiguration settings, Func<TokenCredential> credential, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(credential);
        if (settings["KeyVaultUri"] is not { Length: > 0 } text)
        {
            return new SettingSecrets(settings);
        }

        return Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps
            ? new KeyVaultSecrets(new SecretClient(uri, credential()), time)
            : throw new InvalidOperationException("Setting KeyVaultUri is no https URL, e.g. https://name.vault.azure.net");
    }
}
