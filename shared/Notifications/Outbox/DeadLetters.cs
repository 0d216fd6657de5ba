using CrmServerless.Alerts.Evaluation;
using CrmServerless.Configuration;
using CrmServerless.Configuration.Loading;
using CrmServerless.Notifications.Messages;

namespace CrmServerless.Notifications.Outbox;

/// <summary>
/// Tells of a message that could not be delivered, by another way: the same person's other channel, else a channel of the first person in managers.yaml. One
/// notice for each message, however often it is asked for; a notice that can't be delivered either is not told of.
/// </summary>
/// <param name="outbox">Where notices are put.</param>
/// <param name="configuration">Who is reached how.</param>
/// <param name="time">The clock.</param>
public sealed class DeadLetters(OutboxStore outbox, IConfigurationSource configuration, TimeProvider time)
{
    private const string Series = "undelivered-";
    private const int SeriesChars = 16;

    /// <summary>Puts the notice into the outbox.</summary>
    /// <exception cref="BrokenConfigurationException">managers.yaml or business.yaml is wrong.</exception>
    public async Task TellAsync(OutboxEntry dead, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(dead);
        if (dead.Key.Series.StartsWith(Series, StringComparison.Ordinal))
            return;
        var config = await configuration.LoadAsync(cancellationToken).ConfigureAwait(false);
        if (OtherWay(dead.Key, config.Managers.People) is not var (person, channel))
            return;
        var message = MessageOf(dead, person);
        var key = new DeliveryKey(dead.Key.Day, person.Id, channel, Series + dead.Key.Fingerprint[..SeriesChars]);
        var notBefore = SendingTime.NotBefore(time.GetUtcNow(), config.Managers.QuietHours, config.Business.TimeZone, critical: false);
        var content = channel == Channel.Email ? new DeliveryContent(Mail: MailContent.Of(message)) : new DeliveryContent(Card: TeamsCard.Render(message));
        await outbox.AddAsync(new Delivery(key, channel == Channel.Email ? person.Email : person.TeamsSecret, message.Subject, notBefore, content), cancellationToken).ConfigureAwait(false);
    }

    private static (Person Person, Channel Channel)? OtherWay(DeliveryKey dead, IReadOnlyList<Person> people)
    {
        var ways = people.Where(person => person.Id == dead.Person).Concat(people.Take(1))
            .SelectMany(person => person.Channels.OrderBy(channel => channel == dead.Channel).Select(channel => (person, channel)))
            .Where(way => way.person.Id != dead.Person || way.channel != dead.Channel)
            .ToList();
        return ways.Count > 0 ? ways[0] : null;
    }

    private static ManagerMessage MessageOf(OutboxEntry dead, Person to)
    {
        var way = dead.Key.Channel == Channel.Email ? "e-mail" : "Teams";
        return new ManagerMessage
        {
            Subject = $"Not delivered by {way}: {dead.Subject}",
            Greeting = $"Hello {to.Name},",
            Summary = "A message did not reach its reader, and is not tried again.",
            Notes =
            [
                new Note
                {
                    Kind = NoteKind.Held,
                    Severity = Severity.Warning,
                    Label = "Not delivered",
                    Headline = $"{dead.Subject} ({dead.Key.Person}, {way})",
                    FirstLine = $"The message to {dead.Key.Person} by {way} was given up after {(dead.Attempts == 1 ? "one try" : FormattableString.Invariant($"{dead.Attempts} tries"))}: {dead.Subject}",
                    Facts = [new Fact("Reason", dead.LastError ?? "not known"), new Fact("Delivery", dead.Key.Fingerprint)],
                    Playbook = ["Read the alert by `crm alerts`.", $"See whether the address of {dead.Key.Person} in managers.yaml is right, and whether the settings of {way} are."],
                },
            ],
            Footer = "You get this because this is the other way that managers.yaml knows.",
        };
    }
}
