using CrmServerless.Kpis.Segments;
using static CrmServerless.Kpis.Measures.MeasureKind;

namespace CrmServerless.Kpis.Measures;

/// <summary>The measures that the engine feeds. Adding one means adding it here and feeding it in one of the passes.</summary>
public static partial class Known
{
    private const string Amounts = "orders.amount|order_lines.unit_price|deals.amount";
    private const string Buyer = "orders.customer_id|orders.contact_id|orders.email|order_lines.customer_id|deals.customer_id";
    private const string Person = "interactions.lead_id|interactions.customer_id|interactions.contact_id|interactions.email";
    private const string Outbound = "interactions.direction=outbound";
    private const string Engaging = "interactions.direction=inbound|interactions.type=visit|interactions.type=social|interactions.type=app";
    private const string Resolved = "tickets.resolved_at|tickets.status=resolved|tickets.status=closed";

    /// <summary>Sales.</summary>
    public static Measure Sales { get; } = new("sales", Count, Carrier.Sale) { About = "sales" };

    /// <summary>Sales whose amount and rate are known.</summary>
    public static Measure SalesWithAmount { get; } = new("sales_with_amount", Count, Carrier.Sale)
    { About = "sales whose amount and rate are known", States = [Amounts] };

    /// <summary>Their amounts, reporting currency.</summary>
    public static Measure Revenue { get; } = new("revenue", Sum, Carrier.Sale) { About = "amounts of sales", States = [Amounts], Sample = SalesWithAmount };

    /// <summary>Sales to customers without an earlier sale day, with a known amount.</summary>
    public static Measure NewSalesWithAmount { get; } = new("new_sales_with_amount", Count, Carrier.Sale)
    { About = "sales to customers without an earlier sale day, and to nobody known, with a known amount", States = [Amounts], Reach = Reach.Activity };

    /// <summary>Their amounts.</summary>
    public static Measure NewRevenue { get; } = new("new_revenue", Sum, Carrier.Sale)
    { About = "amounts of sales to customers without an earlier sale day, and to nobody known", States = [Amounts], Reach = Reach.Activity, Sample = NewSalesWithAmount };

    /// <summary>Sales to customers with an earlier sale day.</summary>
    public static Measure ExistingSales { get; } = new("existing_sales", Count, Carrier.Sale)
    { About = "sales to customers with an earlier sale day", States = [Buyer], Reach = Reach.Activity };

    /// <summary>Those of them with a known amount.</summary>
    public static Measure ExistingSalesWithAmount { get; } = new("existing_sales_with_amount", Count, Carrier.Sale)
    { About = "sales to customers with an earlier sale day, with a known amount", States = [Amounts, Buyer], Reach = Reach.Activity };

    /// <summary>Their amounts.</summary>
    public static Measure ExistingRevenue { get; } = new("existing_revenue", Sum, Carrier.Sale)
    { About = "amounts of sales to customers with an earlier sale day", States = [Amounts, Buyer], Reach = Reach.Activity, Sample = ExistingSalesWithAmount };

    /// <summary>Deals by the day they were won.</summary>
    public static Measure DealsWon { get; } = new("deals_won", Count, Carrier.Deal)
    { About = "deals by the day they were won", States = ["deals.status=won"] };

    /// <summary>Deals by the day they were lost.</summary>
    public static Measure DealsLost { get; } = new("deals_lost", Count, Carrier.Deal)
    { About = "deals by the day they were lost", States = ["deals.status=lost"] };

    /// <summary>Won deals with a known amount.</summary>
    public static Measure DealsWonWithAmount { get; } = new("deals_won_with_amount", Count, Carrier.Deal)
    { About = "won deals with a known amount", States = ["deals.status=won", "deals.amount"] };

    /// <summary>Lost deals with a known amount.</summary>
    public static Measure DealsLostWithAmount { get; } = new("deals_lost_with_amount", Count, Carrier.Deal)
    { About = "lost deals with a known amount", States = ["deals.status=lost", "deals.amount"] };

    /// <summary>Amounts of won deals, reporting currency.</summary>
    public static Measure AmountWon { get; } = new("amount_won", Sum, Carrier.Deal)
    { About = "amounts of won deals", States = ["deals.status=won", "deals.amount"], Sample = DealsWonWithAmount };

    /// <summary>Amounts of lost deals.</summary>
    public static Measure AmountLost { get; } = new("amount_lost", Sum, Carrier.Deal)
    { About = "amounts of lost deals", States = ["deals.status=lost", "deals.amount"], Sample = DealsLostWithAmount };

    /// <summary>Days from creation to close of won deals.</summary>
    public static Measure SalesCycle { get; } = new("sales_cycle", Values, Carrier.Deal)
    { About = "days from creation to close of won deals, one by one", States = ["deals.status=won"] };

    /// <summary>Deals open at the day's end.</summary>
    public static Measure OpenDeals { get; } = new("open_deals", Count, Carrier.Deal) { About = "deals open at the day's end", IsState = true };

    /// <summary>Open deals whose amount and rate of the day are known.</summary>
    public static Measure OpenDealsWithAmount { get; } = new("open_deals_with_amount", StockCount, Carrier.Deal)
    { About = "open deals whose amount and rate of the day are known", States = ["deals.amount"], IsState = true };

    /// <summary>Amounts of open deals at the day's rate.</summary>
    public static Measure OpenAmount { get; } = new("open_amount", Stock, Carrier.Deal)
    { About = "amounts of open deals at the day's rate", States = ["deals.amount"], Sample = OpenDealsWithAmount, IsState = true };

    /// <summary>Renewal deals by the day they were won.</summary>
    public static Measure RenewalsWon { get; } = new("renewals_won", Count, Carrier.Deal)
    { About = "renewal deals by the day they were won", States = ["deals.status=won", "deals.type=renewal"] };

    /// <summary>Those of them above the customer's previous won deal.</summary>
    public static Measure RenewalsExpanded { get; } = new("renewals_expanded", Count, Carrier.Deal)
    { About = "renewal deals won above the customer's previous won deal", States = ["deals.status=won", "deals.type=renewal", "deals.amount"], Reach = Reach.Activity };

    /// <summary>Leads by the day they were created.</summary>
    public static Measure Leads { get; } = new("leads", Count, Carrier.Lead) { About = "leads by the day they were created" };

    /// <summary>Leads of the mature cohort that converted in time.</summary>
    public static Measure LeadsConverted { get; } = new("leads_converted", Count, Carrier.Lead)
    { About = "leads by the day they were created that converted within leadMaturityDays, by the day's end", States = ["leads.converted_at"] };

    /// <summary>Leads of the mature cohort whose customer bought first in time.</summary>
    public static Measure LeadsBecameCustomers { get; } = new("leads_became_customers", Count, Carrier.Lead, Carrier.Sale)
    { About = "leads by the day they were created whose customer first bought within leadMaturityDays, by the day's end", States = ["leads.customer_id|leads.contact_id|leads.email|deals.lead_id"] };

    /// <summary>Hours from creation to the first touch of leads that were touched.</summary>
    public static Measure FirstTouch { get; } = new("first_touch", Values, Carrier.Lead, Carrier.Interaction)
    { About = "hours from creation to first touch of leads that were touched, one by one, by the day of creation", States = ["interactions.lead_id", Outbound] };

    /// <summary>Days from a person's first attempt to their first action.</summary>
    public static Measure OutreachToAction { get; } = new("outreach_to_action", Values, Carrier.Interaction)
    { About = "days from a person's first attempt to their first action, one by one, by the day of the action", States = [Person, Outbound] };

    /// <summary>Web visitors, of rows that state visitors and conversions.</summary>
    public static Measure Visitors { get; } = new("visitors", Sum, Carrier.Traffic)
    { About = "web visitors, of rows that state visitors and conversions", States = ["traffic.visitors", "traffic.conversions"], IsOfThings = true };

    /// <summary>Web conversions, of rows that state both.</summary>
    public static Measure Conversions { get; } = new("conversions", Sum, Carrier.Traffic)
    { About = "web conversions, of rows that state both", States = ["traffic.visitors", "traffic.conversions"], IsOfThings = true };

    /// <summary>Customers by the day of their first sale.</summary>
    public static Measure NewCustomers { get; } = new("new_customers", Count, Carrier.Customer, Carrier.Sale)
    { About = "customers by the day of their first sale", States = [Buyer], Reach = Reach.Activity };

    /// <summary>Customers active at the day's end.</summary>
    public static Measure ActiveCustomers { get; } = new("active_customers", Count, Carrier.Customer)
    { About = "customers active at the day's end", Reach = Reach.Activity, IsState = true };

    /// <summary>Customers that were active a window ago.</summary>
    public static Measure CohortCustomers { get; } = new("cohort_customers", Count, Carrier.Customer)
    { About = "customers that were active a window ago", Reach = Reach.Activity };

    /// <summary>Those of them with an up-sell in the window.</summary>
    public static Measure CohortUpsold { get; } = new("cohort_upsold", Count, Carrier.Customer, Carrier.Sale)
    { About = "customers active a window ago with an up-sell in the window", States = ["orders.type=upsell|deals.type=upsell|products.tier_rank"], Reach = Reach.Activity };

    /// <summary>Those of them with a cross-sell in the window.</summary>
    public static Measure CohortCrossSold { get; } = new("cohort_cross_sold", Count, Carrier.Customer, Carrier.Sale)
    { About = "customers active a window ago with a cross-sell in the window", States = ["orders.type=cross-sell|deals.type=cross-sell|products.line"], Reach = Reach.Activity };

    /// <summary>Customers active a window ago whose last product before the window has a tier rank.</summary>
    public static Measure CohortRanked { get; } = new("cohort_ranked", Count, Carrier.Customer, Carrier.Sale)
    { About = "customers active a window ago whose last product before the window has a tier rank", States = ["products.tier_rank"], Reach = Reach.Activity };

    /// <summary>Those of them whose last product in the window ranks higher.</summary>
    public static Measure CohortUpgraded { get; } = new("cohort_upgraded", Count, Carrier.Customer, Carrier.Sale)
    { About = "customers active a window ago whose last product in the window ranks above the last before it", States = ["products.tier_rank"], Reach = Reach.Activity };
}
