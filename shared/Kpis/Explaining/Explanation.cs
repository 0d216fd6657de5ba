using CrmServerless.Kpis.Measures;
using CrmServerless.Kpis.Metrics;

namespace CrmServerless.Kpis.Explaining;

/// <summary>Where a value comes from.</summary>
/// <param name="Kpi">The KPI.</param>
/// <param name="Window">Its window in days; 0: the state at the day's end.</param>
/// <param name="Segment">The segment, as stored.</param>
/// <param name="Day">The local day.</param>
/// <param name="TimeZone">The business time zone that days are local to, by its IANA name.</param>
/// <param name="Row">The value as computed now; null where the segment has no row on the day: no record of the KPI's carriers has that value by then.</param>
/// <param name="Parts">What the formula's measures counted.</param>
/// <param name="LeftOut">Records that never came so far as to be measured, or only in part, and why.</param>
/// <param name="Rates">The exchange rates by which what counted was converted, by currency.</param>
public sealed record Explanation(
    Kpi Kpi, int Window, string Segment, DateOnly Day, string TimeZone, MetricRow? Row, IReadOnlyList<ExplainedPart> Parts, IReadOnlyList<Reason> LeftOut, IReadOnlyList<ExplainedRate> Rates);

/// <summary>What a measure counted.</summary>
/// <param name="Measure">The measure.</param>
/// <param name="IsState">Whether it is what is so at the end of <paramref name="Last"/>, not what happened in a window.</param>
/// <param name="First">The first day of its window.</param>
/// <param name="Last">The last day of its window.</param>
/// <param name="From">The instant at which the first day begins, with the local offset.</param>
/// <param name="Until">The instant at which the last day ends, with the local offset.</param>
/// <param name="Total">The sum or count; null of single values, of which the median counts.</param>
/// <param name="Records">How many records counted.</param>
/// <param name="Heaviest">The records that weigh most; of single values those nearest to their median.</param>
/// <param name="NotCounted">Records of the KPI's kind that did not count, by reason.</param>
public sealed record ExplainedPart(
    Measure Measure, bool IsState, DateOnly First, DateOnly Last, DateTimeOffset From, DateTimeOffset Until, decimal? Total, int Records, IReadOnlyList<ExplainedRecord> Heaviest,
    IReadOnlyList<Reason> NotCounted);

/// <summary>A record that counted.</summary>
/// <param name="Name">Which.</param>
/// <param name="Day">The local day of what it tells; null for what is so on a run of days.</param>
/// <param name="Amount">What it adds: an amount in reporting currency, a number of things, or a single value.</param>
/// <param name="Rate">By which rate an amount was converted; null where it needed none.</param>
public sealed record ExplainedRecord(RecordName Name, DateOnly? Day, decimal Amount, decimal? Rate);

/// <summary>Why records did not count.</summary>
/// <param name="Text">In words: `its day is before the window`.</param>
/// <param name="Count">How many.</param>
/// <param name="Examples">Some of them.</param>
public sealed record Reason(string Text, int Count, IReadOnlyList<RecordName> Examples);

/// <summary>Rates of a currency that were used.</summary>
/// <param name="Currency">Its code.</param>
/// <param name="Lowest">Reporting units for one unit of the currency.</param>
/// <param name="Highest">The same.</param>
/// <param name="Records">How many of the records that counted were converted from it.</param>
public sealed record ExplainedRate(string Currency, decimal Lowest, decimal Highest, int Records);
