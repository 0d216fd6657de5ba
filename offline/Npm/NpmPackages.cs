using System.Security.Cryptography;
using System.Text;

namespace CrmServerless.Npm;

/// <summary>
/// Packages that npm installs on this machine: once per content of the two files, by npm ci, which takes exactly what the lock file pins, and
/// found again afterwards without npm or a network.
/// </summary>
/// <param name="Name">Begins the name of their folder: lower case letters, digits, hyphens.</param>
/// <param name="Manifest">Text of package.json.</param>
/// <param name="Lock">Text of package-lock.json.</param>
public sealed record NpmPackages(string Name, string Manifest, string Lock)
{
    /// <summary>The user's own folder for this product, or one under the system's temporary folder where the user has no home.</summary>
    public static string PerUserFolder => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData) is { Length: > 0 } home ? home : Path.GetTempPath(),
        "crm-serverless");

    /// <summary>Where packages are kept unless the caller says otherwise.</summary>
    public static string DefaultCacheFolder => Path.Combine(PerUserFolder, "cache");

    /// <summary>The folder that holds their <c>node_modules</c>; installs them first where they are not. Safe when several processes do it at once.</summary>
    /// <param name="cacheFolder">Folder under which they are kept; made if absent.</param>
    /// <param name="clock">Measures the wait for another process that installs them.</param>
    /// <param name="beforeInstalling">Called when there is something to install, which takes up to a minute.</param>
    /// <param name="cancellation">Gives up; npm is stopped.</param>
    /// <exception cref="NpmException">npm is missing, or failed.</exception>
    public async Task<string> EnsureAsync(
        string cacheFolder, TimeProvider clock, Action? beforeInstalling = null, CancellationToken cancellation = default)
    {
        var folder = Path.Combine(cacheFolder, $"{Name}-{Fingerprint()}");
        if (Directory.Exists(folder)) return folder;
        Directory.CreateDirectory(cacheFolder);
        await using var turn = await FileTurn.TakeAsync(folder + ".lock", clock, cancellation);
        if (Directory.Exists(folder)) return folder;
        beforeInstalling?.Invoke();
        await InstallAsync(folder, cancellation);
        return folder;
    }

    /// <summary>Installs beside the final place and moves the whole there, so that what is in its place is complete.</summary>
    private async Task InstallAsync(string folder, CancellationToken cancellation)
    {
        var partial = folder + ".partial";
        if (Directory.Exists(partial)) Directory.Delete(partial, recursive: true);
        Directory.CreateDirectory(partial);
        await File.WriteAllTextAsync(Path.Combine(partial, "package.json"), Manifest, cancellation);
        await File.WriteAllTextAsync(Path.Combine(partial, "package-lock.json"), Lock, cancellation);
        await NpmProcess.RunAsync(partial, ["ci", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error"], cancellation);
        Directory.Move(partial, folder);
    }

    private string Fingerprint() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Manifest + Lock)))[..16];
}
