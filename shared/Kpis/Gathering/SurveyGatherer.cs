using CrmServerless.Kpis.Facts;
using CrmServerless.Kpis.Links;
using CrmServerless.Kpis.Segments;
using CrmServerless.Kpis.Time;
using CrmServerless.Records;
using CrmServerless.RecordStore;
using static CrmServerless.Records.Entities;

namespace CrmServerless.Kpis.Gathering;

/// <summary>Takes in survey answers.</summary>
internal sealed class SurveyGatherer(GatherContext context)
{
    private static readonly Dictionary<string, Field> Own = [];
    private static readonly IReadOnlyList<Place> Nowhere = [new(-1, DaySpan.Always)];

    private readonly SegmentPlan plan = context.PlanOf(Carrier.Survey);
    private int alone;

    /// <summary>Takes in an answer.</summary>
    public void Add(MergedRecord record)
    {
        var at = context.Calendar.MomentOf(record[Surveys["at"]])!.Value;
        var answer = AnswerOf(record);
        var id = context.Facts.Ids.Add(record.Key.Id);
        var number = alone++ & int.MaxValue;
        var ticket = context.Facts.TicketTable.Find(record.Key.Source, record[Surveys["ticket_id"]].AsText);
        var places = context.PlacesOf(record, Surveys);
        context.NoteLink(record, places.Any(place => place.Customer >= 0) || ticket?.Places.Any(place => place.Customer >= 0) == true);
        if (answer is null)
            context.Facts.Trace?.LeaveOut(context.Facts.Origin, Carrier.Survey, at.Day, "its kind or scale means nothing to a KPI");
        foreach (var own in places)
        {
            foreach (var (sight, through) in SightsOf(ticket))
            {
                if (own.Days.And(through.Days) is not { IsEmpty: false } days)
                    continue;
                var customer = own.Customer >= 0 ? own.Customer : through.Customer;
                var set = SetOf(record, customer, sight);
                context.Facts.Presence.See(Carrier.Survey, set, at.Day, days);
                if (answer is { } said)
                    context.Facts.Surveys.Add(new SurveyFact { Origin = context.Facts.Origin, Respondent = RespondentOf(customer, number), At = at, Visible = days, Set = set, Answer = said, Id = id });
            }
        }
    }

    /// <summary>What the ticket gives, day by day: while it exists its values and customer, else neither.</summary>
    private static IEnumerable<(TicketSight? Ticket, Place Place)> SightsOf(TicketSight? ticket)
    {
        if (ticket is null)
            return Nowhere.Select(place => ((TicketSight?)null, place));
        var gone = ticket.Places.Count > 0 ? ticket.Places.Max(place => place.Days.To) : DaySpan.Ever;
        return ticket.Places.Select(place => ((TicketSight?)ticket, place)).Append((null, new Place(-1, new DaySpan(gone, DaySpan.Never))));
    }

    private static int RespondentOf(int customer, int number) => customer >= 0 ? SurveyFact.OfCustomer(customer) : SurveyFact.OfNobody(number);

    private int SetOf(MergedRecord record, int customer, TicketSight? ticket)
    {
        var through = context.ValuesThrough(customer);
        return plan.SetOf(GatherContext.ValuesOf(plan, dimension => context.OwnValue(record, dimension, Own) ?? ticket?[dimension] ?? through[dimension]));
    }

    /// <summary>What the answer says by kind, score and scale (empty: csat 5, nps 10, ces 7); null when nothing to a KPI.</summary>
    private static Answer? AnswerOf(MergedRecord record)
    {
        var kind = record[Surveys["kind"]].AsText;
        var scale = record[Surveys["scale_max"]].AsNumber;
        var score = record[Surveys["score"]].AsNumber;
        if (Vocabulary.Is(kind, "csat"))
            return score is { } points ? points * 10 >= 8 * (scale ?? 5) ? Answer.Satisfied : Answer.NotSatisfied : OfWord(record[Surveys["score"]].AsText);
        if (Vocabulary.Is(kind, "ces"))
            return score * 7 >= 5 * (scale ?? 7) ? Answer.Easy : Answer.NotEasy;
        var isPromotion = Vocabulary.Is(kind, "nps") && (scale ?? 10) == 10;
        return isPromotion ? score >= 9 ? Answer.Promoter : score <= 6 ? Answer.Detractor : Answer.Passive : null;
    }

    private static Answer OfWord(string? word) => Vocabulary.Is(word, "good") ? Answer.Satisfied : Answer.NotSatisfied;
}
