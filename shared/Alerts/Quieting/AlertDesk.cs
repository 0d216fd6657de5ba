using CrmServerless.Alerts.Storage;

namespace CrmServerless.Alerts.Quieting;

/// <summary>Where managers' answers to alerts are taken, from links and from the operator's tool alike.</summary>
/// <param name="alerts">The alerts.</param>
/// <param name="feedback">What was said of them.</param>
/// <param name="time">The clock.</param>
public sealed class AlertDesk(AlertStore alerts, FeedbackStore feedback, TimeProvider time)
{
    /// <summary>Takes an answer; the same one again changes nothing more. Words that come with it are kept as a comment too.</summary>
    /// <param name="key">The alert.</param>
    /// <param name="by">Who answers.</param>
    /// <param name="night">The night that was told of, which a vote is about.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="cancellationToken">Stops between two writes.</param>
    /// <returns>The alert as it is now; null where no night ever judged it.</returns>
    public async Task<StoredAlert?> TakeAsync(AlertKey key, string by, DateOnly night, AlertAnswer answer, CancellationToken cancellationToken)
    {
        if (answer.Text.Length > 0 && answer.Kind != AnswerKind.Resume)
            await feedback.AddAsync(new AlertComment(key, by, time.GetUtcNow(), answer.Text), cancellationToken).ConfigureAwait(false);
        if (answer.Kind is AnswerKind.Useful or AnswerKind.NotUseful)
            await feedback.AddAsync(new AlertVote(key, by, night, answer.Kind == AnswerKind.Useful), cancellationToken).ConfigureAwait(false);
        return answer.Kind is AnswerKind.Comment or AnswerKind.Useful or AnswerKind.NotUseful
            ? await alerts.FindAsync(key, cancellationToken).ConfigureAwait(false)
            : await alerts.QuietAsync(key, state => QuietOf(state, by, answer), cancellationToken).ConfigureAwait(false);
    }

    private Quiet? QuietOf(AlertState state, string by, AlertAnswer answer) => answer.Kind == AnswerKind.Resume ? null : new Quiet
    {
        Kind = answer.Kind switch { AnswerKind.Snooze => QuietKind.Snoozed, AnswerKind.UntilBetter => QuietKind.UntilBetter, _ => QuietKind.Acknowledged },
        By = by,
        At = time.GetUtcNow(),
        Until = answer.Until,
        Episode = state.Condition.Since,
        Why = answer.Text,
    };
}
