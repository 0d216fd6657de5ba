using System.CommandLine;
using Azure.Storage.Blobs;
using CrmServerless.Cli.Console;
using CrmServerless.Configuration;
using CrmServerless.Ingestion.Ledger;

namespace CrmServerless.Cli.Commands;

/// <summary>`crm rejects`: the rows that could not be used, with line, column and reason.</summary>
internal static class RejectsCommand
{
    public static Command Create(Terminal terminal)
    {
        var source = new Option<string?>("--source") { Description = "Only this source's rows.", HelpName = "NAME" };
        var connection = InstallationOptions.Connection();
        return new Command("rejects", "Prints the rejected rows of every file's newest delivery as csv: line, column, reason and the row itself. They may hold personal data.") { source, connection }
            .Does(terminal, async (parsed, cancellationToken) =>
            {
                var storage = InstallationOptions.Storage(parsed, connection);
                await PrintAsync(terminal, storage, parsed.GetValue(source), cancellationToken);
                return ExitCodes.Good;
            });
    }

    private static async Task PrintAsync(Terminal terminal, CrmStorage storage, string? source, CancellationToken cancellationToken)
    {
        var newest = await new LedgerStore(storage.Table(StorageNames.Ledger)).NewestAsync(source, cancellationToken);
        foreach (var row in newest.Where(row => row.RejectsBlob is not null))
        {
            terminal.Note($"{row.File.BlobName}: {Numbers.Count(row.Rejected)} of {Numbers.Count(row.RowsIn)} rows");
            await CopyAsync(storage.Container(StorageNames.Rejects).GetBlobClient(row.RejectsBlob), terminal, cancellationToken);
        }
    }

    private static async Task CopyAsync(BlobClient blob, Terminal terminal, CancellationToken cancellationToken)
    {
        await using var content = await blob.OpenReadAsync(cancellationToken: cancellationToken);
        using var reader = new StreamReader(content);
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            terminal.WriteLine(line);
        }
    }
}
