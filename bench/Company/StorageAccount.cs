using System.Diagnostics;
using CrmServerless.Azurite;
using CrmServerless.Bench.Workers;
using CrmServerless.Configuration;

namespace CrmServerless.Bench.Company;

/// <summary>A storage account of the local storage server's, whose speed is not Azure's, with a company's files in its inbox.</summary>
internal sealed class StorageAccount : IAsyncDisposable
{
    private readonly ScratchFolder data;
    private readonly AzuriteServer server;

    private StorageAccount(ScratchFolder data, AzuriteServer server) => (this.data, this.server) = (data, server);

    /// <summary>Its connection string.</summary>
    public string Connection => server.ConnectionString;

    /// <summary>Starts the server and uploads the files.</summary>
    public static async Task<StorageAccount> WithAsync(GeneratedCompany company)
    {
        var data = new ScratchFolder();
        var options = new AzuriteOptions { Accounts = [AzuriteAccount.WithRandomKey("bench")], DataFolder = data.Path };
        var account = new StorageAccount(data, await AzuriteServer.StartAsync(options));
        var storage = CrmStorageFactory.FromConnectionString(account.Connection);
        await storage.EnsureCreatedAsync(default);
        foreach (var file in company.Files)
        {
            await using var content = company.Open(file);
            await storage.Container(StorageNames.Exports).GetBlobClient(file).UploadAsync(content);
        }

        return account;
    }

    /// <summary>Runs a work on it, and adds how much processor time the server took of the machine meanwhile.</summary>
    public async Task<Measured> RunAsync(string work, params string[] arguments)
    {
        using var process = Process.GetProcessById(server.ProcessId);
        var before = process.TotalProcessorTime;
        var measured = await Worker.RunAsync(work, Connection, arguments);
        process.Refresh();
        return measured with { Parts = new Dictionary<string, double>(measured.Parts) { ["processor of the storage server"] = (process.TotalProcessorTime - before).TotalSeconds } };
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        data.Dispose();
    }
}
