using CrmServerless.Alerts;
using CrmServerless.Alerts.Quieting;
using CrmServerless.Configuration;
using Xunit;

namespace CrmServerless.Tests.Unit.Alerts;

/// <summary>A day judged twice, days out of order, and the quiet overlay.</summary>
public sealed class AlertDecisionSameDayTests
{
    private static readonly DecisionRule OneDay = new() { MinimumSample = 30, DaysToOpen = 1, DaysToResolve = 1 };
    private static readonly DecisionRule TwoDays = OneDay with { DaysToOpen = 2 };
    private static readonly DateTimeOffset Morning = new(2026, 3, 11, 3, 30, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("warning", "warning", "open warning 1 since 10; told warning 10", Reason.None)]
    [InlineData("warning", "critical", "open critical 1 since 10; told critical 10", Reason.Worse)]
    [InlineData("critical", "warning", "open warning 1 since 10; told critical 10", Reason.None)]
    [InlineData("warning", "fine", "ok", Reason.Resolved)]
    [InlineData("fine", "warning", "open warning 1 since 10; told warning 10", Reason.FirstBreach)]
    [InlineData("stale", "warning", "open warning 1 since 10; told warning 10", Reason.FirstBreach)]
    public void Decide_SameDayAgain_TellsOnlyWhatChanged(string first, string second, string after, Reason reason)
    {
        var nightBefore = AlertScript.State("ok", AlertScript.March(9));
        var once = AlertDecision.Decide(nightBefore, AlertScript.Reading(first, AlertScript.March(10)), OneDay, Morning);
        var twice = AlertDecision.Decide(once.State, AlertScript.Reading(second, AlertScript.March(10)), OneDay, Morning);

        Assert.Equal((after, reason), (AlertScript.Write(twice.State), twice.Reason));
    }

    [Fact]
    public void Decide_SameDayThreeTimes_CountsOneDay()
    {
        AlertState? state = null;
        for (var run = 0; run < 3; run++)
            state = AlertDecision.Decide(state, AlertScript.Reading("warning", AlertScript.March(10)), TwoDays, Morning).State;

        Assert.Equal("pending warning 1 since 10", AlertScript.Write(state));
    }

    [Theory]
    [InlineData("critical")]
    [InlineData("fine")]
    [InlineData("nodata")]
    public void Decide_OlderDay_ChangesNothing(string reading)
    {
        var state = AlertScript.State("open warning 2 since 8; told warning 9", AlertScript.March(10));
        var decision = AlertDecision.Decide(state, AlertScript.Reading(reading, AlertScript.March(9)), OneDay, Morning);

        Assert.Same(state, decision.State);
        Assert.Equal(Reason.None, decision.Reason);
    }

    [Fact]
    public void Decide_Resolved_SaysSinceWhenItWasOff()
    {
        var state = AlertScript.State("open warning 2 since 8; told warning 9", AlertScript.March(9));
        var decision = AlertDecision.Decide(state, AlertScript.Reading("fine", AlertScript.March(10)), OneDay, Morning);

        Assert.Equal((Reason.Resolved, AlertScript.March(8)), (decision.Reason, decision.Since));
    }

    [Fact]
    public void Decide_BreachWhileQuiet_IsToldWhenQuietEnds()
    {
        var quiet = new Quiet { Kind = QuietKind.Snoozed, Until = Morning.AddDays(1), Why = "price change", By = "anna", At = Morning };
        var state = AlertScript.State("ok", AlertScript.March(9))! with { Quiet = quiet };
        var during = AlertDecision.Decide(state, AlertScript.Reading("warning", AlertScript.March(10)), OneDay, Morning);
        var after = AlertDecision.Decide(during.State, AlertScript.Reading("warning", AlertScript.March(11)), OneDay, Morning.AddDays(1));

        Assert.Equal((Reason.None, Reason.FirstBreach), (during.Reason, after.Reason));
        Assert.Equal(AlertScript.March(10), after.Since);
    }

    [Fact]
    public void Decide_BreachAndRecoveryWhileQuiet_IsNeverTold()
    {
        var state = AlertScript.State("ok", AlertScript.March(9))! with { Quiet = new Quiet { Kind = QuietKind.Snoozed, Until = Morning.AddDays(1), Why = "fair", By = "anna", At = Morning } };
        var breach = AlertDecision.Decide(state, AlertScript.Reading("critical", AlertScript.March(10)), OneDay, Morning);
        var over = AlertDecision.Decide(breach.State, AlertScript.Reading("fine", AlertScript.March(11)), OneDay, Morning.AddDays(1));

        Assert.Equal((Reason.None, Reason.None), (breach.Reason, over.Reason));
        Assert.Equal(Severity.None, over.State!.Told.Severity);
    }
}
