using CrmServerless.Kpis.Links;
using CrmServerless.Kpis.Segments;
using CrmServerless.Kpis.Time;
using CrmServerless.Records;
using CrmServerless.RecordStore;
using static CrmServerless.Records.Entities;

namespace CrmServerless.Kpis.Gathering;

/// <summary>Takes in customers and contacts.</summary>
internal sealed class CustomerGatherer(GatherContext context)
{
    private static readonly Dictionary<string, Field> Own = new[] { "region", "industry", "tier", "channel", "owner", "churn_reason" }
        .ToDictionary(name => name, name => Customers[name], StringComparer.Ordinal);

    private readonly SegmentPlan plan = context.PlanOf(Carrier.Customer);
    private readonly CustomerTable customers = context.Facts.Customers;
    private readonly List<(int Customer, string Email, DaySpan Days)> addresses = [];
    private readonly List<(int Customer, string Domain)> domains = [];

    /// <summary>Takes in a customer.</summary>
    public void AddCustomer(MergedRecord record)
    {
        var number = customers.Intern(record.Key.Source, record.Key.Id);
        var churned = EffectiveDates.ChurnedAt(record.Values);
        var type = record[Customers["type"]].AsText;
        ref var customer = ref customers[number];
        customer.HasRecord = true;
        customer.IsCustomerType = type is null || Vocabulary.Is(type, "customer");
        customer.CreatedDay = context.Calendar.DayOf(record[Customers["created_at"]]) ?? DaySpan.Never;
        customer.ChurnedDay = context.Calendar.DayOf(churned) ?? DaySpan.Never;
        customer.GoneDay = GoneDayOf(record);
        customer.Values = customers.Pool(ValuesOf(record));
        customer.Set = plan.SetOf(GatherContext.ValuesOf(plan, dimension => context.OwnValue(record, dimension, Own)));
        if (record[Customers["email"]].AsText is { } email)
            addresses.Add((number, email, DaySpan.Always));
        if (context.Business.LinkByDomain && record[Customers["domain"]].AsText is { } domain)
            domains.Add((number, domain));
        if (record[Customers["merged_into"]].AsText is { } survivor)
        {
            var survivorNumber = customers.Intern(record.Key.Source, survivor);
            customers[number].Survivor = survivorNumber;
        }
    }

    /// <summary>Takes in a contact; one without customer_id links nothing.</summary>
    public void AddContact(MergedRecord record)
    {
        if (record[Contacts["customer_id"]].AsText is not { } customerId)
            return;
        var customer = customers.Intern(record.Key.Source, customerId);
        var days = context.VisibleUntil(record[Contacts["deleted_at"]]);
        customers.AddContact(record.Key.Source, record.Key.Id, customer, days);
        if (record[Contacts["email"]].AsText is { } email)
            addresses.Add((customer, email, days));
    }

    /// <summary>Ends the taking in: merges and addresses are resolved.</summary>
    public void Complete()
    {
        customers.ResolveMerges();
        foreach (var (customer, email, days) in addresses)
            customers.AddEmail(email, customer, days);
        addresses.Clear();
        foreach (var (customer, domain) in domains)
            customers.AddDomain(domain, customer);
        domains.Clear();
    }

    /// <summary>The segments of a customer without a record.</summary>
    public int SetWithoutRecord(string source) =>
        plan.SetOf(GatherContext.ValuesOf(plan, dimension => dimension == CarrierDimensions.Source ? source : null));

    private int GoneDayOf(MergedRecord record)
    {
        var deleted = context.Calendar.DayOf(record[Customers["deleted_at"]]);
        if (deleted is null && record[Customers["merged_into"]].HasValue)
            return context.Calendar.DayOf(record[Customers["modified_at"]]) ?? DaySpan.Ever;
        return deleted ?? DaySpan.Never;
    }

    private CustomerValues ValuesOf(MergedRecord record) => new(
        context.Fields.Text(record, Own["region"]), context.Fields.Text(record, Own["industry"]), context.Fields.Text(record, Own["tier"]),
        context.Fields.Text(record, Own["channel"]), context.Fields.Text(record, Own["owner"]));
}
