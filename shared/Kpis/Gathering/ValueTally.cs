using System.Runtime.InteropServices;
using CrmServerless.Configuration;
using CrmServerless.Kpis.Links;
using CrmServerless.Kpis.Segments;
using CrmServerless.Records;
using CrmServerless.RecordStore;
using static CrmServerless.Records.Entities;

namespace CrmServerless.Kpis.Gathering;

/// <summary>
/// Counts by dimension how many records of all time state each value themselves, and decides by that which values keep a segment of their own where
/// there are more than the cap. Deleted records count: what was large once does not lose its segment by a clean-up.
/// </summary>
internal sealed class ValueTally
{
    private static readonly Dictionary<(EntitySchema, string), string> Columns = new()
    {
        [(Orders, "campaign")] = "campaign_id", [(Deals, "campaign")] = "campaign_id", [(Leads, "campaign")] = "campaign_id",
        [(Interactions, "campaign")] = "campaign_id", [(CampaignStats, "campaign")] = "campaign_id", [(Spend, "campaign")] = "campaign_id",
        [(Leads, "lead_source")] = "source", [(Deals, "deal_type")] = "type", [(Entities.Products, "product_line")] = "line",
    };

    private readonly RecordFields fields;
    private readonly Dictionary<string, Dictionary<string, long>> counts;

    /// <summary>A tally of these dimensions' values.</summary>
    public ValueTally(IEnumerable<string> dimensions, RecordFields fields)
    {
        this.fields = fields;
        counts = dimensions.Distinct(StringComparer.Ordinal).ToDictionary(dimension => dimension, _ => new Dictionary<string, long>(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    /// <summary>Counts a record.</summary>
    public void Note(MergedRecord record)
    {
        foreach (var (dimension, values) in counts)
        {
            if (ValueOf(record, dimension) is { } value)
                CollectionsMarshal.GetValueRefOrAddDefault(values, value, out _)++;
        }
    }

    /// <summary>
    /// The largest values of each dimension with more than its cap; equal ones by ordinal. One that was kept before stays until it has fallen a tenth of the cap
    /// behind: two values that overtake each other time and again would else have all days computed anew each time.
    /// </summary>
    /// <param name="cap">The caps.</param>
    /// <param name="before">What the last run kept, under the same caps.</param>
    public KeptValues Decide(SegmentCap cap, KeptValues before) => new(
        from dimension in counts
        let limit = cap.Of(dimension.Key)
        where dimension.Value.Count > limit
        select KeyValuePair.Create<string, IEnumerable<string>>(dimension.Key, Largest(dimension.Key, dimension.Value, limit, before)));

    /// <summary>What there is to tell of the dimensions with more values than their cap.</summary>
    public IEnumerable<CappedDimension> Describe(SegmentCap cap) =>
        from dimension in counts
        where dimension.Value.Count > cap.Of(dimension.Key)
        orderby dimension.Key
        select new CappedDimension(dimension.Key, dimension.Value.Count, cap.Of(dimension.Key), dimension.Value.GetValueOrDefault(SegmentText.Other));

    private static List<string> Largest(string dimension, Dictionary<string, long> values, int limit, KeptValues before)
    {
        var ranked = values.Where(value => value.Key != SegmentText.Other)
            .OrderByDescending(value => value.Value).ThenBy(value => value.Key, StringComparer.Ordinal).Select(value => value.Key).ToList();
        var staying = before.Caps(dimension) ? ranked.Take(limit + Math.Max(1, limit / 10)).Where(value => before.Keeps(dimension, value)) : [];
        return [.. staying.Concat(ranked).Distinct(StringComparer.Ordinal).Take(limit)];
    }

    private string? ValueOf(MergedRecord record, string dimension)
    {
        if (dimension == CarrierDimensions.Source)
            return record.Key.Source;
        var field = record.Entity.Find(Columns.GetValueOrDefault((record.Entity, dimension)) ?? dimension);
        return field is null ? fields.Custom(record, dimension) : fields.Text(record, field);
    }
}
