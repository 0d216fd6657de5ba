using System.Net;
using CrmServerless.Notifications.Outbox;
using CrmServerless.Receivers;
using CrmServerless.Tests.Support.Storage;

namespace CrmServerless.Tests.Integration.Notifications;

/// <summary>Mail through a real SMTP server.</summary>
public sealed class SmtpDeliveryTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task DispatchDueAsync_Mail_ArrivesWithBothPartsAndItsOwnId()
    {
        var bench = await OutboxBench.CreateAsync(azurite.NewAccount());
        await using var receiver = await SmtpReceiver.StartAsync(new(folder.Path));
        var delivery = bench.Mail(text: "Gewinnquote Süd ▁▂▃ 31 % → 22 %\r\n.\r\nein Punkt allein");
        await bench.Outbox.AddAsync(delivery, default);

        var result = await bench.Dispatcher(OutboxBench.Smtp(receiver.Port)).DispatchDueAsync(default);

        var mail = Assert.Single(await receiver.WaitForAsync(1, Soon));
        Assert.Equal(new DispatchResult(1, 0, 0), result);
        Assert.Equal("Win rate North 31 % → 22 %", mail.Subject);
        Assert.Equal("Gewinnquote Süd ▁▂▃ 31 % → 22 %\n.\nein Punkt allein", mail.Text!.ReplaceLineEndings("\n").TrimEnd());
        Assert.StartsWith("<p>Gewinnquote Süd", mail.Html, StringComparison.Ordinal);
        Assert.Equal($"<{delivery.Key.Fingerprint}@example.com>", mail.MessageId);
        Assert.Equal(("anna@example.com", "alerts@example.com"), (mail.EnvelopeTo.Single(), mail.From.Single()));
        Assert.Equal("auto-generated", mail.Headers["auto-submitted"].Single());
        Assert.Equal(DeliveryState.Sent, (await bench.EntryAsync()).State);
    }

    [Fact]
    public async Task DispatchDueAsync_MailWithAPicture_ShowsItInsideTheHtml()
    {
        var bench = await OutboxBench.CreateAsync(azurite.NewAccount());
        await using var receiver = await SmtpReceiver.StartAsync(new(folder.Path));
        await bench.Outbox.AddAsync(bench.MailWithPicture([1, 2, 3]), default);

        await bench.Dispatcher(OutboxBench.Smtp(receiver.Port)).DispatchDueAsync(default);

        var mail = Assert.Single(await receiver.WaitForAsync(1, Soon));
        var picture = Assert.Single(mail.Attachments);
        Assert.Equal(("image/png", "<trend-1>", true, 3L), (picture.ContentType, $"<{picture.ContentId!.Trim('<', '>')}>", picture.Inline, (long)picture.Size));
        Assert.Equal($"<{bench.Mail().Key.Fingerprint}@example.com>", mail.MessageId);
    }

    [Fact]
    public async Task DispatchDueAsync_TwoNights_AnswerTheSameRoot()
    {
        var bench = await OutboxBench.CreateAsync(azurite.NewAccount());
        await using var receiver = await SmtpReceiver.StartAsync(new(folder.Path));
        await bench.Outbox.AddAsync(bench.Mail("alerts-000001"), default);
        await bench.Outbox.AddAsync(bench.Mail("alerts-000002", night: OutboxBench.Day.AddDays(1)), default);

        await bench.Dispatcher(OutboxBench.Smtp(receiver.Port)).DispatchDueAsync(default);

        var mails = await receiver.WaitForAsync(2, Soon);
        Assert.Single(mails.SelectMany(mail => mail.Headers["in-reply-to"].Concat(mail.Headers["references"])).Distinct());
        Assert.Equal(2, mails.Select(mail => mail.MessageId).Distinct().Count());
    }

    [Fact]
    public async Task DispatchDueAsync_Again_SendsNothing()
    {
        var bench = await OutboxBench.CreateAsync(azurite.NewAccount());
        await using var receiver = await SmtpReceiver.StartAsync(new(folder.Path));
        var dispatcher = bench.Dispatcher(OutboxBench.Smtp(receiver.Port));
        await bench.Outbox.AddAsync(bench.Mail(), default);
        await dispatcher.DispatchDueAsync(default);

        await bench.Outbox.AddAsync(bench.Mail(), default);
        bench.Time.Advance(TimeSpan.FromDays(1));
        var result = await dispatcher.DispatchDueAsync(default);

        Assert.Equal(new DispatchResult(0, 0, 0), result);
        Assert.Single(await receiver.WaitForAsync(1, Soon));
    }

    [Fact]
    public async Task DispatchDueAsync_451ThenAccepted_IsSentOnceAfterAMinute()
    {
        var bench = await OutboxBench.CreateAsync(azurite.NewAccount());
        await using var receiver = await SmtpReceiver.StartAsync(new(folder.Path));
        await receiver.RefuseNextAsync(1, new SmtpReply(451, "4.3.0 later, please"));
        var dispatcher = bench.Dispatcher(OutboxBench.Smtp(receiver.Port));
        await bench.Outbox.AddAsync(bench.Mail(), default);

        Assert.Equal(new DispatchResult(0, 1, 0), await dispatcher.DispatchDueAsync(default));
        bench.Time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(new DispatchResult(0, 0, 0), await dispatcher.DispatchDueAsync(default));
        bench.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(new DispatchResult(1, 0, 0), await dispatcher.DispatchDueAsync(default));

        Assert.Single(await receiver.WaitForAsync(1, Soon));
        Assert.Equal(2, (await bench.EntryAsync()).Attempts);
    }

    [Theory]
    [InlineData(SmtpStage.Sender)]
    [InlineData(SmtpStage.Recipient)]
    [InlineData(SmtpStage.Data)]
    public async Task DispatchDueAsync_550_IsGivenUpAndSaysWhyWithoutTheAddress(SmtpStage stage)
    {
        var bench = await OutboxBench.CreateAsync(azurite.NewAccount());
        await using var receiver = await SmtpReceiver.StartAsync(new(folder.Path));
        await receiver.RefuseNextAsync(1, new SmtpReply(550, "5.1.1 anna@example.com is unknown", stage));
        await bench.Outbox.AddAsync(bench.Mail(), default);

        var result = await bench.Dispatcher(OutboxBench.Smtp(receiver.Port)).DispatchDueAsync(default);

        var entry = await bench.EntryAsync();
        Assert.Equal(new DispatchResult(0, 0, 1), result);
        Assert.Equal(DeliveryState.Dead, entry.State);
        Assert.Contains("550", entry.LastError, StringComparison.Ordinal);
        Assert.DoesNotContain("anna@example.com", entry.LastError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DispatchDueAsync_ServerIsDown_IsPutOffAndGivenUpAfterTheLastTry()
    {
        var bench = await OutboxBench.CreateAsync(azurite.NewAccount());
        var receiver = await SmtpReceiver.StartAsync(new(folder.Path));
        var port = receiver.Port;
        await receiver.DisposeAsync();
        var dispatcher = bench.Dispatcher(new RetrySchedule { MostAttempts = 3 }, OutboxBench.Smtp(port));
        await bench.Outbox.AddAsync(bench.Mail(), default);

        var states = new List<DeliveryState>();
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            await dispatcher.DispatchDueAsync(default);
            states.Add((await bench.EntryAsync()).State);
            bench.Time.Advance(TimeSpan.FromHours(7));
        }

        Assert.Equal([DeliveryState.Pending, DeliveryState.Pending, DeliveryState.Dead], states);
    }

    [Fact]
    public async Task DispatchDueAsync_ServerWantsALogin_LogsIn()
    {
        var bench = await OutboxBench.CreateAsync(azurite.NewAccount());
        await using var receiver = await SmtpReceiver.StartAsync(new(folder.Path) { Credentials = new NetworkCredential("crm", "correct horse") });
        await bench.Outbox.AddAsync(bench.Mail(), default);

        var result = await bench.Dispatcher(OutboxBench.Smtp(receiver.Port, user: "crm")).DispatchDueAsync(default);

        Assert.Equal(new DispatchResult(1, 0, 0), result);
        Assert.Equal("crm", Assert.Single(await receiver.WaitForAsync(1, Soon)).User);
    }

    [Fact]
    public async Task DispatchDueAsync_CertificateNobodyVouchesFor_SendsNothing()
    {
        var bench = await OutboxBench.CreateAsync(azurite.NewAccount());
        await using var receiver = await SmtpReceiver.StartAsync(new(folder.Path) { StartTls = true });
        await bench.Outbox.AddAsync(bench.Mail(), default);

        var result = await bench.Dispatcher(OutboxBench.Smtp(receiver.Port, startTls: true)).DispatchDueAsync(default);

        Assert.Equal(new DispatchResult(0, 1, 0), result);
        Assert.Empty(receiver.Messages);
    }

    [Fact]
    public async Task DispatchDueAsync_MailIsNotSetUp_WaitsAndNamesTheSetting()
    {
        var bench = await OutboxBench.CreateAsync(azurite.NewAccount());
        await bench.Outbox.AddAsync(bench.Mail(), default);

        await bench.Dispatcher(new CrmServerless.Notifications.Mail.SmtpChannel(null, new OutboxBench.Secrets())).DispatchDueAsync(default);

        var entry = await bench.EntryAsync();
        Assert.Equal((DeliveryState.Pending, "E-mail is not set up: there is neither a setting Smtp:Host nor Acs:Endpoint."), (entry.State, entry.LastError));
    }
}
