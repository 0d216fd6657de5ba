using CrmServerless.Kpis.Segments;
using static CrmServerless.Kpis.Measures.MeasureKind;

namespace CrmServerless.Kpis.Measures;

/// <content>Measures of customers, and of what they bought and did, in the customer's own segments.</content>
public static partial class Known
{
    /// <summary>Customers that were active a window ago and still are.</summary>
    public static Measure CohortKept { get; } = new("cohort_kept", Count, Carrier.Customer)
    { About = "customers that were active a window ago and still are", Reach = Reach.Activity };

    /// <summary>Customers with revenue above 0 in the days before the window.</summary>
    public static Measure EarlierBuyers { get; } = new("earlier_buyers", Count, Carrier.Sale)
    { About = "customers with revenue above 0 in the days before the window", States = [Amounts, Buyer], Of = Carrier.Customer, Reach = Reach.WindowBefore };

    /// <summary>Their revenue in the days before the window.</summary>
    public static Measure EarlierRevenue { get; } = new("earlier_revenue", Sum, Carrier.Sale)
    { About = "revenue in the days before the window from customers with revenue above 0 then", States = [Amounts, Buyer], Of = Carrier.Customer, Reach = Reach.WindowBefore, Sample = EarlierBuyers };

    /// <summary>Their revenue in the window.</summary>
    public static Measure RetainedRevenue { get; } = new("retained_revenue", Sum, Carrier.Sale)
    { About = "revenue in the window from customers with revenue above 0 in the days before", States = [Amounts, Buyer], Of = Carrier.Customer, Reach = Reach.WindowBefore, Sample = EarlierBuyers };

    /// <summary>Their revenue in the window, each customer's at most theirs in the days before.</summary>
    public static Measure RetainedRevenueCapped { get; } = new("retained_revenue_capped", Sum, Carrier.Sale)
    { About = "revenue in the window from customers with revenue above 0 in the days before, each customer's at most theirs then", States = [Amounts, Buyer], Of = Carrier.Customer, Reach = Reach.WindowBefore, Sample = EarlierBuyers };

    /// <summary>Customers with a sale before the window.</summary>
    public static Measure BuyersBefore { get; } = new("buyers_before", Count, Carrier.Sale)
    { About = "customers with a sale before the window", States = [Buyer], Of = Carrier.Customer, Reach = Reach.Activity };

    /// <summary>Those of them with a sale in the window.</summary>
    public static Measure BuyersBack { get; } = new("buyers_back", Count, Carrier.Sale)
    { About = "customers with a sale before the window and one in it", States = [Buyer], Of = Carrier.Customer, Reach = Reach.Activity };

    /// <summary>Distinct customers with a sale in the window.</summary>
    public static Measure Buyers { get; } = new("buyers", Count, Carrier.Sale)
    { About = "distinct customers with a sale in the window", States = [Buyer], Of = Carrier.Customer };

    /// <summary>Those of them with at least two.</summary>
    public static Measure RepeatBuyers { get; } = new("repeat_buyers", Count, Carrier.Sale)
    { About = "distinct customers with at least two sales in the window", States = [Buyer], Of = Carrier.Customer };

    /// <summary>Sales of customers.</summary>
    public static Measure BuyerSales { get; } = new("buyer_sales", Count, Carrier.Sale)
    { About = "sales of customers, in the customer's segments", States = [Buyer], Of = Carrier.Customer };

    /// <summary>Revenue from customers.</summary>
    public static Measure BuyerRevenue { get; } = new("buyer_revenue", Sum, Carrier.Sale)
    { About = "amounts of sales of customers, in the customer's segments", States = [Amounts, Buyer], Of = Carrier.Customer, Sample = Buyers };

    /// <summary>Customers with a sale up to the day's end.</summary>
    public static Measure BuyersToDate { get; } = new("buyers_to_date", Count, Carrier.Sale)
    { About = "customers with a sale up to the day's end", States = [Buyer], Of = Carrier.Customer, IsState = true };

    /// <summary>All their revenue up to the day's end.</summary>
    public static Measure RevenueToDate { get; } = new("revenue_to_date", Sum, Carrier.Sale)
    { About = "all revenue of customers up to the day's end", States = [Amounts, Buyer], Of = Carrier.Customer, Sample = BuyersToDate, IsState = true };

    /// <summary>Customers with a sale up to the day's end that have not churned.</summary>
    public static Measure BoughtAndStaying { get; } = new("bought_and_staying", Count, Carrier.Customer, Carrier.Sale)
    { About = "customers with a sale up to the day's end that have not churned", States = [Buyer], Reach = Reach.Activity, IsState = true };

    /// <summary>Those of them without a sale or interaction for dormantDays.</summary>
    public static Measure Dormant { get; } = new("dormant", Count, Carrier.Customer, Carrier.Sale)
    { About = "customers with a sale that have not churned, without a sale or interaction for dormantDays", States = [Buyer], Reach = Reach.Activity, IsState = true };

    /// <summary>The day (its number) of an active customer's last sale or interaction.</summary>
    public static Measure LastSeenDay { get; } = new("last_seen_day", Values, Carrier.Customer)
    { About = "days of the last sale or interaction of active customers, one by one", States = [Buyer + "|" + Person], Reach = Reach.Activity, IsState = true };

    /// <summary>Inbound interactions, and those of type visit, social or app, of customers active at the day's end.</summary>
    public static Measure EngagementsOfActive { get; } = new("engagements_of_active", Count, Carrier.Interaction)
    { About = "inbound interactions, and those of type visit, social or app, of customers active at the day's end", States = [Engaging, Person], Of = Carrier.Customer, Reach = Reach.Activity };

    /// <summary>Customers active at the day's end with at least one such in the window.</summary>
    public static Measure ActiveEngaged { get; } = new("active_engaged", Count, Carrier.Customer, Carrier.Interaction)
    { About = "customers active at the day's end with at least one inbound interaction, or one of type visit, social or app, in the window", States = [Engaging, Person], Reach = Reach.Activity };
}
