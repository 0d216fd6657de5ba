using CrmServerless.Kpis.Segments;
using static CrmServerless.Kpis.Measures.MeasureKind;

namespace CrmServerless.Kpis.Measures;

/// <content>Measures of spend, campaigns and outreach.</content>
public static partial class Known
{
    /// <summary>Marketing and sales spend, reporting currency.</summary>
    public static Measure AcquisitionSpend { get; } = new("acquisition_spend", Sum, Carrier.Spend)
    { About = "marketing and sales spend", States = ["spend.category=marketing|spend.category=sales|campaigns.cost"] };

    /// <summary>Marketing spend.</summary>
    public static Measure MarketingSpend { get; } = new("marketing_spend", Sum, Carrier.Spend)
    { About = "marketing spend", States = ["spend.category=marketing|campaigns.cost"] };

    /// <summary>Retention and service spend.</summary>
    public static Measure KeepingSpend { get; } = new("keeping_spend", Sum, Carrier.Spend)
    { About = "retention and service spend", States = ["spend.category=retention|spend.category=service"] };

    /// <summary>Service spend.</summary>
    public static Measure ServiceSpend { get; } = new("service_spend", Sum, Carrier.Spend) { About = "service spend", States = ["spend.category=service"] };

    /// <summary>All spend.</summary>
    public static Measure AllSpend { get; } = new("all_spend", Sum, Carrier.Spend) { About = "all spend", States = ["spend.amount|campaigns.cost"] };

    /// <summary>Spend with a campaign.</summary>
    public static Measure CampaignCost { get; } = new("campaign_cost", Sum, Carrier.Spend)
    { About = "spend with a campaign", States = ["spend.campaign_id|campaigns.cost"] };

    /// <summary>Spend of category crm or with a campaign.</summary>
    public static Measure CrmCost { get; } = new("crm_cost", Sum, Carrier.Spend)
    { About = "spend of category crm or with a campaign", States = ["spend.category=crm|spend.campaign_id|campaigns.cost"] };

    /// <summary>Sales with a campaign of their own.</summary>
    public static Measure AttributedSales { get; } = new("attributed_sales", Count, Carrier.Sale)
    { About = "sales with a campaign of their own", States = ["orders.campaign_id|deals.campaign_id"] };

    /// <summary>Those of them with a known amount.</summary>
    public static Measure AttributedSalesWithAmount { get; } = new("attributed_sales_with_amount", Count, Carrier.Sale)
    { About = "sales with a campaign of their own and a known amount", States = ["orders.campaign_id|deals.campaign_id", Amounts] };

    /// <summary>Their amounts, reporting currency.</summary>
    public static Measure AttributedRevenue { get; } = new("attributed_revenue", Sum, Carrier.Sale)
    { About = "amounts of sales with a campaign of their own", States = ["orders.campaign_id|deals.campaign_id", Amounts], Sample = AttributedSalesWithAmount };

    /// <summary>Orders that are sales and state their items.</summary>
    public static Measure OrdersWithItems { get; } = new("orders_with_items", Count, Carrier.Sale)
    { About = "orders that are sales and state their items", States = ["orders.items|order_lines.quantity"] };

    /// <summary>Their items.</summary>
    public static Measure OrderItems { get; } = new("order_items", Sum, Carrier.Sale)
    { About = "items of orders that are sales and state them", States = ["orders.items|order_lines.quantity"], Sample = OrdersWithItems };

    /// <summary>Messages sent by campaigns.</summary>
    public static Measure MessagesSent { get; } = new("messages_sent", Sum, Carrier.CampaignStats)
    { About = "messages sent by campaigns", States = ["campaign_stats.sent"], IsOfThings = true };

    /// <summary>Messages delivered, of rows that state responses too.</summary>
    public static Measure DeliveredOfResponses { get; } = new("delivered_of_responses", Sum, Carrier.CampaignStats)
    { About = "messages delivered, of rows that state responses too", States = ["campaign_stats.delivered", "campaign_stats.responses"], IsOfThings = true };

    /// <summary>Responses, of rows that state both.</summary>
    public static Measure Responses { get; } = new("responses", Sum, Carrier.CampaignStats)
    { About = "responses, of rows that state messages delivered too", States = ["campaign_stats.delivered", "campaign_stats.responses"], IsOfThings = true };

    /// <summary>Messages delivered, of rows that state opens too.</summary>
    public static Measure DeliveredOfOpened { get; } = new("delivered_of_opened", Sum, Carrier.CampaignStats)
    { About = "messages delivered, of rows that state opens too", States = ["campaign_stats.delivered", "campaign_stats.opened"], IsOfThings = true };

    /// <summary>Messages opened, of rows that state both.</summary>
    public static Measure Opened { get; } = new("opened", Sum, Carrier.CampaignStats)
    { About = "messages opened, of rows that state messages delivered too", States = ["campaign_stats.delivered", "campaign_stats.opened"], IsOfThings = true };

    /// <summary>Messages delivered, of rows that state clicks too.</summary>
    public static Measure DeliveredOfClicked { get; } = new("delivered_of_clicked", Sum, Carrier.CampaignStats)
    { About = "messages delivered, of rows that state clicks too", States = ["campaign_stats.delivered", "campaign_stats.clicked"], IsOfThings = true };

    /// <summary>Messages clicked, of rows that state both.</summary>
    public static Measure Clicked { get; } = new("clicked", Sum, Carrier.CampaignStats)
    { About = "messages clicked, of rows that state messages delivered too", States = ["campaign_stats.delivered", "campaign_stats.clicked"], IsOfThings = true };

    /// <summary>Messages delivered, of rows that state unsubscriptions too.</summary>
    public static Measure DeliveredOfUnsubscribed { get; } = new("delivered_of_unsubscribed", Sum, Carrier.CampaignStats)
    { About = "messages delivered, of rows that state unsubscriptions too", States = ["campaign_stats.delivered", "campaign_stats.unsubscribed"], IsOfThings = true };

    /// <summary>Unsubscriptions, of rows that state both.</summary>
    public static Measure Unsubscribed { get; } = new("unsubscribed", Sum, Carrier.CampaignStats)
    { About = "unsubscriptions, of rows that state messages delivered too", States = ["campaign_stats.delivered", "campaign_stats.unsubscribed"], IsOfThings = true };

    /// <summary>Messages delivered, of rows that state complaints too.</summary>
    public static Measure DeliveredOfComplained { get; } = new("delivered_of_complained", Sum, Carrier.CampaignStats)
    { About = "messages delivered, of rows that state complaints too", States = ["campaign_stats.delivered", "campaign_stats.complained"], IsOfThings = true };

    /// <summary>Complaints, of rows that state both.</summary>
    public static Measure Complained { get; } = new("complained", Sum, Carrier.CampaignStats)
    { About = "complaints, of rows that state messages delivered too", States = ["campaign_stats.delivered", "campaign_stats.complained"], IsOfThings = true };

    /// <summary>Messages sent, of rows that state bounces too.</summary>
    public static Measure SentOfBounced { get; } = new("sent_of_bounced", Sum, Carrier.CampaignStats)
    { About = "messages sent, of rows that state bounces too", States = ["campaign_stats.sent", "campaign_stats.bounced"], IsOfThings = true };

    /// <summary>Bounces, of rows that state both.</summary>
    public static Measure Bounced { get; } = new("bounced", Sum, Carrier.CampaignStats)
    { About = "bounces, of rows that state messages sent too", States = ["campaign_stats.sent", "campaign_stats.bounced"], IsOfThings = true };

    /// <summary>Outbound interactions with a lead or customer.</summary>
    public static Measure Attempts { get; } = new("attempts", Count, Carrier.Interaction)
    { About = "outbound interactions with a lead or customer", States = [Person, Outbound] };

    /// <summary>People by the day of the first attempt ever with them.</summary>
    public static Measure PeopleAttempted { get; } = new("people_attempted", Count, Carrier.Interaction)
    { About = "people by the day of the first attempt ever with them", States = [Person, Outbound] };

    /// <summary>Those of them that have responded by the day's end.</summary>
    public static Measure PeopleResponded { get; } = new("people_responded", Count, Carrier.Interaction)
    { About = "people by the day of the first attempt with them that have responded by the day's end", States = [Person, "interactions.direction=inbound|interactions.outcome=responded"] };

    /// <summary>Leads not converted, with too many attempts since their last response.</summary>
    public static Measure UnresponsiveLeads { get; } = new("unresponsive_leads", Count, Carrier.Lead, Carrier.Interaction)
    { About = "leads not converted, with at least unresponsiveAfter attempts since their last response", States = ["interactions.lead_id", Outbound], IsState = true };
}
