using System.Text.Json;
using CrmServerless.Notifications.Teams;
using CrmServerless.Receivers;
using CrmServerless.Tests.Integration.Notifications;
using CrmServerless.Tests.Support.Storage;

namespace CrmServerless.Tests.Integration.Alerts;

/// <summary>The mail and the card of a breach and of its recovery, as they arrive; the texts are written by hand.</summary>
public sealed class WhatManagersReadTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IDisposable
{
    private static readonly DateOnly Monday = AlertBench.Break;
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    // Nine deals fewer than the 31 that are usual, at 4,000 EUR each. The Enterprise deals fell from 16 of 50 to 7 of 50.
    private const string Breach = """
        Good morning Anna,

        1 warning in the figures of Mon 9 Nov 2026.

        == WARNING ==
        Win rate North 31 % → 22 % over 90 days; about 36,000 EUR less than at your normal rate; all of it is in Enterprise.

        KPI:         Win rate (win_rate), region North
        Value:       22 % (22 of 100)
        Window:      12 Aug to 9 Nov 2026 (90 days), Europe/Berlin
        Benchmark:   31 % (history): the median of 8 earlier 90-day windows
        Difference:  9 points lower (29 % below it)
        Limits:      warning below 28 %, critical below 19 %
        Money:       about 36,000 EUR: 9 deals not won at 4,000 EUR each
        Since:       Mon 9 Nov 2026 (1 day)
        Driver:      region North, tier Enterprise: 32 % → 14 %
        Sample:      100, at least 30 needed
        Trend:       ███████████▁ 31 % to 22 %, weekly since 24 Aug
        Note:        By count of deals closed in the window; deals left open that are really lost flatter it.

        What to do:
        - Review the deals lost in the window: reason, competitor, stage they were lost at.
        - Sit in on the next deals of the segment that fell.
        - Check whether pricing or the product changed.

        The figures of the last 90 days: https://crm.example.com/api/metrics?kpi=win_rate&window=90&segment=region%3DNorth&from=2026-08-12&to=2026-11-09
        All segments of this day: https://crm.example.com/api/metrics?kpi=win_rate&window=90&from=2026-11-09&to=2026-11-09

        All figures of this day: https://crm.example.com/api/metrics?from=2026-11-09&to=2026-11-09
        You get this because managers.yaml sends alerts on these KPIs to you. Days are calendar days in Europe/Berlin.

        """;

    private const string Recovery = """
        Good morning Anna,

        1 resolved in the figures of Thu 12 Nov 2026.

        == RESOLVED ==
        Win rate North is back: 30 % over 90 days, normal is 31 %; it was off for 3 days.

        KPI:         Win rate (win_rate), region North
        Value:       30 % (30 of 100)
        Window:      15 Aug to 12 Nov 2026 (90 days), Europe/Berlin
        Benchmark:   31 % (history): the median of 8 earlier 90-day windows
        Difference:  1 point lower (3 % below it)
        Limits:      warning below 28 %, critical below 19 %
        Was off:     Mon 9 Nov 2026 to Wed 11 Nov 2026 (3 days)
        Sample:      100, at least 30 needed
        Trend:       ███████████▁ 31 % to 30 %, weekly since 27 Aug

        The figures of the last 90 days: https://crm.example.com/api/metrics?kpi=win_rate&window=90&segment=region%3DNorth&from=2026-08-15&to=2026-11-12
        All segments of this day: https://crm.example.com/api/metrics?kpi=win_rate&window=90&from=2026-11-12&to=2026-11-12

        All figures of this day: https://crm.example.com/api/metrics?from=2026-11-12&to=2026-11-12
        You get this because managers.yaml sends alerts on these KPIs to you. Days are calendar days in Europe/Berlin.

        """;

    private readonly TemporaryFolder folder = new();
    private readonly HttpClient http = new();

    public void Dispose()
    {
        http.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task BreachAndRecovery_ArriveAsMailAndCardAndNothingElseDoes()
    {
        var bench = await AlertBench.CreateAsync(azurite.NewAccount());
        bench.Metrics = AlertBench.WinRates(day => day < Monday.AddDays(3) ? 22 : 30);
        await using var smtp = await SmtpReceiver.StartAsync(new(Path.Combine(folder.Path, "mail")));
        await using var teams = await TeamsReceiver.StartAsync(new(Path.Combine(folder.Path, "cards")));
        var dispatcher = bench.Dispatcher(OutboxBench.Smtp(smtp.Port), new TeamsChannel(http, new OutboxBench.Secrets(("teams-anna", teams.Url.AbsoluteUri)), bench.Time));

        for (var night = -1; night < 5; night++)
        {
            await bench.EvaluateAsync(Monday.AddDays(night));
            await bench.EvaluateAsync(Monday.AddDays(night));
            await dispatcher.DispatchDueAsync(default);
            await dispatcher.DispatchDueAsync(default);
            bench.Time.Advance(TimeSpan.FromDays(1));
        }

        var mails = await smtp.WaitForAsync(4, Soon);
        var toAnna = mails.Where(mail => mail.To.Single() == "anna@example.com").ToList();
        Assert.Equal((4, 2, 2), (mails.Count, toAnna.Count, teams.Posts.Count));
        Assert.Equal(
            ["Warning: Win rate North 31 % → 22 % over 90 days", "Resolved: Win rate North is back at 30 %"],
            toAnna.Select(mail => mail.Subject));
        Assert.Equal(Breach.ReplaceLineEndings(), toAnna[0].Text!.ReplaceLineEndings());
        Assert.Equal(Recovery.ReplaceLineEndings(), toAnna[1].Text!.ReplaceLineEndings());
        Assert.Equal(toAnna[0].Headers["references"], toAnna[1].Headers["references"]);
        Assert.Equal(4, mails.Select(mail => mail.MessageId).Distinct().Count());
        AssertCard(teams.Posts[0], "Win rate North 31 % → 22 % over 90 days; about 36,000 EUR less than at your normal rate; all of it is in Enterprise.", "warning");
        AssertCard(teams.Posts[1], "Win rate North is back: 30 % over 90 days, normal is 31 %; it was off for 3 days.", "good");
    }

    private static void AssertCard(TeamsPost post, string firstLine, string style)
    {
        using var body = JsonDocument.Parse(post.Body);
        var card = body.RootElement.GetProperty("attachments")[0].GetProperty("content");
        var note = card.GetProperty("body").EnumerateArray().Single(element => element.GetProperty("type").GetString() == "Container");

        Assert.Null(post.Problem);
        Assert.Equal(style, note.GetProperty("style").GetString());
        Assert.Equal(firstLine, note.GetProperty("items")[1].GetProperty("text").GetString());
    }
}
