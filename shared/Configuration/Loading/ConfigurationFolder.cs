namespace CrmServerless.Configuration.Loading;

/// <summary>The configuration in a local folder; read anew each time. A folder that doesn't exist is an empty configuration.</summary>
/// <param name="folder">The folder's path.</param>
/// <param name="parser">Makes the configuration.</param>
public sealed class ConfigurationFolder(string folder, ConfigurationParser parser) : IConfigurationSource
{
    /// <inheritdoc/>
    public async Task<CrmConfiguration> LoadAsync(CancellationToken cancellationToken) =>
        parser.Parse(await ReadFilesAsync(folder, cancellationToken).ConfigureAwait(false));

    /// <summary>The yaml files of a folder as they are; none where it doesn't exist.</summary>
    public static async Task<IReadOnlyList<ConfigFile>> ReadFilesAsync(string folder, CancellationToken cancellationToken)
    {
        var files = new List<ConfigFile>();
        foreach (var path in YamlFiles(folder))
        {
            var name = Path.GetRelativePath(folder, path).Replace('\\', '/');
            files.Add(new ConfigFile(name, await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false)));
        }

        return files;
    }

    private static IEnumerable<string> YamlFiles(string folder) =>
        Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(ConfigFile.IsYaml) : [];
}
