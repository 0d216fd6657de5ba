using System.Security.Cryptography;
using System.Text;
using CrmServerless.Configuration;
using CrmServerless.Notifications.Messages;

namespace CrmServerless.Notifications.Outbox;

/// <summary>Names a delivery for ever: the same key is the same delivery, whoever writes or sends it however often.</summary>
/// <param name="Day">The local day whose night it tells of.</param>
/// <param name="Person">The id of who is told.</param>
/// <param name="Channel">How.</param>
/// <param name="Series">Which series of messages, and which of that night: `alerts-000012`.</param>
public sealed record DeliveryKey(DateOnly Day, string Person, Channel Channel, string Series)
{
    /// <summary>32 hexadecimal digits that are this key's: the idempotency key, and the local part of a mail's Message-ID.</summary>
    public string Fingerprint => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(RowKey + "|" + PartitionKey)))[..32];

    internal string PartitionKey => Day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    internal string RowKey => TableKey.Join(Person, Channel.ToString().ToLowerInvariant(), Series);
}

/// <summary>Something to deliver, as it is put into the outbox.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Address">The e-mail address, or the name of the secret that holds the webhook's URL; null: there is no way to reach the person.</param>
/// <param name="Subject">What it is about, for lists.</param>
/// <param name="NotBefore">When it may be sent.</param>
/// <param name="Content">What is sent.</param>
public sealed record Delivery(DeliveryKey Key, string? Address, string Subject, DateTimeOffset NotBefore, DeliveryContent Content);

/// <summary>What is sent: one of the two.</summary>
/// <param name="Mail">By e-mail.</param>
/// <param name="Card">By Teams: the envelope as json.</param>
public sealed record DeliveryContent(MailContent? Mail = null, string? Card = null);
