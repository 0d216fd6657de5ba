using System.Globalization;
using System.Net;
using CrmServerless.Alerts.Storage;
using CrmServerless.Alerts.Wording;
using NodaTime;

namespace CrmServerless.Alerts.Quieting;

/// <summary>What a page says of an alert.</summary>
/// <param name="Kpi">The KPI's name.</param>
/// <param name="Alert">The alert.</param>
/// <param name="Zone">The business time zone.</param>
/// <param name="Now">The instant.</param>
internal sealed record AboutAlert(string Kpi, StoredAlert Alert, DateTimeZone Zone, DateTimeOffset Now);

/// <summary>The pages that a link in a message leads to: plain html without scripts, fit for a phone. All that comes from data is encoded.</summary>
internal static class AnswerPage
{
    private const string Head = """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="robots" content="noindex, nofollow">
        <style>
        :root { color-scheme: light dark; }
        body { font-family: -apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, Helvetica, Arial, sans-serif; line-height: 1.5; max-width: 34rem; margin: 2rem auto; padding: 0 1rem; }
        h1 { font-size: 1.3rem; margin: 0 0 .25rem; }
        p { margin: .25rem 0 1rem; }
        textarea { box-sizing: border-box; width: 100%; min-height: 4rem; font: inherit; padding: .5rem; margin: .25rem 0 1rem; }
        button { font: inherit; padding: .55rem .9rem; margin: 0 .4rem .5rem 0; border: 1px solid #8a93a3; border-radius: .4rem; background: transparent; color: inherit; cursor: pointer; }
        button.first { background: #1f5fbf; border-color: #1f5fbf; color: #fff; }
        fieldset { border: 0; padding: 0; margin: 0 0 1rem; }
        legend { font-weight: 600; padding: 0; margin-bottom: .4rem; }
        </style>

        """;

    /// <summary>A link that is none of ours.</summary>
    public static AnswerPageResult Unknown { get; } = new(404, Say("This link opens nothing", "It is incomplete, or was replaced. Open it from the message itself, or ask whoever runs the reports."));

    /// <summary>A link whose time is over.</summary>
    public static AnswerPageResult Expired { get; } = new(410, Say("This link is too old", "Links in a message work for 30 days. The next message about this KPI has a new one."));

    /// <summary>An alert that is no longer there.</summary>
    public static AnswerPageResult Gone { get; } = new(410, Say("This alert is no longer there", "Its rule was taken away or renamed since the message was sent."));

    /// <summary>What can be answered. Nothing has changed yet.</summary>
    public static string Ask(AboutAlert about) => Page(Title(about), $"""
        <p>{Text(State(about))}</p>
        <form method="post">
        <label for="text">A comment, if you like: it is shown with the next message</label>
        <textarea id="text" name="text" maxlength="{AlertAnswer.LongestText}"></textarea>
        <fieldset><legend>I take care of it</legend>
        <button class="first" name="answer" value="acknowledge">Acknowledge: no more reminders, but tell me if it gets worse</button>
        </fieldset>
        <fieldset><legend>Be quiet about it</legend>
        <button name="answer" value="snooze-1">1 day</button><button name="answer" value="snooze-3">3 days</button><button name="answer" value="snooze-7">7 days</button><button name="answer" value="snooze-30">30 days</button><button name="answer" value="until-better">Until it is well again</button>
        </fieldset>
        <fieldset><legend>Only keep the comment</legend>
        <button name="answer" value="comment">Keep the comment</button>
        </fieldset>
        {Resume(about)}
        <fieldset><legend>Was this message of use?</legend>
        <button name="answer" value="useful">Useful</button><button name="answer" value="not-useful">Not useful</button>
        </fieldset>
        </form>
        """);

    /// <summary>What an answer did.</summary>
    public static string Done(AboutAlert about, AlertAnswer answer) => Page(Title(about), $"<p>{Text(Effect(about, answer))}</p>\n<p>You can close this page.</p>\n");

    /// <summary>A page that says one thing.</summary>
    public static string Say(string title, string text) => Page(title, $"<p>{Text(text)}</p>\n");

    private static string Resume(AboutAlert about) => IsQuiet(about)
        ? """<fieldset><legend>It is quiet now</legend><button name="answer" value="resume">Tell me again</button></fieldset>"""
        : "";

    private static string Title(AboutAlert about) => $"{about.Kpi}{SegmentName.After(about.Alert.Key.Segment)}";

    private static string State(AboutAlert about)
    {
        var condition = about.Alert.State.Condition;
        var state = condition.Status switch
        {
            AlertStatus.Open or AlertStatus.Pending => $"Off its benchmark since {Dates.Day(condition.Since!.Value)}.",
            AlertStatus.Recovering => $"Was off its benchmark since {Dates.Day(condition.Since!.Value)}, and recovers.",
            AlertStatus.NoData or AlertStatus.Stale => "There is no fresh data.",
            _ => "Not off its benchmark any more.",
        };
        return IsQuiet(about) ? $"{state} {QuietText.Of(about.Alert.State.Quiet!, about.Zone)}." : state;
    }

    private static bool IsQuiet(AboutAlert about) => about.Alert.State.Quiet?.IsInForce(about.Alert.State.Condition, about.Now) == true;

    private static string Effect(AboutAlert about, AlertAnswer answer) => answer.Kind switch
    {
        AnswerKind.Resume => "You will be told of it again.",
        AnswerKind.Comment => "Your comment is kept and shown with the next message.",
        AnswerKind.Useful => "Thank you.",
        AnswerKind.NotUseful => "Thank you. Whoever runs the reports sees this; two such answers on a rule propose a wider margin.",
        _ => $"{QuietText.Of(about.Alert.State.Quiet!, about.Zone)}. {(answer.Kind == AnswerKind.Acknowledge ? "Reminders stop; you are told if it gets worse, and when it is well again." : "What is then still off is told.")}",
    };

    private static string Page(string title, string body) => string.Create(CultureInfo.InvariantCulture, $"{Head}<title>{Text(title)}</title>\n</head>\n<body>\n<h1>{Text(title)}</h1>\n{body}</body>\n</html>\n");

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
