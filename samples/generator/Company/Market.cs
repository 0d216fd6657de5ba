namespace CrmServerless.Samples.Company;

/// <summary>What the company is made of: regions, tiers, product lines, people. Shares are in 1/1000; all names are invented.</summary>
public static class Market
{
    public const int North = 0;
    public const int West = 3;
    public const int Enterprise = 2;
    public const int Insight = 1;
    public const int RepsPerRegion = 3;
    public const int TopRank = 3;

    public static string[] Regions { get; } = ["North", "South", "East", "West"];

    public static int[] RegionShares { get; } = [270, 260, 240, 230];

    public static string[] Tiers { get; } = ["Starter", "Business", "Enterprise"];

    public static string[] Lines { get; } = ["Connect", "Insight", "Care"];

    public static string[] Industries { get; } = ["Manufacturing", "Logistics", "Retail", "Health", "Services"];

    public static int[] IndustryShares { get; } = [250, 200, 200, 150, 200];

    /// <summary>How customers are found; a lead's source becomes its customer's channel.</summary>
    public static string[] Channels { get; } = ["website", "partner", "referral", "event"];

    public static int[] ChannelShares { get; } = [400, 250, 200, 150];

    public static string[] Agents { get; } = ["Pia Sommer", "Tom Reuter", "Lea Winter", "Ben Krause"];

    private static string[] Reps { get; } =
    [
        "Ida Brandt", "Jonas Eklund", "Mira Falk", "Karl Huber", "Sofie Maier", "Luis Rossi",
        "Ewa Nowak", "Jan Kral", "Nina Sandor", "Emma Dubois", "Noah Visser", "Chloe Carter",
    ];

    private static string[] Grades { get; } = ["Basic", "Plus", "Premium"];

    private static int[] BasePrices { get; } = [1_200, 1_500, 900];

    /// <summary>Enterprise is strong in the North, which is why the story hurts.</summary>
    public static int[] TierShares(int region) => region == North ? [150, 300, 550] : [250, 400, 350];

    /// <summary>Enterprise customers buy Insight above all.</summary>
    public static int[] LineShares(int tier) => tier == Enterprise ? [250, 600, 150] : [450, 300, 250];

    public static int[] RankShares(int tier) => tier switch
    {
        0 => [700, 300, 0],
        1 => [200, 600, 200],
        _ => [0, 400, 600],
    };

    public static string Owner(int region, int rep) => Reps[region * RepsPerRegion + rep];

    public static string ProductId(int line, int rank) => $"{Lines[line][..3].ToUpperInvariant()}-{rank}";

    public static string ProductName(int line, int rank) => $"{Lines[line]} {Grades[rank - 1]}";

    /// <summary>Euros a year.</summary>
    public static int Price(int line, int rank) => BasePrices[line] * rank * (rank + 1) / 2;
}
