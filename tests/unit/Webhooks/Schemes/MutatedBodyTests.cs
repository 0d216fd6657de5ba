using System.Text;
using CrmServerless.Configuration;
using CrmServerless.Webhooks.Log;
using CrmServerless.Webhooks.Receiving;
using CrmServerless.Webhooks.Schemes;
using Xunit;

namespace CrmServerless.Tests.Unit.Webhooks.Schemes;

/// <summary>Mutated bodies, seeded: every scheme ends with a verdict, and what it accepts is kept as it was accepted.</summary>
public sealed class MutatedBodyTests
{
    private static readonly string[] Seeds =
    [
        """{"server_time":1750102639787,"ids":["6756839"],"affected_fields":[{"6756839":["Company"]}],"operation":"update","token":"key"}""",
        """{"entity":{"TASK_ID":1,"TITLE":"\u00e4 \"x\"","DUE_DATE":"/Date(1489132800000-0800)/","A":[1,{"b":null}]}}""",
        """<notifications xmlns="http://soap.sforce.com/2005/09/outbound"><OrganizationId>00D000000000abc</OrganizationId><SessionId>s</SessionId><Notification><Id>1</Id></Notification></notifications>""",
    ];

    private static readonly byte[] Telling = [.. "\"\\{}[],:<>&;!/u0\n "u8, 0x00, 0x80, 0xC3, 0xFF, 0xEF];

    private static readonly IWebhookScheme[] Schemes = [new ZohoScheme(), new InsightlyScheme(), new SalesforceScheme()];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Judge_MutatedBody_EndsAndKeepsWhatItAccepts(int seed)
    {
        var random = new Random(seed);
        for (var body = 0; body < 3000; body++)
        {
            var bytes = Mutate(random, Seeds[body % Seeds.Length]);
            foreach (var scheme in Schemes)
                AssertEnds(scheme, bytes);
        }
    }

    private static void AssertEnds(IWebhookScheme scheme, byte[] bytes)
    {
        var call = new WebhookCall("https://www.example.com", "key", name => name == "Authorization" ? "Basic a2V5" : null, bytes, DateTimeOffset.UnixEpoch);
        var verdict = scheme.Judge(call, new Credentials(["key"], [], new WebhookConfiguration { Organization = "00D000000000abc" }));

        Assert.Contains(verdict.Outcome, new[] { WebhookOutcome.Accepted, WebhookOutcome.Forged, WebhookOutcome.Malformed });
        if (verdict.Outcome != WebhookOutcome.Accepted)
            return;

        var line = DeliveryLine.Write(DateTimeOffset.UnixEpoch, "any", "id", verdict.Body.Span);
        Assert.Equal(line.Length - 1, Array.IndexOf(line, (byte)'\n'));
        Assert.Equal(Encoding.UTF8.GetString(verdict.Body.Span), DeliveryLine.Read(line)!.Body);
    }

    private static byte[] Mutate(Random random, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text).ToList();
        for (var change = random.Next(4); change > 0; change--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(4))
            {
                case 0:
                    bytes[at] = Telling[random.Next(Telling.Length)];
                    break;
                case 1:
                    bytes.Insert(at, Telling[random.Next(Telling.Length)]);
                    break;
                case 2:
                    bytes.RemoveRange(at, Math.Min(random.Next(20), bytes.Count - at - 1));
                    break;
                default:
                    bytes.InsertRange(at, bytes.Take(random.Next(bytes.Count)).ToList());
                    break;
            }
        }

        return [.. bytes];
    }
}
