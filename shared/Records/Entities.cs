using System.Collections.Frozen;
using static CrmServerless.Records.FieldType;

namespace CrmServerless.Records;

/// <summary>
/// The canonical entities of design.md ('Canonical import'). Every entity with modified_at has deleted_at; tickets, surveys,
/// interactions, orders and leads have contact_id and email for linking.
/// </summary>
public static class Entities
{
    /// <summary>Accounts, or persons where a source has no accounts.</summary>
    public static EntitySchema Customers { get; } = WithId(1, "customers",
        ("id", Text), ("name", Text), ("email", Text), ("domain", Text), ("type", Word), ("created_at", Instant), ("status", Word), ("churned_at", Instant),
        ("churn_reason", Text), ("region", Text), ("industry", Text), ("tier", Text), ("channel", Text), ("owner", Text), ("parent_id", Text),
        ("merged_into", Text), ("modified_at", Instant), ("deleted_at", Instant));

    /// <summary>People of accounts.</summary>
    public static EntitySchema Contacts { get; } = WithId(2, "contacts",
        ("id", Text), ("customer_id", Text), ("email", Text), ("name", Text), ("created_at", Instant), ("modified_at", Instant), ("deleted_at", Instant));

    /// <summary>Leads.</summary>
    public static EntitySchema Leads { get; } = WithId(3, "leads",
        ("id", Text), ("created_at", Instant), ("source", Text), ("status", Word), ("converted_at", Instant), ("customer_id", Text), ("campaign_id", Text),
        ("region", Text), ("owner", Text), ("modified_at", Instant), ("deleted_at", Instant), ("contact_id", Text), ("email", Text));

    /// <summary>Deals (opportunities, potentials).</summary>
    public static EntitySchema Deals { get; } = WithId(4, "deals",
        ("id", Text), ("customer_id", Text), ("lead_id", Text), ("name", Text), ("created_at", Instant), ("closed_at", Instant), ("stage", Text),
        ("status", Word), ("type", Word), ("lost_reason", Text), ("amount", Number), ("currency", Text), ("product", Text), ("owner", Text),
        ("campaign_id", Text), ("modified_at", Instant), ("deleted_at", Instant));

    /// <summary>Orders.</summary>
    public static EntitySchema Orders { get; } = WithId(5, "orders",
        ("id", Text), ("customer_id", Text), ("deal_id", Text), ("ordered_at", Instant), ("status", Word), ("type", Word), ("amount", Number),
        ("currency", Text), ("items", Number), ("product", Text), ("channel", Text), ("campaign_id", Text), ("modified_at", Instant),
        ("deleted_at", Instant), ("contact_id", Text), ("email", Text));

    /// <summary>Lines of orders, keyed by order and line.</summary>
    public static EntitySchema OrderLines { get; } = new(6, "order_lines", VersionRule.LastInDelivery, ["order_id", "line"],
        [("order_id", Text), ("line", Text), ("customer_id", Text), ("ordered_at", Instant), ("product", Text), ("quantity", Number),
         ("unit_price", Number), ("currency", Text), ("status", Word)]);

    /// <summary>Service tickets.</summary>
    public static EntitySchema Tickets { get; } = WithId(7, "tickets",
        ("id", Text), ("customer_id", Text), ("created_at", Instant), ("first_response_at", Instant), ("resolved_at", Instant), ("status", Word),
        ("channel", Text), ("priority", Text), ("category", Text), ("agent", Text), ("handle_minutes", Number), ("replies", Number),
        ("reopened", FieldType.Boolean), ("modified_at", Instant), ("deleted_at", Instant), ("contact_id", Text), ("email", Text));

    /// <summary>Calls, mails, meetings, visits, … with leads and customers.</summary>
    public static EntitySchema Interactions { get; } = WithId(8, "interactions",
        ("id", Text), ("customer_id", Text), ("lead_id", Text), ("at", Instant), ("type", Word), ("direction", Word), ("outcome", Word),
        ("campaign_id", Text), ("owner", Text), ("contact_id", Text), ("email", Text));

    /// <summary>Answers to surveys.</summary>
    public static EntitySchema Surveys { get; } = WithId(9, "surveys",
        ("id", Text), ("customer_id", Text), ("ticket_id", Text), ("at", Instant), ("kind", Word), ("score", NumberOrWord), ("scale_max", Number),
        ("contact_id", Text), ("email", Text));

    /// <summary>Campaigns.</summary>
    public static EntitySchema Campaigns { get; } = WithId(10, "campaigns",
        ("id", Text), ("name", Text), ("type", Text), ("channel", Text), ("started_at", Instant), ("ended_at", Instant), ("cost", Number), ("currency", Text));

    /// <summary>A campaign's counts of one day.</summary>
    public static EntitySchema CampaignStats { get; } = new(11, "campaign_stats", VersionRule.AddWithinDelivery, ["campaign_id", "day"],
        [("campaign_id", Text), ("day", Instant), ("sent", Number), ("delivered", Number), ("opened", Number), ("clicked", Number), ("bounced", Number),
         ("unsubscribed", Number), ("complained", Number), ("responses", Number)]);

    /// <summary>Money spent, by day and category.</summary>
    public static EntitySchema Spend { get; } = new(12, "spend", VersionRule.AddWithinDelivery,
        ["day", "category", "channel", "campaign_id", "currency", "amortise_months"],
        [("day", Instant), ("category", Word), ("channel", Text), ("campaign_id", Text), ("amount", Number), ("currency", Text), ("amortise_months", Number)]);

    /// <summary>Visitors and conversions of a web site, by day.</summary>
    public static EntitySchema Traffic { get; } = new(13, "traffic", VersionRule.AddWithinDelivery, ["day", "channel", "action"],
        [("day", Instant), ("channel", Text), ("action", Text), ("visitors", Number), ("conversions", Number)]);

    /// <summary>Products with their line and tier.</summary>
    public static EntitySchema Products { get; } = WithId(14, "products",
        ("id", Text), ("name", Text), ("line", Text), ("tier_rank", Number), ("price", Number));

    /// <summary>Exchange rates: reporting units for one unit of the currency.</summary>
    public static EntitySchema FxRates { get; } = new(15, "fx_rates", VersionRule.LastInDelivery, ["day", "currency"],
        [("day", Instant), ("currency", Text), ("rate", Number)]);

    /// <summary>
    /// Rows of a user's own reference table (a sales team list, say), by which mappings derive dimensions: table, key and the
    /// table's further columns as custom columns. Not part of the canonical import; it comes only through a mapping.
    /// </summary>
    public static EntitySchema Lookups { get; } = new(16, "lookups", VersionRule.FieldWise, ["table", "key"], [("table", Text), ("key", Text)]);

    /// <summary>All entities, in the order of their ordinals.</summary>
    public static IReadOnlyList<EntitySchema> All { get; } =
        [Customers, Contacts, Leads, Deals, Orders, OrderLines, Tickets, Interactions, Surveys, Campaigns, CampaignStats, Spend, Traffic, Products, FxRates, Lookups];

    private static FrozenDictionary<string, EntitySchema> ByName { get; } = All.ToFrozenDictionary(e => e.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The entity of that name (without case), or null.</summary>
    public static EntitySchema? Find(string name) => ByName.GetValueOrDefault(name);

    private static EntitySchema WithId(int ordinal, string name, params (string, FieldType)[] fields) =>
        new(ordinal, name, VersionRule.FieldWise, ["id"], fields);

}
