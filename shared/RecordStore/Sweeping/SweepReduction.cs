using CrmServerless.RecordStore.Manifests;
using CrmServerless.RecordStore.Merging;
using CrmServerless.Records;

namespace CrmServerless.RecordStore.Sweeping;

/// <summary>What an export says of a key that is stored.</summary>
internal enum Finding
{
    /// <summary>Nothing new.</summary>
    None,

    /// <summary>It lacks the record.</summary>
    Missing,

    /// <summary>It has a record that was deleted before it was made, or an older one that a newer export lacked.</summary>
    Corrected,
}

/// <summary>Meets, key by key, what is stored of a source with the keys of an export.</summary>
/// <param name="order">The export.</param>
/// <param name="layout">What stands where in the rows.</param>
/// <param name="storedUpTo">Rows with a greater sequence are the export's keys.</param>
/// <param name="newer">A newer export of everything; null: there is none.</param>
internal sealed class SweepReduction(SweepOrder order, RowLayout layout, long storedUpTo, CompleteExport? newer) : IVersionSink
{
    private readonly FieldState stored = new(layout.Width);
    private readonly Absence absence = Absence.In(layout)!;
    private long firstSequence = long.MaxValue;
    private bool isPresent;
    private bool isStatedDeleted;

    /// <summary>Records that were live before the export.</summary>
    public long Live { get; private set; }

    /// <summary>Those of them that the export lacks.</summary>
    public long Missing { get; private set; }

    /// <summary>The row that tells what was found of the last key.</summary>
    public VersionRow Row { get; } = new(layout.Width);

    /// <inheritdoc/>
    public void Add(VersionRow row)
    {
        if (row.Stamp.Sequence > storedUpTo)
        {
            isPresent = true;
            isStatedDeleted |= row.Values[absence.Place].AsBoolean == true;
            return;
        }

        firstSequence = Math.Min(firstSequence, row.Stamp.Sequence);
        stored.Add(row);
    }

    /// <summary>Says what the export means for the key, and begins the next one.</summary>
    public Finding Finish()
    {
        var finding = !stored.Any || stored.Single.Key.Source != order.Source ? Finding.None : isPresent ? FindPresent() : FindAbsent();
        stored.Reset();
        firstSequence = long.MaxValue;
        isPresent = isStatedDeleted = false;
        return finding;
    }

    private Finding FindPresent()
    {
        var isMissing = absence.IsMissing(stored);
        if (isMissing || stored.Values[absence.DeletedPlace].HasValue)
        {
            var since = stored.StampOf(isMissing ? absence.Place : absence.DeletedPlace).Time;
            return isStatedDeleted || since > order.ExportTicks ? Finding.None : Told(FieldValue.Empty, order.ExportTicks);
        }

        if (order.FirstSequence is null || firstSequence < order.FirstSequence)
            Live++;
        // A newer export lacked it, and nobody had heard of it then: it came to an end before.
        return newer is not null && firstSequence > newer.Sequence && absence.NewestKnown(stored).Time <= newer.Ticks
            ? Told(FieldValue.OfInstant(newer.Ticks), newer.Ticks)
            : Finding.None;
    }

    private Finding FindAbsent()
    {
        if (stored.Values[absence.DeletedPlace].HasValue || absence.IsMissing(stored))
            return Finding.None;
        Live++;
        if (absence.NewestKnown(stored).Time > order.ExportTicks)
            return Finding.None;

        Missing++;
        Told(FieldValue.OfInstant(order.ExportTicks), order.ExportTicks);
        return Finding.Missing;
    }

    private Finding Told(FieldValue since, long ticks)
    {
        (Row.Hash, Row.Key, Row.Set) = (stored.Single.Hash, stored.Single.Key, null);
        Row.Stamp = new Stamp(ticks, storedUpTo + 1);
        Array.Clear(Row.Values);
        Row.Values[absence.Place] = since;
        if (!since.HasValue)
            Row.Values[absence.DeletedPlace] = FieldValue.Empty;
        return Finding.Corrected;
    }
}
