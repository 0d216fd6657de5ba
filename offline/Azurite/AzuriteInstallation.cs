using System.Security.Cryptography;
using System.Text;

namespace CrmServerless.Azurite;

/// <summary>
/// Azurite's npm packages on this machine: installed once per version by npm ci, which takes exactly what package-lock.json pins, and found
/// again afterwards without npm or a network.
/// </summary>
internal static class AzuriteInstallation
{
    private static readonly string[] Manifests = ["package.json", "package-lock.json"];

    /// <summary>The script that starts Azurite, installed first where it is not. Safe when several processes do it at once.</summary>
    /// <exception cref="AzuriteException">npm is missing, or failed.</exception>
    public static async Task<string> EnsureAsync(AzuriteOptions options, CancellationToken cancellation)
    {
        var folder = Path.Combine(options.CacheFolder, "azurite-" + Fingerprint());
        if (!Directory.Exists(folder)) await InstallOnceAsync(folder, options, cancellation);
        return Path.Combine(folder, "node_modules", "azurite", "dist", "src", "azurite.js");
    }

    private static async Task InstallOnceAsync(string folder, AzuriteOptions options, CancellationToken cancellation)
    {
        Directory.CreateDirectory(options.CacheFolder);
        await using var turn = await FileTurn.TakeAsync(folder + ".lock", options.Clock, cancellation);
        if (Directory.Exists(folder)) return;
        options.Progress?.Report("Installing the storage emulator Azurite with npm; this happens once and takes about a minute.");
        await InstallAsync(folder, cancellation);
    }

    /// <summary>Installs beside the final place and moves the whole there, so that what is in its place is complete.</summary>
    private static async Task InstallAsync(string folder, CancellationToken cancellation)
    {
        var partial = folder + ".partial";
        if (Directory.Exists(partial)) Directory.Delete(partial, recursive: true);
        Directory.CreateDirectory(partial);
        foreach (var manifest in Manifests)
        {
            await File.WriteAllTextAsync(Path.Combine(partial, manifest), EmbeddedFile.Read(manifest), cancellation);
        }

        await NpmProcess.RunAsync(partial, ["ci", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error"], cancellation);
        Directory.Move(partial, folder);
    }

    private static string Fingerprint() =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(Manifests.Select(EmbeddedFile.Read)))))[..16];
}
