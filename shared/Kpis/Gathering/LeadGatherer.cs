using CrmServerless.Kpis.Facts;
using CrmServerless.Kpis.Links;
using CrmServerless.Kpis.Segments;
using CrmServerless.Kpis.Time;
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
        var visible = context.VisibleUntil(record[Leads["deleted_at"]]);
        var number = context.Facts.Leads.Intern(record.Key.Source, record.Key.Id);
        var created = context.Calendar.MomentOf(record[Leads["created_at"]])!.Value;
        var converted = context.Calendar.MomentOf(record[Leads["converted_at"]]);
        var places = new List<LeadPlace>(1);
        foreach (var place in context.PlacesOf(record, Leads))
        {
            if (visible.And(place.Days) is { IsEmpty: false } days)
                places.Add(PlaceOf(record, place.Customer, days, created.Day));
        }

        ref var lead = ref context.Facts.Leads[number];
        lead.HasRecord = true;
        lead.Created = created;
        lead.Converted = converted;
        lead.Visible = visible;
        lead.Region = context.Fields.Text(record, Own["region"]);
        lead.Owner = context.Fields.Text(record, Own["owner"]);
        lead.Places = [.. places];
        foreach (var place in places.Where(place => place.Customer >= 0))
            context.Facts.LeadPaths.Add(new LeadPathFact { Customer = place.Customer, Lead = number, Visible = place.Days });
        if (converted is { } at)
            context.Facts.Touches.Add(new TouchFact { Origin = context.Facts.Origin, Person = TouchFact.OfLead(number), At = at, Visible = visible, Kind = TouchKind.Action, Set = -1 });
    }

    private LeadPlace PlaceOf(MergedRecord record, int customer, DaySpan days, int createdDay)
    {
        var through = context.ValuesThrough(customer);
        var values = GatherContext.ValuesOf(plan, dimension => dimension == FirstResponse ? null : context.OwnValue(record, dimension, Own) ?? through[dimension]);
        context.Facts.Presence.See(Carrier.Lead, plan.SetOf(values, NotByResponse, withAll: true), createdDay, days);
        return new LeadPlace(days, customer, plan.SetOf(values), plan.Dimensions.Contains(FirstResponse) ? values : null);
    }
}
