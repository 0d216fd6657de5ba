using CrmServerless.Notifications.Mail.Acs;
using Microsoft.Extensions.Configuration;

namespace CrmServerless.Notifications.Mail;

/// <summary>Which way mail goes: one of the two, or neither.</summary>
/// <param name="Smtp">By a mail server.</param>
/// <param name="Acs">By Azure Communication Services.</param>
public sealed record MailSettings(SmtpSettings? Smtp, AcsSettings? Acs)
{
    /// <summary>What the settings say.</summary>
    /// <exception cref="InvalidOperationException">A setting is missing or malformed, or both ways are set up; the message names it.</exception>
    public static MailSettings Read(IConfiguration settings)
    {
        var (smtp, acs) = (SmtpSettings.Read(settings), AcsSettings.Read(settings));
        return smtp is null || acs is null
            ? new MailSettings(smtp, acs)
            : throw new InvalidOperationException("The settings Smtp:Host and Acs:Endpoint are both there: mail goes one way. Take one of them away.");
    }
}
