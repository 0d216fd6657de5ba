using System.CommandLine;
using CrmServerless.Cli.Console;
using CrmServerless.Configuration;
using CrmServerless.Ingestion.Ledger;

namespace CrmServerless.Cli.Commands;

/// <summary>`crm ingestions`: what was delivered, and what became of it.</summary>
internal static class IngestionsCommand
{
    public static Command Create(Terminal terminal)
    {
        var source = new Option<string?>("--source") { Description = "Only this source's deliveries.", HelpName = "NAME" };
        var last = new Option<int>("--last") { Description = "How many of the newest to show.", HelpName = "N", DefaultValueFactory = _ => 50 };
        var connection = InstallationOptions.Connection();
        return new Command("ingestions", "Shows the newest deliveries and what became of them. Exit code 2 when the newest delivery of a file could not be used, or its deletions are held.") { source, last, connection }
            .Does(terminal, async (parsed, cancellationToken) =>
            {
                var ledger = new LedgerStore(InstallationOptions.Storage(parsed, connection).Table(StorageNames.Ledger));
                var rows = await ReadAsync(ledger, parsed.GetValue(source), cancellationToken);
                IngestionTable.Show(terminal, [.. rows.TakeLast(parsed.GetValue(last))]);
                return LedgerStore.NewestOf(rows).All(row => IngestionTable.IsUsed(row) && row.Held == 0) ? ExitCodes.Good : ExitCodes.Findings;
            });
    }

    private static async Task<IReadOnlyList<LedgerRow>> ReadAsync(LedgerStore ledger, string? source, CancellationToken cancellationToken)
    {
        var rows = new List<LedgerRow>();
        await foreach (var row in ledger.ListAsync(source, cancellationToken))
        {
            rows.Add(row);
        }

        return [.. rows.OrderBy(row => row.StartedAt)];
    }
}
