using System.Text;
using System.Xml.Linq;
using CrmServerless.Webhooks.Receiving;

namespace CrmServerless.Webhooks.Schemes;

/// <summary>
/// Salesforce's outbound messages (developer.salesforce.com, SOAP API, 'Outbound Messaging'): SOAP without any signature. What proves them is a
/// secret in the URL, and the organisation's id in the body, of which 15 characters count (18 are the same with a check sum). The session id, a
/// live credential, is not kept. Only an answer with Ack counts as received.
/// </summary>
internal sealed class SalesforceScheme : IWebhookScheme
{
    private const int IdCharacters = 15;
    private const string ContentType = "text/xml; charset=utf-8";

    private const string Envelope =
        """<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body>{0}</soapenv:Body></soapenv:Envelope>""";

    private const string Ack = """<notificationsResponse xmlns="http://soap.sforce.com/2005/09/outbound"><Ack>true</Ack></notificationsResponse>""";

    private const string Fault = "<soapenv:Fault><faultcode>soapenv:{0}</faultcode><faultstring>{1}</faultstring></soapenv:Fault>";

    /// <summary>The namespace of the message around the records.</summary>
    public static XNamespace Outbound { get; } = "http://soap.sforce.com/2005/09/outbound";

    /// <inheritdoc/>
    public Verdict Judge(WebhookCall call, Credentials credentials)
    {
        if (call.Key is null || !FixedTime.IsOneOf(call.Key, credentials.Secrets))
            return Verdict.Forged;
        if (SafeXml.Read(call.Body) is not { } message || message.Descendants(Outbound + "notifications").FirstOrDefault() is not { } notifications)
            return Verdict.Malformed;
        if (!IsOrganization(notifications.Element(Outbound + "OrganizationId")?.Value, credentials.Settings.Organization))
            return Verdict.Forged;

        notifications.Element(Outbound + "SessionId")?.Remove();
        return Verdict.Accepted(Encoding.UTF8.GetBytes(notifications.ToString(SaveOptions.DisableFormatting)));
    }

    /// <inheritdoc/>
    public WebhookAnswer Answer(WebhookOutcome outcome)
    {
        var side = outcome == WebhookOutcome.Unavailable ? "Server" : "Client";
        var body = outcome == WebhookOutcome.Accepted ? Ack : Fault.Replace("{0}", side, StringComparison.Ordinal).Replace("{1}", outcome.ToString(), StringComparison.Ordinal);
        return new WebhookAnswer(outcome.StatusOf(), Envelope.Replace("{0}", body, StringComparison.Ordinal), ContentType);
    }

    private static bool IsOrganization(string? given, string? expected) =>
        given?.Trim() is { Length: IdCharacters or IdCharacters + 3 } id && expected is not null && FixedTime.AreEqual(id[..IdCharacters], expected[..IdCharacters]);
}
