using CrmServerless.Alerts.Storage;
using CrmServerless.Alerts.Wording;
using CrmServerless.Benchmarks;
using CrmServerless.Configuration;
using CrmServerless.Configuration.Loading;
using CrmServerless.Kpis;
using CrmServerless.Kpis.Catalogue;
using CrmServerless.Kpis.Metrics;
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
    private readonly AlertSettings settings;
    private readonly TimeProvider time;

    /// <summary>An evaluator over a storage account.</summary>
    /// <param name="configuration">The KPIs, the rules, the managers, the business.</param>
    /// <param name="metrics">The computed values.</param>
    /// <param name="storage">Where states, plans, the outbox and the log are.</param>
    /// <param name="settings">What messages need to know of the deployment.</param>
    /// <param name="time">The clock.</param>
    public NightEvaluator(IConfigurationSource configuration, IMetricReader metrics, CrmStorage storage, AlertSettings settings, TimeProvider time)
    {
        (this.configuration, this.metrics, this.settings, this.time) = (configuration, metrics, settings, time);
        (alerts, outbox, log, plans) = (new AlertStore(storage), new OutboxStore(storage, time), new SentLog(storage), new NightPlanStore(storage));
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
            var night = await OpenAsync(cancellationToken).ConfigureAwait(false);
            var judgements = await JudgeAsync(night, day, cancellationToken).ConfigureAwait(false);
            var plan = await PlanAsync(night, newest, day, runId, judgements, cancellationToken).ConfigureAwait(false);
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
        await JudgeAsync(await OpenAsync(cancellationToken).ConfigureAwait(false), day, cancellationToken).ConfigureAwait(false);

    private async Task<Night> OpenAsync(CancellationToken cancellationToken)
    {
        var loaded = await configuration.LoadAsync(cancellationToken).ConfigureAwait(false);
        return new Night(loaded.Business, loaded.Kpis, loaded.Benchmarks, loaded.Managers, new NightMetrics(metrics), time.GetUtcNow());
    }

    private async Task<IReadOnlyList<Judgement>> JudgeAsync(Night night, DateOnly day, CancellationToken cancellationToken)
    {
        var computed = await metrics.ComputedDaysAsync(day, day, cancellationToken).ConfigureAwait(false);
        var start = await metrics.DataStartAsync(cancellationToken).ConfigureAwait(false);
        var activityDays = night.Business.ActiveBasis == ActiveBasis.Status ? 0 : night.Business.ActivityDays;
        var coverage = new DataCoverage(start, night.Business.LeadMaturityDays, activityDays);
        var judge = new RuleJudge(night.Metrics, new NightContext(day, computed.Contains(day), coverage, night.Managers.ReminderDays ?? 0, night.Now));
        var judgements = new List<Judgement>();
        foreach (var rule in night.Rules)
        {
            var states = await alerts.OfRuleAsync(rule.Id, cancellationToken).ConfigureAwait(false);
            judgements.AddRange(await judge.JudgeAsync(rule, KpiOf(night, rule), states, cancellationToken).ConfigureAwait(false));
        }

        return judgements;
    }

    private Task<NightPlan> PlanAsync(
        Night night, PlanPointer? newest, DateOnly day, string runId, IReadOnlyList<Judgement> judgements, CancellationToken cancellationToken) =>
        new NightPlanner(night.Metrics, night.Managers, new WordingContext(night.Business, settings.LinkBase), log, night.Now)
            .PlanAsync((newest?.Number ?? 0) + 1, day, runId, judgements, cancellationToken);

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
        BusinessConfiguration Business, KpiCatalogue Kpis, IReadOnlyList<BenchmarkRule> Rules, ManagersConfiguration Managers, NightMetrics Metrics, DateTimeOffset Now);
}
