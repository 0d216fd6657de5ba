using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Settings;

/// <summary>
/// What the local host takes from host.json
/// (<see href="https://learn.microsoft.com/azure/azure-functions/functions-host-json">host.json reference</see>).
/// </summary>
internal sealed record HostJson
{
    public const string FileName = "host.json";

    /// <summary>Before every route; may be empty. extensions.http.routePrefix, default api.</summary>
    public string RoutePrefix { get; init; } = "api";

    /// <summary>How long a function may run; null is without end (-1). functionTimeout, default 30 minutes as outside the Consumption plan.</summary>
    public TimeSpan? FunctionTimeout { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Blob invocations at once in the whole app. extensions.blobs.maxDegreeOfParallelism, default 8 a processor.</summary>
    public int MaxDegreeOfParallelism { get; init; } = 8 * Environment.ProcessorCount;

    /// <summary>Attempts before a blob is poison. extensions.blobs.poisonBlobThreshold, default 5.</summary>
    public int PoisonBlobThreshold { get; init; } = 5;

    /// <summary>Least level by category; the category 'default' is for all others. logging.logLevel.</summary>
    public IReadOnlyDictionary<string, LogLevel> LogLevels { get; init; } = new Dictionary<string, LogLevel>();

    /// <summary>Reads the file in <paramref name="folder"/>.</summary>
    /// <exception cref="InvalidOperationException">It is missing, not JSON, has no version 2.0, or a value is out of range.</exception>
    public static HostJson Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path)) throw new InvalidOperationException($"There is no {FileName} beside the app, in {folder}.");
        try
        {
            return Of(new ConfigurationBuilder().AddJsonStream(new MemoryStream(File.ReadAllBytes(path))).Build());
        }
        catch (Exception error) when (error is FormatException or JsonException)
        {
            throw new InvalidOperationException($"{FileName} could not be read: {error.Message}", error);
        }
    }

    private static HostJson Of(IConfiguration json)
    {
        if (json["version"] != "2.0") throw new InvalidOperationException($"{FileName} must say \"version\": \"2.0\".");
        var defaults = new HostJson();
        return new HostJson
        {
            RoutePrefix = (json["extensions:http:routePrefix"] ?? defaults.RoutePrefix).Trim('/'),
            FunctionTimeout = json["functionTimeout"] is { } timeout ? TimeoutOf(timeout) : defaults.FunctionTimeout,
            MaxDegreeOfParallelism = PositiveOf(json, "extensions:blobs:maxDegreeOfParallelism", defaults.MaxDegreeOfParallelism),
            PoisonBlobThreshold = PositiveOf(json, "extensions:blobs:poisonBlobThreshold", defaults.PoisonBlobThreshold),
            LogLevels = LevelsOf(json.GetSection("logging:logLevel")),
        };
    }

    private static TimeSpan? TimeoutOf(string text)
    {
        if (text == "-1") return null;
        return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var timeout) && timeout >= TimeSpan.FromSeconds(1)
            ? timeout
            : throw new InvalidOperationException($"functionTimeout in {FileName} must be a time span hh:mm:ss of a second or more, or -1, not '{text}'.");
    }

    private static int PositiveOf(IConfiguration json, string key, int otherwise) => json[key] switch
    {
        null => otherwise,
        var text when int.TryParse(text, CultureInfo.InvariantCulture, out var number) && number > 0 => number,
        var text => throw new InvalidOperationException($"{key.Replace(':', '.')} in {FileName} must be a whole number from 1, not '{text}'."),
    };

    private static Dictionary<string, LogLevel> LevelsOf(IConfigurationSection section) =>
        section.GetChildren().ToDictionary(level => level.Key, LevelOf, StringComparer.OrdinalIgnoreCase);

    private static LogLevel LevelOf(IConfigurationSection level) =>
        Enum.TryParse<LogLevel>(level.Value, ignoreCase: true, out var value)
            ? value
            : throw new InvalidOperationException($"logging.logLevel.{level.Key} in {FileName} is no log level: '{level.Value}'.");
}
