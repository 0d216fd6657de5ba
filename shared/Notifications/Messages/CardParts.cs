using System.Text.Json.Nodes;
using CrmServerless.Configuration;

namespace CrmServerless.Notifications.Messages;

/// <summary>The elements of an Adaptive Card that a note becomes.</summary>
internal static class CardParts
{
    private const int LongestText = 600;
    private const char NoWidth = '\u200B';

    /// <summary>A note with all its particulars, in a container of its tone.</summary>
    public static JsonObject Whole(Note note)
    {
        var items = new JsonArray(
            Text(note.Label, size: "Small", bold: true, color: Color(note)),
            Text(note.FirstLine, bold: true));
        if (note.Facts.Count > 0)
            items.Add((JsonNode)new JsonObject { ["type"] = "FactSet", ["facts"] = new JsonArray([.. note.Facts.Select(Fact)]) });
        if (note.Playbook.Count > 0)
        {
            items.Add((JsonNode)Text("What to do", bold: true));
            foreach (var (step, at) in note.Playbook.Select((step, at) => (step, at + 1)))
                items.Add((JsonNode)Text(FormattableString.Invariant($"{at}. {step}"), spacing: "Small"));
        }

        if (note.Links.Count > 0)
            items.Add((JsonNode)new JsonObject { ["type"] = "ActionSet", ["actions"] = new JsonArray([.. note.Links.Select(Open)]) });
        return new JsonObject { ["type"] = "Container", ["style"] = Style(note), ["separator"] = true, ["spacing"] = "Medium", ["items"] = items };
    }

    /// <summary>A note in one line.</summary>
    public static JsonObject Brief(Note note) => Text($"{note.Label}: {note.Headline}", spacing: "Small");

    /// <summary>A text that wraps. Adaptive Cards read some Markdown in it: a link is the one mark that could mislead, so data can't make one.</summary>
    public static JsonObject Text(string text, string? size = null, bool bold = false, bool subtle = false, string? color = null, string? spacing = null)
    {
        var block = new JsonObject { ["type"] = "TextBlock", ["text"] = Plain(text), ["wrap"] = true };
        if (size is not null)
            block["size"] = size;
        if (bold)
            block["weight"] = "Bolder";
        if (subtle)
            block["isSubtle"] = true;
        if (color is not null)
            block["color"] = color;
        if (spacing is not null)
            block["spacing"] = spacing;
        return block;
    }

    /// <summary>A button that opens a link.</summary>
    public static JsonObject Open(Link link) => new() { ["type"] = "Action.OpenUrl", ["title"] = link.Text, ["url"] = link.Address.AbsoluteUri };

    /// <summary>A text no longer than there is room for in one element, without the mark of a link.</summary>
    public static string Plain(string text) => Cut(text).Replace("](", $"]{NoWidth}(", StringComparison.Ordinal);

    private static string Cut(string text)
    {
        if (text.Length <= LongestText)
            return text;
        var end = char.IsHighSurrogate(text[LongestText - 2]) ? LongestText - 2 : LongestText - 1;
        return text[..end] + "…";
    }

    private static JsonObject Fact(Fact fact) => new() { ["title"] = fact.Name, ["value"] = Plain(fact.Text) };

    private static string Style(Note note) => (note.Kind, note.Severity) switch
    {
        (NoteKind.Resolved or NoteKind.DataBack, _) => "good",
        (NoteKind.NoData, _) => "emphasis",
        (_, Severity.Critical) => "attention",
        _ => "warning",
    };

    private static string Color(Note note) => Style(note) switch
    {
        "good" => "Good",
        "attention" => "Attention",
        "warning" => "Warning",
        _ => "Default",
    };
}
