using System.Security.Cryptography;
using CrmServerless.Azurite;
using CrmServerless.Cli.Local.Hosting;
using CrmServerless.Configuration;
using CrmServerless.Ingestion;

namespace CrmServerless.Cli.Local;

/// <summary>
/// A whole installation on this machine: its own storage on free ports, in memory, and the functions app. Any number of them run side by
/// side. First <see cref="StartStorageAsync"/>, then (the configuration uploaded) <see cref="StartFunctionsAsync"/>.
/// </summary>
internal sealed class LocalInstallation : IAsyncDisposable
{
    private readonly AzuriteServer azurite;
    private FunctionsProcess? functions;

    private LocalInstallation(AzuriteServer azurite)
    {
        this.azurite = azurite;
        Storage = CrmStorageFactory.FromConnectionString(azurite.ConnectionString);
    }

    /// <summary>Its storage account, with all containers and tables.</summary>
    public CrmStorage Storage { get; }

    /// <summary>The connection string of its storage, which only this machine can use.</summary>
    public string ConnectionString => azurite.ConnectionString;

    /// <summary>The functions app; started before.</summary>
    public FunctionsProcess Functions => functions ?? throw new InvalidOperationException("The functions app was not started yet.");

    /// <summary>The key that may call every function.</summary>
    public string Key { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>Starts storage with all containers and tables, empty.</summary>
    /// <param name="progress">Told what takes long: the installation of the emulator on the first run.</param>
    /// <param name="cancellationToken">Gives up; nothing is left running.</param>
    public static async Task<LocalInstallation> StartStorageAsync(IProgress<string> progress, CancellationToken cancellationToken)
    {
        // In memory: to keep its tables on disk the emulator writes all of them anew every few seconds, which takes longer than the work itself.
        var options = new AzuriteOptions { Accounts = [AzuriteAccount.WithRandomKey("crm")], Progress = progress };
        var installation = new LocalInstallation(await AzuriteServer.StartAsync(options, cancellationToken));
        try
        {
            await installation.Storage.EnsureCreatedAsync(cancellationToken);
            return installation;
        }
        catch
        {
            await installation.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the functions app on a free port and returns once it answers.</summary>
    /// <param name="settings">App settings besides storage and keys.</param>
    /// <param name="logFile">Receives what the app prints; null: nothing is kept.</param>
    /// <param name="time">Measures the waits.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task StartFunctionsAsync(IReadOnlyDictionary<string, string> settings, string? logFile, TimeProvider time, CancellationToken cancellationToken)
    {
        var all = new Dictionary<string, string>(settings)
        {
            [CrmStorageFactory.DefaultConnection] = ConnectionString,
            [CrmServices.Connection] = ConnectionString,
            // The disk is the user's own; a file that is refused for its size would be waited for.
            [SpoolSettings.Setting] = "1000000",
            ["LocalHost:MasterKey"] = Key,
            ["LocalHost:FunctionKey"] = Key,
            ["FUNCTIONS_WORKER_RUNTIME"] = "dotnet-isolated",
        };
        functions = await FunctionsProcess.StartAsync(FunctionsApp.BesideTool, all, logFile, time, cancellationToken);
    }

    /// <summary>Stops the app, then the storage.</summary>
    public async ValueTask DisposeAsync()
    {
        if (functions is not null)
        {
            await functions.DisposeAsync();
        }

        await azurite.DisposeAsync();
    }
}
