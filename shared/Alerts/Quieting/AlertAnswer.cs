namespace CrmServerless.Alerts.Quieting;

/// <summary>What a manager answers to an alert.</summary>
public enum AnswerKind
{
    /// <summary>Nothing for some days.</summary>
    Snooze,

    /// <summary>Nothing until it is well again.</summary>
    UntilBetter,

    /// <summary>Somebody works on it.</summary>
    Acknowledge,

    /// <summary>As loud as before.</summary>
    Resume,

    /// <summary>Only words.</summary>
    Comment,

    /// <summary>It was worth telling.</summary>
    Useful,

    /// <summary>It was not.</summary>
    NotUseful,
}

/// <summary>A manager's answer.</summary>
/// <param name="Kind">What.</param>
/// <param name="Until">Snooze: up to this instant, exclusive; else null.</param>
/// <param name="Text">In the person's words; may be empty, of a comment not.</param>
public sealed record AlertAnswer(AnswerKind Kind, DateTimeOffset? Until, string Text)
{
    /// <summary>The longest text that is kept; characters.</summary>
    public const int LongestText = 1000;
}
