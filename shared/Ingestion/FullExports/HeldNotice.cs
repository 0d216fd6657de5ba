using System.Globalization;
using CrmServerless.Alerts.Evaluation;
using CrmServerless.Configuration;
using CrmServerless.Configuration.Loading;
using CrmServerless.Ingestion.Ledger;
using CrmServerless.Notifications.Messages;
using CrmServerless.Notifications.Outbox;
using CrmServerless.RecordStore;
using NodaTime;
using OutboxDelivery = CrmServerless.Notifications.Outbox.Delivery;

namespace CrmServerless.Ingestion.FullExports;

/// <summary>Tells the owner, the first of managers.yaml, of an export whose deletions are held: once for each, however often it is tried.</summary>
internal sealed class HeldNotice(OutboxStore outbox, IConfigurationSource configuration, TimeProvider time)
{
    private const int SeriesChars = 24;

    /// <summary>`would delete 312 of 1,000; limit 20 %`.</summary>
    public static string WouldDelete(SweepResult held) =>
        string.Create(CultureInfo.InvariantCulture, $"would delete {held.Missing:N0} of {held.Live:N0}; limit {SweepResult.LimitPercent} %");

    /// <summary>Puts the message into the outbox, where it stays as it is if it was put there before.</summary>
    /// <exception cref="BrokenConfigurationException">managers.yaml or business.yaml is wrong.</exception>
    public async Task AddAsync(LedgerRow row, SweepOrder order, SweepResult held, CancellationToken cancellationToken)
    {
        var config = await configuration.LoadAsync(cancellationToken);
        var owner = config.Managers.People[0];
        var message = MessageOf(row, order, held, owner);
        var notBefore = SendingTime.NotBefore(time.GetUtcNow(), config.Managers.QuietHours, config.Business.TimeZone, critical: false);
        foreach (var channel in owner.Channels.DefaultIfEmpty(Channel.Email))
        {
            var key = new DeliveryKey(DayOf(order.ExportTicks, config.Business.TimeZone), owner.Id, channel, $"held-{order.DeliveryId[..SeriesChars]}");
            var content = channel == Channel.Email ? new DeliveryContent(Mail: MailContent.Of(message)) : new DeliveryContent(Card: TeamsCard.Render(message));
            await outbox.AddAsync(new OutboxDelivery(key, channel == Channel.Email ? owner.Email : owner.TeamsSecret, message.Subject, notBefore, content), cancellationToken);
        }
    }

    private static ManagerMessage MessageOf(LedgerRow row, SweepOrder order, SweepResult held, Person owner)
    {
        var sentence = string.Create(
            CultureInfo.InvariantCulture,
            $"The export {row.File.BlobName} lacks {held.Missing:N0} of the {held.Live:N0} {order.Entity.Name} that are known, more than {SweepResult.LimitPercent} %: none is deleted until somebody says so.");
        var note = new Note
        {
            Kind = NoteKind.Held,
            Severity = Severity.Warning,
            Label = "Held",
            Headline = $"{order.Entity.Name} of {row.Source}: {WouldDelete(held)}",
            FirstLine = sentence,
            Facts = [new Fact("Export", row.File.BlobName), new Fact("Would delete", string.Create(CultureInfo.InvariantCulture, $"{held.Missing:N0} of {held.Live:N0} {order.Entity.Name}"))],
            Playbook =
            [
                "Look whether the export is whole: a filter, a lost permission or an export that was cut short are the usual reasons.",
                "If it is not, have it made again: the next whole export settles it.",
                $"If the records are really gone, carry it out: crm release {row.File.BlobName}",
            ],
        };
        return new ManagerMessage
        {
            Subject = $"Held: {note.Headline}",
            Greeting = $"Hello {owner.Name},",
            Summary = "An export waits for a decision. Its other rows are in use.",
            Notes = [note],
            Footer = "You get this because you are the first person in managers.yaml, or its owner.",
        };
    }

    private static DateOnly DayOf(long ticks, DateTimeZone zone) =>
        Instant.FromDateTimeUtc(new DateTime(ticks, DateTimeKind.Utc)).InZone(zone).Date.ToDateOnly();
}
