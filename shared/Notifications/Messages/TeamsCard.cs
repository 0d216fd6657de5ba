using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace CrmServerless.Notifications.Messages;

/// <summary>
/// The message as a Teams Workflows webhook takes it: an Adaptive Card 1.4 in an envelope. Teams refuses what is larger than 28 KB;
/// so that an intermediate encoding has room, ours stays below 24 KB: the least of the notes lose their particulars first, then are only counted.
/// </summary>
public static class TeamsCard
{
    /// <summary>The most bytes an envelope has, in UTF-8.</summary>
    public const int MostBytes = 24_000;

    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>The envelope as json.</summary>
    public static string Render(ManagerMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return Largest([.. Shapes(message.Notes.Count)], shape => Envelope(message, shape.Whole, shape.Brief).ToJsonString(Compact));
    }

    /// <summary>From all notes whole to fewer and fewer whole ones, then fewer and fewer told at all.</summary>
    private static IEnumerable<(int Whole, int Brief)> Shapes(int notes)
    {
        for (var whole = notes; whole >= 0; whole--)
            yield return (whole, notes - whole);
        for (var brief = notes - 1; brief >= 0; brief--)
            yield return (0, brief);
    }

    /// <summary>The first shape that fits; each is smaller than the one before, so halving finds it. The last always fits.</summary>
    private static string Largest(List<(int Whole, int Brief)> shapes, Func<(int Whole, int Brief), string> render)
    {
        var (from, to) = (0, shapes.Count - 1);
        while (from < to)
        {
            var middle = (from + to) / 2;
            (from, to) = Encoding.UTF8.GetByteCount(render(shapes[middle])) < MostBytes ? (from, middle) : (middle + 1, to);
        }

        return render(shapes[from]);
    }

    private static JsonObject Envelope(ManagerMessage message, int whole, int brief) => new()
    {
        ["type"] = "message",
        ["attachments"] = new JsonArray(new JsonObject
        {
            ["contentType"] = "application/vnd.microsoft.card.adaptive",
            ["contentUrl"] = null,
            ["content"] = Card(message, whole, brief),
        }),
    };

    private static JsonObject Card(ManagerMessage message, int whole, int brief)
    {
        var left = message.Notes.Count - whole - brief;
        var body = new JsonArray(
            CardParts.Text(message.Subject, size: "Large", bold: true),
            CardParts.Text(message.Summary, subtle: true));
        foreach (var note in message.Notes.Take(whole))
            body.Add((JsonNode)CardParts.Whole(note));
        foreach (var note in message.Notes.Skip(whole).Take(brief))
            body.Add((JsonNode)CardParts.Brief(note));
        if (left > 0)
            body.Add((JsonNode)CardParts.Text(FormattableString.Invariant($"and {left} more")));
        body.Add((JsonNode)CardParts.Text(message.Footer, size: "Small", subtle: true));
        var card = new JsonObject
        {
            ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json",
            ["type"] = "AdaptiveCard",
            ["version"] = "1.4",
            ["fallbackText"] = CardParts.Plain(message.Subject),
            ["msteams"] = new JsonObject { ["width"] = "Full" },
            ["body"] = body,
        };
        if (message.Everything is { } everything)
            card["actions"] = new JsonArray(CardParts.Open(everything));
        return card;
    }
}
