using CrmServerless.Kpis.Segments;
using CrmServerless.Records;
using static CrmServerless.Records.Entities;

namespace CrmServerless.Kpis.Reasons;

/// <summary>Records of which a carrier is made.</summary>
/// <param name="Entity">Their entity.</param>
/// <param name="Claim">What they have to state to be of the carrier; null: nothing.</param>
internal sealed record CarrierData(EntitySchema Entity, DataClaim? Claim)
{
    /// <summary>What makes a carrier; any of it will do.</summary>
    public static IReadOnlyList<CarrierData> Of(Carrier carrier) => carrier switch
    {
        Carrier.Customer => [new(Customers, null), Claimed("orders.customer_id"), Claimed("deals.customer_id")],
        Carrier.Sale => [new(Orders, null), new(OrderLines, null), Claimed("deals.status=won")],
        Carrier.Deal => [new(Deals, null)],
        Carrier.Lead => [new(Leads, null)],
        Carrier.Ticket => [new(Tickets, null)],
        Carrier.Survey => [new(Surveys, null)],
        Carrier.Interaction => [new(Interactions, null)],
        Carrier.CampaignStats => [new(CampaignStats, null)],
        Carrier.Traffic => [new(Traffic, null)],
        Carrier.Spend => [new(Spend, null), Claimed("campaigns.cost")],
        _ => throw new ArgumentOutOfRangeException(nameof(carrier), carrier, "No records are known to be of this carrier."),
    };

    /// <inheritdoc/>
    public override string ToString() => Claim?.ToString() ?? Entity.Name;

    private static CarrierData Claimed(string text) => new(DataClaim.Read(text)[0].Entity, DataClaim.Read(text)[0]);
}
