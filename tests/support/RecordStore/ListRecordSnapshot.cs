using CrmServerless.Records;
using CrmServerless.RecordStore;
using CrmServerless.RecordStore.Keys;
using CrmServerless.RecordStore.Merging;
using CrmServerless.RecordStore.Segments;
using CrmServerless.RecordStore.Writing;

namespace CrmServerless.Tests.Support.RecordStore;

/// <summary>
/// A snapshot of rows that a test lists, merged by the store's own code: for tests of what reads the store. Each call of `Deliver`
/// is a delivery with the next sequence.
/// </summary>
public sealed class ListRecordSnapshot : IRecordSnapshot
{
    private readonly List<(EntitySchema Entity, RowBuffer Rows, IReadOnlyList<string> Custom, RunStamp Stamp)> runs = [];

    public long Sequence { get; private set; }

    public bool CanCompareWith(long sequence) => true;

    /// <summary>Delivers rows of an entity without custom columns, in a set of their own.</summary>
    public ListRecordSnapshot Deliver(EntitySchema entity, params IReadOnlyList<RecordVersion> rows) => Deliver(entity, [], rows);

    /// <summary>Delivers rows of an entity.</summary>
    public ListRecordSnapshot Deliver(
        EntitySchema entity, IReadOnlyList<string> customColumns, IReadOnlyList<RecordVersion> rows, string? deliverySet = null)
    {
        Sequence++;
        var buffer = new RowBuffer(new RowLayout(entity, customColumns));
        for (var i = 0; i < rows.Count; i++)
            buffer.Add(rows[i], i);
        var set = deliverySet ?? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"set-{Sequence}");
        // Room for the rows' numbers between one delivery's sequence and the next.
        runs.Add((entity, buffer, customColumns, new RunStamp(Sequence << 32, set)));
        return this;
    }

    public long CountVersions(EntitySchema entity) => runs.Where(r => r.Entity == entity).Sum(r => (long)r.Rows.Count);

    public IReadOnlyList<string> CustomColumns(EntitySchema entity) =>
        [.. runs.Where(r => r.Entity == entity).SelectMany(r => r.Custom).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    public IAsyncEnumerable<MergedRecord> ReadAsync(EntitySchema entity, long since, CancellationToken cancellationToken)
    {
        var layout = new RowLayout(entity, CustomColumns(entity));
        var cursors = runs.Where(r => r.Entity == entity).Select(r => r.Rows.Open(layout, r.Stamp)).ToList();
        return MergedReading.ReadAsync(cursors, layout, since == 0 ? 0 : ((since + 1) << 32) - 1, KeyRange.All, cancellationToken);
    }
}
