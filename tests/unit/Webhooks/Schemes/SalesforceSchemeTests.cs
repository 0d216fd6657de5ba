using System.Xml.Linq;
using CrmServerless.Configuration;
using CrmServerless.Tests.Support;
using CrmServerless.Webhooks.Receiving;
using CrmServerless.Webhooks.Schemes;
using Xunit;

namespace CrmServerless.Tests.Unit.Webhooks.Schemes;

public sealed class SalesforceSchemeTests
{
    private const string Key = "url-key";
    private const string Organization = "00D000000000abcEAA";

    private const string Message = """
        <?xml version="1.0" encoding="UTF-8"?>
        <soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body>
        <notifications xmlns="http://soap.sforce.com/2005/09/outbound"><OrganizationId>00D000000000abcEAA</OrganizationId><SessionId>00D!live</SessionId>
        <Notification><Id>04l1</Id><sObject xsi:type="sf:Opportunity" xmlns:sf="urn:sobject.enterprise.soap.sforce.com"><sf:Id>006000000000001AAA</sf:Id></sObject></Notification>
        </notifications></soapenv:Body></soapenv:Envelope>
        """;

    private static readonly DateTimeOffset At = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly SalesforceScheme scheme = new();

    [Theory]
    [InlineData("00D000000000abcEAA")]
    [InlineData("00D000000000abc")]
    public void Judge_RightKeyAndOrganization_IsAcceptedAndTheSessionNotKept(string organization)
    {
        var verdict = Judge(Message, Key, organization);

        Assert.Equal(WebhookOutcome.Accepted, verdict.Outcome);
        Assert.DoesNotContain("live", verdict.TextOf(), StringComparison.Ordinal);
        Assert.Equal("006000000000001AAA", XElement.Parse(verdict.TextOf()).Descendants("{urn:sobject.enterprise.soap.sforce.com}Id").Single().Value);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("URL-KEY")]
    public void Judge_WrongKey_IsForgedWhateverTheBody(string? key)
    {
        Assert.Equal(WebhookOutcome.Forged, Judge(Message, key, Organization).Outcome);
        Assert.Equal(WebhookOutcome.Forged, Judge("<", key, Organization).Outcome);
    }

    [Theory]
    [InlineData("00D000000000abd")]
    [InlineData("00D000000000ABC")]
    [InlineData(null)]
    public void Judge_OtherOrganization_IsForged(string? organization) => Assert.Equal(WebhookOutcome.Forged, Judge(Message, Key, organization).Outcome);

    [Theory]
    [InlineData("")]
    [InlineData("<a>")]
    [InlineData("<a/>")]
    [InlineData("""<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><notifications xmlns="http://soap.sforce.com/2005/09/outbound"><OrganizationId>&b;</OrganizationId></notifications>""")]
    [InlineData("""<!DOCTYPE a [<!ENTITY b "x"><!ENTITY c "&b;&b;&b;">]><notifications xmlns="http://soap.sforce.com/2005/09/outbound">&c;</notifications>""")]
    public void Judge_NoMessage_IsMalformed(string body) => Assert.Equal(WebhookOutcome.Malformed, Judge(body, Key, Organization).Outcome);

    [Fact]
    public void Judge_DeepNesting_IsMalformed()
    {
        const int Depth = 100_000;
        var body = string.Concat(Enumerable.Repeat("<a>", Depth)) + string.Concat(Enumerable.Repeat("</a>", Depth));

        Assert.Equal(WebhookOutcome.Malformed, Judge(body, Key, Organization).Outcome);
    }

    [SkippableFact]
    public void Judge_RealMessages_OneIsAcceptedTheEmptyOneProvesNothing()
    {
        Assert.Equal(WebhookOutcome.Accepted, Judge(Real("OutboundMessage1.xml"), Key, "0123456789ABCDENNN").Outcome);
        Assert.Equal(WebhookOutcome.Forged, Judge(Real("OutboundMessage2.xml"), Key, "0123456789ABCDENNN").Outcome);
    }

    /// <summary>As Microsoft's receiver answers, white space aside.</summary>
    [SkippableFact]
    public void Answer_Accepted_SaysAck()
    {
        var expected = XDocument.Parse(Real("NotificationResponse.xml"));
        var answer = scheme.Answer(WebhookOutcome.Accepted);

        Assert.Equal((200, "text/xml; charset=utf-8"), (answer.Status, answer.ContentType));
        Assert.Equal(expected.Root!.Elements().Single().ToString(), WithoutUnused(XDocument.Parse(answer.Text), expected).Root!.Elements().Single().ToString());
    }

    [Theory]
    [InlineData(WebhookOutcome.Forged, 401, "soapenv:Client")]
    [InlineData(WebhookOutcome.Malformed, 400, "soapenv:Client")]
    [InlineData(WebhookOutcome.Unavailable, 503, "soapenv:Server")]
    public void Answer_Refused_IsAFault(WebhookOutcome outcome, int status, string code)
    {
        var answer = scheme.Answer(outcome);

        Assert.Equal(status, answer.Status);
        Assert.Equal(code, XDocument.Parse(answer.Text).Descendants("faultcode").Single().Value);
    }

    private static string Real(string file)
    {
        var folder = SharedData.Find("webhooks");
        Skip.If(folder is null, "../shared/data/webhooks is not there");
        return File.ReadAllText(Path.Combine(folder, "salesforce", file));
    }

    private static XDocument WithoutUnused(XDocument answer, XDocument like)
    {
        answer.Root!.ReplaceAttributes(like.Root!.Attributes());
        return answer;
    }

    private Verdict Judge(string body, string? key, string? organization) =>
        scheme.Judge(Calls.Of(body, At) with { Key = key }, new Credentials([Key], [], new WebhookConfiguration { Organization = organization }));
}
