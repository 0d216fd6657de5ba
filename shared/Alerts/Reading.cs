using CrmServerless.Benchmarks;

namespace CrmServerless.Alerts;

/// <summary>What one day shows of one KPI, window and segment.</summary>
/// <param name="Day">The closed local day.</param>
/// <param name="Value">The value in the KPI's unit; null where there is none.</param>
/// <param name="Sample">How many things it rests on.</param>
/// <param name="Fresh">Whether the data behind it is as new as it should be.</param>
/// <param name="Benchmark">What the value is held against.</param>
public sealed record Reading(DateOnly Day, double? Value, long Sample, bool Fresh, BenchmarkAnswer Benchmark);

/// <summary>How a rule decides, beyond its margins.</summary>
public sealed record DecisionRule
{
    /// <summary>A value resting on less is not judged.</summary>
    public required long MinimumSample { get; init; }

    /// <summary>Worse for so many days in a row opens the alert; at least 1.</summary>
    public int DaysToOpen { get; init; } = 1;

    /// <summary>Recovered for so many days in a row closes it; at least 1.</summary>
    public int DaysToResolve { get; init; } = 1;

    /// <summary>So many days after it was last told, an alert still open is told again; 0: never.</summary>
    public int ReminderDays { get; init; } = 7;

    /// <summary>After so many days in a row without data the manager is told, unless a rule says otherwise.</summary>
    public const int UsualSilentDays = 3;

    /// <summary>After so many days in a row without data the manager is told; 0: never.</summary>
    public int SilentDays { get; init; } = UsualSilentDays;
}

/// <summary>What is decided for one day.</summary>
/// <param name="State">The state from now on; null while nothing was ever judged.</param>
/// <param name="Reason">What to tell, if anything.</param>
/// <param name="Since">The first day of the breach that is told, also of one that is over; null when none is.</param>
public sealed record Decision(AlertState? State, Reason Reason, DateOnly? Since);
