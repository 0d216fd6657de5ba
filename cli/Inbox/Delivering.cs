using CrmServerless.Cli.Console;
using CrmServerless.Cli.Local;
using CrmServerless.Configuration;
using CrmServerless.Ingestion.Ledger;

namespace CrmServerless.Cli.Inbox;

/// <summary>Drops files into a local installation's inbox, and waits until its triggers have ingested them.</summary>
internal sealed class Delivering(LocalInstallation installation, Steps steps, TimeProvider time)
{
    /// <summary>Uploads and waits; returns the ledger rows in the order of the files.</summary>
    /// <exception cref="CliException">The app ended.</exception>
    public async Task<IReadOnlyList<LedgerRow>> RunAsync(IReadOnlyList<InputFile> files, CancellationToken cancellationToken)
    {
        var uploader = new Uploader(installation.Storage.Container(StorageNames.Exports));
        var uploaded = await steps.RunAsync($"Uploading {files.Count} files", progress => uploader.UploadAsync(files, progress, cancellationToken));
        var watch = new IngestionWatch(new LedgerStore(installation.Storage.Table(StorageNames.Ledger)), installation.Functions, time);
        return await steps.RunAsync("Ingesting", progress => watch.WaitAsync(uploaded, progress, cancellationToken));
    }
}
