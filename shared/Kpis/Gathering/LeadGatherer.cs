using CrmServerless.Kpis.Facts;
using CrmServerless.Kpis.Links;
using CrmServerless.Kpis.Segments;
using CrmServerless.Records;
using CrmServerless.RecordStore;
using static CrmServerless.Records.Entities;

namespace CrmServerless.Kpis.Gathering;

/// <summary>Takes in leads.</summary>
internal sealed class LeadGatherer(GatherContext context)
{
    /// <summary>The dimension of how soon a lead was touched; its value changes with the day.</summary>
    public const string FirstResponse = "first_response_bucket";

    private static readonly Dictionary<string, Field> Own = new(StringComparer.Ordinal)
    {
        ["lead_source"] = Leads["source"],
        ["campaign"] = Leads["campaign_id"],
        ["region"] = Leads["region"],
        ["owner"] = Leads["owner"],
    };

    private static readonly Func<IReadOnlyList<string>, bool> NotByResponse = dimensions => !dimensions.Contains(FirstResponse);

    private readonly SegmentPlan plan = context.PlanOf(Carrier.Lead);

    /// <summary>Takes in a lead.</summary>
    public void Add(MergedRecord record)
    {
        var created = context.Calendar.MomentOf(record[Leads["created_at"]])!.Value;
        var visible = context.VisibleUntil(record[Leads["deleted_at"]]);
        var customer = context.Facts.Customers.Link(
            record.Key.Source, record[Leads["customer_id"]].AsText, record[Leads["contact_id"]].AsText, record[Leads["email"]].AsText);
        var number = context.Facts.Leads.Intern(record.Key.Source, record.Key.Id);
        var through = customer >= 0 ? context.Facts.Customers[customer].Values : CustomerValues.Blank;
        var values = GatherContext.ValuesOf(plan, dimension => dimension == FirstResponse ? null : context.OwnValue(record, dimension, Own) ?? through[dimension]);

        ref var lead = ref context.Facts.Leads[number];
        lead.HasRecord = true;
        lead.Created = created;
        lead.Converted = context.Calendar.MomentOf(record[Leads["converted_at"]]);
        lead.Visible = visible;
        lead.Customer = customer;
        lead.Region = context.Fields.Text(record, Own["region"]);
        lead.Owner = context.Fields.Text(record, Own["owner"]);
        lead.Set = plan.SetOf(values);
        lead.Values = plan.Dimensions.Contains(FirstResponse) ? values : null;

        context.Facts.Presence.See(Carrier.Lead, plan.SetOf(values, NotByResponse, withAll: true), created.Day, visible);
        if (customer >= 0)
            context.Facts.LeadPaths.Add(new LeadPathFact { Customer = customer, Lead = number, Visible = visible });
        if (lead.Converted is { } converted)
            context.Facts.Touches.Add(new TouchFact { Person = TouchFact.OfLead(number), At = converted, Visible = visible, Kind = TouchKind.Action, Set = -1 });
    }
}
