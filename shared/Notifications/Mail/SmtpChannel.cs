using System.Net;
using System.Net.Mail;
using System.Net.Sockets;
using System.Security.Authentication;
using CrmServerless.Configuration;
using CrmServerless.Configuration.Secrets;
using CrmServerless.Notifications.Outbox;

namespace CrmServerless.Notifications.Mail;

/// <summary>
/// E-mail by SMTP (RFC 5321). A reply of 5yz is for good, one of 4yz for now; a connection that breaks after it stood leaves it unknown whether the
/// mail was taken. A repeat has the same Message-ID.
/// </summary>
/// <param name="settings">The mail server; null: mail is not set up.</param>
/// <param name="secrets">Where the password is.</param>
public sealed class SmtpChannel(SmtpSettings? settings, ISecretSource secrets) : IMessageChannel
{
    /// <inheritdoc/>
    public Channel Channel => Channel.Email;

    /// <inheritdoc/>
    public async Task<SendOutcome> SendAsync(OutboxEntry entry, DeliveryContent content, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(content);
        if (settings is null)
            return new SendOutcome.Transient("E-mail is not set up: there is neither a setting Smtp:Host nor Acs:Endpoint.");
        if (content.Mail is not { } mail || !MailAddress.TryCreate(entry.Address, out _))
            return new SendOutcome.Permanent("The delivery has no mail, or its address is no e-mail address.");

        var password = settings.PasswordSecret is { } name ? await secrets.FindAsync(name, cancellationToken).ConfigureAwait(false) : null;
        if (settings.User is not null && password is null)
            return new SendOutcome.Transient($"The secret {settings.PasswordSecret} with the mail server's password does not exist.");

        using var message = MailBuilder.Build(entry.Key, mail, settings.From, entry.Address);
        return await SendAsync(settings, message, password, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<SendOutcome> SendAsync(SmtpSettings settings, MailMessage message, string? password, CancellationToken cancellationToken)
    {
        using var client = new SmtpClient(settings.Host, settings.Port)
        {
            EnableSsl = settings.StartTls,
            Credentials = settings.User is { } user ? new NetworkCredential(user, password) : null,
        };
        try
        {
            await client.SendMailAsync(message, cancellationToken).ConfigureAwait(false);
            return new SendOutcome.Sent();
        }
        catch (SmtpException e)
        {
            return Outcome(e, message.To[0].Address);
        }
    }

    private static SendOutcome Outcome(SmtpException e, string address)
    {
        var why = $"{(int)e.StatusCode} {e.Message} {e.InnerException?.Message}".Trim().Replace(address, "(address)", StringComparison.OrdinalIgnoreCase);
        return ((int)e.StatusCode, e.InnerException) switch
        {
            ( >= 500, _) => new SendOutcome.Permanent(why),
            ( >= 400, _) => new SendOutcome.Transient(why),
            (_, SocketException or AuthenticationException) => new SendOutcome.Transient(why),
            (_, IOException) => new SendOutcome.Unsure(why),
            _ => new SendOutcome.Transient(why),
        };
    }
}
