using Microsoft.Extensions.Configuration;

namespace CrmServerless.Configuration;

/// <summary>How to reach the owner where there is no managers.yaml (app settings OwnerEmail, OwnerTeamsSecret).</summary>
/// <param name="Email">An e-mail address, or null.</param>
/// <param name="TeamsSecret">The name of the secret that holds a Teams webhook's URL, or null.</param>
public sealed record OwnerSettings(string? Email, string? TeamsSecret)
{
    /// <summary>As the app's settings say; an empty setting is none.</summary>
    public static OwnerSettings From(IConfiguration settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return new(Filled(settings["OwnerEmail"]), Filled(settings["OwnerTeamsSecret"]));
    }

    private static string? Filled(string? setting) => string.IsNullOrWhiteSpace(setting) ? null : setting.Trim();
}
