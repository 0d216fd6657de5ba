using CrmServerless.Alerts;
using CrmServerless.Alerts.Wording;
using Xunit;

namespace CrmServerless.Tests.Unit.Alerts.Wording;

/// <summary>The sentences, written by hand.</summary>
public sealed class FirstLineTests
{
    [Fact]
    public void Sentence_BreachOfHistory_SaysMoneyAndDriver() => Assert.Equal(
        "Win rate North 31 % → 22 % over 90 days; about 48,000 EUR less than at your normal rate; 70 % of it is in Enterprise.",
        Sentence(Findings.WinRate()));

    [Fact]
    public void Sentence_NothingKnownButTheChange_SaysOnlyThat() => Assert.Equal(
        "Win rate North 31 % → 22 % over 90 days.",
        Sentence(Findings.WinRate() with { Money = null, Driver = null }));

    [Fact]
    public void Sentence_DriverWithoutMoney_IsOfTheChange() => Assert.Equal(
        "Win rate North 31 % → 22 % over 90 days; all of the change is in Enterprise.",
        Sentence(Findings.WinRate() with { Money = null, Driver = new Driver("region=North&tier=Enterprise", 0.97, 35, 18) }));

    [Fact]
    public void Sentence_MissedTarget_NamesTheTarget() => Assert.Equal(
        "First response time 95 minutes over 30 days, target 60 minutes.",
        Sentence(Findings.ResponseTime()));

    [Fact]
    public void Sentence_OutsideABand_NamesTheBand()
    {
        var finding = Findings.ResponseTime();
        var band = finding.Benchmark! with { Low = 20, High = 60 };

        Assert.Equal("First response time 95 minutes over 30 days, not within 20 minutes to 60 minutes.", Sentence(finding with { Benchmark = band }));
    }

    [Fact]
    public void Sentence_Resolved_SaysHowLongItWasOff() => Assert.Equal(
        "Win rate North is back: 30 % over 90 days, normal is 31 %; it was off for 12 days.",
        Sentence(Findings.Resolved()));

    [Fact]
    public void Sentence_NoData_SaysThatNothingIsJudged() => Assert.Equal(
        "First response time: no data for 3 days; it is not judged until there is some.",
        Sentence(Findings.Stopped(AlertStatus.NoData)));

    [Fact]
    public void Sentence_StaleData_SaysThatNothingIsJudged() => Assert.Equal(
        "First response time: the data behind it has not been renewed for 3 days; it is not judged until new data arrives.",
        Sentence(Findings.Stopped(AlertStatus.Stale)));

    [Fact]
    public void Sentence_DataBack_SaysTheValue() => Assert.Equal(
        "Win rate North has data again: 22 % over 90 days.",
        Sentence(Findings.WinRate(Reason.DataBack)));

    [Theory]
    [InlineData("industry", "First response time 95 minutes over 30 days, published figure 60 minutes.")]
    [InlineData("improvement", "First response time 95 minutes over 30 days, 60 minutes needed by now.")]
    public void Sentence_OtherKinds_SayWhatTheFigureIs(string kind, string sentence)
    {
        var finding = Findings.ResponseTime();

        Assert.Equal(sentence, Sentence(finding with { Benchmark = finding.Benchmark! with { Kind = kind } }));
    }

    [Fact]
    public void Sentence_MissedTargetInMoney_IsLessThanThat()
    {
        var finding = Findings.WinRate();
        var revenue = finding with
        {
            Kpi = finding.Kpi with { Id = "revenue", Name = "Revenue", Unit = CrmServerless.Kpis.Unit.Money },
            Segment = "all",
            Row = finding.Row! with { Value = 250_000 },
            Benchmark = finding.Benchmark! with { Kind = "expectation", Low = 310_000, High = 310_000 },
            Money = new MoneyEffect(60_000),
            Driver = null,
        };

        Assert.Equal("Revenue 250,000 EUR over 90 days, target 310,000 EUR; about 60,000 EUR less than that.", Sentence(revenue));
    }

    [Fact]
    public void Sentence_BreachWithoutBenchmark_IsRefused() =>
        Assert.Throws<ArgumentException>(() => Sentence(Findings.WinRate() with { Benchmark = null }));

    private static string Sentence(Finding finding) => FirstLine.Sentence(finding, Findings.Context);
}
