using System.Collections.Frozen;
using CrmServerless.Records;

namespace CrmServerless.Sources.Mappings;

/// <summary>What a file must have so that its rows can be told apart (kpis.md section 2, 'Identity' and 'Keys of entities without id').</summary>
internal static class EntityIdentity
{
    /// <summary>Their rows don't change once written, so one without id can be named by its content.</summary>
    private static readonly FrozenSet<EntitySchema> NamedByContent = new[] { Entities.Interactions, Entities.Surveys }.ToFrozenSet();

    private static readonly FrozenDictionary<EntitySchema, Field[]> NeededKeyFields = new Dictionary<EntitySchema, Field[]>
    {
        [Entities.OrderLines] = [Entities.OrderLines["order_id"], Entities.OrderLines["line"]],
        [Entities.CampaignStats] = [Entities.CampaignStats["campaign_id"], Entities.CampaignStats["day"]],
        [Entities.Spend] = [Entities.Spend["day"]],
        [Entities.Traffic] = [Entities.Traffic["day"]],
        [Entities.FxRates] = [Entities.FxRates["day"], Entities.FxRates["currency"]],
        [Entities.Lookups] = [Entities.Lookups["table"], Entities.Lookups["key"]],
    }.ToFrozenDictionary();

    /// <summary>True when the entity's records have an id of their own.</summary>
    public static bool HasId(EntitySchema entity) => entity.Key is [{ Name: "id" }];

    /// <summary>True when rows without id may be named by their content.</summary>
    public static bool MayBeNamedByContent(EntitySchema entity) => NamedByContent.Contains(entity);

    /// <summary>The key fields of an entity without id that a file must have; further ones count as empty when it lacks them.</summary>
    public static IReadOnlyList<Field> NeededKey(EntitySchema entity) => NeededKeyFields.GetValueOrDefault(entity, []);

    /// <summary>True for a key field that a row may leave empty.</summary>
    public static bool MayBeEmpty(EntitySchema entity, Field keyField) =>
        keyField.Name is not ("id" or "order_id" or "table" or "key") && entity.Key.Contains(keyField);
}
