using Azure;
using Azure.Identity;
using CrmServerless.Configuration;
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

    /// <summary>A dispatcher over <paramref name="outbox"/>.</summary>
    /// <param name="outbox">The deliveries.</param>
    /// <param name="channels">The ways to send, at most one of each kind.</param>
    /// <param name="schedule">When to try again.</param>
    /// <param name="time">The clock.</param>
    /// <param name="random">Spreads retries.</param>
    /// <param name="log">Says what failed, by the delivery's fingerprint.</param>
    public OutboxDispatcher(
        OutboxStore outbox, IEnumerable<IMessageChannel> channels, RetrySchedule schedule, TimeProvider time, Random random, ILogger<OutboxDispatcher> log) =>
        (this.outbox, this.channels, this.schedule, this.time, this.random, this.log) =
        (outbox, channels.ToDictionary(channel => channel.Channel), schedule, time, random, log);

    /// <summary>Sends every delivery that is due now, one after the other.</summary>
    /// <returns>How many were sent, put off and given up.</returns>
    /// <exception cref="RequestFailedException">Storage failed; what was claimed is tried again when its claim expires.</exception>
    public async Task<DispatchResult> DispatchDueAsync(CancellationToken cancellationToken)
    {
        var result = new DispatchResult(0, 0, 0);
        foreach (var due in await outbox.DueAsync(cancellationToken).ConfigureAwait(false))
        {
            if (await ClaimAsync(due, cancellationToken).ConfigureAwait(false) is { } claimed)
                result = result.With(await DeliverAsync(claimed, cancellationToken).ConfigureAwait(false));
        }

        return result;
    }

    private Task<OutboxEntry?> ClaimAsync(OutboxEntry due, CancellationToken cancellationToken) => outbox.TryChangeAsync(
        due,
        entry => entry with
        {
            State = DeliveryState.Sending,
            Due = time.GetUtcNow() + schedule.Claim,
            Attempts = entry.Attempts + 1,
            Unsure = entry.State == DeliveryState.Sending ? entry.Unsure + 1 : entry.Unsure,
        },
        cancellationToken);

    private async Task<DeliveryState?> DeliverAsync(OutboxEntry claimed, CancellationToken cancellationToken)
    {
        var outcome = claimed.Unsure > schedule.MostUnsure
            ? new SendOutcome.Permanent("A dispatcher ended while sending it, more than once; whether it arrived is not known.")
            : await SendAsync(claimed, cancellationToken).ConfigureAwait(false);
        var recorded = await outbox.TryChangeAsync(claimed, entry => After(entry, outcome), cancellationToken).ConfigureAwait(false);
        if (recorded is null)
            LogLostClaim(claimed.Key.Fingerprint);
        else if (recorded.State != DeliveryState.Sent)
            LogNotSent(recorded.Key.Fingerprint, recorded.Attempts, recorded.State, recorded.LastError);
        return recorded?.State;
    }

    private async Task<SendOutcome> SendAsync(OutboxEntry claimed, CancellationToken cancellationToken)
    {
        if (!channels.TryGetValue(claimed.Key.Channel, out var channel))
            return new SendOutcome.Transient($"The channel {claimed.Key.Channel} is not set up.");
        using var deadline = new CancellationTokenSource(schedule.Try, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            var content = await outbox.ContentAsync(claimed, cancellationToken).ConfigureAwait(false);
            return await channel.SendAsync(claimed, content, either.Token).ConfigureAwait(false);
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

    private OutboxEntry After(OutboxEntry entry, SendOutcome outcome) => outcome switch
    {
        SendOutcome.Sent => entry with { State = DeliveryState.Sent, Sent = time.GetUtcNow(), LastError = null },
        SendOutcome.Permanent(var why) => entry with { State = DeliveryState.Dead, LastError = why },
        SendOutcome.Unsure(var why) => Later(entry with { Unsure = entry.Unsure + 1 }, why, null, entry.Unsure + 1 > schedule.MostUnsure),
        SendOutcome.Transient(var why, var retryAfter) => Later(entry, why, retryAfter, false),
        _ => throw new InvalidOperationException($"An unknown outcome: {outcome}."),
    };

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

    [LoggerMessage(Level = LogLevel.Warning, Message = "Delivery {Fingerprint} was taken over by another dispatcher while it was being sent")]
    private partial void LogLostClaim(string fingerprint);
}

/// <summary>What a dispatcher did.</summary>
/// <param name="Sent">Deliveries taken by the receiving servers.</param>
/// <param name="PutOff">Deliveries to be tried again later.</param>
/// <param name="Dead">Deliveries given up.</param>
public sealed record DispatchResult(int Sent, int PutOff, int Dead)
{
    internal DispatchResult With(DeliveryState? state) => state switch
    {
        DeliveryState.Sent => this with { Sent = Sent + 1 },
        DeliveryState.Pending => this with { PutOff = PutOff + 1 },
        DeliveryState.Dead => this with { Dead = Dead + 1 },
        _ => this,
    };
}
