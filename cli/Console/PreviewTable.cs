using CrmServerless.Ingestion.Converting;
using Spectre.Console;

namespace CrmServerless.Cli.Console;

/// <summary>What a mapping makes of a file's first rows, to standard error.</summary>
internal static class PreviewTable
{
    private const int LongestCell = 40;

    public static void Show(Terminal terminal, PreviewedRows preview)
    {
        if (preview.Rows.Count > 0)
        {
            var table = new Table { Border = TableBorder.Simple }.AddColumns([.. preview.Columns.Prepend("id").Select(Markup.Escape)]);
            foreach (var row in preview.Rows)
                table.AddRow(row.Select(cell => Markup.Escape(Short(cell))).ToArray());
            terminal.Notes.Write(table);
        }

        foreach (var rejection in preview.Rejections)
            terminal.Note($"line {rejection.Line}: {(rejection.Column.Length == 0 ? "" : $"{rejection.Column}: ")}{rejection.Reason}");
    }

    private static string Short(string text)
    {
        var line = text.ReplaceLineEndings(" ");
        return line.Length <= LongestCell ? line : line[..LongestCell] + "…";
    }
}
