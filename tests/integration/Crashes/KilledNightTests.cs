namespace CrmServerless.Tests.Integration.Crashes;

/// <summary>The functions app killed in the midst of a night that has something to tell: the manager hears of it, and not twice.</summary>
public sealed class KilledNightTests(UndisturbedNight undisturbed) : IClassFixture<UndisturbedNight>
{
    [Fact]
    public void Undisturbed_TheOwnerIsToldOnce()
    {
        Assert.Equal(1, undisturbed.Mails);
        Assert.StartsWith("all Open ", undisturbed.Tellings, StringComparison.Ordinal);
        Assert.Contains("\n2026-02-01 FirstBreach ", undisturbed.Tellings, StringComparison.Ordinal);
    }

    /// <summary>
    /// From the last write back: the night is done, the mail's mark is gone, the mail was sent, the mail is claimed, the plan is done, the log, the states, the mail in the outbox
    /// and before it its mark, the plan's commit, the plan. Before it, the day is being computed. Only where the mail went out and that was not written down may it go out again.
    /// </summary>
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(8, 1)]
    [InlineData(9, 1)]
    [InlineData(20, 1)]
    public async Task Sigkill_AtAWriteOfTheNight_TheNextHostTellsWhatIsLeftToTell(int writesBeforeTheEnd, int mails)
    {
        await using var night = await AlertedNight.NewAsync(undisturbed.Azurite);
        await using (var first = await night.StartHostAsync("04:00"))
        {
            await night.PrepareAsync(first);
            night.Gate.Allow(undisturbed.Writes - writesBeforeTheEnd);
            await first.RunAsync("Night");
            await night.Gate.Closed.WaitAsync(Eventually.Patience);
            await first.KillAsync();
        }

        // By then the dead host's claims have run out.
        night.Gate.AllowAll();
        await using var second = await night.StartHostAsync("04:10");
        await second.RunAsync("Night");
        await second.RunAsync("Outbox");
        await night.EndedAsync(second);

        Assert.Equal(undisturbed.Tellings, await night.TellingsAsync());
        Assert.Equal(mails, night.Mails.Count);
        Assert.Single(night.Mails.Select(mail => mail.MessageId).Distinct());
    }
}
