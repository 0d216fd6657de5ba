namespace CrmServerless.Kpis.Segments;

/// <summary>The kind of thing whose dimensions put a KPI's facts into segments (kpis.md section 3).</summary>
public enum Carrier
{
    /// <summary>Customers.</summary>
    Customer,

    /// <summary>Sales: orders and won deals.</summary>
    Sale,

    /// <summary>Deals.</summary>
    Deal,

    /// <summary>Leads.</summary>
    Lead,

    /// <summary>Tickets.</summary>
    Ticket,

    /// <summary>Survey answers.</summary>
    Survey,

    /// <summary>Interactions.</summary>
    Interaction,

    /// <summary>A campaign's daily counts.</summary>
    CampaignStats,

    /// <summary>Web traffic.</summary>
    Traffic,

    /// <summary>The spend ledger.</summary>
    Spend,
}
