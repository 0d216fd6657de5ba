using CrmServerless.Kpis.Segments;
using CrmServerless.Kpis.Time;

namespace CrmServerless.Kpis.Board;

/// <summary>
/// Since when each carrier has records, over all and by segment: what decides between 0, no data and no row at all (kpis.md sections 1
/// and 3).
/// </summary>
internal sealed class Presence(SegmentSpace space)
{
    private readonly Dictionary<Carrier, List<int>> firstDays = [];
    private readonly Dictionary<Carrier, List<DaySpan>> seenFor = [];

    /// <summary>The first day on which any record of any carrier speaks, or null.</summary>
    public int? Earliest => firstDays.Values.Select(days => days[SegmentSpace.All]).Where(day => day != DaySpan.Never).Select(day => (int?)day).Min();

    /// <summary>The last day on which a record of any carrier begins to speak, or null; it may lie in the future.</summary>
    public int? Latest { get; private set; }

    /// <summary>Whether the carrier is delivered at the day: a record that speaks on or before it is not deleted by then.</summary>
    public bool IsDelivered(Carrier carrier, int day) =>
        seenFor.TryGetValue(carrier, out var spans) && spans.Exists(span => span.From <= day && day < span.To);

    /// <summary>The first day on which a record of the carrier speaks in the segment, `all` or of one dimension; <see cref="DaySpan.Never"/> when none does.</summary>
    public int Since(Carrier carrier, int segment) =>
        firstDays.TryGetValue(carrier, out var days) && segment < days.Count ? days[segment] : DaySpan.Never;

    /// <summary>The segments, `all` or of one dimension, in which the carrier has records.</summary>
    public IEnumerable<int> SegmentsOf(Carrier carrier)
    {
        if (!firstDays.TryGetValue(carrier, out var days))
            yield break;
        for (var segment = 0; segment < days.Count; segment++)
        {
            if (days[segment] != DaySpan.Never)
                yield return segment;
        }
    }

    /// <summary>Takes notice of a record that speaks from a day on, if it is visible then.</summary>
    public void See(Carrier carrier, int set, int firstDay, DaySpan visible)
    {
        var day = Math.Max(firstDay, visible.From);
        if (day >= visible.To || firstDay >= DaySpan.Never)
            return;
        SeeFor(carrier, new DaySpan(day, visible.To));
        SeeValues(carrier, set, day);
    }

    /// <summary>Takes notice that values of dimensions are there from a day on, whether or not their record is.</summary>
    public void SeeValues(Carrier carrier, int set, int day)
    {
        Latest = Math.Max(Latest ?? day, day);
        if (!firstDays.TryGetValue(carrier, out var days))
            firstDays[carrier] = days = [];
        foreach (var segment in space.SegmentsOf(set))
        {
            foreach (var part in space.PartsOf(segment))
            {
                while (days.Count <= part)
                    days.Add(DaySpan.Never);
                days[part] = Math.Min(days[part], day);
            }
        }
    }

    /// <summary>Keeps only runs that no other run covers, so that the list stays short: most records are never deleted.</summary>
    private void SeeFor(Carrier carrier, DaySpan days)
    {
        if (!seenFor.TryGetValue(carrier, out var spans))
            seenFor[carrier] = spans = [];
        if (spans.Exists(span => span.From <= days.From && days.To <= span.To))
            return;
        spans.RemoveAll(span => days.From <= span.From && span.To <= days.To);
        spans.Add(days);
    }
}
