using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using CrmServerless.Alerts;
using CrmServerless.Alerts.Wording;
using CrmServerless.Configuration;
using CrmServerless.Notifications.Messages;
using CrmServerless.Tests.Unit.Alerts.Wording;
using Xunit;

namespace CrmServerless.Tests.Unit.Notifications.Messages;

public sealed class RendererTests
{
    private static readonly ManagerMessage Message = Write(Findings.WinRate(), Findings.ResponseTime(), Findings.Resolved() with { Segment = "region=South" });

    [Fact]
    public void MailText_Breach_ReadsFromTheFirstLineToTheLinks()
    {
        var text = MailText.Render(Write(Findings.WinRate())).ReplaceLineEndings("\n");

        Assert.StartsWith(
            """
            Good morning Anna,

            1 critical in the figures of Mon 16 Nov 2026.

            == CRITICAL ==
            Win rate North 31 % → 22 % over 90 days; about 48,000 EUR less than at your normal rate; 70 % of it is in Enterprise.

            KPI:         Win rate (win_rate), region North
            Value:       22 % (31 of 141)

            """.ReplaceLineEndings("\n"),
            text,
            StringComparison.Ordinal);
        Assert.Contains("\nWhat to do:\n- Ask the owners of the last ten lost deals for the reason.\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void MailHtml_AnyMessage_SaysAllThatTheTextSays()
    {
        var html = Readable(MailHtml.Render(Message));
        var said = Message.Notes.SelectMany(note => (string[])
            [note.Label, note.FirstLine, .. note.Facts.Select(fact => fact.Name), .. note.Facts.Select(fact => fact.Text), .. note.Playbook, .. note.Links.Select(link => link.Text)]);

        Assert.All([Message.Greeting, Message.Summary, Message.Footer, .. said], part => Assert.Contains(part, html, StringComparison.Ordinal));
    }

    [Fact]
    public void MailContent_NotesWithATrend_HaveAPictureEachThatTheHtmlShows()
    {
        var mail = MailContent.Of(Message);

        var shown = Regex.Matches(mail.Html, "cid:([a-z0-9-]+)").Select(match => match.Groups[1].Value).ToList();
        Assert.Contains("trend-1", shown);
        Assert.Equal(shown, mail.Images.Select(image => image.Id));
        Assert.All(mail.Images, image => Assert.InRange(image.Png.Length, 100, 4_000));
    }

    [Fact]
    public void MailHtml_MarkupInASegment_IsOnlyText()
    {
        var html = MailHtml.Render(Write(Findings.WinRate() with { Segment = "region=<script>alert(1)</script>\"'" }));

        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("&lt;script&gt;", html, StringComparison.Ordinal);
    }

    [Fact]
    public void TeamsCard_AnyMessage_IsTheEnvelopeAWorkflowTakes()
    {
        using var envelope = JsonDocument.Parse(TeamsCard.Render(Message));
        var attachment = envelope.RootElement.GetProperty("attachments")[0];
        var card = attachment.GetProperty("content");

        Assert.Equal("message", envelope.RootElement.GetProperty("type").GetString());
        Assert.Equal("application/vnd.microsoft.card.adaptive", attachment.GetProperty("contentType").GetString());
        Assert.Equal(JsonValueKind.Null, attachment.GetProperty("contentUrl").ValueKind);
        Assert.Equal(("AdaptiveCard", "1.4"), (card.GetProperty("type").GetString(), card.GetProperty("version").GetString()));
    }

    [Fact]
    public void TeamsCard_AnyMessage_SaysAllThatTheTextSays()
    {
        var texts = Texts(TeamsCard.Render(Message));
        var said = Message.Notes.SelectMany(note => (string[])
            [note.Label, note.FirstLine, .. note.Facts.Select(fact => fact.Name), .. note.Facts.Select(fact => fact.Text)]);

        Assert.All([Message.Subject, Message.Summary, Message.Footer, .. said], part => Assert.Contains(part, texts));
        Assert.Contains("1. Ask the owners of the last ten lost deals for the reason.", texts);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    [InlineData(600)]
    public void TeamsCard_FewOrMany_IsValidByTheSchemaOfVersion14(int breaches)
    {
        var findings = Enumerable.Range(1, breaches).Select(at => Findings.ResponseTime() with { Segment = $"region=Region {at}" });
        using var envelope = JsonDocument.Parse(TeamsCard.Render(Write([.. findings, Findings.WinRate(), Findings.Resolved() with { Segment = "region=South" }])));

        Assert.Empty(CardSchema.Errors(envelope.RootElement.GetProperty("attachments")[0].GetProperty("content")));
    }

    [Theory]
    [InlineData("""{"type":"AdaptiveCard","version":"1.5","body":[]}""", "1.5")]
    [InlineData("""{"type":"AdaptiveCard","version":"1.4","body":[{"type":"TextBlock"}]}""", "without text")]
    [InlineData("""{"type":"AdaptiveCard","version":"1.4","body":[{"type":"Table"}]}""", "Table")]
    [InlineData("""{"type":"AdaptiveCard","version":"1.4","rtl":true}""", "rtl")]
    public void CardSchema_CardOfAnotherVersion_IsFound(string card, string error)
    {
        using var json = JsonDocument.Parse(card);

        Assert.Contains(error, Assert.Single(CardSchema.Errors(json.RootElement)), StringComparison.Ordinal);
    }

    [Fact]
    public void TeamsCard_FortyBreaches_StaysSmallWithTheWorstWhole()
    {
        var findings = Enumerable.Range(1, 40).Select(at => Findings.ResponseTime() with { Segment = $"region=Region {at}" }).Append(Findings.WinRate());
        var message = Write([.. findings]);
        var json = TeamsCard.Render(message);
        var texts = Texts(json);

        Assert.InRange(Encoding.UTF8.GetByteCount(json), 1, 23_999);
        Assert.Contains(message.Notes[0].FirstLine, texts);
        Assert.Contains("31 % (history): the median of 6 earlier 90-day windows", texts);
        Assert.All(message.Notes, note => Assert.Contains(texts, text => text == note.FirstLine || text == $"{note.Label}: {note.Headline}"));
    }

    [Fact]
    public void TeamsCard_HundredsOfBreaches_CountsTheRestAndLinksToIt()
    {
        var findings = Enumerable.Range(1, 600).Select(at => Findings.ResponseTime() with { Segment = $"region=Region {at}" });
        var json = TeamsCard.Render(Write([.. findings]));

        Assert.InRange(Encoding.UTF8.GetByteCount(json), 1, 23_999);
        Assert.Contains(Texts(json), text => Regex.IsMatch(text, "^and [0-9]{2,3} more$"));
        Assert.Contains("https://crm.example.com/api/metrics?from=2026-11-16", json.Replace("\\u0026", "&", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void TeamsCard_LinkMarkdownInASegment_IsNoLink()
    {
        var json = TeamsCard.Render(Write(Findings.WinRate() with { Segment = "region=[free](https://evil.example)" }));

        Assert.DoesNotContain("](", json, StringComparison.Ordinal);
    }

    private static ManagerMessage Write(params Finding[] findings) =>
        MessageWriter.Write(new Person { Id = "anna", Name = "Anna" }, Findings.Day, findings, Findings.Context);

    private static string Readable(string html) => WebUtility.HtmlDecode(Regex.Replace(html, "<[^>]+>", " ")).Replace('\u00A0', ' ');

    private static List<string> Texts(string json)
    {
        using var document = JsonDocument.Parse(json);
        return [.. Strings(document.RootElement)];
    }

    private static IEnumerable<string> Strings(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => [element.GetString()!],
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Strings),
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => Strings(property.Value)),
        _ => [],
    };
}
