namespace Azure.Data.Tables;

/// <summary>
/// Where an account's tables are and how requests are signed: a connection string as 'Configure Azure Storage connection strings' describes it.
/// Connection strings with a shared access signature are not read: the app has none.
/// </summary>
internal sealed record TableConnection(Uri Endpoint, TableSharedKeyCredential Credential)
{
    /// <summary>UseDevelopmentStorage=true: the emulator's published account on its published port.</summary>
    private static TableConnection Development => new(
        new Uri("http://127.0.0.1:10002/devstoreaccount1"),
        new TableSharedKeyCredential(
            "devstoreaccount1", "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=="));

    /// <summary>Reads <paramref name="connectionString"/>.</summary>
    /// <exception cref="ArgumentException">It is empty, or not a list of name=value.</exception>
    /// <exception cref="FormatException">It names no account, or no key.</exception>
    public static TableConnection Parse(string connectionString)
    {
        ArgumentException.ThrowIfNullOrEmpty(connectionString);
        var settings = SettingsOf(connectionString);
        if (settings.GetValueOrDefault("UseDevelopmentStorage") is { } development && bool.TryParse(development, out var local) && local) return Development;
        if (!settings.TryGetValue("AccountName", out var account) || !settings.TryGetValue("AccountKey", out var key))
        {
            throw new FormatException("No valid combination of account information found.");
        }

        return new TableConnection(EndpointOf(account, settings), new TableSharedKeyCredential(account, key));
    }

    private static Uri EndpointOf(string account, Dictionary<string, string> settings)
    {
        if (settings.TryGetValue("TableEndpoint", out var endpoint)) return new Uri(endpoint);
        var protocol = settings.GetValueOrDefault("DefaultEndpointsProtocol", "https");
        return new Uri($"{protocol}://{account}.table.{settings.GetValueOrDefault("EndpointSuffix", "core.windows.net")}");
    }

    private static Dictionary<string, string> SettingsOf(string connectionString) => connectionString
        .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(setting => setting.Split('=', 2))
        .ToDictionary(
            setting => setting[0].Trim(),
            setting => setting.Length == 2 ? setting[1].Trim() : throw new FormatException("Settings must be of the form \"name=value\"."),
            StringComparer.OrdinalIgnoreCase);
}
