using CrmServerless.Configuration;

namespace CrmServerless.Alerts;

/// <summary>Decides what a day's reading means and whether the manager hears of it. Pure: no clock, no storage.</summary>
public static class AlertDecision
{
    /// <summary>
    /// The state after <paramref name="reading"/>, and what to tell.
    /// A day older than the newest judged changes nothing. The newest day again is judged from the state before it, so it never counts twice, and
    /// tells only what differs from what was told.
    /// </summary>
    /// <param name="state">The state so far; null when there is none.</param>
    /// <param name="reading">What the day shows.</param>
    /// <param name="rule">How to decide.</param>
    /// <param name="now">For the quiet overlay only.</param>
    public static Decision Decide(AlertState? state, Reading reading, DecisionRule rule, DateTimeOffset now)
    {
        if (reading.Day < state?.Day)
            return new Decision(state, Reason.None, null);

        var before = reading.Day == state?.Day ? state.Before : state?.Condition;
        var condition = ConditionMachine.Next(before, reading, rule);
        if (condition is null && state is null)
            return new Decision(null, Reason.None, null);

        condition ??= Condition.Fine;
        var told = state?.Told ?? Told.Nothing;
        var reason = ToTell(condition, told, reading.Day, rule);
        if (state?.Quiet?.Silences(reason, condition, now) == true)
            reason = Reason.None;
        var next = new AlertState(reading.Day, condition, before, AfterTelling(told, reason, condition, reading.Day), state?.Quiet);
        return new Decision(next, reason, condition.Since ?? before?.Since ?? state?.Condition.Since);
    }

    private static Reason ToTell(Condition condition, Told told, DateOnly day, DecisionRule rule) => condition.Status switch
    {
        AlertStatus.Open when told.Severity == Severity.None => Reason.FirstBreach,
        AlertStatus.Open when condition.Severity > told.Severity => Reason.Worse,
        AlertStatus.Ok when told.Severity != Severity.None => Reason.Resolved,
        AlertStatus.NoData or AlertStatus.Stale => SilentLongEnough(condition, rule) && !told.DataStopped ? Reason.DataStopped : Reason.None,
        _ when told.DataStopped => Reason.DataBack,
        AlertStatus.Open when ReminderIsDue(told, day, rule) => Reason.Reminder,
        _ => Reason.None,
    };

    private static bool SilentLongEnough(Condition condition, DecisionRule rule) => rule.SilentDays > 0 && condition.Silent >= rule.SilentDays;

    private static bool ReminderIsDue(Told told, DateOnly day, DecisionRule rule) =>
        rule.ReminderDays > 0 && told.Day is { } last && day.DayNumber - last.DayNumber >= rule.ReminderDays;

    private static Told AfterTelling(Told told, Reason reason, Condition condition, DateOnly day) => reason switch
    {
        Reason.None => told,
        Reason.FirstBreach or Reason.Worse => new Told(condition.Severity, day, false),
        Reason.Reminder => told with { Day = day },
        Reason.Resolved => Told.Nothing,
        Reason.DataStopped => told with { DataStopped = true },
        _ => told with { DataStopped = false },
    };
}
