using CrmServerless.Kpis.Time;
using CrmServerless.Records;
using CrmServerless.RecordStore;

namespace CrmServerless.Kpis.Engine;

/// <summary>
/// From which day on stored days have to be computed again: the earliest day that a changed record, as it was or as it is, speaks of.
/// A change of what other facts look up (a customer's dimension, a product, a rate, a reference table) may touch days that the record
/// itself does not name: then every stored day is computed again, and what comes out equal is not rewritten.
/// </summary>
public sealed class ChangeScope(LocalCalendar calendar)
{
    private static readonly HashSet<EntitySchema> LookedUp =
        [Entities.Customers, Entities.Contacts, Entities.Leads, Entities.Tickets, Entities.Products, Entities.Campaigns, Entities.Lookups];

    /// <summary>The earliest day that has to be computed again; <see cref="DaySpan.Never"/> when nothing changed.</summary>
    public int From { get; private set; } = DaySpan.Never;

    /// <summary>How many records changed.</summary>
    public long Changed { get; private set; }

    /// <summary>Takes notice of a record.</summary>
    public void Note(MergedRecord record)
    {
        if (!record.Changed)
            return;
        Changed++;
        if (record.Before is not null && LookedUp.Contains(record.Entity))
            From = DaySpan.Ever;
        From = Math.Min(From, Math.Min(EarliestDay(record.Values, record.Entity), EarliestDay(record.Before ?? [], record.Entity)));
    }

    private int EarliestDay(FieldValue[] values, EntitySchema entity)
    {
        var earliest = DaySpan.Never;
        for (var i = 0; i < Math.Min(values.Length, entity.Fields.Count); i++)
        {
            if (calendar.DayOf(values[i]) is { } day)
                earliest = Math.Min(earliest, day);
        }

        return values.Length > 0 && earliest == DaySpan.Never ? DaySpan.Ever : earliest;
    }
}
