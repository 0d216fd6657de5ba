using System.CommandLine;
using CrmServerless.Cli.Console;
using CrmServerless.Configuration;
using CrmServerless.Ingestion.Ledger;

namespace CrmServerless.Cli.Commands;

/// <summary>`crm replay`: files and webhooks with rejected rows once more, after the mapping was mended.</summary>
internal static class ReplayCommand
{
    public static Command Create(Terminal terminal)
    {
        var source = new Option<string?>("--source") { Description = "Only this source's files.", HelpName = "NAME" };
        var all = new Option<bool>("--all") { Description = "Also files without a rejected row." };
        var connection = InstallationOptions.Connection();
        return new Command(
            "replay",
            "Has the newest delivery of every file that had rejected rows, and every part of the webhooks that had rejected events, ingested once more, with the mappings of now: by the next hourly reconciliation, at the latest before the night. "
            + "Files that could not be understood at all are tried again by themselves when a mapping changes.")
        { source, all, connection }
            .Does(terminal, async (parsed, cancellationToken) =>
            {
                var ledger = new LedgerStore(InstallationOptions.Storage(parsed, connection).Table(StorageNames.Ledger));
                var newest = await ledger.NewestAsync(parsed.GetValue(source), cancellationToken);
                await ReopenAsync(terminal, ledger, newest.Where(row => row.Rejected > 0 || parsed.GetValue(all)), cancellationToken);
                return ExitCodes.Good;
            });
    }

    private static async Task ReopenAsync(Terminal terminal, LedgerStore ledger, IEnumerable<LedgerRow> rows, CancellationToken cancellationToken)
    {
        var reopened = 0;
        foreach (var row in rows)
        {
            if (await ledger.ReopenAsync(row, cancellationToken))
            {
                reopened++;
                terminal.WriteLine($"{row.File.BlobName}: {Numbers.Count(row.Rejected)} of {Numbers.Count(row.RowsIn)} rows were rejected");
            }
        }

        terminal.WriteLine($"{Numbers.Count(reopened)} {(reopened == 1 ? "delivery" : "deliveries")} will be ingested once more");
    }
}
