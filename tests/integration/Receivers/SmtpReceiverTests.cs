using System.Net;
using System.Net.Mail;
using System.Net.Mime;
using System.Text;
using System.Text.Json;
using CrmServerless.Receivers;

namespace CrmServerless.Tests.Integration.Receivers;

public sealed class SmtpReceiverTests : IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task WaitForAsync_MessageWithTextHtmlAndPicture_ReportsItsDecodedParts()
    {
        await using var receiver = await SmtpReceiver.StartAsync(new(folder.Path));

        await SendAsync(receiver, Alert());

        var mail = Assert.Single(await receiver.WaitForAsync(1, Soon));
        Assert.Equal("Abschlussquote Nord: 33 % → 22 %", mail.Subject);
        Assert.Equal(["alerts@example.com"], mail.From);
        Assert.Equal(["sales@example.com"], mail.To);
        Assert.Equal("alerts@example.com", mail.EnvelopeFrom);
        Assert.Equal(["sales@example.com", "owner@example.com"], mail.EnvelopeTo);
        Assert.Equal("Grüße", mail.Text!.TrimEnd());
        Assert.Equal("<p>Grüße</p><img src=\"cid:trend\">", mail.Html!.TrimEnd());
        Assert.Equal(["1"], mail.Headers["x-priority"]);
        Assert.False(mail.Encrypted);
        Assert.Null(mail.User);
        var picture = Assert.Single(mail.Attachments);
        Assert.Equal(("image/png", "trend", 4L, true), (picture.ContentType, picture.ContentId, picture.Size, picture.Inline));
    }

    [Fact]
    public async Task WaitForAsync_MessageWithTextHtmlAndPicture_KeepsItAsFiles()
    {
        await using var receiver = await SmtpReceiver.StartAsync(new(folder.Path));

        await SendAsync(receiver, Alert());
        var mail = (await receiver.WaitForAsync(1, Soon))[0];

        Assert.Equal("0001", mail.Name);
        Assert.Contains("X-Priority: 1", await ReadAsync("0001.eml"), StringComparison.Ordinal);
        Assert.Equal("Grüße", (await ReadAsync("0001.txt")).TrimEnd());
        var picture = mail.Attachments[0].File;
        Assert.Equal($"<p>Grüße</p><img src=\"{picture}\">", (await ReadAsync("0001.html")).TrimEnd());
        Assert.Equal([1, 2, 3, 4], await File.ReadAllBytesAsync(Path.Combine(folder.Path, picture)));
        var json = JsonDocument.Parse(await ReadAsync("0001.json")).RootElement;
        Assert.Equal("Abschlussquote Nord: 33 % → 22 %", json.GetProperty("subject").GetString());
    }

    [Fact]
    public async Task StartAsync_FolderThatHoldsMessages_GoesOnCounting()
    {
        await using (var first = await SmtpReceiver.StartAsync(new(folder.Path)))
            await SendAsync(first, Plain("one"));
        await using var second = await SmtpReceiver.StartAsync(new(folder.Path));

        await SendAsync(second, Plain("two"));

        Assert.Equal("0002", Assert.Single(await second.WaitForAsync(1, Soon)).Name);
        Assert.Equal("one", (await ReadAsync("0001.txt")).TrimEnd());
    }

    [Theory]
    [InlineData(451, SmtpStage.Data, SmtpStatusCode.LocalErrorInProcessing)]
    [InlineData(550, SmtpStage.Data, SmtpStatusCode.MailboxUnavailable)]
    [InlineData(421, SmtpStage.Sender, SmtpStatusCode.ServiceNotAvailable)]
    public async Task RefuseNextAsync_TwoMessages_RefusesTwoAndKeepsTheThird(int code, SmtpStage stage, SmtpStatusCode expected)
    {
        await using var receiver = await SmtpReceiver.StartAsync(new(folder.Path));
        await receiver.RefuseNextAsync(2, new SmtpReply(code, "not now", stage));

        var first = await Assert.ThrowsAsync<SmtpException>(() => SendAsync(receiver, Plain("one")));
        var second = await Assert.ThrowsAsync<SmtpException>(() => SendAsync(receiver, Plain("two")));
        await SendAsync(receiver, Plain("three"));

        Assert.Equal((expected, expected), (first.StatusCode, second.StatusCode));
        var refusals = await receiver.WaitForRefusalsAsync(2, Soon);
        Assert.Equal([code, code], refusals.Select(refusal => refusal.Reply.Code));
        Assert.Equal("three", Assert.Single(await receiver.WaitForAsync(1, Soon)).Text!.TrimEnd());
    }

    [Fact]
    public async Task RefuseNextAsync_AtRecipient_TellsWhichRecipientWasRefused()
    {
        await using var receiver = await SmtpReceiver.StartAsync(new(folder.Path));
        await receiver.RefuseNextAsync(1, new SmtpReply(550, "5.1.1 No such user", SmtpStage.Recipient));

        var refused = await Assert.ThrowsAsync<SmtpFailedRecipientException>(() => SendAsync(receiver, Plain("one")));

        Assert.Equal("<sales@example.com>", refused.FailedRecipient);
        Assert.Equal(["sales@example.com"], Assert.Single(await receiver.WaitForRefusalsAsync(1, Soon)).To);
        Assert.Empty(receiver.Messages);
    }

    [Fact]
    public async Task StartAsync_WithCredentials_TakesTheRightPasswordOnly()
    {
        var login = new NetworkCredential("crm", "right horse");
        await using var receiver = await SmtpReceiver.StartAsync(new(folder.Path) { Credentials = login });

        await Assert.ThrowsAsync<SmtpException>(() => SendAsync(receiver, Plain("anonymous")));
        await Assert.ThrowsAsync<SmtpException>(() => SendAsync(receiver, Plain("wrong"), new NetworkCredential("crm", "wrong")));
        await SendAsync(receiver, Plain("right"), login);

        var mail = Assert.Single(await receiver.WaitForAsync(1, Soon));
        Assert.Equal(("right", "crm"), (mail.Text!.TrimEnd(), mail.User));
    }

    [Fact]
    public async Task WaitForAsync_FewerMessagesThanAwaited_SaysHowManyCame()
    {
        await using var receiver = await SmtpReceiver.StartAsync(new(folder.Path));
        await SendAsync(receiver, Plain("one"));

        var late = await Assert.ThrowsAsync<TimeoutException>(() => receiver.WaitForAsync(2, TimeSpan.FromMilliseconds(50)));

        Assert.StartsWith("1 of 2 messages", late.Message, StringComparison.Ordinal);
    }

    private Task<string> ReadAsync(string name) => File.ReadAllTextAsync(Path.Combine(folder.Path, name), Encoding.UTF8);

    private static MailMessage Plain(string text) => new("alerts@example.com", "sales@example.com", "An alert", text);

    private static MailMessage Alert()
    {
        var mail = Plain("Grüße");
        mail.Subject = "Abschlussquote Nord: 33 % → 22 %";
        mail.BodyEncoding = Encoding.UTF8;
        mail.Bcc.Add("owner@example.com");
        mail.Priority = MailPriority.High;
        var html = AlternateView.CreateAlternateViewFromString("<p>Grüße</p><img src=\"cid:trend\">", Encoding.UTF8, MediaTypeNames.Text.Html);
        html.LinkedResources.Add(new LinkedResource(new MemoryStream([1, 2, 3, 4]), MediaTypeNames.Image.Png) { ContentId = "trend" });
        mail.AlternateViews.Add(html);
        return mail;
    }

    private static async Task SendAsync(SmtpReceiver receiver, MailMessage message, NetworkCredential? login = null)
    {
        using (message)
        using (var client = new SmtpClient(SmtpReceiver.Host, receiver.Port) { Credentials = login })
            await client.SendMailAsync(message);
    }
}
