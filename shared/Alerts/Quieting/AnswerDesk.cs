using CrmServerless.Alerts.Evaluation;
using CrmServerless.Alerts.Storage;
using CrmServerless.Configuration.Loading;
using CrmServerless.Configuration.Secrets;

namespace CrmServerless.Alerts.Quieting;

/// <summary>A page to show.</summary>
/// <param name="Status">The HTTP status: 200; 400 for a form that makes no sense; 404 where the link opens nothing; 410 where its time is over.</param>
/// <param name="Html">The document.</param>
public sealed record AnswerPageResult(int Status, string Html);

/// <summary>
/// What a link in a message leads to. To look changes nothing, so that mail scanners, which open every link, change nothing; only the form that a person sends
/// from the page does.
/// </summary>
/// <param name="desk">Takes answers.</param>
/// <param name="alerts">The alerts.</param>
/// <param name="configuration">The KPIs' names, the business time zone.</param>
/// <param name="secrets">Holds the key of links.</param>
/// <param name="settings">Names the secret.</param>
/// <param name="time">The clock.</param>
public sealed class AnswerDesk(
    AlertDesk desk, AlertStore alerts, IConfigurationSource configuration, ISecretSource secrets, AlertSettings settings, TimeProvider time)
{
    /// <summary>The page of a link; changes nothing.</summary>
    public async Task<AnswerPageResult> ShowAsync(string token, CancellationToken cancellationToken)
    {
        var (link, refusal) = await OpenAsync(token, cancellationToken).ConfigureAwait(false);
        if (link is null)
            return refusal!;
        var alert = await alerts.FindAsync(link.Key, cancellationToken).ConfigureAwait(false);
        return alert is null ? AnswerPage.Gone : new AnswerPageResult(200, AnswerPage.Ask(await AboutAsync(alert, cancellationToken).ConfigureAwait(false)));
    }

    /// <summary>Takes the answer of a link's page.</summary>
    /// <param name="token">The link's token.</param>
    /// <param name="field">A field of the form; empty where it is absent.</param>
    /// <param name="cancellationToken">Stops between two writes; the same form may be sent again.</param>
    public async Task<AnswerPageResult> AnswerAsync(string token, Func<string, string> field, CancellationToken cancellationToken)
    {
        var (link, refusal) = await OpenAsync(token, cancellationToken).ConfigureAwait(false);
        if (link is null)
            return refusal!;
        var (answer, problem) = AnswerForm.Read(field, time.GetUtcNow());
        if (answer is null)
            return new AnswerPageResult(400, AnswerPage.Say("That did not work", problem));
        var alert = await desk.TakeAsync(link.Key, link.Person, link.Night, answer, cancellationToken).ConfigureAwait(false);
        return alert is null ? AnswerPage.Gone : new AnswerPageResult(200, AnswerPage.Done(await AboutAsync(alert, cancellationToken).ConfigureAwait(false), answer));
    }

    private async Task<(AlertLink? Link, AnswerPageResult? Refusal)> OpenAsync(string token, CancellationToken cancellationToken)
    {
        var key = settings.LinkKeySecret is { } name ? await secrets.FindAsync(name, cancellationToken).ConfigureAwait(false) : null;
        if (key is null)
            return (null, AnswerPage.Unknown);
        return new LinkSigner(key).Open(token, time.GetUtcNow()) switch
        {
            ({ } link, _) => (link, null),
            (_, LinkFault.Expired) => (null, AnswerPage.Expired),
            _ => (null, AnswerPage.Unknown),
        };
    }

    private async Task<AboutAlert> AboutAsync(StoredAlert alert, CancellationToken cancellationToken)
    {
        var loaded = await configuration.LoadAsync(cancellationToken).ConfigureAwait(false);
        var rule = loaded.Benchmarks.FirstOrDefault(rule => rule.Id == alert.Key.Rule);
        var kpi = rule is null ? null : loaded.Kpis.Find(rule.Kpi);
        return new AboutAlert(kpi?.Name ?? alert.Key.Rule, alert, loaded.Business.TimeZone, time.GetUtcNow());
    }
}
