using System.Net;

namespace CrmServerless.Receivers;

/// <summary>What the receiver does with a post instead of taking it.</summary>
/// <param name="Status">Status code; null: never answer, until the caller gives up or the receiver ends.</param>
/// <param name="RetryAfter">Sent as Retry-After in whole seconds.</param>
public sealed record TeamsAnswer(HttpStatusCode? Status, TimeSpan? RetryAfter = null)
{
    /// <summary>413, as when a message is larger than Teams takes.</summary>
    public static TeamsAnswer TooLarge { get; } = new(HttpStatusCode.RequestEntityTooLarge);

    /// <summary>500.</summary>
    public static TeamsAnswer ServerError { get; } = new(HttpStatusCode.InternalServerError);

    /// <summary>The connection stays open and silent.</summary>
    public static TeamsAnswer Hang { get; } = new((HttpStatusCode?)null);

    /// <summary>429 with Retry-After.</summary>
    public static TeamsAnswer TooManyRequests(TimeSpan retryAfter) => new(HttpStatusCode.TooManyRequests, retryAfter);
}
