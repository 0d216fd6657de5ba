using System.Collections.Concurrent;
using Azure;
using Azure.Security.KeyVault.Secrets;

namespace CrmServerless.Configuration.Secrets;

/// <summary>
/// Secrets in a Key Vault, kept for <see cref="KeptFor"/> (a rotated secret is picked up within that time, and a night costs a handful of
/// calls); that a secret doesn't exist is kept for <see cref="AbsenceKeptFor"/> only. Safe for concurrent use.
/// </summary>
/// <param name="vault">The vault.</param>
/// <param name="time">The clock.</param>
public sealed class KeyVaultSecrets(SecretClient vault, TimeProvider time) : ISecretSource
{
    /// <summary>How long a value is kept.</summary>
    public static TimeSpan KeptFor { get; } = TimeSpan.FromMinutes(10);

    /// <summary>How long an absence is kept.</summary>
    public static TimeSpan AbsenceKeptFor { get; } = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, Kept> kept = new(StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc/>
    /// <exception cref="RequestFailedException">The vault can't be reached, or denies access.</exception>
    public async Task<string?> FindAsync(string name, CancellationToken cancellationToken)
    {
        if (kept.TryGetValue(name, out var known) && time.GetElapsedTime(known.Read) < (known.Value is null ? AbsenceKeptFor : KeptFor))
        {
            return known.Value;
        }

        var read = new Kept(await ReadAsync(name, cancellationToken).ConfigureAwait(false), time.GetTimestamp());
        kept[name] = read;
        return read.Value;
    }

    private async Task<string?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await vault.GetSecretAsync(name, null, cancellationToken).ConfigureAwait(false);
            return answer.Value.Value;
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
    }

    private sealed record Kept(string? Value, long Read);
}
