using Microsoft.Extensions.Configuration;

namespace CrmServerless.Configuration.Secrets;

/// <summary>Secrets in app settings (local.settings.json, environment `Secrets__{name}`), for machines without a Key Vault.</summary>
/// <param name="settings">The app's settings.</param>
public sealed class SettingSecrets(IConfiguration settings) : ISecretSource
{
    /// <inheritdoc/>
    public Task<string?> FindAsync(string name, CancellationToken cancellationToken) =>
        Task.FromResult(settings[$"Secrets:{name}"] is { Length: > 0 } value ? value : null);
}
