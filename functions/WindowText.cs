using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace CrmServerless.Functions;

/// <summary>The `window` of a query string: a number of days, 0 for a snapshot.</summary>
internal static class WindowText
{
    /// <summary>Reads it, null where there is none; says what is wrong when it can't.</summary>
    public static bool TryRead(IQueryCollection query, out int? window, [NotNullWhen(false)] out string? problem)
    {
        var found = query["window"].ToString();
        var isNumber = int.TryParse(found, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= DayRange.Most;
        window = isNumber ? number : null;
        problem = found.Length == 0 || isNumber ? null : $"window: found '{found}', expected a number of days of at most {DayRange.Most}, or 0";
        return problem is null;
    }
}
