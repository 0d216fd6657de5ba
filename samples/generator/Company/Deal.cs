namespace CrmServerless.Samples.Company;

/// <summary>Why a customer buys; the order of the members is that of <see cref="DealTypes"/>.</summary>
public enum DealType
{
    New,
    Renewal,
    Upsell,
    CrossSell,
}

/// <summary>What the exports call the types of deals, and how many of them are won, in 1/1000, in a normal week.</summary>
public static class DealTypes
{
    private static readonly string[] Names = ["new", "renewal", "upsell", "cross-sell"];
    private static readonly int[] WinShares = [250, 480, 370, 300];

    public static string Name(this DealType type) => Names[(int)type];

    public static int WinShare(this DealType type) => WinShares[(int)type];
}

/// <summary>An opportunity between its creation and its close.</summary>
/// <param name="Number">Counts from 1.</param>
/// <param name="Account">Who would buy.</param>
/// <param name="LeadId">The lead it came from; null for a customer's further deals.</param>
/// <param name="Campaign">The campaign it is owed to, or null.</param>
/// <param name="Type">Why they would buy.</param>
/// <param name="Line">Product line that is offered.</param>
/// <param name="Rank">Grade of the product that is offered.</param>
/// <param name="CreatedAt">When it was opened.</param>
/// <param name="ClosesAt">When it is won or lost.</param>
public sealed record Deal(
    int Number, Account Account, string? LeadId, string? Campaign, DealType Type, int Line, int Rank, DateTime CreatedAt, DateTime ClosesAt)
{
    public string Id => $"D{Number:D5}";
}
