using System.Globalization;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>
/// Retries after the same delay each time. Of the triggers here only the timer knows it, as in the genuine host
/// (<see href="https://learn.microsoft.com/azure/azure-functions/functions-bindings-error-pages#retry-policies">retry policies</see>).
/// </summary>
#pragma warning disable CA1019 // MaxRetryCount is the base's settable property, as in the genuine type.
public sealed class FixedDelayRetryAttribute : RetryAttribute
{
    /// <summary>Retries up to <paramref name="maxRetryCount"/> times, <paramref name="delayInterval"/> apart.</summary>
    /// <param name="maxRetryCount">Retries after the first attempt; -1 is without end.</param>
    /// <param name="delayInterval">HH:mm:ss.</param>
    /// <exception cref="ArgumentOutOfRangeException">The interval is no time span, or negative.</exception>
    public FixedDelayRetryAttribute(int maxRetryCount, string delayInterval)
    {
        if (!TimeSpan.TryParse(delayInterval, CultureInfo.InvariantCulture, out var delay) || delay < TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(nameof(delayInterval), "The delay must be a TimeSpan (HH:mm:ss) that is not negative.");
        }

        MaxRetryCount = maxRetryCount;
        DelayInterval = delayInterval;
    }

    /// <summary>The delay between two attempts, HH:mm:ss.</summary>
    public string DelayInterval { get; }
}
