using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace CrmServerless.Configuration;

/// <summary>
/// A clock that showed a given instant when it was made, and runs on from there as the machine's does: for rehearsing nights on old data.
/// Its timers and time stamps are the machine's.
/// </summary>
public sealed class AppClock : TimeProvider
{
    /// <summary>The setting that names the instant, with offset: `2026-11-01T03:40:00+01:00`.</summary>
    public const string Setting = "Clock:StartAt";

    // Every app in Azure has it.
    private const string InAzure = "WEBSITE_SITE_NAME";

    private readonly TimeProvider machine;
    private readonly TimeSpan ahead;

    private AppClock(TimeProvider machine, DateTimeOffset start) => (this.machine, ahead) = (machine, start - machine.GetUtcNow());

    /// <inheritdoc/>
    public override long TimestampFrequency => machine.TimestampFrequency;

    /// <summary>The machine's clock, unless <see cref="Setting"/> says where to start.</summary>
    /// <exception cref="InvalidOperationException">The setting is no instant, or the app runs in Azure: there the clock is nobody's to set.</exception>
    public static TimeProvider From(IConfiguration settings, TimeProvider machine)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (settings[Setting] is not { Length: > 0 } text)
        {
            return machine;
        }

        if (settings[InAzure] is { Length: > 0 })
        {
            throw new InvalidOperationException($"The setting {Setting} is for rehearsals on a developer's machine; in Azure there must be none.");
        }

        return DateTimeOffset.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:ssK", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var start)
            ? new AppClock(machine, start)
            : throw new InvalidOperationException($"The setting {Setting} must be an instant such as 2026-11-01T03:40:00+01:00.");
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => machine.GetUtcNow() + ahead;

    /// <inheritdoc/>
    public override long GetTimestamp() => machine.GetTimestamp();

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => machine.CreateTimer(callback, state, dueTime, period);
}
