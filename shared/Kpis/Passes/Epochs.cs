using CrmServerless.Kpis.Time;

namespace CrmServerless.Kpis.Passes;

/// <summary>Runs of days D within which the same facts are seen: what is deleted, or changes hands, on some day ends a run.</summary>
internal static class Epochs
{
    /// <summary>The runs for facts that are each visible on a run of days; together they are all days.</summary>
    public static List<DaySpan> Of<T>(ReadOnlySpan<T> facts, Func<T, DaySpan> visible)
    {
        var days = new List<int> { DaySpan.Ever, DaySpan.Never };
        foreach (ref readonly var fact in facts)
        {
            var span = visible(fact);
            Add(days, span.From);
            Add(days, span.To);
        }

        return Between(days);
    }

    /// <summary>Each run with the facts that are seen in it, in their order. The list is the same one each time.</summary>
    public static void ForEach<T>(ReadOnlySpan<T> facts, Func<T, DaySpan> visible, Action<List<T>, DaySpan> take)
    {
        var seen = new List<T>(facts.Length);
        foreach (var days in Of(facts, visible))
        {
            seen.Clear();
            foreach (ref readonly var fact in facts)
            {
                if (!visible(fact).And(days).IsEmpty)
                    seen.Add(fact);
            }

            take(seen, days);
        }
    }

    /// <summary>The runs between days, in any order and with repetitions, of which the first is Ever and one is Never.</summary>
    public static List<DaySpan> Between(List<int> days)
    {
        days.Sort();
        var runs = new List<DaySpan>(days.Count - 1);
        for (var i = 1; i < days.Count; i++)
        {
            if (days[i] > days[i - 1])
                runs.Add(new DaySpan(days[i - 1], days[i]));
        }

        return runs;
    }

    private static void Add(List<int> days, int day)
    {
        if (day is > DaySpan.Ever and < DaySpan.Never)
            days.Add(day);
    }
}
