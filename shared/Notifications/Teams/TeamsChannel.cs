using System.Net;
using System.Net.Mime;
using System.Text;
using CrmServerless.Configuration;
using CrmServerless.Configuration.Secrets;
using CrmServerless.Notifications.Outbox;

namespace CrmServerless.Notifications.Teams;

/// <summary>
/// Teams by the webhook of a workflow ("when a Teams webhook request is received"). 202 says that the flow began, no more; there is nothing to ask
/// later. Its address is a secret: it is never logged.
/// </summary>
/// <param name="http">A client that follows no redirects and keeps no cookies.</param>
/// <param name="secrets">Where the address is.</param>
/// <param name="time">The clock, for a Retry-After that is a date.</param>
/// <param name="pace">Keeps all dispatchers within what a workflow takes; null: nothing does.</param>
public sealed class TeamsChannel(HttpClient http, ISecretSource secrets, TimeProvider time, PostPace? pace = null) : IMessageChannel
{
    /// <inheritdoc/>
    public Channel Channel => Channel.Teams;

    /// <inheritdoc/>
    public async Task<SendOutcome> SendAsync(OutboxEntry entry, DeliveryContent content, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(content);
        if (content.Card is not { } card || entry.Address is not { } secret)
            return new SendOutcome.Permanent("The delivery has no card, or no address.");
        var address = await secrets.FindAsync(secret, cancellationToken).ConfigureAwait(false);
        if (address is null)
            return new SendOutcome.Transient($"The secret {secret} with the address of the Teams webhook does not exist.");
        if (!Uri.TryCreate(address.Trim(), UriKind.Absolute, out var url) || !MayBeCalled(url))
            return new SendOutcome.Permanent($"The secret {secret} is no https address.");
        return pace is not null && await pace.TakeAsync(secret, cancellationToken).ConfigureAwait(false) is { } wait
            ? new SendOutcome.Deferred(wait)
            : await PostAsync(url, entry.Key.Fingerprint, card, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>https only; http on this machine, where nothing leaves it.</summary>
    private static bool MayBeCalled(Uri url) => url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback);

    private async Task<SendOutcome> PostAsync(Uri url, string fingerprint, string card, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new StringContent(card, Encoding.UTF8, MediaTypeNames.Application.Json) };
        request.Headers.Add("Idempotency-Key", fingerprint);
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            return Outcome(response);
        }
        catch (HttpRequestException e)
        {
            return WasNeverSent(e.HttpRequestError) ? new SendOutcome.Transient(Why(e)) : new SendOutcome.Unsure(Why(e));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new SendOutcome.Transient("No connection to the Teams webhook in time.");
        }
    }

    private SendOutcome Outcome(HttpResponseMessage response)
    {
        var why = FormattableString.Invariant($"The Teams webhook answered {(int)response.StatusCode}.");
        return response.StatusCode switch
        {
            _ when response.IsSuccessStatusCode => new SendOutcome.Sent(),
            HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError => new SendOutcome.Transient(why, RetryAfter(response)),
            _ => new SendOutcome.Permanent(why),
        };
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        var wish = response.Headers.RetryAfter;
        var wait = wish?.Delta ?? (wish?.Date is { } date ? date - time.GetUtcNow() : null);
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    private static bool WasNeverSent(HttpRequestError error) =>
        error is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;

    // The kind of error only: an exception's own message may quote the address.
    private static string Why(HttpRequestException e) => $"The Teams webhook could not be called: {e.HttpRequestError}.";
}
