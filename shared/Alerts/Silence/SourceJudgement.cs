using CrmServerless.Alerts.Storage;
using CrmServerless.Benchmarks;

namespace CrmServerless.Alerts.Silence;

/// <summary>What a night says of a source: whether it delivers as it should.</summary>
/// <param name="Arrival">The source.</param>
/// <param name="Before">The state before; null when there was none.</param>
/// <param name="Decision">What was decided.</param>
internal sealed record SourceJudgement(SourceArrival Arrival, AlertState? Before, Decision Decision)
{
    /// <summary>Stands for the rule of a source's alert; `$` is in no rule's id.</summary>
    public const string Rule = "$source";

    // Told at once: how long is too long was decided by what is expected.
    private static readonly DecisionRule AtOnce = new() { MinimumSample = 0, SilentDays = 1 };
    private static readonly BenchmarkValue Anything =
        new() { Kind = "arrival", Low = 0, High = 0, Warning = new Limits(null, null), Recovery = new Limits(null, null), Source = "expected arrival" };

    /// <summary>Whose alert it is.</summary>
    public AlertKey Key => KeyOf(Arrival.Source);

    /// <summary>Whether the state is another than before.</summary>
    public bool IsNews => Decision.State is not null && Decision.State != Before;

    /// <summary>Judges a source at the night of a day.</summary>
    public static SourceJudgement Of(SourceArrival arrival, AlertState? before, DateOnly day, bool isSilent, DateTimeOffset now) =>
        new(arrival, before, AlertDecision.Decide(before, new Reading(day, 0, 0, !isSilent, Anything), AtOnce, now));

    /// <summary>Whose alert a source's is.</summary>
    public static AlertKey KeyOf(string source) => new(Rule, source, 0);
}
