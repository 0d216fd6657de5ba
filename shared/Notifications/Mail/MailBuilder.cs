using System.Net.Mail;
using System.Net.Mime;
using System.Text;
using CrmServerless.Notifications.Messages;
using CrmServerless.Notifications.Outbox;

namespace CrmServerless.Notifications.Mail;

/// <summary>Makes the mail that is sent: text and html side by side, the html with its pictures, with a Message-ID that is the delivery's own.</summary>
internal static class MailBuilder
{
    /// <summary>The mail of a delivery. Dispose it.</summary>
    public static MailMessage Build(DeliveryKey key, MailContent content, MailAddress from, string to)
    {
        var mail = new MailMessage(from, new MailAddress(to)) { Subject = content.Subject, SubjectEncoding = Encoding.UTF8, HeadersEncoding = Encoding.UTF8 };
        foreach (var (name, value) in MailHeaders.Of(key, from.Host))
            mail.Headers.Add(name, value);
        mail.AlternateViews.Add(View(content.Text, MediaTypeNames.Text.Plain));
        mail.AlternateViews.Add(WithImages(View(content.Html, MediaTypeNames.Text.Html), content.Images));
        return mail;
    }

    private static AlternateView WithImages(AlternateView view, IReadOnlyList<MailImage> images)
    {
        foreach (var image in images)
            view.LinkedResources.Add(new LinkedResource(new MemoryStream(image.Png), new ContentType(MediaTypeNames.Image.Png) { Name = $"{image.Id}.png" }) { ContentId = image.Id, TransferEncoding = TransferEncoding.Base64 });
        return view;
    }

    private static AlternateView View(string text, string mediaType)
    {
        var view = AlternateView.CreateAlternateViewFromString(text, Encoding.UTF8, mediaType);
        view.TransferEncoding = TransferEncoding.QuotedPrintable;
        return view;
    }
}
