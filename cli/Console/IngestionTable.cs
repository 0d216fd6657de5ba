using CrmServerless.Ingestion.Ledger;
using Spectre.Console;

namespace CrmServerless.Cli.Console;

/// <summary>Deliveries as a table: what came, what became of it.</summary>
internal static class IngestionTable
{
    /// <summary>One line a delivery.</summary>
    public static Table Of(IEnumerable<LedgerRow> rows)
    {
        var table = new Table { Border = TableBorder.Simple }.AddColumns("File", "State", "Entity", "Mapping");
        foreach (var name in new[] { "Rows in", "Accepted", "Rejected", "Unchanged" })
        {
            table.AddColumn(new TableColumn(name).RightAligned());
        }

        foreach (var row in rows)
        {
            table.AddRow(Cells(row).Select(Markup.Escape).ToArray());
        }

        return table;
    }

    /// <summary>Prints the table, and what there is to say about deliveries that were not used in full.</summary>
    public static void Show(Terminal terminal, IReadOnlyList<LedgerRow> rows)
    {
        terminal.Results.Write(Of(rows));
        foreach (var remark in Remarks(rows))
        {
            terminal.WriteLine(remark);
        }
    }

    /// <summary>What there is to say about deliveries that were not used, or not in full.</summary>
    public static IEnumerable<string> Remarks(IEnumerable<LedgerRow> rows) => rows.Select(Remark).OfType<string>();

    /// <summary>Whether the delivery's file could be used.</summary>
    public static bool IsUsed(LedgerRow row) => row.State is LedgerState.Ingested or LedgerState.Unchanged;

    private static string[] Cells(LedgerRow row) =>
    [
        row.File.BlobName, row.State.ToString().ToLowerInvariant(), row.Entity ?? "", row.Mapping ?? "",
        Numbers.Count(row.RowsIn), Numbers.Count(row.Accepted), Numbers.Count(row.Rejected), Numbers.Count(row.Unchanged),
    ];

    private static string? Remark(LedgerRow row) => row switch
    {
        { Message: { Length: > 0 } message } => $"{row.File.BlobName}: {message}",
        { Rejected: > 0 } => $"{row.File.BlobName}: {Numbers.Count(row.Rejected)} of {Numbers.Count(row.RowsIn)} rows are rejected; `crm rejects` tells line, column and reason",
        _ => null,
    };
}
