using CrmServerless.Alerts.Quieting;
using CrmServerless.Alerts.Silence;
using CrmServerless.Alerts.Storage;
using CrmServerless.Alerts.Wording;
using CrmServerless.Benchmarks;
using CrmServerless.Configuration;
using CrmServerless.Configuration.Loading;
using CrmServerless.Configuration.Secrets;
using CrmServerless.Kpis;
using CrmServerless.Kpis.Catalogue;
using CrmServerless.Kpis.Metrics;
using CrmServerless.Nights;
using CrmServerless.Notifications.Outbox;

namespace CrmServerless.Alerts.Evaluation;

/// <summary>
/// Holds a computed night against every rule and puts what is to be told into the outbox. It may be called for the same night as often as one
/// likes, by several instances at once, and be killed at any point: nothing is told twice and nothing is lost (<see cref="NightPlan"/>).
/// </summary>
public sealed class NightEvaluator
{
    private const int MostTries = 10;

    private readonly IConfigurationSource configuration;
    private readonly IMetricReader metrics;
    private readonly AlertStore alerts;
    private readonly OutboxStore outbox;
    private readonly SentLog log;
    private readonly NightPlanStore plans;
    private readonly FeedbackStore feedback;
    private readonly ISourceArrivals arrivals;
    private readonly ISecretSource secrets;
    private readonly AlertSettings settings;
    private readonly TimeProvider time;

    /// <summary>An evaluator over a storage account.</summary>
    /// <param name="configuration">The KPIs, the rules, the managers, the business.</param>
    /// <param name="metrics">The computed values.</param>
    /// <param name="arrivals">When sources delivered.</param>
    /// <param name="storage">Where states, plans, the outbox and the log are.</param>
    /// <param name="secrets">Holds the key of the links by which managers answer.</param>
    /// <param name="settings">What messages need to know of the deployment.</param>
    /// <param name="time">The clock.</param>
    public NightEvaluator(IConfigurationSource configuration, IMetricReader metrics, ISourceArrivals arrivals, CrmStorage storage, ISecretSource secrets, AlertSettings settings, TimeProvider time)
    {
        (this.configuration, this.metrics, this.arrivals, this.secrets, this.settings, this.time) = (configuration, metrics, arrivals, secrets, settings, time);
        (alerts, outbox, log, plans, feedback) = (new AlertStore(storage), new OutboxStore(storage, time), new SentLog(storage), new NightPlanStore(storage), new FeedbackStore(storage));
    }

    /// <summary>
    /// Judges <paramref name="day"/> and writes what follows: deliveries, then states, then the log. A day older than one already judged changes
    /// nothing; a day that was not computed is stale.
    /// </summary>
    /// <param name="day">The closed local day.</param>
    /// <param name="runId">The run that computed it, for the log.</param>
    /// <param name="cancellationToken">Stops between two writes; the next call carries on.</param>
    /// <exception cref="BrokenConfigurationException">business.yaml, kpis.yaml, benchmarks.yaml or managers.yaml is wrong.</exception>
    /// <exception cref="Azure.RequestFailedException">Storage failed; call again.</exception>
    public async Task<NightResult> EvaluateAsync(DateOnly day, string runId, CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= MostTries; attempt++)
        {
            var newest = await FinishAsync(await plans.NewestAsync(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
            var night = await OpenAsync(await arrivals.ReadAsync(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
            var sources = await JudgeSourcesAsync(night, day, cancellationToken).ConfigureAwait(false);
            var judgements = await JudgeAsync(night, day, alerts.OfRuleAsync, cancellationToken).ConfigureAwait(false);
            var plan = await PlanAsync(night, newest, day, runId, judgements, sources, cancellationToken).ConfigureAwait(false);
            if (plan.IsEmpty)
                return new NightResult(day, judgements, []);
            if (await plans.TryCommitAsync(newest, plan, cancellationToken).ConfigureAwait(false) is { } committed)
            {
                await FinishAsync(committed, cancellationToken).ConfigureAwait(false);
                return new NightResult(day, judgements, plan.Deliveries);
            }
        }

        throw new InvalidOperationException($"Other instances kept evaluating; {day:yyyy-MM-dd} was not evaluated here.");
    }

    /// <summary>What <see cref="EvaluateAsync"/> would find, without writing anything.</summary>
    /// <exception cref="BrokenConfigurationException">business.yaml, kpis.yaml, benchmarks.yaml or managers.yaml is wrong.</exception>
    public async Task<IReadOnlyList<Judgement>> JudgeAsync(DateOnly day, CancellationToken cancellationToken) =>
        await JudgeAsync(await OpenAsync(await arrivals.ReadAsync(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false), day, alerts.OfRuleAsync, cancellationToken).ConfigureAwait(false);

    /// <summary>
    /// What the configuration of now would tell of a past day, had it judged it and the nights before it: nothing is read of what was really told, or of quiet
    /// overlays, and nothing is written. Days that were not computed are passed over.
    /// </summary>
    /// <param name="day">The closed local day.</param>
    /// <param name="nights">How many nights before it are judged first, so that rules of several days can open and what is long known is not news.</param>
    /// <param name="cancellationToken">Stops between two nights.</param>
    /// <exception cref="BrokenConfigurationException">business.yaml, kpis.yaml, benchmarks.yaml or managers.yaml is wrong.</exception>
    public async Task<NightPreview> PreviewAsync(DateOnly day, int nights, CancellationToken cancellationToken)
    {
        var night = await OpenAsync([], cancellationToken).ConfigureAwait(false);
        var states = new Dictionary<AlertKey, StoredAlert>();
        IReadOnlyList<Judgement> judgements = [];
        foreach (var past in await metrics.ComputedDaysAsync(day.AddDays(-nights), day, cancellationToken).ConfigureAwait(false))
        {
            night = night with { Now = NightSchedule.StartOf(past, night.Business) };
            judgements = await JudgeAsync(
                night, past, (rule, _) => Task.FromResult<IReadOnlyList<StoredAlert>>([.. states.Values.Where(alert => alert.Key.Rule == rule)]), cancellationToken).ConfigureAwait(false);
            foreach (var judgement in judgements.Where(judgement => judgement.Decision.State is not null))
                states[judgement.Key] = new StoredAlert(judgement.Key, judgement.Decision.State!, 0, default);
        }

        var isComputed = judgements.Count > 0 && judgements[0].Day == day;
        var plan = await new NightPlanner(night.Metrics, night.Managers, night.Words, null, null, night.Now).PlanAsync(0, day, "preview", isComputed ? judgements : [], [], cancellationToken).ConfigureAwait(false);
        return new NightPreview(day, isComputed, isComputed ? judgements : [], plan.Told, plan.Deliveries);
    }

    private async Task<Night> OpenAsync(IReadOnlyList<SourceArrival> sources, CancellationToken cancellationToken)
    {
        var loaded = await configuration.LoadAsync(cancellationToken).ConfigureAwait(false);
        var now = time.GetUtcNow();
        var words = new WordingContext(loaded.Business, settings.LinkBase, await AnswerLinksAsync(now, cancellationToken).ConfigureAwait(false));
        return new Night(words, loaded.Kpis, loaded.Benchmarks, loaded.Managers, new NightMetrics(metrics), sources, now);
    }

    /// <summary>Null where the deployment names no address or no secret, or the secret is not there: a message without them is better than none.</summary>
    private async Task<AnswerLinks?> AnswerLinksAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        settings is { LinkBase: { } address, LinkKeySecret: { } name } && await secrets.FindAsync(name, cancellationToken).ConfigureAwait(false) is { } key
            ? new AnswerLinks(new LinkSigner(key), address, now)
            : null;

    private async Task<IReadOnlyList<Judgement>> JudgeAsync(
        Night night, DateOnly day, Func<string, CancellationToken, Task<IReadOnlyList<StoredAlert>>> statesOf, CancellationToken cancellationToken)
    {
        var computed = await metrics.ComputedDaysAsync(day, day, cancellationToken).ConfigureAwait(false);
        var start = await metrics.DataStartAsync(cancellationToken).ConfigureAwait(false);
        var activityDays = night.Business.ActiveBasis == ActiveBasis.Status ? 0 : night.Business.ActivityDays;
        var coverage = new DataCoverage(start, night.Business.LeadMaturityDays, activityDays);
        var judge = new RuleJudge(night.Metrics, new NightContext(day, computed.Contains(day), night.SilentAt(day), coverage, night.Managers.ReminderDays ?? 0, night.Now));
        var judgements = new List<Judgement>();
        foreach (var rule in night.Rules)
        {
            var states = await statesOf(rule.Id, cancellationToken).ConfigureAwait(false);
            judgements.AddRange(await judge.JudgeAsync(rule, KpiOf(night, rule), states, cancellationToken).ConfigureAwait(false));
        }

        return judgements;
    }

    private async Task<IReadOnlyList<SourceJudgement>> JudgeSourcesAsync(Night night, DateOnly day, CancellationToken cancellationToken)
    {
        var silent = night.SilentAt(day).Select(source => source.Source).ToHashSet(StringComparer.Ordinal);
        var states = (await alerts.OfRuleAsync(SourceJudgement.Rule, cancellationToken).ConfigureAwait(false)).ToDictionary(alert => alert.Key.Segment, alert => alert.State);
        return [.. night.Sources.Select(source => SourceJudgement.Of(source, states.GetValueOrDefault(source.Source), day, silent.Contains(source.Source), night.Now))];
    }

    private Task<NightPlan> PlanAsync(
        Night night, PlanPointer? newest, DateOnly day, string runId, IReadOnlyList<Judgement> judgements, IReadOnlyList<SourceJudgement> sources, CancellationToken cancellationToken) =>
        new NightPlanner(night.Metrics, night.Managers, night.Words, log, feedback, night.Now)
            .PlanAsync((newest?.Number ?? 0) + 1, day, runId, judgements, sources, cancellationToken);

    /// <summary>Carries a plan out to its end, whoever committed it.</summary>
    private async Task<PlanPointer?> FinishAsync(PlanPointer? pointer, CancellationToken cancellationToken)
    {
        if (pointer is null or { Done: true })
            return pointer;
        var plan = await plans.ReadAsync(pointer, cancellationToken).ConfigureAwait(false);
        foreach (var delivery in plan.Deliveries)
            await outbox.AddAsync(delivery, cancellationToken).ConfigureAwait(false);
        await alerts.WriteAsync(plan.Number, plan.States, cancellationToken).ConfigureAwait(false);
        await log.WriteAsync(plan.Number, plan.RunId, plan.Told, cancellationToken).ConfigureAwait(false);
        return await plans.FinishAsync(pointer, cancellationToken).ConfigureAwait(false) ?? await plans.NewestAsync(cancellationToken).ConfigureAwait(false);
    }

    private static Kpi KpiOf(Night night, BenchmarkRule rule) =>
        night.Kpis.Find(rule.Kpi) ?? throw new InvalidOperationException($"Rule {rule.Id} names {rule.Kpi}, which is in no catalogue.");

    private sealed record Night(
        WordingContext Words, KpiCatalogue Kpis, IReadOnlyList<BenchmarkRule> Rules, ManagersConfiguration Managers, NightMetrics Metrics, IReadOnlyList<SourceArrival> Sources, DateTimeOffset Now)
    {
        public BusinessConfiguration Business => Words.Business;

        /// <summary>The sources that had not delivered for too long when the day's night was due, nor since.</summary>
        public IReadOnlyList<SourceArrival> SilentAt(DateOnly day) => [.. Sources.Where(source => source.IsSilent(NightSchedule.StartOf(day, Business)))];
    }
}
