using CrmServerless.Alerts;
using Xunit;

namespace CrmServerless.Tests.Unit.Alerts;

/// <summary>One case a row. Two days open it, two close it, a reminder after seven, silence told after three; the reading is of 10 March, the state of the 9th.</summary>
public sealed class AlertDecisionTests
{
    private static readonly DecisionRule TwoDays = new() { MinimumSample = 30, DaysToOpen = 2, DaysToResolve = 2, ReminderDays = 7, SilentDays = 3 };
    private static readonly DateTimeOffset Morning = new(2026, 3, 11, 3, 30, 0, TimeSpan.Zero);

    [Theory]
    // Nothing was ever judged: what can't be judged leaves no trace.
    [InlineData("none", "fine", "ok", Reason.None)]
    [InlineData("none", "better", "ok", Reason.None)]
    [InlineData("none", "warning", "pending warning 1 since 10", Reason.None)]
    [InlineData("none", "critical", "pending critical 1 since 10", Reason.None)]
    [InlineData("none", "nodata", "none", Reason.None)]
    [InlineData("none", "stale", "none", Reason.None)]
    [InlineData("none", "thin", "none", Reason.None)]
    [InlineData("none", "warming", "none", Reason.None)]
    // Not worse so far.
    [InlineData("ok", "fine", "ok", Reason.None)]
    [InlineData("ok", "edge", "ok", Reason.None)]
    [InlineData("ok", "warning", "pending warning 1 since 10", Reason.None)]
    [InlineData("ok", "thin", "ok", Reason.None)]
    [InlineData("ok", "warming", "ok", Reason.None)]
    // For enough days?
    [InlineData("pending warning 1 since 9", "warning", "open warning 2 since 9; told warning 10", Reason.FirstBreach)]
    [InlineData("pending warning 1 since 9", "critical", "open critical 2 since 9; told critical 10", Reason.FirstBreach)]
    [InlineData("pending critical 1 since 9", "warning", "open warning 2 since 9; told warning 10", Reason.FirstBreach)]
    [InlineData("pending warning 1 since 9", "edge", "ok", Reason.None)]
    [InlineData("pending warning 1 since 9", "better", "ok", Reason.None)]
    [InlineData("pending warning 1 since 9", "thin", "pending warning 1 since 9", Reason.None)]
    // Open: told once, again only when worse than told, or as a reminder.
    [InlineData("open warning 2 since 8; told warning 9", "warning", "open warning 3 since 8; told warning 9", Reason.None)]
    [InlineData("open warning 2 since 8; told warning 9", "critical", "open critical 3 since 8; told critical 10", Reason.Worse)]
    [InlineData("open critical 2 since 8; told critical 9", "warning", "open warning 3 since 8; told critical 9", Reason.None)]
    [InlineData("open warning 3 since 7; told critical 8", "critical", "open critical 4 since 7; told critical 8", Reason.None)]
    [InlineData("open warning 7 since 3; told warning 4", "warning", "open warning 8 since 3; told warning 4", Reason.None)]
    [InlineData("open warning 8 since 2; told warning 3", "warning", "open warning 9 since 2; told warning 10", Reason.Reminder)]
    [InlineData("open warning 8 since 2; told warning 3", "critical", "open critical 9 since 2; told critical 10", Reason.Worse)]
    [InlineData("open warning 2 since 8; told warning 9", "thin", "open warning 2 since 8; told warning 9", Reason.None)]
    // Better: back within the recovery margin, for enough days.
    [InlineData("open warning 2 since 8; told warning 9", "edge", "recovering 0 since 8; told warning 9", Reason.None)]
    [InlineData("open warning 2 since 8; told warning 9", "fine", "recovering 1 since 8; told warning 9", Reason.None)]
    [InlineData("recovering 0 since 8; told warning 9", "edge", "recovering 0 since 8; told warning 9", Reason.None)]
    [InlineData("recovering 0 since 8; told warning 9", "fine", "recovering 1 since 8; told warning 9", Reason.None)]
    [InlineData("recovering 1 since 8; told warning 9", "edge", "recovering 0 since 8; told warning 9", Reason.None)]
    [InlineData("recovering 1 since 8; told warning 9", "fine", "ok", Reason.Resolved)]
    [InlineData("recovering 1 since 8; told warning 9", "better", "ok", Reason.Resolved)]
    [InlineData("recovering 1 since 2; told warning 3", "edge", "recovering 0 since 2; told warning 3", Reason.None)]
    [InlineData("recovering 1 since 8; told warning 9", "warning", "open warning 1 since 8; told warning 9", Reason.None)]
    [InlineData("recovering 1 since 8; told warning 9", "critical", "open critical 1 since 8; told critical 10", Reason.Worse)]
    [InlineData("recovering 1 since 8; told warning 9", "thin", "recovering 1 since 8; told warning 9", Reason.None)]
    // Data away: an open alert neither closes nor reminds; the third day is told, once.
    [InlineData("ok", "nodata", "nodata 1 over ok", Reason.None)]
    [InlineData("nodata 1 over ok", "nodata", "nodata 2 over ok", Reason.None)]
    [InlineData("nodata 2 over ok", "nodata", "nodata 3 over ok; stopped", Reason.DataStopped)]
    [InlineData("nodata 3 over ok; stopped", "nodata", "nodata 4 over ok; stopped", Reason.None)]
    [InlineData("ok", "stale", "stale 1 over ok", Reason.None)]
    [InlineData("nodata 2 over ok", "stale", "stale 3 over ok; stopped", Reason.DataStopped)]
    [InlineData("stale 2 over open warning 3 since 4; told warning 1", "stale", "stale 3 over open warning 3 since 4; told warning 1; stopped", Reason.DataStopped)]
    [InlineData("stale 5 over open warning 3 since 2; told warning 2; stopped", "stale", "stale 6 over open warning 3 since 2; told warning 2; stopped", Reason.None)]
    // Data back: the strongest news is told, and the day judged as if there had been no gap.
    [InlineData("nodata 2 over ok", "fine", "ok", Reason.None)]
    [InlineData("nodata 3 over ok; stopped", "fine", "ok", Reason.DataBack)]
    [InlineData("nodata 3 over ok; stopped", "warning", "pending warning 1 since 10", Reason.DataBack)]
    [InlineData("nodata 3 over ok; stopped", "thin", "ok", Reason.DataBack)]
    [InlineData("stale 3 over pending warning 1 since 6; stopped", "warning", "open warning 2 since 6; told warning 10", Reason.FirstBreach)]
    [InlineData("stale 3 over open warning 3 since 4; told warning 6; stopped", "warning", "open warning 4 since 4; told warning 6", Reason.DataBack)]
    [InlineData("stale 3 over open warning 3 since 4; told warning 6; stopped", "critical", "open critical 4 since 4; told critical 10", Reason.Worse)]
    [InlineData("stale 3 over recovering 1 since 4; told warning 6; stopped", "fine", "ok", Reason.Resolved)]
    public void Decide_OneDay_MovesAndTells(string before, string reading, string after, Reason reason)
    {
        var decision = AlertDecision.Decide(
            AlertScript.State(before, AlertScript.March(9)), AlertScript.Reading(reading, AlertScript.March(10)), TwoDays, Morning);

        Assert.Equal((after, reason), (AlertScript.Write(decision.State), decision.Reason));
    }

    [Theory]
    [InlineData("warning warning", "- FirstBreach")]
    [InlineData("warning fine warning fine warning", "- - - - -")]
    [InlineData("warning warning fine warning fine warning fine fine", "- FirstBreach - - - - - Resolved")]
    [InlineData("warning warning fine fine warning warning", "- FirstBreach - Resolved - FirstBreach")]
    [InlineData("critical critical edge edge edge fine fine", "- FirstBreach - - - - Resolved")]
    [InlineData("warning critical warning critical critical", "- FirstBreach - - -")]
    [InlineData("warning warning warning warning warning warning warning warning warning warning", "- FirstBreach - - - - - - Reminder -")]
    [InlineData("warning warning nodata nodata nodata nodata warning fine fine", "- FirstBreach - - DataStopped - DataBack - Resolved")]
    [InlineData("warming warming warning warning", "- - - FirstBreach")]
    [InlineData("nodata nodata nodata nodata fine", "- - - - -")]
    public void Decide_NightAfterNight_TellsOnlyWhatIsNews(string nights, string reasons)
    {
        AlertState? state = null;
        var told = nights.Split(' ').Select((word, night) =>
        {
            var decision = AlertDecision.Decide(state, AlertScript.Reading(word, AlertScript.March(1 + night)), TwoDays, Morning);
            state = decision.State;
            return decision.Reason == Reason.None ? "-" : decision.Reason.ToString();
        }).ToList();

        Assert.Equal(reasons, string.Join(' ', told));
    }
}
