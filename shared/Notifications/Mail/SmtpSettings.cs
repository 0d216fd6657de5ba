using System.Net;
using System.Net.Mail;
using Microsoft.Extensions.Configuration;

namespace CrmServerless.Notifications.Mail;

/// <summary>How mail leaves the house. Settings `Smtp:Host`, `Smtp:Port`, `Smtp:From`, `Smtp:User`, `Smtp:PasswordSecret`, `Smtp:StartTls`.</summary>
public sealed record SmtpSettings
{
    /// <summary>The mail server's name or address.</summary>
    public required string Host { get; init; }

    /// <summary>Its port; default 587, where mail is submitted with STARTTLS (RFC 6409).</summary>
    public int Port { get; init; } = 587;

    /// <summary>The sender, `CRM alerts &lt;alerts@example.com&gt;` or the address alone.</summary>
    public required MailAddress From { get; init; }

    /// <summary>Who logs in; null: nobody does.</summary>
    public string? User { get; init; }

    /// <summary>The name of the secret that holds the password; needed with <see cref="User"/>.</summary>
    public string? PasswordSecret { get; init; }

    /// <summary>Whether the connection must be upgraded to TLS; default true, except on this machine (a loopback address), where nothing leaves it.</summary>
    public bool StartTls { get; init; } = true;

    /// <summary>The settings, or null where there is no `Smtp:Host`: mail is not set up.</summary>
    /// <exception cref="InvalidOperationException">A setting is missing or malformed; the message names it.</exception>
    public static SmtpSettings? Read(IConfiguration settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var smtp = settings.GetSection("Smtp");
        if (smtp["Host"] is not { Length: > 0 } host)
            return null;
        return new SmtpSettings
        {
            Host = host,
            Port = smtp["Port"] is { Length: > 0 } port ? PortOf(port) : 587,
            From = MailAddress.TryCreate(smtp["From"], out var from) ? from : throw Wrong("From", "an e-mail address"),
            User = smtp["User"] is { Length: > 0 } user ? user : null,
            PasswordSecret = smtp["User"] is not { Length: > 0 } ? null : smtp["PasswordSecret"] is { Length: > 0 } secret ? secret : throw Wrong("PasswordSecret", "the name of a secret"),
            StartTls = smtp["StartTls"] is { Length: > 0 } tls ? bool.TryParse(tls, out var must) ? must : throw Wrong("StartTls", "true or false") : !IsLoopback(host),
        };
    }

    private static int PortOf(string text) =>
        int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65_536 ? port : throw Wrong("Port", "a port number");

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private static InvalidOperationException Wrong(string name, string expected) => new($"The setting Smtp:{name} must be {expected}.");
}
