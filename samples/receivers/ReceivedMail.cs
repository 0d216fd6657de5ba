namespace CrmServerless.Receivers;

/// <summary>A message that the <see cref="SmtpReceiver"/> accepted and kept as files.</summary>
/// <param name="Name">Its number in the folder, <c>0001</c> upwards: <c>.eml</c>, <c>.txt</c>, <c>.html</c> and <c>.json</c> of that name belong to it.</param>
/// <param name="EnvelopeFrom">Address of MAIL FROM, empty for the null sender.</param>
/// <param name="EnvelopeTo">Addresses of RCPT TO, blind copies included.</param>
/// <param name="Encrypted">Whether it came over TLS.</param>
/// <param name="User">Who had logged in; null without AUTH.</param>
/// <param name="Subject">Decoded subject, empty if there is none.</param>
/// <param name="From">Addresses of the From header, without names.</param>
/// <param name="To">Addresses of the To header, without names.</param>
/// <param name="Cc">Addresses of the Cc header, without names.</param>
/// <param name="MessageId">Message-ID with its angle brackets.</param>
/// <param name="Headers">All values of each header, names in lower case, values unfolded but otherwise as sent (not decoded).</param>
/// <param name="Text">Decoded plain text part, null if there is none.</param>
/// <param name="Html">Decoded HTML part with <c>cid:</c> links as sent, null if there is none.</param>
/// <param name="Attachments">Attachments and inline pictures in the order of the message.</param>
public sealed record ReceivedMail(
    string Name,
    string EnvelopeFrom,
    IReadOnlyList<string> EnvelopeTo,
    bool Encrypted,
    string? User,
    string Subject,
    IReadOnlyList<string> From,
    IReadOnlyList<string> To,
    IReadOnlyList<string> Cc,
    string? MessageId,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Headers,
    string? Text,
    string? Html,
    IReadOnlyList<ReceivedAttachment> Attachments)
{
    /// <summary>When the receiver was told of it, by the clock of its options.</summary>
    public DateTimeOffset ReceivedAt { get; init; }
}

/// <summary>An attachment of a <see cref="ReceivedMail"/>.</summary>
/// <param name="File">Name of the file in the receiver's folder that holds its decoded content.</param>
/// <param name="FileName">Name that the sender gave it, null if none.</param>
/// <param name="ContentType">Its media type.</param>
/// <param name="ContentId">Content-ID without angle brackets, null if none.</param>
/// <param name="Size">Decoded size in bytes.</param>
/// <param name="Inline">Whether it is part of a multipart/related, as a picture shown within the HTML is.</param>
public sealed record ReceivedAttachment(string File, string? FileName, string ContentType, string? ContentId, long Size, bool Inline);
