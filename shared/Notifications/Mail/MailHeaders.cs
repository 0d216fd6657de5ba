using System.Security.Cryptography;
using System.Text;
using CrmServerless.Notifications.Outbox;

namespace CrmServerless.Notifications.Mail;

/// <summary>The headers that are the delivery's own, whichever way the mail goes.</summary>
internal static class MailHeaders
{
    /// <summary>The headers by name.</summary>
    /// <param name="key">The delivery.</param>
    /// <param name="domain">The sender's domain.</param>
    public static IReadOnlyDictionary<string, string> Of(DeliveryKey key, string domain)
    {
        var root = $"<{ThreadOf(key)}@{domain}>";
        return new Dictionary<string, string>
        {
            ["Message-ID"] = $"<{key.Fingerprint}@{domain}>",
            // One thread for a person's alerts: every mail answers the same root, which need not exist (RFC 5322, section 3.6.4).
            ["In-Reply-To"] = root,
            ["References"] = root,
            // Nobody's holiday notice shall answer a machine (RFC 3834).
            ["Auto-Submitted"] = "auto-generated",
        };
    }

    private static string ThreadOf(DeliveryKey key) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{key.Person}|{key.Series.Split('-')[0]}")))[..32];
}
