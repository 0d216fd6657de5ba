using System.Text.Json.Serialization;

namespace CrmServerless.Receivers;

/// <summary>The step of an SMTP transaction (RFC 5321) at which a scripted refusal is given.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SmtpStage>))]
public enum SmtpStage
{
    /// <summary>In answer to MAIL FROM.</summary>
    [JsonStringEnumMemberName("sender")] Sender,

    /// <summary>In answer to each RCPT TO.</summary>
    [JsonStringEnumMemberName("recipient")] Recipient,

    /// <summary>After the message was transferred.</summary>
    [JsonStringEnumMemberName("data")] Data,
}

/// <summary>A refusal that the receiver gives instead of keeping a message.</summary>
/// <param name="Code">400..599; 4yz asks the sender to try again, 5yz forbids it (RFC 5321, section 4.2.1).</param>
/// <param name="Text">Text after the code, without line breaks; may begin with an enhanced status code (RFC 3463).</param>
/// <param name="Stage">When it is given.</param>
public sealed record SmtpReply(int Code, string Text, SmtpStage Stage = SmtpStage.Data);

/// <summary>A message, or one recipient of it, that was refused by script.</summary>
/// <param name="Reply">What the sender was told.</param>
/// <param name="From">Envelope sender.</param>
/// <param name="To">Envelope recipients known by then: none at <see cref="SmtpStage.Sender"/>, the refused one at <see cref="SmtpStage.Recipient"/>.</param>
public sealed record SmtpRefusal(SmtpReply Reply, string From, IReadOnlyList<string> To)
{
    /// <summary>When the receiver was told of it, by the clock of its options.</summary>
    public DateTimeOffset RefusedAt { get; init; }
}
