using Azure;
using Azure.Identity;
using CrmServerless.Configuration;
using CrmServerless.Configuration.Loading;
using Microsoft.Extensions.Logging;

namespace CrmServerless.Notifications.Outbox;

/// <summary>
/// Sends what is due. Any number of dispatchers may run at once: who claims a row (conditional on its ETag) sends it, alone. One that dies
/// between sending and recording leaves an expired claim, and the delivery is repeated at most <see cref="RetrySchedule.MostUnsure"/> times.
/// </summary>
public sealed partial class OutboxDispatcher
{
    private readonly OutboxStore outbox;
    private readonly Dictionary<Channel, IMessageChannel> channels;
    private readonly RetrySchedule schedule;
    private readonly TimeProvider time;
    private readonly Random random;
    private readonly ILogger<OutboxDispatcher> log;
    private readonly DeadLetters? deadLetters;

    /// <summary>A dispatcher over <paramref name="outbox"/>.</summary>
    /// <param name="outbox">The deliveries.</param>
    /// <param name="channels">The ways to send, at most one of each kind.</param>
    /// <param name="schedule">When to try again.</param>
    /// <param name="time">The clock.</param>
    /// <param name="random">Spreads retries.</param>
    /// <param name="log">Says what failed, by the delivery's fingerprint.</param>
    /// <param name="deadLetters">Tells of deliveries that are given up; null: nobody is told.</param>
    public OutboxDispatcher(
        OutboxStore outbox, IEnumerable<IMessageChannel> channels, RetrySchedule schedule, TimeProvider time, Random random, ILogger<OutboxDispatcher> log,
        DeadLetters? deadLetters = null) =>
        (this.outbox, this.channels, this.schedule, this.time, this.random, this.log, this.deadLetters) =
        (outbox, channels.ToDictionary(channel => channel.Channel), schedule, time, random, log, deadLetters);

    /// <summary>Sends every delivery that is due now, one after the other.</summary>
    /// <returns>How many were sent, put off and given up.</returns>
    /// <exception cref="RequestFailedException">Storage failed; what was claimed is tried again when its claim expires.</exception>
    public async Task<DispatchResult> DispatchDueAsync(CancellationToken cancellationToken)
    {
        var result = new DispatchResult(0, 0, 0);
        foreach (var due in await outbox.DueAsync(cancellationToken).ConfigureAwait(false))
        {
            if (!due.IsOpen)
                await EndAsync(due, cancellationToken).ConfigureAwait(false);
            else if (await ClaimAsync(due, cancellationToken).ConfigureAwait(false) is { } claimed)
                result = result.With(await DeliverAsync(claimed, cancellationToken).ConfigureAwait(false));
        }

        return result;
    }

    private Task<OutboxEntry?> ClaimAsync(OutboxEntry due, CancellationToken cancellationToken) =>
        outbox.TryChangeAsync(due, entry => entry.State == DeliveryState.Accepted ? ToBeAsked(entry) : ToBeSent(entry), cancellationToken);

    /// <summary>It stays accepted: whoever dies over the question leaves it to the next.</summary>
    private OutboxEntry ToBeAsked(OutboxEntry entry) => entry with { Due = time.GetUtcNow() + schedule.Claim };

    private OutboxEntry ToBeSent(OutboxEntry entry)
    {
        var now = time.GetUtcNow();
        return entry with
        {
            State = DeliveryState.Sending,
            Due = now + schedule.Claim,
            Attempts = entry.Attempts + 1,
            Unsure = entry.State == DeliveryState.Sending ? entry.Unsure + 1 : entry.Unsure,
            Began = now - entry.Began < schedule.SameRequest ? entry.Began : now,
        };
    }

    private async Task<DeliveryState?> DeliverAsync(OutboxEntry claimed, CancellationToken cancellationToken)
    {
        var outcome = await TryAsync(claimed, cancellationToken).ConfigureAwait(false);
        var recorded = await outbox.TryChangeAsync(claimed, entry => After(entry, outcome), cancellationToken).ConfigureAwait(false);
        if (recorded is null)
        {
            LogLostClaim(claimed.Key.Fingerprint);
            return null;
        }

        if (recorded.LastError is not null)
            LogNotSent(recorded.Key.Fingerprint, recorded.Attempts, recorded.State, recorded.LastError);
        await (recorded.IsOpen ? outbox.MarkAsync(recorded, cancellationToken) : EndAsync(recorded, cancellationToken)).ConfigureAwait(false);
        return recorded.State;
    }

    /// <summary>What follows from the end of a delivery; its mark goes last, so that whoever dies on the way is made up for.</summary>
    private async Task EndAsync(OutboxEntry ended, CancellationToken cancellationToken)
    {
        try
        {
            if (ended.State == DeliveryState.Dead && deadLetters is not null)
                await deadLetters.TellAsync(ended, cancellationToken).ConfigureAwait(false);
            await outbox.CloseAsync(ended, cancellationToken).ConfigureAwait(false);
        }
        catch (BrokenConfigurationException e)
        {
            // It is told of once the configuration is mended.
            LogNotTold(ended.Key.Fingerprint, e.Message);
        }
    }

    /// <summary>Where the channel can be asked, a repeat is sent only if its service knows nothing of the delivery.</summary>
    private async Task<SendOutcome> TryAsync(OutboxEntry claimed, CancellationToken cancellationToken)
    {
        if (!channels.TryGetValue(claimed.Key.Channel, out var channel))
            return new SendOutcome.Transient($"The channel {claimed.Key.Channel} is not set up.");
        if (channel is IConfirmingChannel confirming && (claimed.Accepted is not null || claimed.Attempts > 1)
            && await AskAsync(confirming, claimed, cancellationToken).ConfigureAwait(false) is { } known)
            return known;
        if (claimed.Accepted is not null)
            return channel is IConfirmingChannel ? new SendOutcome.Accepted() : new SendOutcome.Permanent("It was accepted by a mail service that is not set up any more.");
        return claimed.Unsure > schedule.MostUnsure
            ? new SendOutcome.Permanent("A dispatcher ended while sending it, more than once; whether it arrived is not known.")
            : await SendAsync(channel, claimed, cancellationToken).ConfigureAwait(false);
    }

    private async Task<SendOutcome?> AskAsync(IConfirmingChannel channel, OutboxEntry claimed, CancellationToken cancellationToken)
    {
        var answer = await WithinTryAsync(token => channel.AskAsync(claimed, token), cancellationToken).ConfigureAwait(false);
        return answer is SendOutcome.Unsure(var why) ? new SendOutcome.Transient(why) : answer;
    }

    private async Task<SendOutcome> SendAsync(IMessageChannel channel, OutboxEntry claimed, CancellationToken cancellationToken)
    {
        var outcome = await WithinTryAsync(
            async token => await channel.SendAsync(claimed, await outbox.ContentAsync(claimed, cancellationToken).ConfigureAwait(false), token).ConfigureAwait(false),
            cancellationToken).ConfigureAwait(false);
        return outcome ?? throw new InvalidOperationException($"The channel {claimed.Key.Channel} has no outcome.");
    }

    private async Task<SendOutcome?> WithinTryAsync(Func<CancellationToken, Task<SendOutcome?>> call, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(schedule.Try, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            return await call(either.Token).ConfigureAwait(false);
        }
        catch (InvalidDataException e)
        {
            return new SendOutcome.Permanent(e.Message);
        }
        catch (Exception e) when (e is RequestFailedException or AuthenticationFailedException)
        {
            // Reading the content, or a secret, failed: nothing was sent yet.
            return new SendOutcome.Transient($"Storage or the key vault failed: {(e as RequestFailedException)?.ErrorCode ?? e.GetType().Name}.");
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new SendOutcome.Unsure($"No answer within {schedule.Try}.");
        }
    }

    private OutboxEntry After(OutboxEntry entry, SendOutcome outcome) => (outcome, entry.Accepted) switch
    {
        (SendOutcome.Sent, _) => entry with { State = DeliveryState.Sent, Sent = time.GetUtcNow(), LastError = null },
        (SendOutcome.Permanent(var why), _) => entry with { State = DeliveryState.Dead, LastError = why },
        (SendOutcome.Deferred(var wait), _) => entry with { State = DeliveryState.Pending, Attempts = entry.Attempts - 1, Due = time.GetUtcNow() + wait },
        (SendOutcome.Accepted(var askAfter), _) => Waiting(entry, askAfter, null),
        (SendOutcome.Transient(var why, var retryAfter), not null) => Waiting(entry, retryAfter, why),
        (SendOutcome.Unsure(var why), _) => Later(entry with { Unsure = entry.Unsure + 1 }, why, null, entry.Unsure + 1 > schedule.MostUnsure),
        (SendOutcome.Transient(var why, var retryAfter), null) => Later(entry, why, retryAfter, false),
        _ => throw new InvalidOperationException($"An unknown outcome: {outcome}."),
    };

    private OutboxEntry Waiting(OutboxEntry entry, TimeSpan? askAfter, string? why)
    {
        var now = time.GetUtcNow();
        var accepted = entry.Accepted ?? now;
        return now - accepted < schedule.LongestWait
            ? entry with { State = DeliveryState.Accepted, Accepted = accepted, Due = now + schedule.AskAfter(now - accepted, askAfter), LastError = why }
            : entry with { State = DeliveryState.Dead, LastError = "The service took it and never said what became of it; whether it arrived is not known." };
    }

    private OutboxEntry Later(OutboxEntry entry, string why, TimeSpan? retryAfter, bool givenUp) => givenUp || entry.Attempts >= schedule.MostAttempts
        ? entry with { State = DeliveryState.Dead, LastError = why }
        : entry with
        {
            State = DeliveryState.Pending,
            Due = time.GetUtcNow() + schedule.DelayAfter(entry.Attempts, retryAfter, random.NextDouble()),
            LastError = why,
        };

    [LoggerMessage(Level = LogLevel.Warning, Message = "Delivery {Fingerprint} is {State} after try {Attempt}: {Why}")]
    private partial void LogNotSent(string fingerprint, int attempt, DeliveryState state, string? why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Nobody could be told yet that delivery {Fingerprint} was given up: {Why}")]
    private partial void LogNotTold(string fingerprint, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Delivery {Fingerprint} was taken over by another dispatcher while it was being sent")]
    private partial void LogLostClaim(string fingerprint);
}
