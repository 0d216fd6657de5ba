using CrmServerless.Alerts;
using CrmServerless.Alerts.Quieting;
using Xunit;

namespace CrmServerless.Tests.Unit.Alerts.Quieting;

/// <summary>What a manager hears while an alert is quiet. March 2026; the alert stands since the 8th, told on the 9th.</summary>
public sealed class QuietTests
{
    private const string Standing = "open warning 2 since 8; told warning 9";

    private static readonly DecisionRule Rule = new() { MinimumSample = 30, DaysToOpen = 1, DaysToResolve = 1, ReminderDays = 1 };

    [Theory]
    [InlineData(QuietKind.Snoozed, "warning", Reason.None)]
    [InlineData(QuietKind.Snoozed, "critical", Reason.None)]
    [InlineData(QuietKind.Snoozed, "fine", Reason.None)]
    [InlineData(QuietKind.UntilBetter, "warning", Reason.None)]
    [InlineData(QuietKind.UntilBetter, "critical", Reason.None)]
    [InlineData(QuietKind.UntilBetter, "fine", Reason.Resolved)]
    [InlineData(QuietKind.Acknowledged, "warning", Reason.None)]
    [InlineData(QuietKind.Acknowledged, "critical", Reason.Worse)]
    [InlineData(QuietKind.Acknowledged, "fine", Reason.Resolved)]
    public void Decide_WhileQuiet_TellsWhatTheKindLetsThrough(QuietKind kind, string reading, Reason expected)
    {
        var decision = Decide(kind, Standing, reading, day: 10);

        Assert.Equal(expected, decision.Reason);
    }

    [Theory]
    [InlineData(QuietKind.UntilBetter)]
    [InlineData(QuietKind.Acknowledged)]
    public void Decide_NewBreachAfterItWasWell_IsToldAndReminded(QuietKind kind)
    {
        var well = Decide(kind, Standing, "fine", day: 10);
        var again = AlertDecision.Decide(well.State, AlertScript.Reading("warning", AlertScript.March(11)), Rule, MorningAfter(11));
        var reminder = AlertDecision.Decide(again.State, AlertScript.Reading("warning", AlertScript.March(12)), Rule, MorningAfter(12));

        Assert.Equal((Reason.Resolved, Reason.FirstBreach, Reason.Reminder), (well.Reason, again.Reason, reminder.Reason));
        Assert.False(reminder.State!.Quiet!.IsInForce(reminder.State.Condition, MorningAfter(12)));
    }

    [Fact]
    public void Decide_SnoozeEnds_TellsWhatGotWorseMeanwhile()
    {
        var during = Decide(QuietKind.Snoozed, Standing, "critical", day: 10);
        var after = AlertDecision.Decide(during.State, AlertScript.Reading("critical", AlertScript.March(14)), Rule, MorningAfter(14));

        Assert.Equal((Reason.None, Reason.Worse), (during.Reason, after.Reason));
    }

    [Fact]
    public void Decide_AcknowledgedWithoutData_IsQuietUntilDataIsBack()
    {
        var rule = Rule with { SilentDays = 2 };
        var quiet = new Quiet { Kind = QuietKind.UntilBetter, By = "anna", At = MorningAfter(9), Episode = null };
        var state = AlertScript.State("nodata 1 over ok", AlertScript.March(9))! with { Quiet = quiet };

        var silent = AlertDecision.Decide(state, AlertScript.Reading("nodata", AlertScript.March(10)), rule, MorningAfter(10));
        var back = AlertDecision.Decide(silent.State, AlertScript.Reading("warning", AlertScript.March(11)), rule, MorningAfter(11));

        Assert.Equal((Reason.None, Reason.FirstBreach), (silent.Reason, back.Reason));
    }

    private static Decision Decide(QuietKind kind, string state, string reading, int day)
    {
        var quiet = new Quiet { Kind = kind, By = "anna", At = MorningAfter(9), Until = MorningAfter(13), Episode = AlertScript.March(8) };
        return AlertDecision.Decide(AlertScript.State(state, AlertScript.March(9))! with { Quiet = quiet }, AlertScript.Reading(reading, AlertScript.March(day)), Rule, MorningAfter(day));
    }

    private static DateTimeOffset MorningAfter(int day) => new(2026, 3, day + 1, 3, 30, 0, TimeSpan.Zero);
}
