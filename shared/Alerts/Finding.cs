using CrmServerless.Benchmarks;
using CrmServerless.Configuration;
using CrmServerless.Kpis;
using CrmServerless.Kpis.Metrics;

namespace CrmServerless.Alerts;

/// <summary>One value of a trend.</summary>
/// <param name="Day">The day the window ends with.</param>
/// <param name="Value">In the KPI's unit; null where there is none.</param>
public sealed record TrendPoint(DateOnly Day, double? Value);

/// <summary>The segment in which most of a change happened.</summary>
/// <param name="Segment">As stored.</param>
/// <param name="Share">Its share of the change, above 0; 1 is all of it.</param>
/// <param name="Expected">Its value in the windows compared with, in the KPI's unit.</param>
/// <param name="Value">Its value now.</param>
public sealed record Driver(string Segment, double Share, double Expected, double Value);

/// <summary>What being off its benchmark means in money.</summary>
/// <param name="Amount">The difference in reporting currency, above 0.</param>
/// <param name="Parts">What it is made of; null where the KPI is money itself.</param>
public sealed record MoneyEffect(double Amount, MoneyParts? Parts = null);

/// <summary>What a difference in money is made of.</summary>
/// <param name="Count">How many things; above 0, a fraction where the benchmark expects one.</param>
/// <param name="Things">What they are: `deals not won`.</param>
/// <param name="Each">What each is worth, in reporting currency.</param>
public sealed record MoneyParts(double Count, string Things, double Each);

/// <summary>What a night found of one rule, segment and window that is to be told.</summary>
public sealed record Finding
{
    /// <summary>The rule.</summary>
    public required BenchmarkRule Rule { get; init; }

    /// <summary>Its KPI.</summary>
    public required Kpi Kpi { get; init; }

    /// <summary>The segment, as stored.</summary>
    public required string Segment { get; init; }

    /// <summary>The day judged.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>The day's row; null where there is none.</summary>
    public MetricRow? Row { get; init; }

    /// <summary>What it is held against; null where that is not known.</summary>
    public BenchmarkValue? Benchmark { get; init; }

    /// <summary>A value that rests on less is not judged.</summary>
    public required long MinimumSample { get; init; }

    /// <summary>What was decided.</summary>
    public required Decision Decision { get; init; }

    /// <summary>The last values, oldest first.</summary>
    public IReadOnlyList<TrendPoint> Trend { get; init; } = [];

    /// <summary>What managers said of it since it stands: comments, and who takes care of it.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>Where most of the change is; null unless that is plain.</summary>
    public Driver? Driver { get; init; }

    /// <summary>What it means in money; null unless that can be told.</summary>
    public MoneyEffect? Money { get; init; }

    /// <summary>How bad it is now.</summary>
    public Severity Severity => Decision.State?.Condition.Severity ?? Severity.None;
}
