using System.Net.Mail;
using Microsoft.Extensions.Configuration;

namespace CrmServerless.Notifications.Mail.Acs;

/// <summary>Mail by Azure Communication Services. Settings `Acs:Endpoint`, `Acs:From`, `Acs:KeySecret`.</summary>
public sealed record AcsSettings
{
    /// <summary>The resource's address, `https://name.communication.azure.com`; http only on this machine.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>The sender, of a domain that the resource is connected to. The name beside it is set in Azure, with the domain.</summary>
    public required MailAddress From { get; init; }

    /// <summary>The name of the secret that holds an access key of the resource; null: the app's managed identity signs in.</summary>
    public string? KeySecret { get; init; }

    /// <summary>The settings, or null where there is no `Acs:Endpoint`.</summary>
    /// <exception cref="InvalidOperationException">A setting is missing or malformed; the message names it.</exception>
    public static AcsSettings? Read(IConfiguration settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var acs = settings.GetSection("Acs");
        if (acs["Endpoint"] is not { Length: > 0 } endpoint)
            return null;
        return new AcsSettings
        {
            Endpoint = Uri.TryCreate(endpoint, UriKind.Absolute, out var address) && MayBeCalled(address) ? address : throw Wrong("Endpoint", "an https address"),
            From = MailAddress.TryCreate(acs["From"], out var from) ? from : throw Wrong("From", "an e-mail address"),
            KeySecret = acs["KeySecret"] is { Length: > 0 } secret ? secret : null,
        };
    }

    private static bool MayBeCalled(Uri address) => address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback);

    private static InvalidOperationException Wrong(string name, string expected) => new($"The setting Acs:{name} must be {expected}.");
}
