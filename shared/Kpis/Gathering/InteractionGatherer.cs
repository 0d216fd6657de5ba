using CrmServerless.Kpis.Facts;
using CrmServerless.Kpis.Links;
using CrmServerless.Kpis.Segments;
using CrmServerless.Kpis.Time;
using CrmServerless.Records;
using CrmServerless.RecordStore;
using static CrmServerless.Records.Entities;

namespace CrmServerless.Kpis.Gathering;

/// <summary>Takes in interactions: as attempts and responses of people, and as the first touch of leads.</summary>
internal sealed class InteractionGatherer(GatherContext context)
{
    private static readonly Dictionary<string, Field> Own = new(StringComparer.Ordinal)
    {
        ["owner"] = Interactions["owner"],
        ["campaign"] = Interactions["campaign_id"],
    };

    private readonly SegmentPlan plan = context.PlanOf(Carrier.Interaction);

    /// <summary>Takes in an interaction.</summary>
    public void Add(MergedRecord record)
    {
        var at = context.Calendar.MomentOf(record[Interactions["at"]])!.Value;
        var leadId = record[Interactions["lead_id"]].AsText;
        var lead = leadId is null ? -1 : context.Facts.Leads.Intern(record.Key.Source, leadId);
        var customer = context.Facts.Customers.Link(record.Key.Source, record[Interactions["customer_id"]].AsText,
            record[Interactions["contact_id"]].AsText, record[Interactions["email"]].AsText);
        var set = plan.SetOf(ValuesOf(record, customer, lead));
        context.Facts.Presence.See(Carrier.Interaction, set, at.Day, DaySpan.Always);

        var direction = record[Interactions["direction"]].AsText;
        if (Vocabulary.Is(direction, "outbound"))
            AddAttempt(record, at, lead, customer, set);
        else if (Vocabulary.Is(direction, "inbound") && PersonOf(lead, customer) is { } person)
            context.Facts.Touches.Add(new TouchFact { Person = person, At = at, Visible = DaySpan.Always, Kind = TouchKind.Inbound, Set = -1 });
    }

    private void AddAttempt(MergedRecord record, Moment at, int lead, int customer, int set)
    {
        if (lead >= 0)
            TouchLead(ref context.Facts.Leads[lead], at);
        if (PersonOf(lead, customer) is not { } person)
            return;
        context.Facts.Touches.Add(new TouchFact
        {
            Person = person,
            At = at,
            Visible = DaySpan.Always,
            Kind = Vocabulary.Is(record[Interactions["outcome"]].AsText, "responded") ? TouchKind.AnsweredAttempt : TouchKind.Attempt,
            Set = set,
            Id = context.Facts.Ids.Add(record.Key.Id),
        });
    }

    private static void TouchLead(ref Lead lead, Moment at)
    {
        if (lead.HasRecord && !at.IsBefore(lead.Created) && (lead.FirstTouch is not { } first || at.Ticks < first.Ticks))
            lead.FirstTouch = at;
    }

    private static int? PersonOf(int lead, int customer) =>
        lead >= 0 ? TouchFact.OfLead(lead) : customer >= 0 ? TouchFact.OfCustomer(customer) : null;

    private string?[] ValuesOf(MergedRecord record, int customer, int lead)
    {
        var through = customer >= 0 ? context.Facts.Customers[customer].Values : CustomerValues.Blank;
        return GatherContext.ValuesOf(plan, dimension => context.OwnValue(record, dimension, Own) ?? through[dimension] ?? LeadValue(lead, dimension));
    }

    /// <summary>The lead's own value, else that of the lead's customer.</summary>
    private string? LeadValue(int lead, string dimension)
    {
        if (lead < 0)
            return null;
        ref readonly var record = ref context.Facts.Leads[lead];
        var own = dimension == "region" ? record.Region : dimension == "owner" ? record.Owner : null;
        return own ?? (record.Customer >= 0 ? context.Facts.Customers[record.Customer].Values[dimension] : null);
    }
}
