using CrmServerless.Alerts.Storage;
using CrmServerless.Notifications.Messages;

namespace CrmServerless.Alerts.Quieting;

/// <summary>The links by which managers answer alerts. The token is in the query, which no log keeps (host.json), not in the path, which logs do.</summary>
/// <param name="signer">Signs them.</param>
/// <param name="linkBase">The public address of the app up to `/api`.</param>
/// <param name="now">From when they are good for 30 days.</param>
public sealed class AnswerLinks(LinkSigner signer, Uri linkBase, DateTimeOffset now)
{
    /// <summary>A link for one person to answer one alert.</summary>
    public Link Of(AlertKey alert, string person, DateOnly night) =>
        new("Acknowledge, snooze or comment", new Uri($"{linkBase.AbsoluteUri.TrimEnd('/')}/alerts?link={signer.Sign(alert, person, night, now)}"));
}
