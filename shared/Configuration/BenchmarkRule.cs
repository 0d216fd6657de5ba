namespace CrmServerless.Configuration;

/// <summary>One rule of benchmarks.yaml: a KPI, what it is held against, and when that is an alert.</summary>
public sealed record BenchmarkRule
{
    /// <summary>Distinct among the rules and stable: alerts are kept under it. Letters, digits, `.`, `_`, `-`. Default `{kpi}.{window}.{kind}`.</summary>
    public required string Id { get; init; }

    /// <summary>The KPI's id.</summary>
    public required string Kpi { get; init; }

    /// <summary>One of the KPI's windows, days; 0 is a snapshot.</summary>
    public required int Window { get; init; }

    /// <summary>What it is held against.</summary>
    public required BenchmarkDefinition Benchmark { get; init; }

    /// <summary>The segments it stands on; default `all`.</summary>
    public RuleSegments Segments { get; init; } = RuleSegments.All;

    /// <summary>Worse than the benchmark by more than this is a breach. Default: history 2 deviations, others 0%.</summary>
    public required Margin Warning { get; init; }

    /// <summary>Worse by more than this is a critical breach; null: never critical. Default: history 4 deviations, others 10%.</summary>
    public Margin? Critical { get; init; }

    /// <summary>An open alert recovers once the value is worse by no more than this: at most <see cref="Warning"/>, which keeps a value at the edge from flapping. Default: half of <see cref="Warning"/>.</summary>
    public required Margin Recovery { get; init; }

    /// <summary>A smaller sample is not judged; null: the KPI's own minimum.</summary>
    public int? MinimumSample { get; init; }

    /// <summary>How many days in a row must breach before the alert opens, 1..60; default 1.</summary>
    public int ConsecutiveDays { get; init; } = 1;

    /// <summary>How many days in a row must be recovered before the alert is resolved, 1..60; default 1.</summary>
    public int DaysToResolve { get; init; } = 1;

    /// <summary>The id of the person who owns it in managers.yaml, told besides those of the routes; null: the routes alone.</summary>
    public string? Owner { get; init; }
}
