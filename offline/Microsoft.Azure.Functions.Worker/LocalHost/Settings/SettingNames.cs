using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Settings;

/// <summary>
/// %Setting% in schedules and paths, and whether a function is disabled
/// (<see href="https://learn.microsoft.com/azure/azure-functions/functions-bindings-expressions-patterns#binding-expressions---app-settings">app
/// settings</see>, <see href="https://learn.microsoft.com/azure/azure-functions/disable-function">disable functions</see>).
/// </summary>
internal static partial class SettingNames
{
    /// <summary>Replaces every %Setting% in <paramref name="text"/> by its value.</summary>
    /// <exception cref="FunctionSetupException">A setting is missing, or a % has no partner.</exception>
    public static string Resolve(this IConfiguration settings, string text)
    {
        var resolved = Token().Replace(text, match => settings[match.Groups[1].Value]
            ?? throw new FunctionSetupException($"'{match.Value}' does not resolve to a value: the setting {match.Groups[1].Value} is missing."));
        return Token().Replace(text, string.Empty).Contains('%')
            ? throw new FunctionSetupException($"A '%' in '{text}' does not have a closing '%'.")
            : resolved;
    }

    /// <summary>Whether AzureWebJobs.{function}.Disabled (or AzureWebJobs__{function}__Disabled) is true or 1.</summary>
    public static bool Disables(this IConfiguration settings, string function) =>
        (settings[$"AzureWebJobs.{function}.Disabled"] ?? settings[$"AzureWebJobs:{function}:Disabled"]) is { } value
        && (value == "1" || value.Equals("true", StringComparison.OrdinalIgnoreCase));

    [GeneratedRegex("%([^%]+)%")]
    private static partial Regex Token();
}
