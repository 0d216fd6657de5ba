using CrmServerless.Kpis.Facts;
using CrmServerless.Kpis.Links;
using CrmServerless.Kpis.Segments;
using CrmServerless.Kpis.Time;
using CrmServerless.Records;
using CrmServerless.RecordStore;
using static CrmServerless.Records.Entities;

namespace CrmServerless.Kpis.Gathering;

/// <summary>Takes in tickets.</summary>
internal sealed class TicketGatherer(GatherContext context)
{
    private static readonly Dictionary<string, Field> Own = new[] { "channel", "priority", "agent", "category" }
        .ToDictionary(name => name, name => Tickets[name], StringComparer.Ordinal);

    private readonly SegmentPlan plan = context.PlanOf(Carrier.Ticket);
    private readonly BusinessTime businessTime = new(context.Business, context.Calendar);

    /// <summary>Takes in a ticket.</summary>
    public void Add(MergedRecord record)
    {
        var visible = context.VisibleUntil(record[Tickets["deleted_at"]]);
        Place[] places = [.. context.PlacesOf(record, Tickets).Select(place => place with { Days = place.Days.And(visible) }).Where(place => !place.Days.IsEmpty)];
        context.NoteLink(record, places.Any(place => place.Customer >= 0));
        var fact = FactOf(record) with { Number = context.Facts.TicketTable.Add(record.Key.Source, record.Key.Id, SightOf(record, places)) };
        foreach (var place in places)
        {
            var through = context.ValuesThrough(place.Customer);
            var set = plan.SetOf(GatherContext.ValuesOf(plan, dimension => context.OwnValue(record, dimension, Own) ?? through[dimension]));
            context.Facts.Tickets.Add(fact with { Visible = place.Days, Set = set });
            context.Facts.Presence.See(Carrier.Ticket, set, fact.CreatedDay, place.Days);
        }
    }

    private TicketSight SightOf(MergedRecord record, IReadOnlyList<Place> places) =>
        new(places, context.Fields.Text(record, Own["channel"]), context.Fields.Text(record, Own["priority"]), context.Fields.Text(record, Own["agent"]));

    private TicketFact FactOf(MergedRecord record)
    {
        var created = context.Calendar.MomentOf(record[Tickets["created_at"]])!.Value;
        var answered = context.Calendar.MomentOf(record[Tickets["first_response_at"]]);
        var resolved = context.Calendar.MomentOf(EffectiveDates.ResolvedAt(record.Values));
        var replies = record[Tickets["replies"]].AsNumber;
        var reopened = record[Tickets["reopened"]].AsBoolean;
        return new TicketFact
        {
            Origin = context.Facts.Origin,
            CreatedDay = created.Day,
            AnsweredDay = answered?.Day ?? DaySpan.Never,
            ResponseTicks = answered is { } response ? businessTime.TicksBetween(created, response) : 0,
            ResolvedDay = resolved?.Day ?? DaySpan.Never,
            ResolutionTicks = resolved?.TicksSince(created) ?? 0,
            HasHandling = record[Tickets["handle_minutes"]].AsNumber is not null,
            HandlingMinutes = record[Tickets["handle_minutes"]].AsNumber ?? 0,
            HasReplies = replies is not null,
            IsSolvedAtFirstContact = replies == 1 && reopened is not true,
            StatesReopened = reopened is not null,
            IsReopened = reopened is true,
        };
    }
}
