using System.Globalization;

namespace CrmServerless.Alerts.Quieting;

/// <summary>Reads the form of the page that a link opens.</summary>
internal static class AnswerForm
{
    /// <summary>The longest snooze; days.</summary>
    public const int MostDays = 366;

    /// <summary>The answer, or what is wrong with it in words.</summary>
    /// <param name="field">A field's text; empty where it is absent.</param>
    /// <param name="now">What days are counted from.</param>
    public static (AlertAnswer? Answer, string Problem) Read(Func<string, string> field, DateTimeOffset now)
    {
        var text = field("text").Trim();
        if (text.Length > AlertAnswer.LongestText)
            return (null, $"The comment has {text.Length} characters; at most {AlertAnswer.LongestText} are kept.");
        return field("answer") switch
        {
            ['s', 'n', 'o', 'o', 'z', 'e', '-', .. var days] => Snooze(days, text, now),
            "until-better" => (new AlertAnswer(AnswerKind.UntilBetter, null, text), ""),
            "acknowledge" => (new AlertAnswer(AnswerKind.Acknowledge, null, text), ""),
            "resume" => (new AlertAnswer(AnswerKind.Resume, null, text), ""),
            "useful" => (new AlertAnswer(AnswerKind.Useful, null, text), ""),
            "not-useful" => (new AlertAnswer(AnswerKind.NotUseful, null, text), ""),
            "comment" when text.Length > 0 => (new AlertAnswer(AnswerKind.Comment, null, text), ""),
            "comment" => (null, "There was no comment in the form."),
            _ => (null, "The form said nothing that is known here."),
        };
    }

    private static (AlertAnswer? Answer, string Problem) Snooze(string days, string text, DateTimeOffset now) =>
        int.TryParse(days, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= MostDays
            ? (new AlertAnswer(AnswerKind.Snooze, now.AddDays(count), text), "")
            : (null, $"The number of days must be from 1 to {MostDays}.");
}
