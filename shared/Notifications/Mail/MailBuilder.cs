using System.Net.Mail;
using System.Net.Mime;
using System.Security.Cryptography;
using System.Text;
using CrmServerless.Notifications.Messages;
using CrmServerless.Notifications.Outbox;

namespace CrmServerless.Notifications.Mail;

/// <summary>Makes the mail that is sent: text and html side by side, with a Message-ID that is the delivery's own.</summary>
internal static class MailBuilder
{
    /// <summary>The mail of a delivery. Dispose it.</summary>
    public static MailMessage Build(DeliveryKey key, MailContent content, MailAddress from, string to)
    {
        var mail = new MailMessage(from, new MailAddress(to)) { Subject = content.Subject, SubjectEncoding = Encoding.UTF8, HeadersEncoding = Encoding.UTF8 };
        mail.Headers.Add("Message-ID", $"<{key.Fingerprint}@{from.Host}>");
        // One thread for a person's alerts: every mail refers to the same root (RFC 5322, section 3.6.4).
        mail.Headers.Add("References", $"<{ThreadOf(key)}@{from.Host}>");
        // Nobody's holiday notice shall answer a machine (RFC 3834).
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        mail.AlternateViews.Add(View(content.Text, MediaTypeNames.Text.Plain));
        mail.AlternateViews.Add(View(content.Html, MediaTypeNames.Text.Html));
        return mail;
    }

    private static AlternateView View(string text, string mediaType)
    {
        var view = AlternateView.CreateAlternateViewFromString(text, Encoding.UTF8, mediaType);
        view.TransferEncoding = TransferEncoding.QuotedPrintable;
        return view;
    }

    private static string ThreadOf(DeliveryKey key) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{key.Person}|{key.Series.Split('-')[0]}")))[..32];
}
