using CrmServerless.Samples.Chance;
using CrmServerless.Samples.Company;

namespace CrmServerless.Samples.Streams;

/// <summary>Campaigns as they begin, and the counts of the e-mails that go out every third day.</summary>
public sealed class CampaignStream(World world) : IDailyStream
{
    private const int MailingDays = 3;
    private const int FairCost = 9_000;
    private const long Mails = 1_200;

    private readonly Carry sent = new();
    private readonly Carry bounced = new();
    private readonly Carry opened = new();
    private readonly Carry clicked = new();
    private readonly Carry unsubscribed = new();
    private readonly Carry complained = new();
    private readonly Carry responses = new();

    public void Live(DateOnly day)
    {
        if (day == world.From || day == CampaignCalendar.QuarterStart(day)) Announce(day);
        if ((day.DayNumber - world.From.DayNumber) % MailingDays == 0) Mail(day);
    }

    private void Announce(DateOnly day)
    {
        var quarterEnd = CampaignCalendar.QuarterStart(day).AddMonths(3).AddDays(-1);
        Export(CampaignCalendar.Email(day), $"Newsletter {CampaignCalendar.Quarter(day)}", "newsletter", "email", day, quarterEnd, cost: null);
        Export(CampaignCalendar.Search(day), $"Search ads {CampaignCalendar.Quarter(day)}", "ads", "search", day, quarterEnd, cost: null);
        if (day != world.From && day != CampaignCalendar.HalfStart(day)) return;
        var halfEnd = CampaignCalendar.HalfStart(day).AddMonths(6).AddDays(-1);
        Export(CampaignCalendar.Fair(day), $"Fair {CampaignCalendar.Half(day)}", "fair", "event", day, halfEnd, FairCost);
    }

    private void Export(string id, string name, string type, string channel, DateOnly from, DateOnly to, int? cost) => world.Exports.Campaigns
        .Text(id).Text(name).Text(type).Text(channel).Day(from).Day(to).Number(cost).Text(cost is null ? "" : "EUR").End();

    private void Mail(DateOnly day)
    {
        var mails = sent.Take(world.Scale.Grown(day) * Mails);
        var delivered = mails - bounced.Take(mails * 10_000L);
        world.Exports.CampaignStats
            .Text(CampaignCalendar.Email(day)).Day(day).Number(mails).Number(delivered)
            .Number(opened.Take(delivered * 362_000L)).Number(clicked.Take(delivered * 27_000L)).Number(mails - delivered)
            .Number(unsubscribed.Take(delivered * 2_100L)).Number(complained.Take(delivered * 600L)).Number(responses.Take(delivered * 12_000L)).End();
    }
}
