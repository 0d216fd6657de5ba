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

    /// <summary>An argument whose value is a day as yyyy-MM-dd.</summary>
    public static Argument<DateOnly> Argument(string name, string description) => new(name)
    {
        Description = description,
        CustomParser = result =>
        {
            if (DateOnly.TryParseExact(result.Tokens[0].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            {
                return day;
            }

            result.AddError($"{name}: found '{result.Tokens[0].Value}', expected a day as yyyy-MM-dd");
            return default;
        },
    };

    /// <summary>Has the command refuse one end without the other, and a first day after the last.</summary>
    public static Command WithRange(this Command command, Option<DateOnly?> from, Option<DateOnly?> to)
    {
        command.Validators.Add(result =>
        {
            if (result.GetResult(from) is null != result.GetResult(to) is null)
            {
                result.AddError($"{from.Name} and {to.Name} go together");
            }
            else if (result.GetValue(from) > result.GetValue(to))
            {
                result.AddError($"{from.Name} is after {to.Name}");
            }
        });
        return command;
    }

    /// <summary>Both ends, or null when both are absent.</summary>
    public static (DateOnly From, DateOnly To)? Range(DateOnly? from, DateOnly? to) => from is { } first && to is { } last ? (first, last) : null;
}
