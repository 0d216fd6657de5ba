using System.Text;
using Azure.Storage.Blobs;
using CrmServerless.Configuration.Loading;

namespace CrmServerless.Cli.Local;

/// <summary>The files of a configuration on their way from a folder to an installation.</summary>
/// <param name="Files">The files.</param>
internal sealed record ConfigurationFiles(IReadOnlyList<ConfigFile> Files)
{
    /// <summary>Reads a folder.</summary>
    /// <param name="folder">The folder; null: no files, so the defaults hold.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    /// <exception cref="CliException">The folder does not exist.</exception>
    public static async Task<ConfigurationFiles> ReadAsync(string? folder, CancellationToken cancellationToken)
    {
        if (folder is null)
        {
            return new ConfigurationFiles([]);
        }

        return Directory.Exists(folder)
            ? new ConfigurationFiles(await ConfigurationFolder.ReadFilesAsync(folder, cancellationToken))
            : throw new CliException($"There is no folder {folder}");
    }

    /// <summary>What the files say.</summary>
    /// <exception cref="BrokenConfigurationException">Any of them is wrong.</exception>
    public CrmConfiguration Check()
    {
        var configuration = ConfigurationReading.Parser.Parse(Files);
        configuration.ThrowIfBroken();
        return configuration;
    }

    /// <summary>The files with one of them changed, or added.</summary>
    /// <param name="name">The file's name.</param>
    /// <param name="edit">Makes the new text of the old; empty where there is no such file.</param>
    public ConfigurationFiles With(string name, Func<string, string> edit)
    {
        var text = Files.FirstOrDefault(file => file.Name == name)?.Text([]) ?? "";
        return new ConfigurationFiles([.. Files.Where(file => file.Name != name), new ConfigFile(name, Encoding.UTF8.GetBytes(edit(text)))]);
    }

    /// <summary>Writes the files to the container.</summary>
    public async Task UploadAsync(BlobContainerClient container, CancellationToken cancellationToken)
    {
        foreach (var file in Files)
        {
            await container.GetBlobClient(file.Name).UploadAsync(new BinaryData(file.Content), overwrite: true, cancellationToken);
        }
    }
}
