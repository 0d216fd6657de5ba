using CrmServerless.Records;
using CrmServerless.RecordStore;

namespace CrmServerless.Tests.Unit.RecordStore;

/// <summary>A row as the model keeps it.</summary>
internal sealed record ModelRow(RecordVersion Version, string Set, long Sequence, int Number);

/// <summary>
/// The merge rules of kpis.md section 2 written down a second time, over plain lists and without any cleverness: what the store
/// must come to, whatever it drops, splits or compacts.
/// </summary>
internal sealed class MergeModel(EntitySchema entity, int width)
{
    private readonly List<ModelRow> rows = [];
    private long sequence;

    public void Commit(string set, IEnumerable<RecordVersion> versions)
    {
        sequence++;
        rows.AddRange(versions.Select((v, i) => new ModelRow(v, set, sequence, i)));
    }

    /// <summary>The merged records as of that sequence.</summary>
    public Dictionary<RecordKey, FieldValue[]> At(long upTo) => rows
        .Where(r => r.Sequence <= upTo)
        .GroupBy(r => r.Version.Key)
        .ToDictionary(g => g.Key, g => Merge([.. g.OrderBy(r => r.Version.VersionTicks).ThenBy(r => r.Sequence).ThenBy(r => r.Number)]));

    private FieldValue[] Merge(List<ModelRow> oldestFirst) => entity.VersionRule switch
    {
        VersionRule.FieldWise => Each(i => LastPresent(oldestFirst, i)),
        VersionRule.LastInDelivery => oldestFirst[^1].Version.Values,
        _ => Sum([.. oldestFirst.Where(r => r.Set == oldestFirst[^1].Set)]),
    };

    private FieldValue[] Sum(List<ModelRow> set) => Each(i => IsAdded(i) ? SumOf(set, i) : LastPresent(set, i));

    private bool IsAdded(int i) => i < entity.Fields.Count && entity.Fields[i].Type == FieldType.Number && !entity.Key.Contains(entity.Fields[i]);

    private static FieldValue SumOf(List<ModelRow> set, int field)
    {
        var numbers = set.Select(r => r.Version.Values[field].AsNumber).OfType<decimal>().ToList();
        if (numbers.Count > 0)
            return FieldValue.OfNumber(numbers.Sum());
        return set.Exists(r => r.Version.Values[field].Kind == FieldKind.Empty) ? FieldValue.Empty : FieldValue.Absent;
    }

    private static FieldValue LastPresent(List<ModelRow> oldestFirst, int field) =>
        oldestFirst.Select(r => r.Version.Values[field]).LastOrDefault(v => v.Kind != FieldKind.Absent);

    private FieldValue[] Each(Func<int, FieldValue> value) => [.. Enumerable.Range(0, width).Select(value)];
}
