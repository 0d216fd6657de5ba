using System.Globalization;
using CrmServerless.Kpis;

namespace CrmServerless.Alerts.Wording;

/// <summary>Numbers as people read them: `31 %`, `48,000 EUR`, `2.4 days`; invariant culture, no more digits than matter.</summary>
/// <param name="Unit">The KPI's unit.</param>
/// <param name="Currency">The reporting currency, ISO 4217.</param>
internal sealed record HumanNumber(Unit Unit, string Currency)
{
    private const int MostExtraDecimals = 4;

    /// <summary>The number with its unit.</summary>
    public string Text(double value) => Text(value, 0);

    /// <summary>Two numbers that are compared: with as many digits more as it takes to tell them apart.</summary>
    public (string First, string Second) Pair(double first, double second)
    {
        var extra = 0;
        while (extra < MostExtraDecimals && first != second && Text(first, extra) == Text(second, extra))
            extra++;
        return (Text(first, extra), Text(second, extra));
    }

    /// <summary>The distance between two numbers: percentages differ in points, never in percent.</summary>
    public string Distance(double first, double second) => Unit switch
    {
        Unit.Percent or Unit.Points => Named(Math.Abs(first - second), "point", "points", 0),
        _ => Text(Math.Abs(first - second)),
    };

    /// <summary>A sum of money of which only the size matters: two digits that count, `48,000 EUR`.</summary>
    public static string About(double amount, string currency)
    {
        var size = Math.Abs(amount);
        var step = size < 10 ? 1 : Math.Pow(10, Math.Floor(Math.Log10(size)) - 1);
        return string.Create(CultureInfo.InvariantCulture, $"{Math.Round(size / step) * step:N0} {currency}");
    }

    private string Text(double value, int extra) => Unit switch
    {
        Unit.Percent => Digits(value, extra) + " %",
        Unit.Points => Named(value, "point", "points", extra),
        Unit.Money => $"{Digits(value, extra)} {Currency}",
        Unit.Days => Named(value, "day", "days", extra),
        Unit.Hours => Named(value, "hour", "hours", extra),
        Unit.Minutes => Named(value, "minute", "minutes", extra),
        Unit.Orders => Named(value, "order", "orders", extra),
        Unit.Items => Named(value, "item", "items", extra),
        _ => Digits(value, extra),
    };

    private string Named(double value, string one, string many, int extra)
    {
        var digits = Digits(value, extra);
        return $"{digits} {(digits == "1" ? one : many)}";
    }

    private string Digits(double value, int extra)
    {
        var text = Math.Round(value, Decimals(Math.Abs(value)) + extra, MidpointRounding.AwayFromZero).ToString("#,##0.######", CultureInfo.InvariantCulture);
        return text == "-0" ? "0" : text;
    }

    private int Decimals(double size) => (Unit, size) switch
    {
        (Unit.Money, >= 100) => 0,
        (Unit.Money, _) => 2,
        (Unit.Count, _) => size < 100 ? 1 : 0,
        (Unit.Ratio or Unit.Items or Unit.Orders, < 10) => 2,
        (Unit.Percent or Unit.Points or Unit.Minutes, >= 10) => 0,
        (_, >= 100) => 0,
        _ => 1,
    };
}
