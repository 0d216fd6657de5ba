using System.Globalization;
using CrmServerless.Alerts.Wording;
using NodaTime;

namespace CrmServerless.Alerts.Quieting;

/// <summary>A quiet overlay in words.</summary>
public static class QuietText
{
    /// <summary>`Snoozed by anna until Wed 14 Oct 2026 08:00: price change`; without an end.</summary>
    public static string Of(Quiet quiet, DateTimeZone zone)
    {
        var what = quiet.Kind switch
        {
            QuietKind.Snoozed => $"Snoozed by {quiet.By} until {Local(quiet.Until!.Value, zone)}",
            QuietKind.UntilBetter => $"Quiet for {quiet.By} until it is well again",
            _ => $"Acknowledged by {quiet.By} on {Local(quiet.At, zone)}",
        };
        return quiet.Why.Length == 0 ? what : $"{what}: {quiet.Why}";
    }

    private static string Local(DateTimeOffset instant, DateTimeZone zone)
    {
        var local = Instant.FromDateTimeOffset(instant).InZone(zone).LocalDateTime;
        return $"{Dates.Day(DateOnly.FromDateTime(local.ToDateTimeUnspecified()))} {local.TimeOfDay.ToString("HH:mm", CultureInfo.InvariantCulture)}";
    }
}
