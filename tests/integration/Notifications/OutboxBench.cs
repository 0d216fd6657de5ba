using System.Text;
using Azure.Data.Tables;
using CrmServerless.Configuration;
using CrmServerless.Configuration.Loading;
using CrmServerless.Configuration.Secrets;
using CrmServerless.Kpis.Catalogue;
using CrmServerless.Notifications;
using CrmServerless.Notifications.Mail;
using CrmServerless.Notifications.Messages;
using CrmServerless.Notifications.Outbox;
using CrmServerless.Notifications.Teams;
using CrmServerless.Tests.Support.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace CrmServerless.Tests.Integration.Notifications;

/// <summary>An outbox in a storage account of its own, and dispatchers over it, at a clock that the test moves.</summary>
internal sealed class OutboxBench
{
    public static readonly DateOnly Day = new(2026, 1, 14);

    private OutboxBench(CrmStorage storage) => (Storage, Outbox) = (storage, new OutboxStore(storage, Time));

    public CrmStorage Storage { get; }

    public ManualTime Time { get; } = new();

    public OutboxStore Outbox { get; }

    public static async Task<OutboxBench> CreateAsync(TestAccount account)
    {
        var storage = CrmStorageFactory.FromConnectionString(account.ConnectionString);
        await storage.EnsureCreatedAsync(CancellationToken.None);
        return new OutboxBench(storage);
    }

    public OutboxDispatcher Dispatcher(params IMessageChannel[] channels) => Dispatcher(new RetrySchedule(), channels);

    public OutboxDispatcher Dispatcher(RetrySchedule schedule, params IMessageChannel[] channels) =>
        new(Outbox, channels, schedule, Time, new NoChance(), NullLogger<OutboxDispatcher>.Instance);

    /// <summary>A dispatcher that tells of what it gives up, by the ways of managers.yaml.</summary>
    public OutboxDispatcher TellingDispatcher(string managers, params IMessageChannel[] channels) =>
        new(Outbox, channels, new RetrySchedule(), Time, new NoChance(), NullLogger<OutboxDispatcher>.Instance, new DeadLetters(Outbox, new Files(managers), Time));

    /// <summary>The rows of a partition of table Outbox.</summary>
    public async Task<int> RowsAsync(string partition) => await Storage.Table(StorageNames.Outbox).QueryAsync<TableEntity>(row => row.PartitionKey == partition).CountAsync();

    public async Task<OutboxEntry> EntryAsync(string series = "alerts-000001", Channel channel = Channel.Email) =>
        await Outbox.ListAsync(Day, Day, CancellationToken.None).SingleAsync(entry => entry.Key.Series == series && entry.Key.Channel == channel);

    public Delivery Mail(string series = "alerts-000001", string? address = "anna@example.com", string text = "Good morning Anna,", TimeSpan after = default, DateOnly? night = null) => new(
        new DeliveryKey(night ?? Day, "anna", Channel.Email, series), address, "Win rate North", Time.GetUtcNow() + after,
        new DeliveryContent(Mail: new MailContent("Win rate North 31 % → 22 %", text, $"<p>{text}</p>")));

    public Delivery MailWithPicture(byte[] png)
    {
        var mail = Mail();
        return mail with { Content = new DeliveryContent(mail.Content.Mail! with { Html = "<img src=\"cid:trend-1\">", Images = [new MailImage("trend-1", png)] }) };
    }

    public Delivery Card(string series = "alerts-000001", string secret = "teams-anna") => new(
        new DeliveryKey(Day, "anna", Channel.Teams, series), secret, "Win rate North", Time.GetUtcNow(),
        new DeliveryContent(Card: """{"type":"message","attachments":[{"contentType":"application/vnd.microsoft.card.adaptive","contentUrl":null,"content":{"type":"AdaptiveCard","version":"1.4","body":[]}}]}"""));

    public static SmtpChannel Smtp(int port, string? user = null, bool startTls = false) => new(
        new SmtpSettings { Host = "127.0.0.1", Port = port, From = new("alerts@example.com", "CRM alerts"), User = user, PasswordSecret = user is null ? null : "smtp-password", StartTls = startTls },
        new Secrets(("smtp-password", "correct horse")));

    public TeamsChannel Teams(string address, HttpClient http) => new(http, new Secrets(("teams-anna", address)), Time, new PostPace(Storage, Time));

    /// <summary>Retries come exactly when they are due.</summary>
    private sealed class NoChance : Random
    {
        public override double NextDouble() => 0;
    }

    private sealed class Files(string managers) : IConfigurationSource
    {
        public Task<CrmConfiguration> LoadAsync(CancellationToken cancellationToken) => Task.FromResult(
            new ConfigurationParser(KpiCatalogue.BuiltIn, new OwnerSettings(null, null), null).Parse([new ConfigFile("managers.yaml", Encoding.UTF8.GetBytes(managers))]));
    }

    internal sealed class Secrets(params (string Name, string Value)[] secrets) : ISecretSource
    {
        public Task<string?> FindAsync(string name, CancellationToken cancellationToken) =>
            Task.FromResult(secrets.Where(secret => secret.Name == name).Select(secret => secret.Value).FirstOrDefault());
    }
}
