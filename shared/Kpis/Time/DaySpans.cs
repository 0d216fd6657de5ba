namespace CrmServerless.Kpis.Time;

/// <summary>Sets of days as sorted, disjoint, non-empty runs.</summary>
public static class DaySpans
{
    /// <summary>Sorts the runs and joins those that touch or overlap; empty ones go.</summary>
    public static void Normalize(List<DaySpan> spans)
    {
        spans.RemoveAll(static s => s.IsEmpty);
        if (spans.Count < 2)
            return;
        spans.Sort(static (a, b) => a.From.CompareTo(b.From));
        var last = 0;
        for (var i = 1; i < spans.Count; i++)
        {
            if (spans[i].From <= spans[last].To)
                spans[last] = new DaySpan(spans[last].From, Math.Max(spans[last].To, spans[i].To));
            else
                spans[++last] = spans[i];
        }

        spans.RemoveRange(last + 1, spans.Count - last - 1);
    }

    /// <summary>The days that are in no run of a set in normal form.</summary>
    public static List<DaySpan> Without(List<DaySpan> spans)
    {
        var rest = new List<DaySpan>(spans.Count + 1);
        var from = DaySpan.Ever;
        foreach (var span in spans)
        {
            rest.Add(new DaySpan(from, span.From));
            from = span.To;
        }

        rest.Add(new DaySpan(from, DaySpan.Never));
        rest.RemoveAll(static s => s.IsEmpty);
        return rest;
    }

    /// <summary>The days in both sets.</summary>
    /// <param name="left">A set in normal form.</param>
    /// <param name="right">A set in normal form.</param>
    /// <param name="result">Receives the set; cleared first.</param>
    public static void Intersect(List<DaySpan> left, List<DaySpan> right, List<DaySpan> result)
    {
        result.Clear();
        for (int i = 0, j = 0; i < left.Count && j < right.Count;)
        {
            var both = left[i].And(right[j]);
            if (!both.IsEmpty)
                result.Add(both);
            if (left[i].To < right[j].To)
                i++;
            else
                j++;
        }
    }
}
