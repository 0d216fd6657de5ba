namespace CrmServerless.Configuration.Loading;

/// <summary>The configuration in a local folder; read anew each time. A folder that doesn't exist is an empty configuration.</summary>
/// <param name="folder">The folder's path.</param>
/// <param name="parser">Makes the configuration.</param>
public sealed class ConfigurationFolder(string folder, ConfigurationParser parser) : IConfigurationSource
{
    /// <inheritdoc/>
    public async Task<CrmConfiguration> LoadAsync(CancellationToken cancellationToken)
    {
        var files = new List<ConfigFile>();
        foreach (var path in YamlFiles())
        {
            files.Add(new ConfigFile(NameOf(path), await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false)));
        }

        return parser.Parse(files);
    }

    private IEnumerable<string> YamlFiles() =>
        Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(ConfigFile.IsYaml) : [];

    private string NameOf(string path) => Path.GetRelativePath(folder, path).Replace('\\', '/');
}
