using CrmServerless.Benchmarks;
using CrmServerless.Configuration;

namespace CrmServerless.Alerts;

/// <summary>How the condition moves from one day to the next (design.md, Alerts). It knows nothing of what anybody was told.</summary>
internal static class ConditionMachine
{
    /// <summary>
    /// The condition after <paramref name="reading"/>, in the order of judgement: fresh, has a value, window inside the data and enough sample,
    /// worse than the benchmark, for enough days. Null while nothing was ever judged: what never had data can't lose it.
    /// </summary>
    public static Condition? Next(Condition? before, Reading reading, DecisionRule rule)
    {
        if (!reading.Fresh)
            return Away(before, AlertStatus.Stale);
        if (reading.Value is not { } value)
            return Away(before, AlertStatus.NoData);
        if (reading.Benchmark is not BenchmarkValue benchmark || reading.Sample < rule.MinimumSample)
            return Back(before);
        return Judged(Back(before) ?? Condition.Fine, reading.Day, benchmark.Judge(value), benchmark.IsRecovered(value), rule);
    }

    private static Condition? Away(Condition? before, AlertStatus status) =>
        before is null ? null : before with { Status = status, Silent = before.Silent + 1 };

    private static Condition? Back(Condition? before) =>
        before is null ? null : before with { Status = before.Beneath, Silent = 0 };

    private static Condition Judged(Condition before, DateOnly day, Severity severity, bool recovered, DecisionRule rule) => before.Status switch
    {
        AlertStatus.Open or AlertStatus.Recovering when severity != Severity.None => StillOpen(before, severity),
        AlertStatus.Open or AlertStatus.Recovering => Better(before, recovered, rule),
        _ when severity != Severity.None => Worse(before, day, severity, rule),
        _ => Condition.Fine,
    };

    private static Condition Worse(Condition before, DateOnly day, Severity severity, DecisionRule rule)
    {
        var days = before.Status == AlertStatus.Pending ? before.Days + 1 : 1;
        return At(days >= rule.DaysToOpen ? AlertStatus.Open : AlertStatus.Pending, severity, before.Since ?? day, days);
    }

    private static Condition StillOpen(Condition before, Severity severity) =>
        At(AlertStatus.Open, severity, before.Since, before.Status == AlertStatus.Open ? before.Days + 1 : 1);

    private static Condition Better(Condition before, bool recovered, DecisionRule rule)
    {
        var days = (before.Status, recovered) switch
        {
            (_, false) => 0,
            (AlertStatus.Recovering, true) => before.Days + 1,
            _ => 1,
        };
        return days >= rule.DaysToResolve ? Condition.Fine : At(AlertStatus.Recovering, Severity.None, before.Since, days);
    }

    private static Condition At(AlertStatus status, Severity severity, DateOnly? since, int days) => new(status, severity, since, days, 0, status);
}
