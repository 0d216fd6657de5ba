using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace CrmServerless.Functions;

/// <summary>The days `from` and `to` of a query string, both inclusive.</summary>
internal sealed record DayRange(DateOnly From, DateOnly To)
{
    /// <summary>The most days that one request may ask for: ten years.</summary>
    public const int Most = 3660;

    /// <summary>Whether either is there.</summary>
    public static bool IsGiven(IQueryCollection query) => query.ContainsKey("from") || query.ContainsKey("to");

    /// <summary>Reads them; says what is wrong when it can't.</summary>
    public static bool TryRead(IQueryCollection query, [NotNullWhen(true)] out DayRange? days, [NotNullWhen(false)] out string? problem)
    {
        days = null;
        problem = Problem(query, "from", out var from) ?? Problem(query, "to", out var to) ?? Order(from, to);
        if (problem is null)
            days = new DayRange(from, Day(query["to"])!.Value);
        return problem is null;
    }

    private static string? Problem(IQueryCollection query, string name, out DateOnly day)
    {
        var found = query[name].ToString();
        day = Day(found) ?? default;
        return Day(found) is null ? $"{name}: found '{found}', expected a day as yyyy-MM-dd" : null;
    }

    private static string? Order(DateOnly from, DateOnly to) =>
        from > to ? "from is after to" : to.DayNumber - from.DayNumber >= Most ? $"more than {Most} days" : null;

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
