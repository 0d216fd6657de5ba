using CrmServerless.Kpis.Segments;
using static CrmServerless.Kpis.Measures.MeasureKind;

namespace CrmServerless.Kpis.Measures;

/// <content>Measures of spend, campaigns and outreach.</content>
public static partial class Known
{
    /// <summary>Marketing and sales spend, reporting currency.</summary>
    public static Measure AcquisitionSpend { get; } = new("acquisition_spend", Sum, Carrier.Spend);

    /// <summary>Marketing spend.</summary>
    public static Measure MarketingSpend { get; } = new("marketing_spend", Sum, Carrier.Spend);

    /// <summary>Retention and service spend.</summary>
    public static Measure KeepingSpend { get; } = new("keeping_spend", Sum, Carrier.Spend);

    /// <summary>Service spend.</summary>
    public static Measure ServiceSpend { get; } = new("service_spend", Sum, Carrier.Spend);

    /// <summary>All spend.</summary>
    public static Measure AllSpend { get; } = new("all_spend", Sum, Carrier.Spend);

    /// <summary>Spend with a campaign.</summary>
    public static Measure CampaignCost { get; } = new("campaign_cost", Sum, Carrier.Spend);

    /// <summary>Spend of category crm or with a campaign.</summary>
    public static Measure CrmCost { get; } = new("crm_cost", Sum, Carrier.Spend);

    /// <summary>Sales with a campaign of their own.</summary>
    public static Measure AttributedSales { get; } = new("attributed_sales", Count, Carrier.Sale);

    /// <summary>Those of them with a known amount.</summary>
    public static Measure AttributedSalesWithAmount { get; } = new("attributed_sales_with_amount", Count, Carrier.Sale);

    /// <summary>Their amounts, reporting currency.</summary>
    public static Measure AttributedRevenue { get; } = new("attributed_revenue", Sum, Carrier.Sale);

    /// <summary>Orders that are sales and state their items.</summary>
    public static Measure OrdersWithItems { get; } = new("orders_with_items", Count, Carrier.Sale);

    /// <summary>Their items.</summary>
    public static Measure OrderItems { get; } = new("order_items", Sum, Carrier.Sale);

    /// <summary>Messages sent by campaigns.</summary>
    public static Measure MessagesSent { get; } = new("messages_sent", Sum, Carrier.CampaignStats);

    /// <summary>Messages delivered, of rows that state responses too.</summary>
    public static Measure DeliveredOfResponses { get; } = new("delivered_of_responses", Sum, Carrier.CampaignStats);

    /// <summary>Responses, of rows that state both.</summary>
    public static Measure Responses { get; } = new("responses", Sum, Carrier.CampaignStats);

    /// <summary>Messages delivered, of rows that state opens too.</summary>
    public static Measure DeliveredOfOpened { get; } = new("delivered_of_opened", Sum, Carrier.CampaignStats);

    /// <summary>Messages opened, of rows that state both.</summary>
    public static Measure Opened { get; } = new("opened", Sum, Carrier.CampaignStats);

    /// <summary>Messages delivered, of rows that state clicks too.</summary>
    public static Measure DeliveredOfClicked { get; } = new("delivered_of_clicked", Sum, Carrier.CampaignStats);

    /// <summary>Messages clicked, of rows that state both.</summary>
    public static Measure Clicked { get; } = new("clicked", Sum, Carrier.CampaignStats);

    /// <summary>Messages delivered, of rows that state unsubscriptions too.</summary>
    public static Measure DeliveredOfUnsubscribed { get; } = new("delivered_of_unsubscribed", Sum, Carrier.CampaignStats);

    /// <summary>Unsubscriptions, of rows that state both.</summary>
    public static Measure Unsubscribed { get; } = new("unsubscribed", Sum, Carrier.CampaignStats);

    /// <summary>Messages delivered, of rows that state complaints too.</summary>
    public static Measure DeliveredOfComplained { get; } = new("delivered_of_complained", Sum, Carrier.CampaignStats);

    /// <summary>Complaints, of rows that state both.</summary>
    public static Measure Complained { get; } = new("complained", Sum, Carrier.CampaignStats);

    /// <summary>Messages sent, of rows that state bounces too.</summary>
    public static Measure SentOfBounced { get; } = new("sent_of_bounced", Sum, Carrier.CampaignStats);

    /// <summary>Bounces, of rows that state both.</summary>
    public static Measure Bounced { get; } = new("bounced", Sum, Carrier.CampaignStats);

    /// <summary>Outbound interactions with a lead or customer.</summary>
    public static Measure Attempts { get; } = new("attempts", Count, Carrier.Interaction);

    /// <summary>People by the day of the first attempt ever with them.</summary>
    public static Measure PeopleAttempted { get; } = new("people_attempted", Count, Carrier.Interaction);

    /// <summary>Those of them that have responded by the day's end.</summary>
    public static Measure PeopleResponded { get; } = new("people_responded", Count, Carrier.Interaction);

    /// <summary>Leads not converted, with too many attempts since their last response.</summary>
    public static Measure UnresponsiveLeads { get; } = new("unresponsive_leads", Count, Carrier.Lead, Carrier.Interaction);
}
