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
        var what = new Happening(record, at, lead, DirectionOf(record), Vocabulary.Is(record[Interactions["outcome"]].AsText, "responded"));
        if (lead >= 0 && what.Direction == Direction.Outbound)
            TouchLead(ref context.Facts.Leads[lead], at);
        var places = context.PlacesOf(record, Interactions);
        context.NoteLink(record, lead >= 0 || places.Any(place => place.Customer >= 0));
        foreach (var own in places)
        {
            foreach (var through in LeadPlacesOf(lead))
            {
                if (own.Days.And(through.Days) is { IsEmpty: false } days)
                    Add(what, days, own.Customer, through);
            }
        }
    }

    /// <summary>Takes in an interaction as it is seen on a run of days.</summary>
    private void Add(Happening what, DaySpan days, int ownCustomer, LeadSight through)
    {
        var customer = ownCustomer >= 0 ? ownCustomer : through.Customer;
        var set = plan.SetOf(ValuesOf(what.Record, ownCustomer, through));
        context.Facts.Presence.See(Carrier.Interaction, set, what.At.Day, days);
        AddContact(what, days, customer);
        if (what.Direction == Direction.None || PersonOf(what.Lead, customer) is not { } person)
            return;
        var isAttempt = what.Direction == Direction.Outbound;
        context.Facts.Touches.Add(new TouchFact
        {
            Origin = context.Facts.Origin,
            Person = person,
            At = what.At,
            Visible = days,
            Kind = !isAttempt ? TouchKind.Inbound : what.IsAnswered ? TouchKind.AnsweredAttempt : TouchKind.Attempt,
            Set = isAttempt ? set : -1,
            Id = isAttempt ? context.Facts.Ids.Add(what.Record.Key.Id) : -1,
        });
    }

    /// <summary>As something that a customer and the business had to do with each other (kpis.md section 2, 'Interaction').</summary>
    private void AddContact(Happening what, DaySpan days, int customer)
    {
        var engages = what.Direction == Direction.Inbound || IsByItself(what.Record[Interactions["type"]].AsText);
        if (customer >= 0 && (engages || what.Direction == Direction.Outbound))
            context.Facts.Contacts.Add(new ContactFact { Origin = context.Facts.Origin, Customer = customer, Day = what.At.Day, Visible = days, Engages = engages });
    }

    private static bool IsByItself(string? type) => Vocabulary.Is(type, "visit") || Vocabulary.Is(type, "social") || Vocabulary.Is(type, "app");

    private static void TouchLead(ref Lead lead, Moment at)
    {
        if (lead.HasRecord && !at.IsBefore(lead.Created) && (lead.FirstTouch is not { } first || at.Ticks < first.Ticks))
            lead.FirstTouch = at;
    }

    private static Direction DirectionOf(MergedRecord record)
    {
        var direction = record[Interactions["direction"]].AsText;
        return Vocabulary.Is(direction, "outbound") ? Direction.Outbound : Vocabulary.Is(direction, "inbound") ? Direction.Inbound : Direction.None;
    }

    private static int? PersonOf(int lead, int customer) =>
        lead >= 0 ? TouchFact.OfLead(lead) : customer >= 0 ? TouchFact.OfCustomer(customer) : null;

    /// <summary>What the lead's record gives, day by day: while it exists its values and customer, else neither.</summary>
    private IEnumerable<LeadSight> LeadPlacesOf(int number)
    {
        if (number < 0 || !context.Facts.Leads[number].HasRecord)
        {
            yield return new LeadSight(DaySpan.Always, -1, null, null);
            yield break;
        }

        var lead = context.Facts.Leads[number];
        foreach (var place in lead.Places)
            yield return new LeadSight(place.Days, place.Customer, lead.Region, lead.Owner);
        yield return new LeadSight(new DaySpan(lead.Visible.To, DaySpan.Never), -1, null, null);
    }

    private string?[] ValuesOf(MergedRecord record, int customer, LeadSight lead)
    {
        var own = context.ValuesThrough(customer);
        var through = context.ValuesThrough(lead.Customer);
        return GatherContext.ValuesOf(plan, dimension => context.OwnValue(record, dimension, Own) ?? own[dimension] ?? lead[dimension] ?? through[dimension]);
    }

    private enum Direction
    {
        None,
        Outbound,
        Inbound,
    }

    private readonly record struct Happening(MergedRecord Record, Moment At, int Lead, Direction Direction, bool IsAnswered);

    private readonly record struct LeadSight(DaySpan Days, int Customer, string? Region, string? Owner)
    {
        public string? this[string dimension] => dimension switch
        {
            "region" => Region,
            "owner" => Owner,
            _ => null,
        };
    }
}
