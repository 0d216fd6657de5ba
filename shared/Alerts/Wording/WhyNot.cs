using System.Globalization;
using CrmServerless.Alerts.Evaluation;
using CrmServerless.Benchmarks;

namespace CrmServerless.Alerts.Wording;

/// <summary>Why a judgement is told, or is not, in a few words; in the order of judgement.</summary>
public static class WhyNot
{
    /// <summary>The words.</summary>
    public static string Of(Judgement judgement)
    {
        if (judgement.Decision.Reason != Reason.None)
            return $"told: {Told(judgement.Decision.Reason)}";
        if (judgement.Decision.State?.Condition.Status == AlertStatus.Stale)
            return "not fresh: the day was not computed, or a source it rests on is silent";
        if (judgement.Row?.Value is null)
            return judgement.Row is null ? "no such segment on the day" : "no data";
        if (judgement.Benchmark is NoBenchmark none)
            return NoBenchmark(none.Reason);
        if (judgement.Row.Sample < judgement.MinimumSample)
            return string.Create(CultureInfo.InvariantCulture, $"sample {judgement.Row.Sample:N0}, at least {judgement.MinimumSample:N0} needed");
        return Standing(judgement);
    }

    private static string Standing(Judgement judgement) => judgement.Decision.State?.Condition switch
    {
        { Status: AlertStatus.Pending } pending => string.Create(CultureInfo.InvariantCulture, $"worse for {pending.Days} of {judgement.Rule.ConsecutiveDays} days"),
        { Status: AlertStatus.Open } => "still open, told before",
        { Status: AlertStatus.Recovering } => "recovering",
        _ => "not worse than its benchmark",
    };

    private static string NoBenchmark(NoBenchmarkReason reason) => reason switch
    {
        NoBenchmarkReason.WarmingUp => "warming up: the windows begin before the data",
        NoBenchmarkReason.NotEnoughWindows => "too few windows to compare with hold enough",
        NoBenchmarkReason.NotYetStarted => "the benchmark begins later",
        _ => "nothing to compare with",
    };

    private static string Told(Reason reason) => reason switch
    {
        Reason.FirstBreach => "off its benchmark",
        Reason.Worse => "worse than when last told",
        Reason.Reminder => "still off",
        Reason.Resolved => "well again",
        Reason.DataStopped => "data stopped",
        _ => "data is back",
    };
}
