using CrmServerless.Cli.Local.Hosting;
using CrmServerless.Ingestion.Ledger;
using CrmServerless.Sources;

namespace CrmServerless.Cli.Inbox;

/// <summary>Watches the ledger until the triggers have dealt with what was uploaded.</summary>
/// <param name="ledger">The ledger.</param>
/// <param name="app">The app that ingests; when it ends, nothing more will come.</param>
/// <param name="time">Measures the pauses.</param>
internal sealed class IngestionWatch(LedgerStore ledger, FunctionsProcess app, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    // A blob is tried five times before it goes to the poison queue; long before that the user should know.
    private const int MostAttempts = 3;

    /// <summary>Waits for all, and returns their ledger rows in the order of the files.</summary>
    /// <exception cref="CliException">The app ended.</exception>
    public async Task<IReadOnlyList<LedgerRow>> WaitAsync(IReadOnlyList<UploadedFile> files, IProgress<string> progress, CancellationToken cancellationToken)
    {
        var over = new Dictionary<UploadedFile, LedgerRow>();
        while (over.Count < files.Count)
        {
            foreach (var file in files.Where(file => !over.ContainsKey(file)))
            {
                if (await ledger.FindAsync(PathOf(file), file.ETag, cancellationToken) is { } row && IsOver(row))
                {
                    over.Add(file, row);
                }
            }

            progress.Report($"{over.Count} of {files.Count} files");
            app.ThrowIfEnded();
            if (over.Count < files.Count)
            {
                await Task.Delay(Pause, time, cancellationToken);
            }
        }

        return [.. files.Select(file => over[file])];
    }

    private static bool IsOver(LedgerRow row) => row.State switch
    {
        LedgerState.Ingested or LedgerState.Unchanged or LedgerState.Rejected => true,
        LedgerState.Failed => row.Attempts >= MostAttempts,
        _ => false,
    };

    private static InboxPath PathOf(UploadedFile file) => new(file.File.Source, file.File.BlobName[(file.File.Source.Length + 1)..]);
}
