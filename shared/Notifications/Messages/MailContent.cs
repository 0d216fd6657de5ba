namespace CrmServerless.Notifications.Messages;

/// <summary>A mail, ready to send: what it says is fixed when the night is evaluated, so a repeat is the same mail.</summary>
/// <param name="Subject">One line.</param>
/// <param name="Text">The plain text part.</param>
/// <param name="Html">The html part; says the same.</param>
public sealed record MailContent(string Subject, string Text, string Html)
{
    /// <summary>The pictures that the html part shows; what they say, the text says too.</summary>
    public IReadOnlyList<MailImage> Images { get; init; } = [];

    /// <summary>The mail that says <paramref name="message"/>.</summary>
    public static MailContent Of(ManagerMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return new MailContent(message.Subject, MailText.Render(message), MailHtml.Render(message))
        {
            Images = [.. message.Notes.Select((note, at) => (Id: MailHtml.ImageOf(note, at), note.Chart)).Where(drawn => drawn.Id is not null).Select(drawn => new MailImage(drawn.Id!, TrendPng.Draw(drawn.Chart!)))],
        };
    }
}
