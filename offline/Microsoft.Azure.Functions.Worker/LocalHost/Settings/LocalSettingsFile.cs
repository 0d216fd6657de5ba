using System.Text.Json;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Settings;

/// <summary>
/// local.settings.json as Core Tools reads it: Values and ConnectionStrings become environment variables, a variable that exists already wins,
/// Host.LocalHttpPort is the default port
/// (<see href="https://learn.microsoft.com/azure/azure-functions/functions-develop-local#local-settings-file">local settings file</see>).
/// </summary>
internal sealed record LocalSettingsFile(IReadOnlyDictionary<string, string> Variables, int? Port)
{
    public const string FileName = "local.settings.json";

    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>Reads the file in <paramref name="folder"/>; empty where there is none.</summary>
    /// <exception cref="InvalidOperationException">It is not JSON, or encrypted.</exception>
    public static LocalSettingsFile Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path)) return new LocalSettingsFile(new Dictionary<string, string>(), null);
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllText(path), Lenient);
            return Of(json.RootElement);
        }
        catch (JsonException error)
        {
            throw new InvalidOperationException($"{FileName} is not valid JSON: {error.Message}", error);
        }
    }

    /// <summary>Sets every variable that the environment does not have yet.</summary>
    public void ApplyToEnvironment()
    {
        foreach (var (name, value) in Variables)
        {
            if (Environment.GetEnvironmentVariable(name) is null) Environment.SetEnvironmentVariable(name, value);
        }
    }

    private static LocalSettingsFile Of(JsonElement root)
    {
        if (root.TryGetProperty("IsEncrypted", out var encrypted) && encrypted.ValueKind == JsonValueKind.True)
        {
            throw new InvalidOperationException($"{FileName} is encrypted; decrypt it with 'func settings decrypt'.");
        }

        var variables = TextsOf(root, "Values").Concat(TextsOf(root, "ConnectionStrings").Select(AsConnectionString));
        return new LocalSettingsFile(variables.ToDictionary(StringComparer.Ordinal), PortOf(root));
    }

    private static KeyValuePair<string, string> AsConnectionString(KeyValuePair<string, string> pair) =>
        new($"ConnectionStrings__{pair.Key}", pair.Value);

    private static IEnumerable<KeyValuePair<string, string>> TextsOf(JsonElement root, string section) =>
        root.TryGetProperty(section, out var values) && values.ValueKind == JsonValueKind.Object
            ? values.EnumerateObject().Select(value => new KeyValuePair<string, string>(value.Name, value.Value.ToString()))
            : [];

    private static int? PortOf(JsonElement root) =>
        root.TryGetProperty("Host", out var host) && host.TryGetProperty("LocalHttpPort", out var port) ? port.GetInt32() : null;
}
