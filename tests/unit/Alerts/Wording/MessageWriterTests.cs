using CrmServerless.Alerts;
using CrmServerless.Alerts.Wording;
using CrmServerless.Configuration;
using CrmServerless.Notifications.Messages;
using Xunit;

namespace CrmServerless.Tests.Unit.Alerts.Wording;

public sealed class MessageWriterTests
{
    private static readonly Person Anna = new() { Id = "anna", Name = "Anna" };

    [Fact]
    public void Write_Breach_HasEveryParticularInOrder()
    {
        var note = Write(Findings.WinRate()).Notes.Single();

        Assert.Equal(
            [
                new("KPI", "Win rate (win_rate), region North"),
                new("Value", "22 % (31 of 141)"),
                new("Window", "19 Aug to 16 Nov 2026 (90 days), Europe/Berlin"),
                new("Benchmark", "31 % (history): the median of 6 earlier 90-day windows"),
                new("Difference", "9 points lower (29 % below it)"),
                new("Limits", "warning below 28 %, critical below 25 %"),
                new("Money", "about 48,000 EUR: 13 deals not won at 3,800 EUR each"),
                new("Since", "Mon 9 Nov 2026 (8 days)"),
                new("Driver", "region North, tier Enterprise: 35 % → 18 %"),
                new("Sample", "141, at least 30 needed"),
                new("Trend", "▇█▇▇▇▇▆▅▄▃▂▁ 31 % to 22 %, weekly since 31 Aug"),
                new("Note", "Deals that nobody closes don't count."),
            ],
            note.Facts);
        Assert.Equal(2, note.Playbook.Count);
        Assert.Equal(
            "https://crm.example.com/api/metrics?kpi=win_rate&window=90&segment=region%3DNorth&from=2026-08-19&to=2026-11-16",
            note.Links[0].Address.AbsoluteUri);
    }

    [Fact]
    public void Write_Resolved_SaysWhenItWasOffAndAsksForNothing()
    {
        var note = Write(Findings.Resolved()).Notes.Single();

        Assert.Contains(new Fact("Was off", "Wed 4 Nov 2026 to Sun 15 Nov 2026 (12 days)"), note.Facts);
        Assert.Contains(new Fact("Difference", "1 point lower (3 % below it)"), note.Facts);
        Assert.Empty(note.Playbook);
        Assert.Equal(("Resolved", Severity.None), (note.Label, note.Severity));
    }

    [Fact]
    public void Write_SeveralFindings_AreWorstFirst()
    {
        var message = Write(
            Findings.Resolved() with { Segment = "region=South" },
            Findings.Stopped(AlertStatus.NoData),
            Findings.ResponseTime(Reason.Reminder),
            Findings.ResponseTime(),
            Findings.WinRate(Reason.Worse));

        Assert.Equal(["Now critical", "Warning", "Still a warning", "No data", "Resolved"], message.Notes.Select(note => note.Label));
        Assert.Equal("Now critical: Win rate North 31 % → 22 % over 90 days (+4 more)", message.Subject);
        Assert.Equal("1 critical, 1 warning, 1 still off, 1 without data, 1 resolved in the figures of Mon 16 Nov 2026.", message.Summary);
        Assert.Equal("Good morning Anna,", message.Greeting);
    }

    [Fact]
    public void Write_OnlyGoodNews_SubjectSaysSo() =>
        Assert.Equal("Resolved: Win rate North is back at 30 %", Write(Findings.Resolved()).Subject);

    [Fact]
    public void Write_NoAddressConfigured_HasNoLinks()
    {
        var message = MessageWriter.Write(Anna, Findings.Day, [Findings.WinRate()], Findings.Context with { LinkBase = null });

        Assert.Empty(message.Notes[0].Links);
        Assert.Null(message.Everything);
    }

    [Fact]
    public void Write_SegmentWithLineBreaks_KeepsTheSubjectInOneLine()
    {
        var subject = Write(Findings.WinRate() with { Segment = "region=North\r\nBcc: x@y" }).Subject;

        Assert.Equal("Critical: Win rate North  Bcc: x@y 31 % → 22 % over 90 days", subject);
    }

    [Fact]
    public void Write_EndlessSegment_ShortensTheSubject()
    {
        var subject = Write(Findings.WinRate() with { Segment = "region=" + new string('x', 500) }, Findings.ResponseTime()).Subject;

        Assert.Equal(120, subject.Length);
        Assert.EndsWith("x… (+1 more)", subject, StringComparison.Ordinal);
    }

    private static ManagerMessage Write(params Finding[] findings) => MessageWriter.Write(Anna, Findings.Day, findings, Findings.Context);
}
