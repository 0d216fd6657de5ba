using System.Text;
using CrmServerless.Configuration;
using CrmServerless.Ingestion;
using CrmServerless.Records;
using CrmServerless.Sources.Mappings;
using CrmServerless.Webhooks.Events;
using CrmServerless.Webhooks.Log;
using CrmServerless.Webhooks.Records;
using Xunit;

namespace CrmServerless.Tests.Unit.Webhooks.Events;

/// <summary>Mutated bodies, seeded: each event ends as a version of one record or with a reason, never both, never neither.</summary>
public sealed class MutatedEventsTests
{
    private static readonly (string Vendor, IEventReader Reader, string Body)[] Seeds =
    [
        ("generic", new GenericEvents(), """[{"type":"deals.updated","timestamp":"2026-11-01T10:00:00Z","data":[{"id":"d1","amount":12.5,"status":"won","tags":["a",{"b":1}]},{"id":"d2"}]}]"""),
        ("hubspot", new HubSpotEvents(), """[{"occurredAt":1767225600000,"subscriptionType":"deal.propertyChange","objectId":7,"propertyName":"amount","propertyValue":"3"},{"occurredAt":1,"subscriptionType":"company.merge","primaryObjectId":1,"mergedObjectIds":[2,3]}]"""),
        ("hubspot", new HubSpotEvents(), """[{"occurredAt":1767225600000,"subscriptionType":"deal.associationChange","associationType":"DEAL_TO_COMPANY","fromObjectId":1,"toObjectId":2,"associationRemoved":true}]"""),
        ("salesforce", new SalesforceEvents(), """<notifications xmlns="http://soap.sforce.com/2005/09/outbound" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><Notification><Id>1</Id><sObject xsi:type="sf:Lead" xmlns:sf="u"><sf:Id>00Q000000000001AAA</sf:Id><sf:CreatedDate>2015-08-14T18:27:02.000Z</sf:CreatedDate></sObject></Notification></notifications>"""),
        ("zoho", new ZohoEvents(), """{"server_time":1750102639787,"affected_values":[{"record_id":"67","values":{"Company":"x","Owner":{"name":"n","id":"1"}}}],"module":"Leads","ids":["67","68"],"operation":"update"}"""),
        ("insightly", new InsightlyEvents(), """{"entity":{"OPPORTUNITY_ID":5,"ORGANISATION_ID":2,"OPPORTUNITY_VALUE":1.5,"DATE_UPDATED_UTC":"/Date(1489116850787-0800)/","CUSTOMFIELDS":[{"a":1}]}}"""),
    ];

    private static readonly byte[] Telling = [.. "\"\\{}[],:<>&;!/u0-1.9eZ\n "u8, 0x00, 0xC3, 0xA4];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Make_MutatedBodies_EveryEventIsAPatchOrAReason(int seed)
    {
        var random = new Random(seed);
        var maker = new PatchMaker("source", new IngestionSettings(MappingCatalogue.Read([], []), new BusinessConfiguration(), new SourcesConfiguration()));
        var made = 0;
        for (var round = 0; round < 1500; round++)
        {
            var (vendor, reader, body) = Seeds[round % Seeds.Length];
            var text = Mutate(random, body);
            foreach (var change in reader.Read(text))
                made += IsMade(maker.Make(change, new DeliveryLine(DateTimeOffset.UnixEpoch.AddYears(60), vendor, null, text)), change) ? 1 : 0;
        }

        Assert.True(made > 100, "some stay sound");
    }

    private static bool IsMade(CrmServerless.Ingestion.Converting.RecordPatch patch, PatchEvent change)
    {
        Assert.True((patch.Version is null) != (patch.Rejection is null));
        Assert.NotNull(change.Raw);
        if (patch.Version is not { } version)
            return false;

        Assert.Equal(patch.Entity.Fields.Count + patch.CustomColumns.Count, version.Values.Length);
        Assert.NotEmpty(version.Key.Id);
        Assert.Equal("source", version.Key.Source);
        Assert.InRange(version.VersionTicks, 1, DateTimeOffset.UnixEpoch.AddYears(61).UtcTicks);
        Assert.Equal(VersionRule.FieldWise, patch.Entity.VersionRule);
        return true;
    }

    private static string Mutate(Random random, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text).ToList();
        for (var change = random.Next(4); change > 0; change--)
        {
            var at = random.Next(bytes.Count);
            if (random.Next(3) == 0)
                bytes[at] = Telling[random.Next(Telling.Length)];
            else if (random.Next(2) == 0)
                bytes.Insert(at, Telling[random.Next(Telling.Length)]);
            else
                bytes.RemoveRange(at, Math.Min(random.Next(12), bytes.Count - at - 1));
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }
}
