using CrmServerless.Ingestion.Converting;
using CrmServerless.Records;
using CrmServerless.Sources.Mappings;
using NodaTime;
using Xunit;

namespace CrmServerless.Tests.Unit.Ingestion.Converting;

public sealed class PatchConverterTests
{
    private static readonly RowContext Context = new("crm", DateTimeZone.Utc, DateTimeZone.Utc, 7, HasFilledModifiedAt: true);

    private static readonly MappingCatalogue Catalogue = MappingCatalogue.Read([], []);

    [Fact]
    public void Convert_ChangedProperty_IsAPatchOfThatFieldOnly()
    {
        var converter = new PatchConverter(Catalogue.Find("hubspot", "deal")!, Context);

        var patch = converter.Convert(Row(("hs_object_id", "123"), ("dealstage", "closedwon")), versionTicks: 42);

        Assert.Equal(Entities.Deals, patch.Entity);
        Assert.Equal((new RecordKey("crm", "123"), 42L), (patch.Version!.Key, patch.Version.VersionTicks));
        Assert.Equal(FieldValue.OfText("won"), patch.Version.Values[Entities.Deals["status"].Index]);
        Assert.Equal(FieldValue.Absent, patch.Version.Values[Entities.Deals["amount"].Index]);
    }

    [Fact]
    public void Convert_ClearedProperty_IsEmptyAndVersionIsTheContextsWithoutAnother()
    {
        var converter = new PatchConverter(Catalogue.Find("hubspot", "deal")!, Context);

        var patch = converter.Convert(Row(("hs_object_id", "123"), ("amount", null)));

        Assert.Equal(7, patch.Version!.VersionTicks);
        Assert.Equal(FieldValue.Empty, patch.Version.Values[Entities.Deals["amount"].Index]);
    }

    [Fact]
    public void Convert_FieldsOfAnSObject_AreThoseOfTheExport()
    {
        var converter = new PatchConverter(Catalogue.Find("salesforce", "Opportunity")!, Context);

        var patch = converter.Convert(Row(("Id", "006dN00000DrvOr"), ("IsClosed", "true"), ("IsWon", "false"), ("LastModifiedDate", "2026-06-09T17:00:00.000Z"), ("Team__c", "North")));

        Assert.Equal("006dN00000DrvOrQAJ", patch.Version!.Key.Id);
        Assert.Equal(new DateTime(2026, 6, 9, 17, 0, 0).Ticks, patch.Version.VersionTicks);
        Assert.Equal(FieldValue.OfText("lost"), patch.Version.Values[Entities.Deals["status"].Index]);
        Assert.Equal(["Team__c"], patch.CustomColumns);
    }

    [Fact]
    public void Convert_RowThatBreaksARule_SaysWhy()
    {
        var converter = new PatchConverter(Catalogue.Find("hubspot", "deal")!, Context);

        var patch = converter.Convert(Row(("hs_object_id", "123"), ("amount", "-1")));

        Assert.Null(patch.Version);
        Assert.Equal(("amount", "amount is negative"), (patch.Rejection!.Column, patch.Rejection.Reason));
    }

    private static Dictionary<string, string?> Row(params (string Name, string? Text)[] cells) => cells.ToDictionary(c => c.Name, c => c.Text);
}
