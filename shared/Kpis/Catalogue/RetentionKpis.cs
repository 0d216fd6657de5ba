using CrmServerless.Kpis.Measures;
using CrmServerless.Kpis.Segments;

namespace CrmServerless.Kpis.Catalogue;

/// <summary>The family 'Retention and value' of kpis.md section 4.</summary>
internal static class RetentionKpis
{
    private const string Family = "retention";

    private static readonly Term Lost = Term.FromMeasure(Known.CohortCustomers) - Known.CohortKept;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Kpi> All { get; } =
    [
        new()
        {
            Id = "active_customers", Name = "Active customers", Question = "How many customers are active?", Family = Family, Unit = Unit.Count, Better = Direction.Up,
            Carriers = [Carrier.Customer], Windows = [0], Formula = new CountFormula(Known.ActiveCustomers), Reach = Reach.Activity, MinimumSample = 1,
            Pitfall = "By status where the CRM keeps churn dates, else by a sale within activityDays: know which one yours is.",
            Playbook = ["List customers that stopped being active lately.", "See which region or tier they are in."],
        },
        new()
        {
            Id = "new_customers", Name = "New customers", Question = "How many customers bought for the first time?", Family = Family, Unit = Unit.Count, Better = Direction.Up,
            Carriers = [Carrier.Customer], Windows = [1, 30], Formula = new CountFormula(Known.NewCustomers), Reach = Reach.Activity, MinimumSample = 1,
            Pitfall = "Customers entered twice are new twice; merge duplicates.",
            Playbook = ["Look at leads and conversion of the last months.", "Compare channels and campaigns."],
        },
        new()
        {
            Id = "retention_rate", Name = "Retention rate", Question = "Which share of the customers active at the start is still active?", Family = Family, Unit = Unit.Percent,
            Better = Direction.Up, Carriers = [Carrier.Customer], Windows = [30, 365],
            Formula = new QuotientFormula(Known.CohortKept, Known.CohortCustomers, 100), Reach = Reach.Activity, MinimumSample = 30,
            Pitfall = "Counts a large and a small customer alike; read it beside net revenue retention.",
            Playbook = ["List the customers lost in the window, largest first, and ask each for the reason.", "See which tier, region or owner loses most.", "Plan a talk with similar customers before their contracts end."],
        },
        new()
        {
            Id = "churn_rate", Name = "Churn rate", Question = "Which share of the customers active at the start did we lose?", Family = Family, Unit = Unit.Percent,
            Better = Direction.Down, Carriers = [Carrier.Customer], Windows = [30, 365],
            Formula = new QuotientFormula(Lost, Known.CohortCustomers, 100), Reach = Reach.Activity, MinimumSample = 30,
            Pitfall = "A month's churn and a year's are different figures: never compare one with the other.",
            Playbook = ["Sort the lost customers by churn reason and take on the commonest.", "Look for signs they had in common, such as silence or open tickets, and call the customers who show them now.", "Offer those about to leave a smaller plan or a pause."],
        },
        new()
        {
            Id = "net_revenue_retention", Name = "Net revenue retention", Question = "How much of their earlier revenue do the same customers bring now, with growth?", Family = Family,
            Unit = Unit.Percent, Better = Direction.Up, Carriers = [Carrier.Customer], Windows = [90, 365],
            Formula = new QuotientFormula(Known.RetainedRevenue, Known.EarlierRevenue, 100, Known.EarlierBuyers), Reach = Reach.WindowBefore, MinimumSample = 30,
            Pitfall = "A few growing customers hide many leaving ones; read it beside gross revenue retention.",
            Playbook = ["List the customers whose revenue fell most against the period before.", "Offer more to customers who use what they have fully.", "Check whether yearly invoices fell into one of the two periods only."],
            IndustryFigures = [new("SaaS", 101, 101, "SaaS Capital (2023) and Benchmarkit (2024)", 2024, "A-")],
        },
        new()
        {
            Id = "gross_revenue_retention", Name = "Gross revenue retention", Question = "How much of their earlier revenue do the same customers bring now, growth left out?", Family = Family,
            Unit = Unit.Percent, Better = Direction.Up, Carriers = [Carrier.Customer], Windows = [90, 365],
            Formula = new QuotientFormula(Known.RetainedRevenueCapped, Known.EarlierRevenue, 100, Known.EarlierBuyers), Reach = Reach.WindowBefore, MinimumSample = 30,
            Pitfall = "Customers who buy rarely look lost in every window between two purchases.",
            Playbook = ["Split what is missing into customers who left and customers who buy less.", "Check discounts and downgrades given in the window.", "Ask owners for a plan for their largest shrinking customer."],
            IndustryFigures = [new("SaaS", 88, 93, "SaaS Capital (2023) and Benchmarkit (2024)", 2024, "A-")],
        },
        new()
        {
            Id = "returning_customer_rate", Name = "Returning customers", Question = "Which share of earlier customers bought again?", Family = Family, Unit = Unit.Percent,
            Better = Direction.Up, Carriers = [Carrier.Customer], Windows = [30, 365],
            Formula = new QuotientFormula(Known.BuyersBack, Known.BuyersBefore, 100), Reach = Reach.Activity, MinimumSample = 30,
            Pitfall = "Everyone who ever bought is in the base, so it sinks slowly as the company grows older.",
            Playbook = ["Write to customers when their usual time between two purchases is over.", "See which first products bring people back, and promote those.", "Check stock and delivery of what is usually bought again."],
        },
        new()
        {
            Id = "clv", Name = "Customer lifetime value", Question = "How much will a buyer bring in all?", Family = Family, Unit = Unit.Money, Better = Direction.Up,
            Carriers = [Carrier.Customer], Windows = [365],
            Formula = new LifetimeFormula(Known.BuyerRevenue, Known.Buyers, Lost, Known.CohortCustomers), Reach = Reach.Activity, MinimumSample = 1,
            Pitfall = "An estimate of revenue, not of profit: where hardly anyone churns it rests on lifespanCapYears.",
            Playbook = ["See which of the two moved: revenue per buyer or churn.", "Compare tiers and channels, and win more customers of the most valuable kind.", "Work on keeping the customers who bring most."],
        },
        new()
        {
            Id = "clv_historic", Name = "Lifetime value to date", Question = "How much has a customer brought so far?", Family = Family, Unit = Unit.Money, Better = Direction.Up,
            Carriers = [Carrier.Customer], Windows = [0], Formula = new QuotientFormula(Known.RevenueToDate, Known.BuyersToDate, 1), MinimumSample = 1,
            Pitfall = "Knows only the sales in the data: what was bought before the first export is missing.",
            Playbook = ["Many new customers lower it at first: look at new customers before you worry.", "Compare tiers and channels.", "Find the customers far above the mean and see how they grew."],
        },
        new()
        {
            Id = "clv_to_cac", Name = "Lifetime value to acquisition cost", Question = "How many times over does a customer earn back the cost of winning them?", Family = Family, Unit = Unit.Ratio,
            Better = Direction.Up, Carriers = [Carrier.Customer, Carrier.Spend], Dimensions = ["channel"], Windows = [365],
            Formula = new ValuesFormula("clv", "cac", "clv"), Reach = Reach.Activity, MinimumSample = 1,
            Pitfall = "Looks too good while part of the sales or marketing cost is missing from the spend data.",
            Playbook = ["See whether value fell or cost rose.", "Move budget from channels below 3 to those above.", "Above 5, test spending more on growth."],
            IndustryFigures = [new("all", 3, 5, "at least 3, above 5 hints at under-spending, quoted second-hand", null, "B")],
        },
        new()
        {
            Id = "average_order_value", Name = "Average order value", Question = "How much is a sale worth?", Family = Family, Unit = Unit.Money, Better = Direction.Up,
            Carriers = [Carrier.Sale], Windows = [30], Formula = new QuotientFormula(Known.Revenue, Known.SalesWithAmount, 1), MinimumSample = 1,
            Pitfall = "A mean: a few large orders lift it.",
            Playbook = ["See whether the mix of products changed.", "Check discounts and minimum order rules."],
            IndustryFigures = [new("e-commerce", 130, 130, "Dynamic Yield (USD), quoted second-hand", null, "B")],
        },
        new()
        {
            Id = "purchase_frequency", Name = "Purchase frequency", Question = "How often does a buyer buy in a year?", Family = Family, Unit = Unit.Orders, Better = Direction.Up,
            Carriers = [Carrier.Customer], Windows = [365], Formula = new QuotientFormula(Known.BuyerSales, Known.Buyers, 1), MinimumSample = 1,
            Pitfall = "Splitting an order into two deliveries with a number each raises it.",
            Playbook = ["Remind buyers when they usually run out.", "Offer a subscription or a standing order for what is bought again and again.", "See which tier or channel buys less often than before."],
        },
        new()
        {
            Id = "repeat_purchase_rate", Name = "Repeat purchase rate", Question = "Which share of the year's buyers bought at least twice?", Family = Family, Unit = Unit.Percent,
            Better = Direction.Up, Carriers = [Carrier.Customer], Windows = [365], Formula = new QuotientFormula(Known.RepeatBuyers, Known.Buyers, 100), MinimumSample = 30,
            Pitfall = "Many first buyers late in the year lower it, as they had little time to buy again.",
            Playbook = ["Follow up each first purchase with a fitting second offer.", "Compare first buyers by channel and campaign: some bring one-time buyers only.", "Ask one-time buyers why they did not come back."],
        },
        new()
        {
            Id = "items_per_order", Name = "Items per order", Question = "How many items does an order hold?", Family = Family, Unit = Unit.Items, Better = Direction.Up,
            Carriers = [Carrier.Sale], Windows = [30], Formula = new QuotientFormula(Known.OrderItems, Known.OrdersWithItems, 1), MinimumSample = 1,
            Pitfall = "A mean: one bulk order lifts it, and orders that state no items are left out.",
            Playbook = ["Offer bundles of what is often bought together.", "Check the threshold for free delivery.", "See whether a product that went with others is out of stock."],
            IndustryFigures = [new("e-commerce", 2.87, 2.87, "Dynamic Yield, quoted second-hand", null, "B")],
        },
        new()
        {
            Id = "days_since_last_interaction", Name = "Days since last contact", Question = "How long ago did we last hear from, or sell to, an active customer?", Family = Family, Unit = Unit.Days,
            Better = Direction.Down, Carriers = [Carrier.Customer], Windows = [0], Formula = new MedianFormula(Known.LastSeenDay, SinceDay: true), Reach = Reach.Activity, MinimumSample = 10,
            Pitfall = "Contacts that nobody logs in the CRM do not count.",
            Playbook = ["Sort each owner's customers by silence and call the most valuable first.", "Set a longest time without contact for each tier.", "Check that calls and e-mails still reach the CRM."],
        },
        new()
        {
            Id = "dormant_customers", Name = "Dormant customers", Question = "How many customers have gone quiet?", Family = Family, Unit = Unit.Count, Better = Direction.Down,
            Carriers = [Carrier.Customer], Windows = [0], Formula = new CountFormula(Known.Dormant), Reach = Reach.Activity, MinimumSample = 1,
            Pitfall = "dormantDays must be longer than your customers' usual time between two purchases, else loyal customers look dormant.",
            Playbook = ["Give each owner the list of dormant customers, most valuable first.", "Send an offer to come back and measure who answers.", "Close the records of customers who are gone for good."],
        },
        new()
        {
            Id = "dormant_rate", Name = "Dormant rate", Question = "Which share of the customers has gone quiet?", Family = Family, Unit = Unit.Percent, Better = Direction.Down,
            Carriers = [Carrier.Customer], Windows = [0], Formula = new QuotientFormula(Known.Dormant, Known.BoughtAndStaying, 100), Reach = Reach.Activity, MinimumSample = 30,
            Pitfall = "Customers who left without a churn date stay in it for ever; keep the status up to date.",
            Playbook = ["Compare tiers and owners: where is follow-up missing?", "Win back customers just past dormantDays first: they are the easiest.", "Mark lost customers as churned."],
        },
    ];
}
