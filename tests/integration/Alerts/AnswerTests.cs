using CrmServerless.Alerts.Quieting;
using CrmServerless.Alerts.Storage;
using CrmServerless.Configuration;
using CrmServerless.Tests.Integration.Cli;
using CrmServerless.Tests.Integration.Crashes;
using CrmServerless.Tests.Support.Storage;

namespace CrmServerless.Tests.Integration.Alerts;

/// <summary>What managers answer by the links of their messages, and what they hear afterwards.</summary>
public sealed class AnswerTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly DateOnly Monday = AlertBench.Break;

    [Fact]
    public async Task Message_OfABreach_HasALinkOfItsReadersOwn()
    {
        var bench = await BreachAsync();

        var annas = await TokenAsync(bench, "anna");

        var (link, _) = new LinkSigner(AlertBench.LinkKeyForTests).Open(annas, bench.Time.GetUtcNow());
        Assert.Equal((new AlertKey("win-rate-regions", "region=North", 90), "anna", Monday), (link!.Key, link.Person, link.Night));
        Assert.NotEqual(annas, await TokenAsync(bench, "bert"));
    }

    [Fact]
    public async Task Show_ByAScanner_ChangesNothing()
    {
        var bench = await BreachAsync();
        var states = await bench.StatesAsync();

        var page = await bench.Answers().ShowAsync(await TokenAsync(bench, "anna"), default);

        Assert.Equal(200, page.Status);
        Assert.Contains("<h1>Win rate North</h1>", page.Html, StringComparison.Ordinal);
        Assert.Contains("Off its benchmark since Mon 9 Nov 2026.", page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page.Html, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(states, await bench.StatesAsync());
    }

    [Fact]
    public async Task Answer_Snooze_IsSilentAndThenTellsWhatIsStillOff()
    {
        var bench = await BreachAsync();

        var page = await bench.Answers().AnswerAsync(await TokenAsync(bench, "anna"), Form(("answer", "snooze-7")), default);
        var told = await NightsAsync(bench, 1, 8);

        Assert.Equal(200, page.Status);
        Assert.Contains("Snoozed by anna until Tue 17 Nov 2026 03:30.", page.Html, StringComparison.Ordinal);
        // Seven days after the breach a reminder is due; it waits for the end of the snooze, at the moment of the eighth night.
        Assert.Equal([0, 0, 0, 0, 0, 0, 3, 0], told);
    }

    [Fact]
    public async Task Answer_Acknowledge_StopsRemindersButNotWorse()
    {
        var bench = await BreachAsync();

        await bench.Answers().AnswerAsync(await TokenAsync(bench, "anna"), Form(("answer", "acknowledge"), ("text", "new price list")), default);
        var quiet = await NightsAsync(bench, 1, 9);
        bench.Metrics = AlertBench.WinRates(day => day > Monday.AddDays(9) ? 12 : 22);
        var worse = await NightsAsync(bench, 10, 10);

        Assert.All(quiet, messages => Assert.Equal(0, messages));
        Assert.Equal([3], worse);
        var mail = (await bench.OutboxAsync()).Last(entry => entry.Key is { Person: "bert" });
        var text = (await bench.Outbox.ContentAsync(mail, default)).Mail!.Text;
        Assert.Contains("Acknowledged by anna on Tue 10 Nov 2026 03:30; anna: new price list", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_ResumeTwiceAndVotes_AreKeptOnce()
    {
        var bench = await BreachAsync();
        var token = await TokenAsync(bench, "anna");

        await bench.Answers().AnswerAsync(token, Form(("answer", "until-better")), default);
        await bench.Answers().AnswerAsync(token, Form(("answer", "resume")), default);
        await bench.Answers().AnswerAsync(token, Form(("answer", "resume")), default);
        await bench.Answers().AnswerAsync(token, Form(("answer", "useful")), default);
        await bench.Answers().AnswerAsync(token, Form(("answer", "not-useful")), default);

        var alert = (await new AlertStore(bench.Storage).FindAsync(new AlertKey("win-rate-regions", "region=North", 90), default))!;
        Assert.Null(alert.State.Quiet);
        var vote = Assert.Single(await new FeedbackStore(bench.Storage).VotesAsync("win-rate-regions", default));
        Assert.Equal(("anna", Monday, false), (vote.By, vote.Night, vote.IsUseful));
    }

    [Theory]
    [InlineData("answer=snooze-0", "The number of days must be from 1 to 366.")]
    [InlineData("answer=snooze-367", "The number of days must be from 1 to 366.")]
    [InlineData("answer=comment&text= ", "There was no comment in the form.")]
    [InlineData("answer=delete", "The form said nothing that is known here.")]
    public async Task Answer_FormThatMakesNoSense_SaysWhatIsWrong(string form, string expected)
    {
        var bench = await BreachAsync();
        var states = await bench.StatesAsync();

        var page = await bench.Answers().AnswerAsync(
            await TokenAsync(bench, "anna"), Form([.. form.Split('&').Select(field => (field.Split('=')[0], field.Split('=')[1]))]), default);

        Assert.Equal(400, page.Status);
        Assert.Contains(expected, page.Html, StringComparison.Ordinal);
        Assert.Equal(states, await bench.StatesAsync());
    }

    [Fact]
    public async Task Answer_ForgedOrOldLink_OpensNothing()
    {
        var bench = await BreachAsync();
        var token = await TokenAsync(bench, "anna");

        Assert.Equal(404, (await bench.Answers().AnswerAsync($"x{token}", Form(("answer", "resume")), default)).Status);
        bench.Time.Advance(TimeSpan.FromDays(30));
        Assert.Equal(410, (await bench.Answers().AnswerAsync(token, Form(("answer", "until-better")), default)).Status);
        Assert.DoesNotContain(await bench.StatesAsync(), state => state.Contains("UntilBetter", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Preview_PastDay_TellsWhatWouldBeToldAndWritesNothing()
    {
        var bench = await AlertBench.CreateAsync(azurite.NewAccount());

        var breach = await bench.Evaluator(bench.StoppingAfter(1)).PreviewAsync(Monday, 10, default);
        var next = await bench.Evaluator(bench.StoppingAfter(1)).PreviewAsync(Monday.AddDays(1), 10, default);

        Assert.Equal(["region=North FirstBreach anna:Email anna:Teams bert:Email"], breach.Told.Select(told => $"{told.Key.Segment} {told.Reason} {string.Join(' ', told.To.Select(to => $"{to.Person}:{to.Channel}"))}"));
        Assert.Equal(3, breach.Deliveries.Count);
        Assert.Empty(next.Deliveries);
        Assert.Equal(
            ["still open, told before", "not worse than its benchmark"],
            next.Judgements.Select(CrmServerless.Alerts.Wording.WhyNot.Of));
    }

    [Fact]
    public async Task Link_OverHttpAndTheTool_ShowsAnswersAndRefuses()
    {
        var account = azurite.NewAccount();
        var bench = await BreachAsync(account);
        // The links of that night expire by the bench's clock; the app's own clock makes one for today.
        var token = new LinkSigner(AlertBench.LinkKeyForTests).Sign(new AlertKey("win-rate-regions", "region=North", 90), "anna", Monday, TimeProvider.System.GetUtcNow());
        await using var host = await FunctionsHost.StartAsync(
            azurite.NewAccount().ConnectionString, account.ConnectionString, isTriggered: false, ("LinkKeySecret", "link-key"), ("Secrets__link-key", AlertBench.LinkKeyForTests));

        using var shown = await host.SendAsync(new HttpRequestMessage(HttpMethod.Get, $"/api/alerts?link={token}"));
        using var forged = await host.SendAsync(new HttpRequestMessage(HttpMethod.Get, "/api/alerts?link=abc.def"));
        using var large = await host.SendAsync(Post(token, ("text", new string('x', 20_000))));
        using var answered = await host.SendAsync(Post(token, ("answer", "acknowledge"), ("text", "<b>we know</b>")));

        Assert.Equal((200, 404, 413, 200), ((int)shown.StatusCode, (int)forged.StatusCode, (int)large.StatusCode, (int)answered.StatusCode));
        Assert.Contains("default-src 'none'", shown.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal(("no-store", "no-referrer"), (shown.Headers.CacheControl!.ToString(), shown.Headers.GetValues("Referrer-Policy").Single()));
        Assert.Contains("&lt;b&gt;we know&lt;/b&gt;", await answered.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        var list = await CrmProcess.RunAsync("alerts", "--connection", account.ConnectionString);
        var snooze = await CrmProcess.RunAsync("alerts", "snooze", "win-rate-regions", "region=North", "--until", "2099-01-01", "--by", "Jo", "--connection", account.ConnectionString);
        var resume = await CrmProcess.RunAsync("alerts", "resume", "win-rate-regions", "region=North", "--connection", account.ConnectionString);
        var unknown = await CrmProcess.RunAsync("alerts", "resume", "win-rate-regions", "region=East", "--connection", account.ConnectionString);

        Assert.Equal((0, 0, 0, 1), (list.ExitCode, snooze.ExitCode, resume.ExitCode, unknown.ExitCode));
        Assert.Matches(@"win-rate-regions +region=North +90 +open, warning +2026-11-09 +2026-11-09 +2026-11-09 +Acknowledged by anna", list.Output);
        Assert.Contains("win-rate-regions, region=North: Snoozed by Jo until Thu 1 Jan 2099 00:00", snooze.Output, StringComparison.Ordinal);
        Assert.Contains("win-rate-regions, region=North: not quiet", resume.Output, StringComparison.Ordinal);
        Assert.Contains("Rule win-rate-regions has no alert of region=East", unknown.Output, StringComparison.Ordinal);
    }

    private static HttpRequestMessage Post(string token, params (string Name, string Text)[] fields) =>
        new(HttpMethod.Post, $"/api/alerts?link={token}") { Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Text))) };

    private Task<AlertBench> BreachAsync() => BreachAsync(azurite.NewAccount());

    private static async Task<AlertBench> BreachAsync(TestAccount account)
    {
        var bench = await AlertBench.CreateAsync(account);
        bench.LinkKey = AlertBench.LinkKeyForTests;
        await bench.EvaluateAsync(Monday);
        return bench;
    }

    /// <summary>How many messages each of some nights after the breach sends, a day apart.</summary>
    private static async Task<List<int>> NightsAsync(AlertBench bench, int first, int last)
    {
        var told = new List<int>();
        for (var night = first; night <= last; night++)
        {
            bench.Time.Advance(TimeSpan.FromDays(1));
            told.Add((await bench.EvaluateAsync(Monday.AddDays(night))).Deliveries.Count);
        }

        return told;
    }

    private static async Task<string> TokenAsync(AlertBench bench, string person)
    {
        var mail = (await bench.OutboxAsync()).First(entry => entry.Key.Person == person && entry.Key.Channel == Channel.Email);
        var text = (await bench.Outbox.ContentAsync(mail, default)).Mail!.Text;
        var start = text.IndexOf("/alerts?link=", StringComparison.Ordinal) + "/alerts?link=".Length;
        return new string([.. text.Skip(start).TakeWhile(letter => !char.IsWhiteSpace(letter))]);
    }

    private static Func<string, string> Form(params (string Name, string Text)[] fields) => name => fields.FirstOrDefault(field => field.Name == name).Text ?? "";
}
