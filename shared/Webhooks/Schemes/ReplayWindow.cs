using System.Globalization;

namespace CrmServerless.Webhooks.Schemes;

/// <summary>
/// How far the time that a signature covers may be from ours, in either direction: five minutes, as HubSpot's documentation and the libraries
/// of Standard Webhooks have it. HubSpot's own libraries accept any time in the future; a clock five minutes ahead is not theirs either.
/// </summary>
internal static class ReplayWindow
{
    /// <summary>The distance that is still accepted.</summary>
    public static TimeSpan Tolerance { get; } = TimeSpan.FromMinutes(5);

    private const int MostDigits = 15;

    /// <summary>The time that a header states as a whole number since 1970; null when it is no such number.</summary>
    /// <param name="text">The header.</param>
    /// <param name="ticksPerUnit">The number's unit.</param>
    public static DateTimeOffset? Read(string text, long ticksPerUnit)
    {
        var isNumber = text.Length <= MostDigits && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _);
        var units = isNumber ? long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture) : -1;
        return units >= 0 && units <= (DateTimeOffset.MaxValue.Ticks - DateTimeOffset.UnixEpoch.Ticks) / ticksPerUnit
            ? DateTimeOffset.UnixEpoch.AddTicks(units * ticksPerUnit)
            : null;
    }

    /// <summary>True when a time is near enough.</summary>
    public static bool Holds(DateTimeOffset stated, DateTimeOffset now) => (now - stated).Duration() <= Tolerance;
}
