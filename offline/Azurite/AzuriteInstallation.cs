using CrmServerless.Npm;

namespace CrmServerless.Azurite;

/// <summary>Azurite's npm packages on this machine.</summary>
internal static class AzuriteInstallation
{
    private static readonly NpmPackages Packages = new("azurite", EmbeddedFile.Read("package.json"), EmbeddedFile.Read("package-lock.json"));

    /// <summary>The script that starts Azurite, installed first where it is not. Safe when several processes do it at once.</summary>
    /// <exception cref="NpmException">npm is missing, or failed.</exception>
    public static async Task<string> EnsureAsync(AzuriteOptions options, CancellationToken cancellation)
    {
        var folder = await Packages.EnsureAsync(options.CacheFolder, options.Clock, Announce, cancellation);
        return Path.Combine(folder, "node_modules", "azurite", "dist", "src", "azurite.js");

        void Announce() => options.Progress?.Report("Installing the storage emulator Azurite with npm; this happens once and takes about a minute.");
    }
}
