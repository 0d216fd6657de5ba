using CrmServerless.Alerts.Quieting;
using CrmServerless.Alerts.Silence;
using CrmServerless.Alerts.Storage;
using CrmServerless.Alerts.Wording;
using CrmServerless.Benchmarks;
using CrmServerless.Configuration;
using CrmServerless.Kpis.Segments;
using CrmServerless.Notifications.Messages;
using CrmServerless.Notifications.Outbox;

namespace CrmServerless.Alerts.Evaluation;

/// <summary>Makes of a night's judgements what is to be told, to whom and when.</summary>
/// <param name="metrics">The figures.</param>
/// <param name="managers">Who hears of what.</param>
/// <param name="words">What words depend on.</param>
/// <param name="log">What was told already; null: of a preview nothing was.</param>
/// <param name="feedback">What managers said; null: of a preview nothing.</param>
/// <param name="now">The instant.</param>
internal sealed class NightPlanner(NightMetrics metrics, ManagersConfiguration managers, WordingContext words, SentLog? log, FeedbackStore? feedback, DateTimeOffset now)
{
    private readonly DriverFinder drivers = new(metrics, words.Business);
    private readonly MoneyFinder money = new(metrics);
    private readonly TrendFinder trends = new(metrics);

    /// <summary>The plan with the number <paramref name="number"/>.</summary>
    public async Task<NightPlan> PlanAsync(long number, DateOnly day, string runId, IReadOnlyList<Judgement> judgements, IReadOnlyList<SourceJudgement> sources, CancellationToken cancellationToken)
    {
        var findings = new List<(Finding Finding, AlertKey Key, IReadOnlyList<Recipient> To)>();
        foreach (var judgement in judgements.Where(judgement => judgement.Decision.Reason != Reason.None))
        {
            if (log is not null && await log.WasLastToldAsync(judgement.Key, day, judgement.Decision.Reason, cancellationToken).ConfigureAwait(false))
                continue;
            var finding = await FindingAsync(judgement, cancellationToken).ConfigureAwait(false);
            findings.Add((finding, judgement.Key, Routing.Of(finding, judgement.StateBefore?.Told, managers)));
        }

        var ofSources = await SourcesAsync(day, sources, judgements, cancellationToken).ConfigureAwait(false);
        var recipients = findings.SelectMany(told => told.To).Concat(ofSources.SelectMany(told => told.To)).Distinct();
        return new NightPlan(
            number,
            day,
            runId,
            [.. recipients.Select(to => Delivery(
                number, day, to, [.. findings.Where(told => told.To.Contains(to)).Select(told => told.Finding)], [.. ofSources.Where(told => told.To.Contains(to)).Select(told => told.Note)]))],
            [
                .. judgements.Where(judgement => judgement.IsNews).Select(judgement => new PlannedState(judgement.Key, judgement.Decision.State!)),
                .. sources.Where(source => source.IsNews).Select(source => new PlannedState(source.Key, source.Decision.State!)),
            ],
            [
                .. findings.Select(told => new ToldEntry(told.Key, day, told.Finding.Decision.Reason, told.Finding.Severity, FirstLine.Sentence(told.Finding, words), told.To)),
                .. ofSources.Select(told => new ToldEntry(told.Source.Key, day, told.Source.Decision.Reason, Severity.None, told.Note.FirstLine, told.To)),
            ]);
    }

    /// <summary>What is told of sources, and to whom: the first person of managers.yaml, and who hears of the KPIs that rest on them.</summary>
    private async Task<List<(SourceJudgement Source, Note Note, IReadOnlyList<Recipient> To)>> SourcesAsync(
        DateOnly day, IReadOnlyList<SourceJudgement> sources, IReadOnlyList<Judgement> judgements, CancellationToken cancellationToken)
    {
        var told = new List<(SourceJudgement, Note, IReadOnlyList<Recipient>)>();
        foreach (var source in sources.Where(source => source.Decision.Reason != Reason.None))
        {
            if (log is not null && await log.WasLastToldAsync(source.Key, day, source.Decision.Reason, cancellationToken).ConfigureAwait(false))
                continue;
            var affected = judgements.Where(judgement => source.Arrival.Entities.Overlaps(CarrierEntities.NamesOf(judgement.Kpi))).ToList();
            var kpis = affected.Select(judgement => judgement.Kpi.Name).Distinct().ToList();
            told.Add((source, SourceNote.Of(source, kpis, words.Business.TimeZone), Routing.OfSource(affected, managers)));
        }

        return told;
    }

    private async Task<Finding> FindingAsync(Judgement judgement, CancellationToken cancellationToken)
    {
        var finding = new Finding
        {
            Rule = judgement.Rule,
            Kpi = judgement.Kpi,
            Segment = judgement.Segment,
            Day = judgement.Day,
            Row = judgement.Row,
            Benchmark = judgement.Benchmark as BenchmarkValue,
            MinimumSample = judgement.MinimumSample,
            Decision = judgement.Decision,
            Remarks = await RemarksAsync(judgement, cancellationToken).ConfigureAwait(false),
            Trend = await trends.FindAsync(judgement, cancellationToken).ConfigureAwait(false),
        };
        return judgement.Decision.Reason is Reason.FirstBreach or Reason.Worse or Reason.Reminder && finding.Benchmark is { } benchmark
            ? finding with
            {
                Driver = await drivers.FindAsync(judgement, benchmark, cancellationToken).ConfigureAwait(false),
                Money = await money.FindAsync(judgement, benchmark, cancellationToken).ConfigureAwait(false),
            }
            : finding;
    }

    /// <summary>What was said of the alert since it stands, and who takes care of it.</summary>
    private async Task<IReadOnlyList<string>> RemarksAsync(Judgement judgement, CancellationToken cancellationToken)
    {
        if (feedback is null || judgement.StateBefore is not { } before)
            return [];
        var since = before.Condition.Since ?? before.Day;
        var comments = await feedback.CommentsAsync(judgement.Key.Rule, cancellationToken).ConfigureAwait(false);
        var quiet = before.Quiet is { } overlay && overlay.IsInForce(before.Condition, now) ? [QuietText.Of(overlay with { Why = "" }, words.Business.TimeZone)] : Array.Empty<string>();
        return [.. quiet, .. comments.Where(comment => comment.Key == judgement.Key && DateOnly.FromDateTime(comment.At.UtcDateTime) >= since).Select(comment => $"{comment.By}: {comment.Text}")];
    }

    private Delivery Delivery(long number, DateOnly day, Recipient to, IReadOnlyList<Finding> findings, IReadOnlyList<Note> others)
    {
        var person = managers.People.Single(person => person.Id == to.Person);
        var message = MessageWriter.Write(person, day, findings, words, others);
        var critical = message.Notes.Any(note => note.Severity == Severity.Critical);
        return new Delivery(
            new DeliveryKey(day, to.Person, to.Channel, FormattableString.Invariant($"alerts-{number:000000}")),
            to.Channel == Channel.Email ? person.Email : person.TeamsSecret,
            message.Subject,
            SendingTime.NotBefore(now, managers.QuietHours, words.Business.TimeZone, critical),
            to.Channel == Channel.Email ? new DeliveryContent(Mail: MailContent.Of(message)) : new DeliveryContent(Card: TeamsCard.Render(message)));
    }
}
