using CrmServerless.Records;
using CrmServerless.RecordStore;
using CrmServerless.Sources.Conversion;

namespace CrmServerless.Ingestion.Converting;

/// <summary>
/// The version time of a file's rows (kpis.md section 2, 'Versions'): modified_at; of a file without such a column, or with nothing in
/// it, the file's own; an empty modified_at beside filled ones is older than any.
/// </summary>
internal sealed class RowVersioning
{
    private readonly int modifiedIndex;
    private readonly long fileTicks;
    private readonly LocalClock businessClock;
    private bool hasFilled;
    private bool hasEmpty;

    public RowVersioning(EntitySchema entity, IEnumerable<ColumnPlan> columns, RowContext context)
    {
        fileTicks = context.FileTicks;
        businessClock = new LocalClock(context.BusinessZone);
        var index = entity.Find("modified_at")?.Index ?? -1;
        modifiedIndex = context.HasFilledModifiedAt && columns.Any(c => c.Target == index) ? index : -1;
    }

    /// <summary>True when rows were taken for older than any, but none was filled.</summary>
    public bool HasNothingToBeOlderThan => hasEmpty && !hasFilled;

    /// <summary>The version time of a row: UTC ticks. A date without time is the start of its day.</summary>
    public long TicksOf(FieldValue[] values)
    {
        if (modifiedIndex < 0)
            return fileTicks;

        var modified = values[modifiedIndex];
        var ticks = modified.AsInstantTicks ?? (modified.AsDayNumber is { } day ? businessClock.ToUtcTicks(day, 0) : null);
        hasFilled |= ticks is not null;
        hasEmpty |= ticks is null;
        return ticks ?? RecordVersion.OlderThanAny;
    }
}
