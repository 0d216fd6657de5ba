using System.CommandLine;
using CrmServerless.Cli.Console;
using CrmServerless.Configuration;
using CrmServerless.Ingestion.Ledger;

namespace CrmServerless.Cli.Commands;

/// <summary>`crm release`: the deletions of an export of everything that are held, since they were too many, are to be carried out.</summary>
internal static class ReleaseCommand
{
    public static Command Create(Terminal terminal)
    {
        var path = new Argument<string>("path") { Description = "The export as `crm ingestions` shows it: source/path.", HelpName = "PATH" };
        var connection = InstallationOptions.Connection();
        return new Command(
            "release",
            "Has the deletions of an export carried out that are held because it lacks too many of the live records: by the next hourly reconciliation, at the latest before the night.")
        { path, connection }
            .Does(terminal, async (parsed, cancellationToken) =>
            {
                var ledger = new LedgerStore(InstallationOptions.Storage(parsed, connection).Table(StorageNames.Ledger));
                return await ReleaseAsync(terminal, ledger, parsed.GetValue(path)!, cancellationToken);
            });
    }

    private static async Task<int> ReleaseAsync(Terminal terminal, LedgerStore ledger, string path, CancellationToken cancellationToken)
    {
        var source = path.Split('/')[0];
        var newest = (await ledger.NewestAsync(source, cancellationToken)).FirstOrDefault(row => row.File.BlobName == path);
        if (newest is null)
            throw new CliException($"{path}: found no such delivery, expected one that `crm ingestions` shows");
        if (!await ledger.ReleaseAsync(newest, cancellationToken))
            throw new CliException($"{path}: its newest delivery holds no deletions");

        terminal.WriteLine($"{path}: {Numbers.Count(newest.Held)} {(newest.Held == 1 ? "record" : "records")} will be deleted");
        return ExitCodes.Good;
    }
}
