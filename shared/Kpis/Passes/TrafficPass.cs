using CrmServerless.Kpis.Board;
using CrmServerless.Kpis.Gathering;
using CrmServerless.Kpis.Measures;
using CrmServerless.Kpis.Time;

namespace CrmServerless.Kpis.Passes;

/// <summary>Measures web traffic.</summary>
internal static class TrafficPass
{
    /// <summary>Measures all rows.</summary>
    public static void Run(FactSet facts, MeasureBoard board)
    {
        foreach (var row in facts.Traffic)
        {
            board.About = row.Origin;
            board.Sum(Known.Visitors, row.Day, DaySpan.Always, row.Set, row.Visitors);
            board.Sum(Known.Conversions, row.Day, DaySpan.Always, row.Set, row.Conversions);
        }
    }
}
