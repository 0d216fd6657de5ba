using CrmServerless.Records;
using CrmServerless.Sources.Mappings;

namespace CrmServerless.Sources.Proposing;

/// <summary>What columns are called: canonical names, those of all vendors' mappings, and words that occur elsewhere.</summary>
internal static class FieldWords
{
    // Beyond the vendors' own: by field, for every entity that has it.
    private static readonly (string Field, string[] Names)[] Others =
    [
        ("id", ["id", "uid", "uuid", "number", "nr", "no", "key", "reference"]),
        ("created_at", ["created", "created on", "creation date", "opened", "opened at", "start date", "engage date", "date created", "erstellt am"]),
        ("closed_at", ["closed", "closed on", "close date", "closing date", "end date", "won at", "won date"]),
        ("modified_at", ["modified", "modified on", "updated", "updated at", "last modified", "changed at", "geändert am"]),
        ("at", ["date", "time", "timestamp", "datetime"]),
        ("day", ["date", "day", "datum"]),
        ("ordered_at", ["date", "order date", "ordered", "invoice date", "purchase date"]),
        ("customer_id", ["customer", "account", "company", "client", "customer id", "account id", "company id", "client id", "kunde", "kundennummer"]),
        ("amount", ["amount", "value", "total", "revenue", "price", "sum", "betrag", "close value", "deal value"]),
        ("owner", ["owner", "agent", "sales agent", "sales rep", "account manager", "assigned to", "rep"]),
        ("agent", ["agent", "assignee", "owner", "assigned to"]),
        ("stage", ["stage", "deal stage", "pipeline stage", "phase"]),
        ("status", ["status", "state"]),
        ("source", ["source", "lead source", "origin"]),
        ("product", ["product", "item", "sku", "product name"]),
        ("line", ["line", "series", "category", "family"]),
        ("price", ["price", "sales price", "list price", "unit price"]),
        ("industry", ["industry", "sector", "branche"]),
        ("region", ["region", "country", "state", "office location", "land"]),
        ("parent_id", ["parent", "subsidiary of", "parent account"]),
        ("email", ["email", "e mail", "mail", "email address"]),
        ("score", ["score", "rating", "nps", "csat"]),
        ("resolved_at", ["resolved", "solved", "solved at", "closed", "closed at"]),
        ("first_response_at", ["first response", "first reply", "responded at"]),
        ("currency", ["currency", "currency code", "währung"]),
    ];

    /// <summary>The names by which an entity's field is known, in normal form.</summary>
    public static IReadOnlySet<string> Of(EntitySchema entity, Field field)
    {
        var vendors = VendorMappings.All.Where(m => m.Entity == entity).SelectMany(m => m.Columns).Where(c => c.Field == field).SelectMany(c => c.Sources).SelectMany(s => s.Parts).SelectMany(p => p.Any);
        var others = Others.Where(o => o.Field == field.Name).SelectMany(o => o.Names);
        return vendors.Concat(others).Append(field.Name).Concat(OwnNames(entity, field)).Select(Vocabulary.Normalize).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>account_id for the id of customers, opportunity_id for that of deals, and the like.</summary>
    private static IEnumerable<string> OwnNames(EntitySchema entity, Field field)
    {
        string[] nouns = entity.Name switch
        {
            "customers" => ["customer", "account", "company", "client", "organization"],
            "deals" => ["deal", "opportunity", "potential"],
            "tickets" => ["ticket", "case", "issue"],
            "interactions" => ["activity", "call", "interaction", "event"],
            _ => [entity.Name.TrimEnd('s')],
        };
        return field.Name switch
        {
            "id" => nouns.SelectMany(n => new[] { $"{n} id", $"{n} number", $"{n} no" }),
            "name" => nouns.SelectMany(n => new[] { n, $"{n} name" }),
            _ => [],
        };
    }
}
