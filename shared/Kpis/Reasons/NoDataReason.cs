using CrmServerless.Kpis.Catalogue;
using CrmServerless.Kpis.Measures;
using CrmServerless.Kpis.Segments;
using CrmServerless.Records;

namespace CrmServerless.Kpis.Reasons;

/// <summary>Says in words why a KPI has no data, derived from its formula and from what the records state.</summary>
/// <param name="catalogue">The KPIs.</param>
/// <param name="inventory">What the records state.</param>
public sealed class NoDataReason(KpiCatalogue catalogue, DataInventory inventory)
{
    /// <summary>
    /// Why the KPI of the whole business has no data: the entities that nobody delivers, else the columns that no record states, else that
    /// nothing of it lies in the days.
    /// </summary>
    public string Of(Kpi kpi)
    {
        var needs = KpiNeeds.Of(kpi, catalogue);
        var undelivered = needs.Delivered.Where(carrier => !inventory.IsDelivered(carrier)).Select(Missing).ToList();
        if (undelivered.Count > 0)
            return string.Join("; ", undelivered);
        var unstated = needs.AboveZero.SelectMany(Missing).Distinct(StringComparer.Ordinal).ToList();
        return unstated.Count > 0
            ? string.Join("; ", unstated)
            : $"none in these days: {string.Join("; ", needs.AboveZero.Select(any => string.Join(", ", any.Select(measure => measure.About))).DefaultIfEmpty(kpi.Name))}";
    }

    private static string Missing(Carrier carrier) => carrier switch
    {
        Carrier.Customer => "no customers delivered, and no order or deal names one",
        Carrier.Sale => "no orders or won deals delivered",
        Carrier.Spend => "no spend delivered, and no campaign states its cost",
        _ => $"no {CarrierData.Of(carrier)[0].Entity.Name} delivered",
    };

    /// <summary>What no record states so that any of the measures would be other than 0; nothing where one of them may be.</summary>
    private IEnumerable<string> Missing(IReadOnlyList<Measure> any)
    {
        var unstated = any.Select(measure => measure.States.Select(DataClaim.Read).Where(claims => !claims.Any(inventory.States)).ToList()).ToList();
        return unstated.TrueForAll(claims => claims.Count > 0) ? unstated.SelectMany(claims => claims).Select(claims => string.Join(", ", Missing(claims))) : [];
    }

    /// <summary>Of columns that would do, those of entities that are delivered; where none of those is, the entities.</summary>
    private IEnumerable<string> Missing(IReadOnlyList<DataClaim> claims)
    {
        var delivered = claims.Where(claim => inventory.Has(claim.Entity)).ToList();
        return delivered.Count > 0 ? delivered.Select(Unstated) : claims.Select(claim => $"no {claim.Entity.Name} delivered").Distinct();
    }

    private static string Unstated(DataClaim claim) => claim.Word is null
        ? $"no {OneOf(claim.Entity)} states {claim.Column.Name.Replace('_', ' ')} (column {claim.Column.Name})"
        : $"no {OneOf(claim.Entity)} is of {claim.Column.Name} {claim.Word} (column {claim.Column.Name})";

    private static string OneOf(EntitySchema entity) =>
        entity.Name.EndsWith('s') && entity != Entities.CampaignStats ? entity.Name[..^1].Replace('_', ' ') : $"row of {entity.Name}";
}
