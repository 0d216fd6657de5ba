using CrmServerless.Kpis.Measures;
using CrmServerless.Kpis.Segments;

namespace CrmServerless.Kpis.Catalogue;

/// <summary>The Sales family of kpis.md section 4.</summary>
internal static class SalesKpis
{
    private const string Family = "sales";

    private static readonly Term RevenueBefore = new MeasureTerm(Known.Revenue, WindowEnd.WindowEarlier);
    private static readonly Term ExistingRevenueBefore = new MeasureTerm(Known.ExistingRevenue, WindowEnd.WindowEarlier);
    private static readonly Term SalesBefore = new MeasureTerm(Known.Sales, WindowEnd.WindowEarlier);
    private static readonly Term ExistingSalesBefore = new MeasureTerm(Known.ExistingSales, WindowEnd.WindowEarlier);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Kpi> All { get; } =
    [
        new()
        {
            Id = "revenue", Name = "Revenue", Question = "How much did we sell?", Family = Family, Unit = Unit.Money, Better = Direction.Up,
            Carriers = [Carrier.Sale], Windows = [1, 30, 90], Formula = new SumFormula(Known.Revenue, Known.SalesWithAmount), MinimumSample = 1,
            Pitfall = "A few large deals move it; read it beside the number of sales and the average order value.",
            Playbook = ["See which region, product or owner lost most against the same days before.", "Check the pipeline: is it fewer deals, smaller ones, or a lower win rate?", "Check that all orders of the period have arrived."],
        },
        new()
        {
            Id = "revenue_new", Name = "Revenue from new customers", Question = "How much did we sell to customers on the day they first bought?", Family = Family,
            Unit = Unit.Money, Better = Direction.Up, Carriers = [Carrier.Sale], Windows = [30],
            Formula = new SumFormula(Known.NewRevenue, Known.NewSalesWithAmount), Reach = Reach.Activity, MinimumSample = 1,
            Pitfall = "Only the first day's sales are new; what the customer buys a day later is existing business.",
            Playbook = ["Look at lead volume and conversion of the last months: new business follows them.", "Compare new customers by channel and campaign."],
        },
        new()
        {
            Id = "revenue_existing", Name = "Revenue from existing customers", Question = "How much did we sell to customers who had bought before?", Family = Family,
            Unit = Unit.Money, Better = Direction.Up, Carriers = [Carrier.Sale], Windows = [30],
            Formula = new SumFormula(Known.ExistingRevenue, Known.ExistingSalesWithAmount), Reach = Reach.Activity, MinimumSample = 1,
            Pitfall = "Customers entered twice look new; merge duplicates first.",
            Playbook = ["List the customers who bought in the same period before, and not now.", "Ask their owners for a next step with each."],
        },
        new()
        {
            Id = "revenue_growth", Name = "Revenue growth", Question = "How much more did we sell than in the period before?", Family = Family, Unit = Unit.Percent,
            Better = Direction.Up, Carriers = [Carrier.Sale], Windows = [30, 365],
            Formula = new QuotientFormula(Known.Revenue - RevenueBefore, RevenueBefore, 100, SalesBefore), Reach = Reach.WindowBefore, MinimumSample = 30,
            Pitfall = "Compares with the days just before: a season shows as growth or decline.",
            Playbook = ["Compare with the same window a year ago.", "Split by new and existing customers to see which side moved."],
        },
        new()
        {
            Id = "revenue_growth_existing", Name = "Revenue growth with existing customers", Question = "How much more did existing customers buy than in the period before?",
            Family = Family, Unit = Unit.Percent, Better = Direction.Up, Carriers = [Carrier.Sale], Windows = [30],
            Formula = new QuotientFormula(Known.ExistingRevenue - ExistingRevenueBefore, ExistingRevenueBefore, 100, ExistingSalesBefore), Reach = Reach.WindowBefore, MinimumSample = 30,
            Pitfall = "A customer's first day is no existing business, so last period's new customers add to this one.",
            Playbook = ["Find the customers whose purchases fell most.", "Check whether contracts ended or prices changed."],
        },
        new()
        {
            Id = "new_leads", Name = "New leads", Question = "How many leads came in?", Family = Family, Unit = Unit.Count, Better = Direction.Up,
            Carriers = [Carrier.Lead], Windows = [1, 30], Formula = new CountFormula(Known.Leads), MinimumSample = 1,
            Pitfall = "An import of old addresses counts on the day it says the leads were created.",
            Playbook = ["See which lead source fell.", "Check that forms and campaigns are running."],
        },
        new()
        {
            Id = "lead_conversion_rate", Name = "Lead conversion rate", Question = "Which share of leads converts in time?", Family = Family, Unit = Unit.Percent,
            Better = Direction.Up, Carriers = [Carrier.Lead], Windows = [90], Formula = new QuotientFormula(Mature(Known.LeadsConverted), Mature(Known.Leads), 100), Reach = Reach.LeadMaturity, MinimumSample = 30,
            Pitfall = "Speaks of leads old enough to have had their chance, so it lags by the maturity time.",
            Playbook = ["Compare lead sources: a new source of poor leads lowers the rate without any change in selling.", "Check how fast leads are first touched.", "Review leads that were never worked."],
        },
        new()
        {
            Id = "lead_to_customer_rate", Name = "Lead to customer rate", Question = "Which share of leads buys in time?", Family = Family, Unit = Unit.Percent,
            Better = Direction.Up, Carriers = [Carrier.Lead], Windows = [90], Formula = new QuotientFormula(Mature(Known.LeadsBecameCustomers), Mature(Known.Leads), 100), Reach = Reach.LeadMaturity, MinimumSample = 30,
            Pitfall = "With long sales cycles few leads buy within the maturity time; set leadMaturityDays to fit.",
            Playbook = ["Compare with the conversion rate: is it qualification or closing that falls?", "Look at deals that come from leads and stand still."],
        },
        new()
        {
            Id = "visitor_conversion_rate", Name = "Visitor conversion rate", Question = "Which share of web visitors takes the wanted action?", Family = Family,
            Unit = Unit.Percent, Better = Direction.Up, Carriers = [Carrier.Traffic], Windows = [30],
            Formula = new QuotientFormula(Known.Conversions, Known.Visitors, 100), MinimumSample = 30,
            Pitfall = "More visitors from a broad campaign lower the rate while sales rise.",
            Playbook = ["See which channel's rate or share changed.", "Try the form or check-out yourself on a phone."],
            IndustryFigures = [new("all", 2.3, 2.3, "visitor to lead, quoted second-hand", null, "B"), new("e-commerce", 1.4, 1.4, "Shopify stores, quoted second-hand", null, "B")],
        },
        new()
        {
            Id = "deals_won", Name = "Deals won", Question = "How many deals did we win?", Family = Family, Unit = Unit.Count, Better = Direction.Up,
            Carriers = [Carrier.Deal], Windows = [30], Formula = new CountFormula(Known.DealsWon), MinimumSample = 1,
            Pitfall = "Deals are often closed in the CRM days after they were won.",
            Playbook = ["See whether fewer deals were decided or fewer of them were won.", "Go through open deals past their expected close date."],
        },
        new()
        {
            Id = "deals_lost", Name = "Deals lost", Question = "How many deals did we lose?", Family = Family, Unit = Unit.Count, Better = Direction.Down,
            Carriers = [Carrier.Deal], Windows = [30], Formula = new CountFormula(Known.DealsLost), MinimumSample = 1,
            Pitfall = "A clean-up of dead deals shows as a burst of losses.",
            Playbook = ["Read the lost reasons of the period.", "See which owner, product or region they fall on."],
        },
        new()
        {
            Id = "win_rate", Name = "Win rate", Question = "Which share of decided deals do we win?", Family = Family, Unit = Unit.Percent, Better = Direction.Up,
            Carriers = [Carrier.Deal], Windows = [90], Formula = new QuotientFormula(Known.DealsWon, Known.DealsWon + Known.DealsLost, 100), MinimumSample = 30,
            Pitfall = "By count of deals closed in the window; deals left open that are really lost flatter it.",
            Playbook = ["Review the deals lost in the window: reason, competitor, stage they were lost at.", "Sit in on the next deals of the segment that fell.", "Check whether pricing or the product changed."],
            IndustryFigures = [new("all", 21, 21, "HubSpot survey, quoted second-hand", null, "B"), new("qualified deals", 29, 29, "HubSpot survey, quoted second-hand", null, "B")],
        },
        new()
        {
            Id = "win_rate_value", Name = "Win rate by value", Question = "Which share of the decided amount do we win?", Family = Family, Unit = Unit.Percent,
            Better = Direction.Up, Carriers = [Carrier.Deal], Windows = [90],
            Formula = new QuotientFormula(Known.AmountWon, Known.AmountWon + Known.AmountLost, 100, Known.DealsWonWithAmount + Known.DealsLostWithAmount), MinimumSample = 30,
            Pitfall = "CRMs that set the amount of lost deals to 0 make it 100 %.",
            Playbook = ["Compare with the win rate by count: are we losing the large deals?", "Bring more people into large deals earlier."],
        },
        new()
        {
            Id = "average_deal_size", Name = "Average deal size", Question = "How large is a won deal?", Family = Family, Unit = Unit.Money, Better = Direction.Up,
            Carriers = [Carrier.Deal], Windows = [90], Formula = new QuotientFormula(Known.AmountWon, Known.DealsWonWithAmount, 1), MinimumSample = 1,
            Pitfall = "A mean: one very large deal lifts it for the whole window.",
            Playbook = ["See whether the mix of products or customers changed.", "Check the discounts given in the window."],
        },
        new()
        {
            Id = "sales_cycle_days", Name = "Sales cycle", Question = "How long does a won deal take?", Family = Family, Unit = Unit.Days, Better = Direction.Down,
            Carriers = [Carrier.Deal], Windows = [90], Formula = new MedianFormula(Known.SalesCycle), MinimumSample = 10,
            Pitfall = "Only won deals are in it; deals that drag on and are lost are not.",
            Playbook = ["Find the stage where deals wait longest.", "Agree a next step with a date on every open deal."],
            IndustryFigures =
            [
                new("small business", 14, 30, "quoted second-hand", null, "B"), new("mid-market", 30, 90, "quoted second-hand", null, "B"),
                new("enterprise", 90, 180, "quoted second-hand", null, "B"),
            ],
        },
        new()
        {
            Id = "first_touch_hours", Name = "Time to first touch", Question = "How soon is a new lead contacted?", Family = Family, Unit = Unit.Hours, Better = Direction.Down,
            Carriers = [Carrier.Lead], Windows = [30], Formula = new MedianFormula(Known.FirstTouch), MinimumSample = 10,
            Pitfall = "Leads that were never touched are not in it; look at new leads beside it.",
            Playbook = ["Assign new leads at once, round robin.", "Cover the hours in which leads come in and nobody answers."],
        },
        new()
        {
            Id = "outreach_to_action_days", Name = "Outreach to action", Question = "How long after the first attempt do people act?", Family = Family, Unit = Unit.Days,
            Better = Direction.Down, Carriers = [Carrier.Interaction], Windows = [30], Formula = new MedianFormula(Known.OutreachToAction), MinimumSample = 10,
            Pitfall = "Speaks only of people who did act.",
            Playbook = ["Change the order or spacing of the outreach sequence.", "See which campaign's people act soonest, and why."],
        },
        new()
        {
            Id = "pipeline_value", Name = "Pipeline value", Question = "How much is in open deals?", Family = Family, Unit = Unit.Money, Better = Direction.Up,
            Carriers = [Carrier.Deal], Windows = [0], Formula = new SumFormula(Known.OpenAmount, Known.OpenDealsWithAmount), MinimumSample = 1,
            Pitfall = "Not weighted by probability; dead deals left open swell it.",
            Playbook = ["Compare with the target for the coming quarter over the win rate.", "Close or requalify deals without activity."],
        },
        new()
        {
            Id = "pipeline_velocity", Name = "Pipeline velocity", Question = "How much does the pipeline earn a day?", Family = Family, Unit = Unit.Money, Better = Direction.Up,
            Carriers = [Carrier.Deal], Windows = [90],
            Formula = new FlowFormula(Known.OpenDeals, [("average_deal_size", 1), ("win_rate", 100)], "sales_cycle_days", Known.DealsWon), MinimumSample = 10,
            Pitfall = "A product of four figures: look at each to see which moved.",
            Playbook = ["See which of open deals, deal size, win rate and cycle moved most.", "Work on that one."],
        },
        new()
        {
            Id = "upsell_rate", Name = "Up-sell rate", Question = "Which share of active customers bought up?", Family = Family, Unit = Unit.Percent, Better = Direction.Up,
            Carriers = [Carrier.Customer], Windows = [90], Formula = new QuotientFormula(Known.CohortUpsold, Known.CohortCustomers, 100), Reach = Reach.Activity, MinimumSample = 30,
            Pitfall = "Needs the type of sales, or products with a tier rank.",
            Playbook = ["List active customers on the lowest tier with high use.", "Give owners an offer to bring along."],
        },
        new()
        {
            Id = "cross_sell_rate", Name = "Cross-sell rate", Question = "Which share of active customers bought from another line?", Family = Family, Unit = Unit.Percent,
            Better = Direction.Up, Carriers = [Carrier.Customer], Windows = [90], Formula = new QuotientFormula(Known.CohortCrossSold, Known.CohortCustomers, 100), Reach = Reach.Activity, MinimumSample = 30,
            Pitfall = "Needs the type of sales, or products with a line.",
            Playbook = ["See which pairs of lines are bought together, and who has only one.", "Name a second line in every review with a customer."],
        },
        new()
        {
            Id = "upgrade_rate", Name = "Upgrade rate", Question = "Which share of customers on a ranked product moved to a higher one?", Family = Family, Unit = Unit.Percent,
            Better = Direction.Up, Carriers = [Carrier.Customer], Windows = [90], Formula = new QuotientFormula(Known.CohortUpgraded, Known.CohortRanked, 100), Reach = Reach.Activity, MinimumSample = 30,
            Pitfall = "Compares the last product before the window with the last in it; a side purchase of a small product hides an upgrade.",
            Playbook = ["Ask customers who upgraded what made them.", "Show others what the next tier would solve."],
        },
        new()
        {
            Id = "renewal_expansion_rate", Name = "Renewal expansion rate", Question = "Which share of renewals is worth more than the deal before?", Family = Family,
            Unit = Unit.Percent, Better = Direction.Up, Carriers = [Carrier.Deal], Windows = [90],
            Formula = new QuotientFormula(Known.RenewalsExpanded, Known.RenewalsWon, 100), Reach = Reach.Activity, MinimumSample = 30,
            Pitfall = "Deals without type renewal are not in it.",
            Playbook = ["Start renewal talks earlier.", "Bring usage and outcomes to the talk."],
        },
    ];

    /// <summary>Over the leads created in the window that ended when the last of them had had its time.</summary>
    private static MeasureTerm Mature(Measure measure) => new(measure, WindowEnd.MaturityEarlier);
}
