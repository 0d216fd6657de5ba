using System.CommandLine;
using System.Globalization;

namespace CrmServerless.Cli.Commands;

/// <summary>Days on the command line.</summary>
internal static class Days
{
    /// <summary>An option whose value is a day as yyyy-MM-dd.</summary>
    public static Option<DateOnly?> Option(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "DAY",
        CustomParser = result =>
        {
            if (DateOnly.TryParseExact(result.Tokens[0].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            {
                return day;
            }

            result.AddError($"{name}: found '{result.Tokens[0].Value}', expected a day as yyyy-MM-dd");
            return null;
        },
    };

    /// <summary>Both ends, or null when both are absent.</summary>
    public static (DateOnly From, DateOnly To)? Range(DateOnly? from, DateOnly? to) => from is { } first && to is { } last ? (first, last) : null;
}
