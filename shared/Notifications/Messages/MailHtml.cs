using System.Globalization;
using System.Net;
using System.Text;
using CrmServerless.Configuration;

namespace CrmServerless.Notifications.Messages;

/// <summary>
/// The html part of a mail: one column that fits a phone, styles inline because mail programs drop style sheets; the few rules in the
/// head only darken it where the reader's program asks for that. Everything from data is encoded.
/// </summary>
public static class MailHtml
{
    private const string Head = """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="supported-color-schemes" content="light dark">
        <style>
        :root { color-scheme: light dark; }
        @media (prefers-color-scheme: dark) {
          .page { background: #16181d !important; }
          .card { background: #22252c !important; border-right-color: #363b45 !important; border-bottom-color: #363b45 !important; border-left-color: #363b45 !important; }
          .ink { color: #eceef2 !important; }
          .soft { color: #a9b0bd !important; }
          .line { border-color: #363b45 !important; }
          .link { color: #8ab4ff !important; }
          .red { color: #ff8f87 !important; } .amber { color: #f5b95c !important; } .green { color: #6fce94 !important; } .grey { color: #a9b0bd !important; }
        }
        @media (max-width: 480px) {
          .name { width: 76px !important; padding-right: 8px !important; }
          .pad { padding: 16px !important; }
        }
        </style>
        """;

    private const string Font = "font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;";

    /// <summary>The document.</summary>
    public static string Render(ManagerMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var html = new StringBuilder(Head)
            .Append("\n<title>").Append(Text(message.Subject)).Append("</title>\n</head>\n")
            .Append($"""<body class="page" style="margin:0;padding:0;background:#f3f4f6;{Font}">""").Append('\n')
            .Append($"""<div style="display:none;max-height:0;overflow:hidden;">{Text(message.Notes[0].FirstLine)}</div>""").Append('\n')
            .Append("""<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td align="center" style="padding:20px 10px;">""").Append('\n')
            .Append("""<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:620px;">""").Append('\n')
            .Append($"""<tr><td class="ink" style="padding:0 4px 16px;color:#1c2027;font-size:15px;line-height:1.5;text-align:left;">{Text(message.Greeting)}<br>{Text(message.Summary)}</td></tr>""").Append('\n');
        foreach (var (note, at) in message.Notes.Select((note, at) => (note, at)))
            Write(html, note, ImageOf(note, at));
        html.Append("""<tr><td class="soft" style="padding:2px 4px 8px;color:#626a78;font-size:12px;line-height:1.5;text-align:left;">""");
        if (message.Everything is { } everything)
            html.Append(Anchor(everything)).Append("<br>");
        return html.Append(Text(message.Footer)).Append("</td></tr>\n</table>\n</td></tr></table>\n</body>\n</html>\n").ToString();
    }

    /// <summary>The id of the picture of the note at that place; null where it has none.</summary>
    internal static string? ImageOf(Note note, int at) =>
        note.Chart is { } chart && chart.Values.Count(value => value is not null) > 1 ? string.Create(CultureInfo.InvariantCulture, $"trend-{at + 1}") : null;

    private static void Write(StringBuilder html, Note note, string? image)
    {
        var (name, colour) = Tone(note);
        html.Append($"""<tr><td style="padding:0 0 16px;"><table role="presentation" class="card" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:#ffffff;border:1px solid #dfe3e8;border-top:4px solid {colour};border-radius:6px;">""").Append('\n')
            .Append($"""<tr><td class="pad" style="padding:18px 22px;text-align:left;">""")
            .Append($"""<div class="{name}" style="color:{colour};font-size:12px;font-weight:700;letter-spacing:.05em;text-transform:uppercase;">{Text(note.Label)}</div>""").Append('\n')
            .Append($"""<div class="ink" style="color:#1c2027;font-size:18px;line-height:1.4;font-weight:600;padding:4px 0 12px;">{Text(note.FirstLine)}</div>""").Append('\n');
        WriteFacts(html, note);
        if (image is not null)
            html.Append($"""<img src="cid:{image}" width="{TrendPng.Width}" height="{TrendPng.Height}" alt="The trend as a line, its limits dashed" style="display:block;max-width:100%;height:auto;padding:10px 0 0;border:0;font-size:12px;">""").Append('\n');
        WritePlaybook(html, note);
        if (note.Links.Count > 0)
            html.Append($"""<div style="padding:12px 0 0;font-size:14px;line-height:1.8;">{string.Join("<br>", note.Links.Select(Anchor))}</div>""").Append('\n');
        html.Append("</td></tr></table></td></tr>\n");
    }

    private static void WriteFacts(StringBuilder html, Note note)
    {
        if (note.Facts.Count == 0)
            return;
        html.Append("""<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="font-size:14px;line-height:1.45;">""").Append('\n');
        foreach (var fact in note.Facts)
        {
            html.Append($"""<tr><td class="name soft line" width="92" valign="top" style="width:92px;padding:5px 12px 5px 0;color:#626a78;border-top:1px solid #eceef1;">{Text(fact.Name)}</td>""")
                .Append($"""<td class="text ink line" valign="top" style="padding:5px 0;color:#1c2027;border-top:1px solid #eceef1;">{Text(fact.Text)}</td></tr>""").Append('\n');
        }

        html.Append("</table>\n");
    }

    private static void WritePlaybook(StringBuilder html, Note note)
    {
        if (note.Playbook.Count == 0)
            return;
        html.Append("""<div class="ink" style="color:#1c2027;font-size:14px;font-weight:700;padding:14px 0 2px;">What to do</div>""")
            .Append("""<ol class="ink" style="margin:0;padding:0 0 0 20px;color:#1c2027;font-size:14px;line-height:1.5;">""");
        foreach (var step in note.Playbook)
            html.Append($"""<li style="padding:2px 0;">{Text(step)}</li>""");
        html.Append("</ol>\n");
    }

    private static (string Class, string Colour) Tone(Note note) => (note.Kind, note.Severity) switch
    {
        (NoteKind.Resolved or NoteKind.DataBack, _) => ("green", "#1a7f4b"),
        (NoteKind.NoData, _) => ("grey", "#626a78"),
        (_, Severity.Critical) => ("red", "#c2291e"),
        _ => ("amber", "#a85b00"),
    };

    private static string Anchor(Link link) =>
        $"""<a class="link" href="{Text(link.Address.AbsoluteUri)}" style="color:#1a56c4;">{Text(link.Text)}</a>""";

    private static string Text(string text) => WebUtility.HtmlEncode(text).Replace(" %", "&nbsp;%", StringComparison.Ordinal);
}
