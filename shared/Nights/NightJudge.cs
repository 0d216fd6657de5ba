using System.Globalization;
using CrmServerless.Alerts.Evaluation;
using CrmServerless.Notifications.Outbox;

namespace CrmServerless.Nights;

/// <summary>Judges a night by benchmarks.yaml, and sends at once what is to be told; what cannot be sent now, the outbox keeps trying.</summary>
public sealed class NightJudge(NightEvaluator evaluator, OutboxDispatcher outbox) : INightJudge
{
    /// <inheritdoc/>
    public async Task JudgeAsync(DateOnly night, long run, CancellationToken cancellationToken)
    {
        await evaluator.EvaluateAsync(night, run.ToString(CultureInfo.InvariantCulture), cancellationToken);
        await outbox.DispatchDueAsync(cancellationToken);
    }
}
