using CrmServerless.Alerts.Storage;
using CrmServerless.Benchmarks;
using CrmServerless.Configuration;
using CrmServerless.Kpis;
using CrmServerless.Kpis.Metrics;

namespace CrmServerless.Alerts.Evaluation;

/// <summary>What a night says of one rule, segment and window, told or not.</summary>
public sealed record Judgement
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

    /// <summary>What it is held against, or why against nothing.</summary>
    public required BenchmarkAnswer Benchmark { get; init; }

    /// <summary>A value that rests on less is not judged.</summary>
    public required long MinimumSample { get; init; }

    /// <summary>What was decided.</summary>
    public required Decision Decision { get; init; }

    /// <summary>The state before; null when there was none.</summary>
    public AlertState? StateBefore { get; init; }

    /// <summary>Whether the state is another than before.</summary>
    public bool IsNews => Decision.State is not null && Decision.State != StateBefore;

    /// <summary>Whose alert it is.</summary>
    public AlertKey Key => new(Rule.Id, Segment, Rule.Window);
}
