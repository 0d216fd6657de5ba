using CrmServerless.Alerts.Silence;
using CrmServerless.Alerts.Storage;
using CrmServerless.Benchmarks;
using CrmServerless.Configuration;
using CrmServerless.Kpis;
using CrmServerless.Kpis.Metrics;
using CrmServerless.Kpis.Segments;

namespace CrmServerless.Alerts.Evaluation;

/// <summary>What all judgements of a night share.</summary>
/// <param name="Day">The day judged.</param>
/// <param name="Fresh">Whether its figures were computed.</param>
/// <param name="Silent">The sources that have not delivered for too long.</param>
/// <param name="Coverage">Where the data begins.</param>
/// <param name="ReminderDays">After how many days an open alert is told again; 0: never.</param>
/// <param name="Now">The instant of the evaluation.</param>
internal sealed record NightContext(DateOnly Day, bool Fresh, IReadOnlyList<SourceArrival> Silent, DataCoverage Coverage, int ReminderDays, DateTimeOffset Now);

/// <summary>Judges one rule: each of its segments against its benchmark.</summary>
internal sealed class RuleJudge(NightMetrics metrics, NightContext night)
{
    /// <summary>A judgement for each segment the rule stands on, sorted by segment.</summary>
    public async Task<IReadOnlyList<Judgement>> JudgeAsync(BenchmarkRule rule, Kpi kpi, IReadOnlyList<StoredAlert> states, CancellationToken cancellationToken)
    {
        var benchmark = BenchmarkFactory.Of(rule);
        var known = states.Where(alert => alert.Key.Window == rule.Window).ToDictionary(alert => alert.Key.Segment, alert => alert.State, StringComparer.Ordinal);
        IReadOnlyList<DateOnly> days = [.. benchmark.DaysNeeded(night.Day, rule.Window).Where(day => day >= night.Coverage.Start), night.Day];
        var judgements = new List<Judgement>();
        foreach (var segment in await SegmentsAsync(rule, known.Keys, days, cancellationToken).ConfigureAwait(false))
        {
            var rows = await metrics.RowsAsync(rule.Kpi, rule.Window, segment, days, cancellationToken).ConfigureAwait(false);
            judgements.Add(Judge(rule, kpi, segment, benchmark, rows, known.GetValueOrDefault(segment)));
        }

        return judgements;
    }

    /// <summary>The named segments, the values of its dimensions that the day has, and those that have an alert already: a value may vanish.</summary>
    private async Task<IEnumerable<string>> SegmentsAsync(BenchmarkRule rule, IEnumerable<string> known, IReadOnlyList<DateOnly> days, CancellationToken cancellationToken)
    {
        IEnumerable<string> present = rule.Segments.Each.Count == 0
            ? []
            : (await metrics.SegmentsAsync(rule.Kpi, rule.Window, days, cancellationToken).ConfigureAwait(false))[^1].Keys;
        return rule.Segments.Exactly.Concat(present.Concat(known).Where(rule.Segments.Includes)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
    }

    private Judgement Judge(BenchmarkRule rule, Kpi kpi, string segment, IBenchmark benchmark, Dictionary<DateOnly, MetricRow> rows, AlertState? state)
    {
        var minimum = rule.MinimumSample ?? kpi.MinimumSample;
        var row = rows.GetValueOrDefault(night.Day);
        var answer = benchmark.Answer(new BenchmarkQuestion(kpi, rule.Window, night.Day, rows, night.Coverage, minimum));
        var waits = night.Silent.Count > 0 && night.Silent.Any(source => source.Entities.Overlaps(CarrierEntities.NamesOf(kpi)));
        var decisionRule = new DecisionRule
        {
            MinimumSample = minimum,
            DaysToOpen = rule.ConsecutiveDays,
            DaysToResolve = rule.DaysToResolve,
            ReminderDays = night.ReminderDays,
            // That a source is silent is told once, of the source.
            SilentDays = waits ? 0 : DecisionRule.UsualSilentDays,
        };
        var reading = new Reading(night.Day, row?.Value, row?.Sample ?? 0, night.Fresh && !waits, answer);
        return new Judgement
        {
            Rule = rule,
            Kpi = kpi,
            Segment = segment,
            Day = night.Day,
            Row = row,
            Benchmark = answer,
            MinimumSample = minimum,
            Decision = AlertDecision.Decide(state, reading, decisionRule, night.Now),
            StateBefore = state,
        };
    }
}
