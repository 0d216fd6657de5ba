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
    /// <exception cref="InvalidOperationException">It is not a list of name=value.</exception>
    /// <exception cref="ArgumentException">It names no account, no key, or neither an endpoint nor a suffix.</exception>
    /// <exception cref="FormatException">The key is not base 64.</exception>
    public static TableConnection Parse(string connectionString)
    {
        ArgumentException.ThrowIfNullOrEmpty(connectionString);
        var settings = SettingsOf(connectionString);
        if (settings.GetValueOrDefault("UseDevelopmentStorage") == "true") return Development;
        return settings.TryGetValue("AccountName", out var account)
            && settings.TryGetValue("AccountKey", out var key)
            && EndpointOf(account, settings) is { } endpoint
                ? new TableConnection(endpoint, new TableSharedKeyCredential(account, key))
                : throw new ArgumentException("No valid combination of account information found.", nameof(connectionString));
    }

    private static Uri? EndpointOf(string account, Dictionary<string, string> settings)
    {
        if (settings.TryGetValue("TableEndpoint", out var endpoint)) return new Uri(endpoint);
        if (!settings.TryGetValue("EndpointSuffix", out var suffix)) return null;
        return new Uri($"{settings.GetValueOrDefault("DefaultEndpointsProtocol", "https")}://{account}.table.{suffix}");
    }

    private static Dictionary<string, string> SettingsOf(string connectionString) => connectionString
        .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(setting => setting.Split('=', 2))
        .ToDictionary(
            setting => setting[0].Trim(),
            setting => setting.Length == 2 ? setting[1].Trim() : throw new InvalidOperationException($"The setting '{setting[0]}' has no value."),
            StringComparer.OrdinalIgnoreCase);
}
