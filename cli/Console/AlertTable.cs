using System.Globalization;
using CrmServerless.Alerts;
using CrmServerless.Alerts.Quieting;
using CrmServerless.Alerts.Storage;
using CrmServerless.Configuration;
using NodaTime;
using Spectre.Console;

namespace CrmServerless.Cli.Console;

/// <summary>Alerts as they stand.</summary>
internal static class AlertTable
{
    /// <summary>Whether there is nothing to say of an alert.</summary>
    public static bool IsWell(StoredAlert alert) => alert.State.Condition.Status == AlertStatus.Ok;

    /// <summary>One line an alert, the worst first.</summary>
    public static Table Of(IEnumerable<StoredAlert> alerts, DateTimeZone zone, DateTimeOffset now)
    {
        var table = new Table { Border = TableBorder.Simple }.AddColumns("Rule", "Segment", "Days", "State", "Since", "Last told", "Judged", "Quiet");
        foreach (var alert in alerts.OrderByDescending(alert => alert.State.Condition.Severity).ThenBy(alert => alert.Key.Rule, StringComparer.Ordinal).ThenBy(alert => alert.Key.Segment, StringComparer.Ordinal))
            table.AddRow(Cells(alert, zone, now).Select(Markup.Escape).ToArray());
        return table;
    }

    private static string[] Cells(StoredAlert alert, DateTimeZone zone, DateTimeOffset now)
    {
        var (condition, told, quiet) = (alert.State.Condition, alert.State.Told, alert.State.Quiet);
        var state = condition.Severity == Severity.None ? Word(condition.Status) : $"{Word(condition.Status)}, {Word(condition.Severity)}";
        return
        [
            alert.Key.Rule, alert.Key.Segment, alert.Key.Window == 0 ? "end" : alert.Key.Window.ToString(CultureInfo.InvariantCulture), state, Day(condition.Since), Day(told.Day), Day(alert.State.Day),
            quiet?.IsInForce(condition, now) == true ? QuietText.Of(quiet, zone) : "",
        ];
    }

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
