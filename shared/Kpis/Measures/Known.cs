using CrmServerless.Kpis.Segments;
using static CrmServerless.Kpis.Measures.MeasureKind;

namespace CrmServerless.Kpis.Measures;

/// <summary>The measures that the engine feeds. Adding one means adding it here and feeding it in one of Engine's passes.</summary>
public static partial class Known
{
    /// <summary>Sales.</summary>
    public static Measure Sales { get; } = new("sales", Count, Carrier.Sale);

    /// <summary>Sales whose amount and rate are known.</summary>
    public static Measure SalesWithAmount { get; } = new("sales_with_amount", Count, Carrier.Sale);

    /// <summary>Their amounts, reporting currency.</summary>
    public static Measure Revenue { get; } = new("revenue", Sum, Carrier.Sale);

    /// <summary>Sales to customers without an earlier sale day, with a known amount.</summary>
    public static Measure NewSalesWithAmount { get; } = new("new_sales_with_amount", Count, Carrier.Sale);

    /// <summary>Their amounts.</summary>
    public static Measure NewRevenue { get; } = new("new_revenue", Sum, Carrier.Sale);

    /// <summary>Sales to customers with an earlier sale day.</summary>
    public static Measure ExistingSales { get; } = new("existing_sales", Count, Carrier.Sale);

    /// <summary>Those of them with a known amount.</summary>
    public static Measure ExistingSalesWithAmount { get; } = new("existing_sales_with_amount", Count, Carrier.Sale);

    /// <summary>Their amounts.</summary>
    public static Measure ExistingRevenue { get; } = new("existing_revenue", Sum, Carrier.Sale);

    /// <summary>Deals by the day they were won.</summary>
    public static Measure DealsWon { get; } = new("deals_won", Count, Carrier.Deal);

    /// <summary>Deals by the day they were lost.</summary>
    public static Measure DealsLost { get; } = new("deals_lost", Count, Carrier.Deal);

    /// <summary>Won deals with a known amount.</summary>
    public static Measure DealsWonWithAmount { get; } = new("deals_won_with_amount", Count, Carrier.Deal);

    /// <summary>Lost deals with a known amount.</summary>
    public static Measure DealsLostWithAmount { get; } = new("deals_lost_with_amount", Count, Carrier.Deal);

    /// <summary>Amounts of won deals, reporting currency.</summary>
    public static Measure AmountWon { get; } = new("amount_won", Sum, Carrier.Deal);

    /// <summary>Amounts of lost deals.</summary>
    public static Measure AmountLost { get; } = new("amount_lost", Sum, Carrier.Deal);

    /// <summary>Days from creation to close of won deals.</summary>
    public static Measure SalesCycle { get; } = new("sales_cycle", Values, Carrier.Deal);

    /// <summary>Deals open at the day's end.</summary>
    public static Measure OpenDeals { get; } = new("open_deals", Count, Carrier.Deal);

    /// <summary>Open deals whose amount and rate of the day are known.</summary>
    public static Measure OpenDealsWithAmount { get; } = new("open_deals_with_amount", StockCount, Carrier.Deal);

    /// <summary>Amounts of open deals at the day's rate.</summary>
    public static Measure OpenAmount { get; } = new("open_amount", Stock, Carrier.Deal);

    /// <summary>Renewal deals by the day they were won.</summary>
    public static Measure RenewalsWon { get; } = new("renewals_won", Count, Carrier.Deal);

    /// <summary>Those of them above the customer's previous won deal.</summary>
    public static Measure RenewalsExpanded { get; } = new("renewals_expanded", Count, Carrier.Deal);

    /// <summary>Leads by the day they were created.</summary>
    public static Measure Leads { get; } = new("leads", Count, Carrier.Lead);

    /// <summary>Leads of the mature cohort that converted in time.</summary>
    public static Measure LeadsConverted { get; } = new("leads_converted", Count, Carrier.Lead);

    /// <summary>Leads of the mature cohort whose customer bought first in time.</summary>
    public static Measure LeadsBecameCustomers { get; } = new("leads_became_customers", Count, Carrier.Lead, Carrier.Sale);

    /// <summary>Hours from creation to the first touch of leads that were touched.</summary>
    public static Measure FirstTouch { get; } = new("first_touch", Values, Carrier.Lead, Carrier.Interaction);

    /// <summary>Days from a person's first attempt to their first action.</summary>
    public static Measure OutreachToAction { get; } = new("outreach_to_action", Values, Carrier.Interaction);

    /// <summary>Web visitors, of rows that state visitors and conversions.</summary>
    public static Measure Visitors { get; } = new("visitors", Sum, Carrier.Traffic);

    /// <summary>Web conversions, of rows that state both.</summary>
    public static Measure Conversions { get; } = new("conversions", Sum, Carrier.Traffic);

    /// <summary>Customers by the day of their first sale.</summary>
    public static Measure NewCustomers { get; } = new("new_customers", Count, Carrier.Customer, Carrier.Sale);

    /// <summary>Customers active at the day's end.</summary>
    public static Measure ActiveCustomers { get; } = new("active_customers", Count, Carrier.Customer);

    /// <summary>Customers that were active a window ago.</summary>
    public static Measure CohortCustomers { get; } = new("cohort_customers", Count, Carrier.Customer);

    /// <summary>Those of them with an up-sell in the window.</summary>
    public static Measure CohortUpsold { get; } = new("cohort_upsold", Count, Carrier.Customer, Carrier.Sale);

    /// <summary>Those of them with a cross-sell in the window.</summary>
    public static Measure CohortCrossSold { get; } = new("cohort_cross_sold", Count, Carrier.Customer, Carrier.Sale);

    /// <summary>Customers active a window ago whose last product before the window has a tier rank.</summary>
    public static Measure CohortRanked { get; } = new("cohort_ranked", Count, Carrier.Customer, Carrier.Sale);

    /// <summary>Those of them whose last product in the window ranks higher.</summary>
    public static Measure CohortUpgraded { get; } = new("cohort_upgraded", Count, Carrier.Customer, Carrier.Sale);
}
