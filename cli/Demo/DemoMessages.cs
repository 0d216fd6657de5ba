using CrmServerless.Cli.Console;
using Spectre.Console;

namespace CrmServerless.Cli.Demo;

/// <summary>Shows what managers were told: a line for each mail, and the first mail and card in full.</summary>
internal static class DemoMessages
{
    private const string Rule = "────────────────────────────────────────────────────────────";

    public static void Show(Terminal terminal, DemoReceivers receivers)
    {
        var (mails, cards) = (receivers.Mails, receivers.Cards);
        terminal.WriteLine($"{mails.Count} mails and {cards.Count} cards were received:");
        var table = new Table { Border = TableBorder.Simple }.AddColumns("Mail", "To", "Subject");
        foreach (var mail in mails)
        {
            table.AddRow(new[] { mail.Name, string.Join(", ", mail.EnvelopeTo), mail.Subject }.Select(Markup.Escape).ToArray());
        }

        terminal.Results.Write(table);
        if (mails.Count > 0)
        {
            ShowOne(terminal, $"The first mail, to {string.Join(", ", mails[0].EnvelopeTo)}: {mails[0].Subject}", mails[0].Text ?? "");
        }

        if (cards.Count > 0)
        {
            ShowOne(terminal, "The first card", cards[0]);
        }
    }

    private static void ShowOne(Terminal terminal, string title, string text)
    {
        terminal.WriteLine(title);
        terminal.WriteLine(Rule);
        terminal.WriteLine(text.ReplaceLineEndings("\n").TrimEnd());
        terminal.WriteLine(Rule);
        terminal.WriteLine();
    }
}
