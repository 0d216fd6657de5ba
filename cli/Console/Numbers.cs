using System.Globalization;
using CrmServerless.Kpis;

namespace CrmServerless.Cli.Console;

/// <summary>Numbers as people read them; for the screen only, never for files.</summary>
internal static class Numbers
{
    private const int SmallMoney = 1000;

    /// <summary>A KPI's value with its unit; a dash where there is none.</summary>
    public static string Value(double? value, Unit unit, string currency) => value is { } number ? Value(number, unit, currency) : "-";

    /// <summary>A whole number with thousands separated.</summary>
    public static string Count(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Value(double value, Unit unit, string currency) => unit switch
    {
        Unit.Percent => Text(value, "0.0") + " %",
        Unit.Points => Text(value, "0.0"),
        Unit.Count => Text(value, value == Math.Truncate(value) ? "#,0" : "#,0.00"),
        Unit.Money => $"{Text(value, Math.Abs(value) < SmallMoney ? "#,0.00" : "#,0")} {currency}",
        Unit.Days => Text(value, "#,0.0") + " days",
        Unit.Hours => Text(value, "#,0.0") + " h",
        Unit.Minutes => Text(value, "#,0.0") + " min",
        _ => Text(value, "0.00"),
    };

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
