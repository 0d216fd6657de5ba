using Microsoft.Extensions.Configuration;

namespace CrmServerless.Alerts.Evaluation;

/// <summary>What messages need to know of the deployment.</summary>
/// <param name="LinkBase">The public address of the app up to `/api`; null: messages have no links.</param>
/// <param name="LinkKeySecret">The name of the secret that signs the links by which managers answer; null: messages have none.</param>
public sealed record AlertSettings(Uri? LinkBase, string? LinkKeySecret = null)
{
    /// <summary>App settings `PublicUrl`, e.g. `https://name.azurewebsites.net/api`, and `LinkKeySecret`.</summary>
    /// <exception cref="InvalidOperationException">It is no http or https address.</exception>
    public static AlertSettings Read(IConfiguration settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var secret = settings["LinkKeySecret"] is { Length: > 0 } name ? name : null;
        if (settings["PublicUrl"] is not { Length: > 0 } text)
            return new AlertSettings(LinkBase: null, secret);
        return Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)
            ? new AlertSettings(address, secret)
            : throw new InvalidOperationException("The setting PublicUrl must be the app's address up to /api, e.g. https://name.azurewebsites.net/api.");
    }
}
