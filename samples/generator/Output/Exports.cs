namespace CrmServerless.Samples.Output;

/// <summary>The files of all sources, open at once: the company's life is written as it goes by, and nothing of it is kept in memory.</summary>
public sealed class Exports : IDisposable
{
    private readonly string folder;
    private readonly List<CsvFile> all = [];

    public Exports(string folder)
    {
        this.folder = folder;
        Customers = Open("crm/customers", "id", "name", "email", "domain", "type", "created_at", "status", "churned_at", "churn_reason", "region",
            "industry", "tier", "channel", "owner", "modified_at");
        Contacts = Open("crm/contacts", "id", "customer_id", "email", "name", "created_at", "modified_at");
        Leads = Open("crm/leads", "id", "created_at", "source", "status", "converted_at", "customer_id", "campaign_id", "region", "owner", "modified_at");
        Deals = Open("crm/deals", "id", "customer_id", "lead_id", "name", "created_at", "closed_at", "stage", "status", "type", "lost_reason", "amount",
            "currency", "product", "owner", "campaign_id", "modified_at");
        Products = Open("crm/products", "id", "name", "line", "tier_rank", "price");
        Interactions = Open("crm/interactions", "id", "customer_id", "lead_id", "at", "type", "direction", "outcome", "owner");
        Orders = Open("shop/orders", "id", "email", "ordered_at", "status", "amount", "currency", "channel", "campaign_id", "modified_at");
        OrderLines = Open("shop/order_lines", "order_id", "line", "product", "quantity", "unit_price", "currency");
        Tickets = Open("helpdesk/tickets", "id", "email", "created_at", "first_response_at", "resolved_at", "status", "channel", "priority", "category",
            "agent", "handle_minutes", "replies", "reopened", "modified_at");
        Surveys = Open("helpdesk/surveys", "id", "ticket_id", "email", "at", "kind", "score", "scale_max");
        Campaigns = Open("marketing/campaigns", "id", "name", "type", "channel", "started_at", "ended_at", "cost", "currency");
        CampaignStats = Open("marketing/campaign_stats", "campaign_id", "day", "sent", "delivered", "opened", "clicked", "bounced", "unsubscribed",
            "complained", "responses");
        Spend = Open("marketing/spend", "day", "category", "channel", "campaign_id", "amount", "currency", "amortise_months");
        Traffic = Open("marketing/traffic", "day", "channel", "action", "visitors", "conversions");
        FxRates = Open("finance/fx_rates", "day", "currency", "rate");
    }

    public CsvFile Customers { get; }

    public CsvFile Contacts { get; }

    public CsvFile Leads { get; }

    public CsvFile Deals { get; }

    public CsvFile Products { get; }

    public CsvFile Interactions { get; }

    public CsvFile Orders { get; }

    public CsvFile OrderLines { get; }

    public CsvFile Tickets { get; }

    public CsvFile Surveys { get; }

    public CsvFile Campaigns { get; }

    public CsvFile CampaignStats { get; }

    public CsvFile Spend { get; }

    public CsvFile Traffic { get; }

    public CsvFile FxRates { get; }

    /// <summary>Rows by file name, headers not counted.</summary>
    public IReadOnlyDictionary<string, long> Rows => all.ToDictionary(file => file.Name, file => file.Rows);

    public void Dispose() => all.ForEach(file => file.Dispose());

    private CsvFile Open(string name, params ReadOnlySpan<string> header)
    {
        var file = new CsvFile(Path.Combine(folder, name + ".csv"), header);
        all.Add(file);
        return file;
    }
}
