using System.Net.Mail;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace CrmServerless.Tests.Support.Acs;

/// <summary>A mail as the specification has it (definitions EmailMessage and below); what it doesn't have is refused.</summary>
public sealed partial record AcsMailRequest
{
    private static readonly JsonSerializerOptions Strict = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    [JsonRequired]
    public string SenderAddress { get; init; } = "";

    [JsonRequired]
    public ContentPart Content { get; init; } = new("", null, null);

    [JsonRequired]
    public RecipientLists Recipients { get; init; } = new([], null, null);

    public IReadOnlyList<Attachment> Attachments { get; init; } = [];

    public IReadOnlyList<Address> ReplyTo { get; init; } = [];

    public bool UserEngagementTrackingDisabled { get; init; }

    [JsonIgnore]
    public string? MessageId => Headers.GetValueOrDefault("Message-ID");

    [JsonIgnore]
    public bool HasMessageId => MessageId is { } id && InternetMessageId().IsMatch(id);

    /// <summary>Null where it breaks the specification.</summary>
    public static AcsMailRequest? Read(byte[] body)
    {
        try
        {
            var mail = JsonSerializer.Deserialize<AcsMailRequest>(body, Strict);
            return mail is not null && IsBare(mail.SenderAddress) && mail.Content.Subject.Length > 0 && mail.Recipients.To.Count > 0 && mail.Recipients.To.All(to => IsBare(to.Value))
                ? mail
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsBare(string address) => MailAddress.TryCreate(address, out var read) && read.Address == address;

    [GeneratedRegex(@"^<[^<>@\s]+@[^<>@\s]+\.[^<>@\s]+>$")]
    private static partial Regex InternetMessageId();

    public sealed record ContentPart(string Subject, string? PlainText, string? Html);

    public sealed record RecipientLists(IReadOnlyList<Address> To, IReadOnlyList<Address>? Cc, IReadOnlyList<Address>? Bcc);

    public sealed record Address([property: JsonPropertyName("address")] string Value, string? DisplayName = null);

    public sealed record Attachment(string Name, string ContentType, byte[] ContentInBase64, string? ContentId = null);
}
