using Microsoft.Azure.Functions.Worker.LocalHost.Settings;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Microsoft.Azure.Functions.Worker.LocalHost;

/// <summary>
/// The console, one line a message, with the least levels that host.json gives
/// (<see href="https://learn.microsoft.com/azure/azure-functions/configure-monitoring#configure-log-levels">log levels</see>).
/// </summary>
internal static class LocalLogging
{
    private const string Default = "default";

    /// <summary>Where the keys of MVC's antiforgery tokens are kept: no function uses them.</summary>
    private const string Unused = "Microsoft.AspNetCore.DataProtection";

    /// <summary>The frameworks' own lines, which Core Tools does not show either.</summary>
    private static readonly string[] Quiet = ["Microsoft", "System", "Azure"];

    public static void AddLocalConsole(this ILoggingBuilder logging, HostJson host)
    {
        logging.AddSimpleConsole(Format);
        logging.SetMinimumLevel(host.LogLevels.GetValueOrDefault(Default, LogLevel.Information));
        foreach (var category in Quiet) logging.AddFilter(category, LogLevel.Warning);
        logging.AddFilter(Unused, LogLevel.Error);
        foreach (var (category, level) in host.LogLevels.Where(pair => !pair.Key.Equals(Default, StringComparison.OrdinalIgnoreCase)))
        {
            logging.AddFilter(category, level);
        }
    }

    private static void Format(SimpleConsoleFormatterOptions console)
    {
        console.SingleLine = true;
        console.UseUtcTimestamp = true;
        console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";
        console.ColorBehavior = LoggerColorBehavior.Disabled;
    }
}
