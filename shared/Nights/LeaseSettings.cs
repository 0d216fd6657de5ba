using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace CrmServerless.Nights;

/// <summary>
/// How long a claim on a run or a job holds without being renewed. A claim only keeps others from beginning the same work; what keeps a holder that
/// slept from writing is the number of its run (<see cref="RunLog"/>), or the condition on its row (<see cref="JobLog"/>).
/// </summary>
/// <param name="Duration">After so long without a sign of life the holder counts as dead; more than zero.</param>
public sealed record LeaseSettings(TimeSpan Duration)
{
    /// <summary>The setting with the duration in seconds, 1 to 3600; default 120.</summary>
    public const string Setting = "Runs:LeaseSeconds";

    private const int BeatsPerLease = 3;
    private const int ShortestSeconds = 1;
    private const int LongestSeconds = 3600;

    /// <summary>Two minutes.</summary>
    public static LeaseSettings Default { get; } = new(TimeSpan.FromMinutes(2));

    /// <summary>How often a holder renews its claim: two beats may be missed.</summary>
    public TimeSpan Beat => Duration / BeatsPerLease;

    /// <summary>The settings.</summary>
    /// <exception cref="InvalidOperationException">The setting is no number of seconds; the message names it.</exception>
    public static LeaseSettings Read(IConfiguration settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (settings[Setting] is not { Length: > 0 } text)
            return Default;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is >= ShortestSeconds and <= LongestSeconds
            ? new LeaseSettings(TimeSpan.FromSeconds(seconds))
            : throw new InvalidOperationException($"The setting {Setting} must be a number of seconds from {ShortestSeconds} to {LongestSeconds}.");
    }

    /// <summary>Until when a claim holds that is made or renewed now.</summary>
    public DateTimeOffset From(DateTimeOffset now) => now + Duration;

    /// <summary>
    /// Whether a claim still holds. One that would hold for much longer than any claim does was written before a clock was set back: it would keep
    /// everybody waiting, and holds no more.
    /// </summary>
    /// <param name="until">Until when it was to hold; null: there is none.</param>
    /// <param name="now">The instant.</param>
    public bool IsLive(DateTimeOffset? until, DateTimeOffset now) => until > now && until <= now + (2 * Duration);
}
