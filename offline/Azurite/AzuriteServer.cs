using System.Diagnostics;
using CrmServerless.Npm;

namespace CrmServerless.Azurite;

/// <summary>
/// A running Azurite of our own: blob, queue and table service on 127.0.0.1. It ends with <see cref="DisposeAsync"/>, its data written to its
/// folder, and at the latest when the process that started it is gone, SIGKILL included.
/// </summary>
public sealed class AzuriteServer : IAsyncDisposable
{
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan OtherStarts = TimeSpan.FromSeconds(5);

    private readonly Process process;
    private readonly AzuriteOptions options;

    internal AzuriteServer(Process process, AzuriteOptions options)
    {
        this.process = process;
        this.options = options;
    }

    /// <summary>The ports it listens on; none is 0.</summary>
    public AzuritePorts Ports => options.Ports;

    /// <summary>The connection string of the first account.</summary>
    public string ConnectionString => ConnectionStringOf(options.Accounts[0]);

    /// <summary>The operating system's id of the node process.</summary>
    public int ProcessId => process.Id;

    /// <summary>The connection string of <paramref name="account"/>, which must be one it was started with.</summary>
    public string ConnectionStringOf(AzuriteAccount account)
    {
        ArgumentNullException.ThrowIfNull(account);
        return $"DefaultEndpointsProtocol=http;AccountName={account.Name};AccountKey={account.Key};"
            + $"BlobEndpoint=http://127.0.0.1:{Ports.Blob}/{account.Name};"
            + $"QueueEndpoint=http://127.0.0.1:{Ports.Queue}/{account.Name};"
            + $"TableEndpoint=http://127.0.0.1:{Ports.Table}/{account.Name};";
    }

    /// <summary>Starts Azurite, installing it first where it never ran before, and returns once it answers.</summary>
    /// <param name="options">Ports, folder, accounts; <see cref="AzuriteOptions"/>'s defaults where null.</param>
    /// <param name="cancellation">Gives up; nothing is left running.</param>
    /// <exception cref="AzuriteException">Node.js or npm is missing, npm failed, a port is taken, or it did not listen in time.</exception>
    public static async Task<AzuriteServer> StartAsync(AzuriteOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new AzuriteOptions();
        try
        {
            var script = await AzuriteInstallation.EnsureAsync(options, cancellation);
            return await AzuriteStart.RunAsync(script, options, cancellation);
        }
        catch (NpmException absent)
        {
            throw new AzuriteException(
                $"{absent.Message} Or start a storage emulator yourself, or set a storage account's connection string.", absent);
        }
    }

    /// <summary>
    /// Starts the development storage if <paramref name="connectionString"/> is UseDevelopmentStorage=true and nothing answers on its
    /// ports (10000 to 10002). Two processes may do so at once: one starts it, both use it.
    /// </summary>
    /// <param name="connectionString">The configured connection; any other than development storage is left alone.</param>
    /// <param name="options">
    /// Ports and accounts are always those of the development storage; a null folder means <see cref="AzuriteOptions.DevelopmentDataFolder"/>.
    /// </param>
    /// <param name="cancellation">Gives up; nothing is left running.</param>
    /// <returns>The server, to be disposed by the caller; null where none was needed.</returns>
    /// <exception cref="AzuriteException">As <see cref="StartAsync"/>.</exception>
    public static async Task<AzuriteServer?> EnsureAsync(
        string connectionString, AzuriteOptions? options = null, CancellationToken cancellation = default)
    {
        if (!IsDevelopmentStorage(connectionString)) return null;
        return await EnsureOnAsync(AzuritePorts.Development, options ?? new AzuriteOptions(), cancellation);
    }

    /// <summary><see cref="EnsureAsync"/> on any ports, for tests.</summary>
    internal static async Task<AzuriteServer?> EnsureOnAsync(AzuritePorts ports, AzuriteOptions options, CancellationToken cancellation)
    {
        if (await ports.AllAnswerAsync(cancellation)) return null;
        try
        {
            return await StartAsync(Development(ports, options), cancellation);
        }
        catch (AzuriteException)
        {
            // Another process may have been faster between the question and the start; then its server serves us too.
            if (await ports.AllAnswerWithinAsync(OtherStarts, options.Clock, cancellation)) return null;
            throw;
        }
    }

    /// <summary>Whether <paramref name="connectionString"/> means the emulator at its well-known ports.</summary>
    internal static bool IsDevelopmentStorage(string connectionString)
    {
        ArgumentNullException.ThrowIfNull(connectionString);
        return connectionString.Trim().TrimEnd(';').Equals("UseDevelopmentStorage=true", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Closes the server, which writes its data, and waits until its process is gone; kills it after ten seconds.</summary>
    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(CloseTimeout, options.Clock);
        try
        {
            process.StandardInput.Close();
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
        }
        finally
        {
            process.Dispose();
        }
    }

    private static AzuriteOptions Development(AzuritePorts ports, AzuriteOptions options) => options with
    {
        Ports = ports,
        Accounts = [AzuriteAccount.Development],
        DataFolder = options.DataFolder ?? AzuriteOptions.DevelopmentDataFolder,
    };
}
