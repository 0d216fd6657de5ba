using CrmServerless.Samples.Company;

namespace CrmServerless.Samples.Streams;

/// <summary>What marketing spends each day, and what sales, service, retention and the CRM cost each month (booked on the first, spread over it).</summary>
public sealed class SpendStream(World world) : IDailyStream
{
    /// <summary>Euros a day for a company of the committed size.</summary>
    private static readonly (string Category, int Euros)[] Monthly = [("sales", 1_100), ("service", 520), ("retention", 150), ("crm", 60)];

    public void Live(DateOnly day)
    {
        Export(day, "marketing", "search", CampaignCalendar.Search(day), world.Scale.Grown(day) * 200, months: null);
        Export(day, "marketing", "email", CampaignCalendar.Email(day), world.Scale.Grown(day) * 40, months: null);
        Export(day, "marketing", "social", campaign: null, world.Scale.Grown(day) * 90, months: null);
        if (day.Day != 1) return;
        var days = DateTime.DaysInMonth(day.Year, day.Month);
        foreach (var (category, euros) in Monthly) Export(day, category, channel: null, campaign: null, world.Scale.Grown(day) * euros * days, months: 1);
    }

    private void Export(DateOnly day, string category, string? channel, string? campaign, long millionths, int? months) => world.Exports.Spend
        .Day(day).Text(category).Text(channel).Text(campaign).Hundredths(millionths / 10_000).Text("EUR").Number(months).End();
}
