using System.Collections.Frozen;

namespace CrmServerless.Kpis.Segments;

/// <summary>
/// Which dimensions each carrier has (the table of kpis.md section 3). `source` and configured custom columns come on top; they are
/// known only when the records are.
/// </summary>
public static class CarrierDimensions
{
    /// <summary>The dimension that every carrier has: the inbox source that delivered the record.</summary>
    public const string Source = "source";

    private static readonly string[] Customer = ["region", "industry", "tier", "channel", "owner"];

    private static readonly FrozenDictionary<Carrier, FrozenSet<string>> Named = new Dictionary<Carrier, string[]>
    {
        [Carrier.Customer] = [.. Customer, "churn_reason"],
        [Carrier.Sale] = [.. Customer, "campaign", "product", "product_line"],
        [Carrier.Deal] = [.. Customer, "campaign", "product", "product_line", "deal_type", "lost_reason"],
        [Carrier.Lead] = [.. Customer, "lead_source", "campaign", "first_response_bucket"],
        [Carrier.Ticket] = [.. Customer, "priority", "agent", "category"],
        [Carrier.Survey] = [.. Customer, "priority", "agent"],
        [Carrier.Interaction] = [.. Customer, "campaign"],
        [Carrier.CampaignStats] = ["campaign", "channel"],
        [Carrier.Traffic] = ["channel", "action"],
        [Carrier.Spend] = ["channel", "campaign"],
    }.ToFrozenDictionary(p => p.Key, p => p.Value.ToFrozenSet(StringComparer.Ordinal));

    /// <summary>Whether the carrier has the dimension by the table, before custom columns.</summary>
    public static bool Has(Carrier carrier, string dimension) => dimension == Source || Named[carrier].Contains(dimension);

    /// <summary>The dimensions that the carrier has by the table, by name.</summary>
    public static IEnumerable<string> Of(Carrier carrier) => Named[carrier].Append(Source).Order(StringComparer.Ordinal);

    /// <summary>
    /// The dimensions by which something over several carriers can be split: those that all of them have. As in the table, spend is split by no
    /// source, and beside leads by campaign only, a lead's channel being its customer's.
    /// </summary>
    public static IReadOnlyList<string> Shared(IReadOnlyCollection<Carrier> carriers)
    {
        var shared = carriers.Select(Of).Aggregate((left, right) => left.Intersect(right));
        if (carriers.Contains(Carrier.Spend) && carriers.Count > 1)
            shared = shared.Where(dimension => dimension != Source && (dimension == "campaign" || !carriers.Contains(Carrier.Lead)));
        return [.. shared];
    }
}
