using CrmServerless.Kpis.Measures;
using CrmServerless.Kpis.Segments;

namespace CrmServerless.Kpis.Catalogue;

/// <summary>The family 'Cost and return' of kpis.md section 4.</summary>
internal static class CostKpis
{
    private const string Family = "cost";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Kpi> All { get; } =
    [
        new()
        {
            Id = "cac", Name = "Customer acquisition cost", Question = "What does it cost to win a customer?", Family = Family, Unit = Unit.Money, Better = Direction.Down,
            Carriers = [Carrier.Customer, Carrier.Spend], Dimensions = ["channel"], Windows = [90, 365],
            Formula = new QuotientFormula(Known.AcquisitionSpend, Known.NewCustomers, 1), Reach = Reach.Activity, MinimumSample = 1,
            Pitfall = "The spend of a window wins customers in a later one: after a campaign starts it rises before it falls.",
            Playbook = ["See whether spend rose or new customers fell.", "Compare channels and move budget to the cheaper ones.", "Check that salaries and tools are booked the same way as before."],
            IndustryFigures =
            [
                new("e-commerce", 70, 70, "about 70 USD, quoted second-hand", null, "B"),
                new("B2B SaaS", 702, 702, "about 702 USD, quoted second-hand", null, "B"),
            ],
        },
        new()
        {
            Id = "cost_per_lead", Name = "Cost per lead", Question = "What does a lead cost?", Family = Family, Unit = Unit.Money, Better = Direction.Down,
            Carriers = [Carrier.Lead, Carrier.Spend], Dimensions = ["campaign"], Windows = [30], Formula = new QuotientFormula(Known.MarketingSpend, Known.Leads, 1), MinimumSample = 1,
            Pitfall = "Cheap leads that never buy are dear: read it beside the lead conversion rate.",
            Playbook = ["Stop or change the campaigns whose leads cost most.", "Check that forms work and leads carry their campaign.", "Compare what the leads of each campaign become."],
        },
        new()
        {
            Id = "retention_cost", Name = "Retention cost", Question = "What does it cost to keep a customer for a year?", Family = Family, Unit = Unit.Money, Better = Direction.Down,
            Carriers = [Carrier.Customer, Carrier.Spend], Dimensions = [], Windows = [365], Formula = new QuotientFormula(Known.KeepingSpend, Known.CohortKept, 1), Reach = Reach.Activity, MinimumSample = 1,
            Pitfall = "Less is only better while retention holds: saving on service shows as churn months later.",
            Playbook = ["See whether spend rose or fewer customers stayed.", "Find the service costs that do most for few customers.", "Check whether one-time costs fell into the year."],
        },
        new()
        {
            Id = "cac_to_retention_cost", Name = "Winning to keeping", Question = "How many times dearer is it to win a customer than to keep one?", Family = Family, Unit = Unit.Ratio,
            Better = Direction.Down, Carriers = [Carrier.Customer, Carrier.Spend], Dimensions = [], Windows = [365],
            Formula = new ValuesFormula("cac", "retention_cost", "retention_cost"), Reach = Reach.Activity, MinimumSample = 1,
            Pitfall = "It also falls when keeping customers gets dearer: look at both costs.",
            Playbook = ["If winning got dearer, work on the channels with the highest cost.", "If it is high, put the next budget into keeping customers."],
        },
        new()
        {
            Id = "expense_to_revenue", Name = "Expense to revenue", Question = "How much of the revenue do we spend to get and keep it?", Family = Family, Unit = Unit.Percent,
            Better = Direction.Down, Carriers = [Carrier.Sale, Carrier.Spend], Dimensions = ["channel", "campaign"], Windows = [90],
            Formula = new QuotientFormula(Known.AllSpend, Known.Revenue, 100, Known.Sales), MinimumSample = 30,
            Pitfall = "Only spend that is delivered to this product is in it, so it is no profit and loss account.",
            Playbook = ["See which category of spend rose.", "See whether revenue fell instead.", "Compare channels and campaigns by what they bring for what they cost."],
        },
        new()
        {
            Id = "campaign_response_rate", Name = "Campaign response rate", Question = "Which share of the delivered messages got a response?", Family = Family, Unit = Unit.Percent,
            Better = Direction.Up, Carriers = [Carrier.CampaignStats], Windows = [30], Formula = new QuotientFormula(Known.Responses, Known.DeliveredOfResponses, 100), MinimumSample = 30,
            Pitfall = "Responses come days after the message: a campaign sent just now looks worse than it is.",
            Playbook = ["Compare audience, offer and time of the campaigns that fell and those that held.", "Test two versions of the next message.", "Leave out people who have not responded for a long time."],
        },
        new()
        {
            Id = "campaign_messages", Name = "Campaign messages", Question = "How many messages did campaigns send?", Family = Family, Unit = Unit.Count, Better = Direction.Band,
            Carriers = [Carrier.CampaignStats], Windows = [30], Formula = new SumFormula(Known.MessagesSent, Known.MessagesSent), MinimumSample = 1,
            Pitfall = "Neither more nor fewer is good in itself: too many tire people, too few are forgotten.",
            Playbook = ["If it jumped, see which campaign, and whether people got the same message twice.", "If it fell, check that scheduled campaigns ran and their figures arrived.", "Watch unsubscriptions and complaints beside it."],
        },
        new()
        {
            Id = "revenue_attributed", Name = "Revenue from campaigns", Question = "How much did we sell through campaigns?", Family = Family, Unit = Unit.Money, Better = Direction.Up,
            Carriers = [Carrier.Sale], Windows = [30, 90], Formula = new SumFormula(Known.AttributedRevenue, Known.AttributedSalesWithAmount), MinimumSample = 1,
            Pitfall = "Counts only sales that name their campaign themselves; the rest stays unseen.",
            Playbook = ["See which campaign brought less, and whether it ended.", "Check that orders and deals still carry their campaign.", "Repeat what the best campaign did with a new audience."],
        },
        new()
        {
            Id = "revenue_attributed_share", Name = "Share of revenue from campaigns", Question = "Which share of the revenue comes through campaigns?", Family = Family, Unit = Unit.Percent,
            Better = Direction.Up, Carriers = [Carrier.Sale], Windows = [90], Formula = new QuotientFormula(Known.AttributedRevenue, Known.Revenue, 100, Known.AttributedSales), MinimumSample = 30,
            Pitfall = "It also rises when other sales fall: read it beside revenue.",
            Playbook = ["Check that sales staff and shop record the campaign.", "See which region or product campaigns do not reach."],
        },
        new()
        {
            Id = "campaign_roi", Name = "Return on campaigns", Question = "How much do campaigns earn beyond their cost?", Family = Family, Unit = Unit.Percent, Better = Direction.Up,
            Carriers = [Carrier.Sale, Carrier.Spend], Dimensions = ["campaign"], Windows = [90],
            Formula = new ReturnFormula(Known.AttributedRevenue, Known.CampaignCost, Known.AttributedSales), MinimumSample = 30,
            Pitfall = "Counts revenue as earnings unless you set margin; set it.",
            Playbook = ["Stop the campaigns below 0 that have had their time.", "Move their budget to the best one and watch whether its return holds.", "Check that the cost of every campaign is known."],
        },
        new()
        {
            Id = "crm_roi", Name = "Return on the CRM", Question = "How much do the CRM and its campaigns earn beyond their cost?", Family = Family, Unit = Unit.Percent, Better = Direction.Up,
            Carriers = [Carrier.Sale, Carrier.Spend], Dimensions = [], Windows = [365],
            Formula = new ReturnFormula(Known.AttributedRevenue, Known.CrmCost, Known.AttributedSales), MinimumSample = 30,
            Pitfall = "Credits the CRM only with sales that name a campaign, and counts revenue as earnings unless you set margin.",
            Playbook = ["Record the campaign on every sale that came from one.", "Review licences and tools that nobody uses.", "See which campaigns pull it down."],
        },
    ];
}
