using CrmServerless.Configuration;
using CrmServerless.Kpis.Engine;
using CrmServerless.Kpis.Gathering;
using CrmServerless.Records;
using CrmServerless.RecordStore;
using CrmServerless.Tests.Support.RecordStore;
using Xunit;

namespace CrmServerless.Tests.Unit.Kpis;

public sealed class LinkQualityTests
{
    [Fact]
    public async Task Read_OrdersByIdContactAndMail_CountsAndListsThoseWithoutACustomer()
    {
        var snapshot = new ListRecordSnapshot()
            .Deliver(Entities.Customers, Row(Entities.Customers, "A", ("email", "a@x.example")), Row(Entities.Customers, "B", ("email", "desk@x.example")), Row(Entities.Customers, "C", ("email", "Desk@X.example ")))
            .Deliver(Entities.Contacts, Row(Entities.Contacts, "K", ("customer_id", "A"), ("email", "k@x.example")), Row(Entities.Contacts, "L", ("email", "l@x.example")))
            .Deliver(
                Entities.Orders,
                Row(Entities.Orders, "by id", ("customer_id", "A")),
                Row(Entities.Orders, "by mail", ("email", " A@X.example")),
                Row(Entities.Orders, "by contact", ("contact_id", "K")),
                Row(Entities.Orders, "by the contact's mail", ("email", "k@x.example")),
                Row(Entities.Orders, "two customers", ("email", "desk@x.example")),
                Row(Entities.Orders, "contact without account", ("contact_id", "L")),
                Row(Entities.Orders, "nobody", ("email", "who@x.example")));

        using var loaded = await new KpiEngine(new BusinessConfiguration(), []).ReadAsync(snapshot, 0, default);

        var links = loaded.Quality.Links;
        Assert.Equal(new LinkCounts(4, 2, 1), links.Counts["orders"]);
        Assert.Equal(
            [("contact without account", false), ("nobody", false), ("two customers", true)],
            links.Unlinked.Select(record => (record.Id, record.IsAmbiguous)).Order());
    }

    [Theory]
    [InlineData(false, 2, 3, 0)]
    [InlineData(true, 3, 1, 1)]
    public async Task Read_OrdersByDomain_OnlyWhereConfiguredAndUnambiguous(bool linkByDomain, long linked, long unlinked, long ambiguous)
    {
        var snapshot = new ListRecordSnapshot()
            .Deliver(
                Entities.Customers,
                Row(Entities.Customers, "A", ("email", "office@a.example"), ("domain", "a.example")),
                Row(Entities.Customers, "B", ("email", "b@b.example"), ("domain", "Shared.example")),
                Row(Entities.Customers, "C", ("domain", "www.shared.example")),
                Row(Entities.Customers, "D", ("domain", "gmail.com")))
            .Deliver(
                Entities.Orders,
                Row(Entities.Orders, "own address", ("email", "office@a.example")),
                Row(Entities.Orders, "an address before a domain", ("email", "b@b.example")),
                Row(Entities.Orders, "domain", ("email", " New.Colleague@A.Example ")),
                Row(Entities.Orders, "domain of two", ("email", "x@shared.example")),
                Row(Entities.Orders, "open to all", ("email", "someone@gmail.com")));

        using var loaded = await new KpiEngine(new BusinessConfiguration { LinkByDomain = linkByDomain }, []).ReadAsync(snapshot, 0, default);

        Assert.Equal(new LinkCounts(linked, unlinked, ambiguous), loaded.Quality.Links.Counts["orders"]);
    }

    private static RecordVersion Row(EntitySchema entity, string id, params (string Field, string Text)[] texts)
    {
        var values = new FieldValue[entity.Fields.Count];
        values[entity["id"].Index] = FieldValue.OfText(id);
        foreach (var (field, text) in texts)
            values[entity[field].Index] = FieldValue.OfText(text);
        if (entity == Entities.Orders)
            values[entity["ordered_at"].Index] = FieldValue.OfDay(new DateOnly(2024, 1, 1));
        return new RecordVersion(new RecordKey("crm", id), 1, values);
    }
}
