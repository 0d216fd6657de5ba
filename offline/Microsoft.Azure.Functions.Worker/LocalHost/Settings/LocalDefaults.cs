using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Settings;

/// <summary>
/// Settings of last resort, so that a fresh checkout runs without local.settings.json: storage connections that nothing names are the
/// development storage. In Azure there are none; a missing setting fails there.
/// </summary>
internal static class LocalDefaults
{
    public const string HostStorage = "AzureWebJobsStorage";
    public const string Port = "LocalHost:Port";
    public const int DefaultPort = 7071;

    private const string DevelopmentStorage = "UseDevelopmentStorage=true";

    /// <summary>Adds the defaults below every other source, and --port above all.</summary>
    public static void AddLocalDefaults(
        this ConfigurationManager settings, string[] args, int? filePort, IEnumerable<string> connections)
    {
        Dictionary<string, string?> values = new()
        {
            [Port] = (filePort ?? DefaultPort).ToString(CultureInfo.InvariantCulture),
        };
        foreach (var name in connections.Append(HostStorage).Where(name => !settings.GetSection(name).Exists()))
        {
            values[name] = DevelopmentStorage;
        }

        settings.Sources.Insert(0, new MemoryConfigurationSource { InitialData = values });
        if (new ConfigurationBuilder().AddCommandLine(args).Build()["port"] is { } port) settings[Port] = port;
    }

    /// <summary>The port to listen on; 0 is any free one.</summary>
    /// <exception cref="InvalidOperationException">It is not a port.</exception>
    public static int PortOf(IConfiguration settings) =>
        int.TryParse(settings[Port], CultureInfo.InvariantCulture, out var port) && port is >= 0 and <= 65535
            ? port
            : throw new InvalidOperationException($"The port must be 0 to 65535, not '{settings[Port]}'.");
}
