using Azure;
using Azure.Data.Tables;
using CrmServerless.Configuration;
using CrmServerless.Notifications.Messages;
using CrmServerless.Notifications.Outbox;
using CrmServerless.Receivers;
using CrmServerless.Tests.Support.Acs;
using CrmServerless.Tests.Support.Storage;

namespace CrmServerless.Tests.Integration.Crashes;

/// <summary>The functions app killed while it sends a mail over real SMTP, or over the REST contract of Azure Communication Services.</summary>
public sealed class KilledSenderTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IDisposable
{
    private static readonly DateOnly Night = new(2026, 1, 14);

    private readonly TemporaryFolder folder = new();

    /// <summary>Sending writes twice: the claim before, the outcome after. Killed before the second, the mail is out and nobody knows.</summary>
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    public async Task Sigkill_WhileAMailIsSent_ArrivesAndIsRepeatedAtMostOnceUnderItsMessageId(int writesBeforeTheKill, int mails)
    {
        await using var receiver = await SmtpReceiver.StartAsync(new(folder.Path));
        await using var business = await Business.NewAsync(azurite);
        await QueueMailAsync(business.Storage);
        (string, string)[] smtp = [("Smtp__Host", SmtpReceiver.Host), ("Smtp__Port", $"{receiver.Port}"), ("Smtp__From", "alerts@example.com")];

        business.Gate.Allow(writesBeforeTheKill);
        await using (var first = await business.StartHostAsync(isTriggered: false, smtp))
        {
            await first.RunAsync("Outbox");
            await business.Gate.Closed.WaitAsync(Eventually.Patience);
            await first.KillAsync();
        }

        business.Gate.AllowAll();
        await ExpireClaimAsync(business.Storage);
        await using var second = await business.StartHostAsync(isTriggered: false, smtp);
        await second.RunAsync("Outbox");
        await Eventually.TrueAsync(async () => (await EntryAsync(business.Storage)).State == DeliveryState.Sent, () => second.LastWords);

        var received = await receiver.WaitForAsync(mails, Eventually.Patience);
        Assert.Equal(mails, received.Count);
        Assert.Single(received.Select(mail => mail.MessageId).Distinct());
        Assert.All(received, mail => Assert.Equal("Win rate North 31 % → 22 %", mail.Subject));
    }

    /// <summary>The same where the service can be asked: what went out unrecorded is found there, and not sent again.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Sigkill_WhileAMailServiceTakesAMail_ItGoesOutOnce(int writesBeforeTheKill)
    {
        await using var service = await AcsServer.StartAsync(TimeProvider.System);
        await using var business = await Business.NewAsync(azurite);
        await QueueMailAsync(business.Storage);
        (string, string)[] acs = [("Acs__Endpoint", service.Endpoint.AbsoluteUri), ("Acs__From", "alerts@example.com"), ("Acs__KeySecret", "acs-key"), ("Secrets__acs-key", service.Key)];

        business.Gate.Allow(writesBeforeTheKill);
        await using (var first = await business.StartHostAsync(isTriggered: false, acs))
        {
            await first.RunAsync("Outbox");
            await business.Gate.Closed.WaitAsync(Eventually.Patience);
            await first.KillAsync();
        }

        service.Beginning = new AcsOperation("Succeeded");
        service.Settle(service.Beginning);
        business.Gate.AllowAll();
        await ExpireClaimAsync(business.Storage);
        await using var second = await business.StartHostAsync(isTriggered: false, acs);
        await second.RunAsync("Outbox");
        await Eventually.TrueAsync(async () => (await EntryAsync(business.Storage)).State == DeliveryState.Sent, () => second.LastWords);

        Assert.Equal("Win rate North 31 % → 22 %", Assert.Single(service.Mails).Content.Subject);
    }

    public void Dispose() => folder.Dispose();

    private static Task QueueMailAsync(CrmStorage storage) => new OutboxStore(storage, TimeProvider.System).AddAsync(
        new Delivery(
            new DeliveryKey(Night, "anna", Channel.Email, "alerts-000001"), "anna@example.com", "Win rate North", TimeProvider.System.GetUtcNow(),
            new DeliveryContent(Mail: new MailContent("Win rate North 31 % → 22 %", "Good morning Anna,", "<p>Good morning Anna,</p>"))),
        default);

    private static async Task<OutboxEntry> EntryAsync(CrmStorage storage) =>
        await new OutboxStore(storage, TimeProvider.System).ListAsync(Night, Night, default).SingleAsync();

    /// <summary>The dead process's claim runs out, without the wait for it.</summary>
    private static async Task ExpireClaimAsync(CrmStorage storage)
    {
        var table = storage.Table(StorageNames.Outbox);
        var row = await table.QueryAsync<TableEntity>(row => row.PartitionKey == $"{Night:yyyy-MM-dd}").SingleAsync();
        row["Due"] = TimeProvider.System.GetUtcNow() - TimeSpan.FromSeconds(1);
        await table.UpdateEntityAsync(row, ETag.All, TableUpdateMode.Merge);
    }
}
