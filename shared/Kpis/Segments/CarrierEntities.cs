using CrmServerless.Records;
using static CrmServerless.Records.Entities;

namespace CrmServerless.Kpis.Segments;

/// <summary>Whose records become facts of a carrier.</summary>
public static class CarrierEntities
{
    /// <summary>By carrier.</summary>
    public static IReadOnlyDictionary<Carrier, IReadOnlyList<EntitySchema>> All { get; } = new Dictionary<Carrier, IReadOnlyList<EntitySchema>>
    {
        [Carrier.Customer] = [Customers],
        [Carrier.Sale] = [Orders, Deals],
        [Carrier.Deal] = [Deals],
        [Carrier.Lead] = [Leads],
        [Carrier.Ticket] = [Tickets],
        [Carrier.Survey] = [Surveys],
        [Carrier.Interaction] = [Interactions],
        [Carrier.CampaignStats] = [CampaignStats],
        [Carrier.Traffic] = [Traffic],
        [Carrier.Spend] = [Spend],
    };

    /// <summary>The names of the entities that a KPI is made of.</summary>
    public static IReadOnlySet<string> NamesOf(Kpi kpi)
    {
        ArgumentNullException.ThrowIfNull(kpi);
        return kpi.Carriers.Concat(kpi.Formula.Measures.SelectMany(measure => measure.Needs)).SelectMany(carrier => All[carrier]).Select(entity => entity.Name).ToHashSet(StringComparer.Ordinal);
    }
}
