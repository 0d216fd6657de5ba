using System.Text;

namespace CrmServerless.Notifications.Messages;

/// <summary>The plain text part of a mail.</summary>
public static class MailText
{
    private const int NameWidth = 12;

    /// <summary>All that the html part says, in lines.</summary>
    public static string Render(ManagerMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var text = new StringBuilder();
        Line(text, message.Greeting);
        Line(text);
        Line(text, message.Summary);
        foreach (var note in message.Notes)
            Write(text, note);
        Line(text);
        if (message.Everything is { } everything)
            Line(text, $"{everything.Text}: {everything.Address.AbsoluteUri}");
        Line(text, message.Footer);
        return text.ToString();
    }

    private static void Write(StringBuilder text, Note note)
    {
        Line(text);
        Line(text, $"== {note.Label.ToUpperInvariant()} ==");
        Line(text, note.FirstLine);
        Line(text);
        foreach (var fact in note.Facts)
            Line(text, $"{(fact.Name + ":").PadRight(NameWidth)} {fact.Text}");
        if (note.Playbook.Count > 0)
        {
            Line(text);
            Line(text, "What to do:");
            foreach (var step in note.Playbook)
                Line(text, $"- {step}");
        }

        if (note.Links.Count > 0)
            Line(text);
        foreach (var link in note.Links)
            Line(text, $"{link.Text}: {link.Address.AbsoluteUri}");
    }

    private static void Line(StringBuilder text, string line = "") => text.Append(line).Append("\r\n");
}
