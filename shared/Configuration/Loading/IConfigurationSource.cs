using CrmServerless.Configuration.Yaml;

namespace CrmServerless.Configuration.Loading;

/// <summary>Where the configuration comes from.</summary>
public interface IConfigurationSource
{
    /// <summary>The configuration now; errors in its files are in it, not thrown.</summary>
    Task<CrmConfiguration> LoadAsync(CancellationToken cancellationToken);

    /// <summary>Everything that is wrong in all files.</summary>
    async Task<IReadOnlyList<ConfigError>> CheckAsync(CancellationToken cancellationToken) => (await LoadAsync(cancellationToken).ConfigureAwait(false)).Errors;
}
