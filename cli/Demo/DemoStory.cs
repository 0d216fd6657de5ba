using CrmServerless.Receivers;

namespace CrmServerless.Cli.Demo;

/// <summary>What samples/README.md tells: the days it is told of, and what managers must have heard when it was told.</summary>
internal static class DemoStory
{
    /// <summary>The first night that is judged: as if the owner had installed the product two days before the exports. The rule asks for three bad days.</summary>
    public static readonly DateOnly FirstNight = new(2026, 10, 29);

    /// <summary>The day at whose end the exports were made.</summary>
    public static readonly DateOnly LastDay = new(2026, 10, 31);

    /// <summary>The morning after, when the app runs the last night.</summary>
    public const string Morning = "2026-11-01T03:40:00+01:00";

    private const string SalesManager = "sales-manager@example.com";
    private const string MarketingManager = "marketing-manager@example.com";
    private static readonly string[] HealthyRegions = ["South", "East", "West"];

    /// <summary>What is missing from, or wrong in, what was received; empty when the story was told.</summary>
    public static IReadOnlyList<string> Complaints(IReadOnlyList<ReceivedMail> mails, IReadOnlyList<string> cards, int toldTwice)
    {
        var complaints = new List<string>();
        var toSales = mails.Where(mail => mail.EnvelopeTo.Contains(SalesManager)).Select(mail => mail.Text ?? "").ToList();
        var toMarketing = mails.Where(mail => mail.EnvelopeTo.Contains(MarketingManager)).Select(mail => mail.Text ?? "").ToList();

        Expect(toSales.Any(Tells), $"No mail to {SalesManager} tells that North wins fewer deals than it used to, and that it is Enterprise", complaints);
        Expect(cards.Any(Tells), "No card tells that North wins fewer deals than it used to, and that it is Enterprise", complaints);
        Expect(toMarketing.Any(text => IsOfNorth(text) && text.Contains("CRITICAL", StringComparison.OrdinalIgnoreCase)), $"No mail to {MarketingManager} tells that it has become critical", complaints);
        foreach (var region in HealthyRegions)
        {
            Expect(!mails.Select(mail => mail.Text ?? "").Concat(cards).Any(text => text.Contains($"Win rate {region} ", StringComparison.Ordinal)), $"Somebody is told of region {region}, where nothing is wrong", complaints);
        }

        Expect(toldTwice == 0, $"The last night, judged once more, led to {toldTwice} further messages", complaints);
        return complaints;
    }

    private static bool Tells(string text) => IsOfNorth(text) && text.Contains("Enterprise", StringComparison.Ordinal);

    private static bool IsOfNorth(string text) => text.Contains("Win rate North 34", StringComparison.Ordinal);

    private static void Expect(bool holds, string otherwise, List<string> complaints)
    {
        if (!holds)
        {
            complaints.Add(otherwise);
        }
    }
}
