using CrmServerless.Npm;

namespace CrmServerless.Azurite;

/// <summary>How an <see cref="AzuriteServer"/> is started. The defaults serve a test: free ports, everything in memory.</summary>
public sealed record AzuriteOptions
{
    /// <summary>Ports to listen on; free ones by default.</summary>
    public AzuritePorts Ports { get; init; } = AzuritePorts.Free;

    /// <summary>Folder that keeps the data, made if absent; null keeps it in memory until the server stops.</summary>
    public string? DataFolder { get; init; }

    /// <summary>The accounts to serve; the first one is that of <see cref="AzuriteServer.ConnectionString"/>.</summary>
    public IReadOnlyList<AzuriteAccount> Accounts { get; init; } = [AzuriteAccount.Development];

    /// <summary>Folder under which npm's packages are installed once and kept; per user by default.</summary>
    public string CacheFolder { get; init; } = NpmPackages.DefaultCacheFolder;

    /// <summary>How long the started process may take until it listens; installing is not counted.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Told in a sentence what takes long: the installation on the first run.</summary>
    public IProgress<string>? Progress { get; init; }

    /// <summary>Measures the waits.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The folder that keeps the data of a development storage which was given none: it survives from one command to the next.</summary>
    public static string DevelopmentDataFolder => Path.Combine(NpmPackages.PerUserFolder, "storage");
}
