using CrmServerless.Kpis.Segments;
using static CrmServerless.Kpis.Measures.MeasureKind;

namespace CrmServerless.Kpis.Measures;

/// <content>Measures of tickets and survey answers.</content>
public static partial class Known
{
    /// <summary>Tickets by the day they were created.</summary>
    public static Measure Tickets { get; } = new("tickets", Count, Carrier.Ticket) { About = "tickets by the day they were created" };

    /// <summary>Tickets created and not resolved by the day's end.</summary>
    public static Measure OpenTickets { get; } = new("open_tickets", Count, Carrier.Ticket)
    { About = "tickets created and not resolved by the day's end", IsState = true };

    /// <summary>Tickets by the day of their first response.</summary>
    public static Measure TicketsAnswered { get; } = new("tickets_answered", Count, Carrier.Ticket)
    { About = "tickets by the day of their first response", States = ["tickets.first_response_at"] };

    /// <summary>Minutes from creation to first response, added up.</summary>
    public static Measure ResponseMinutes { get; } = new("response_minutes", Sum, Carrier.Ticket)
    { About = "minutes from creation to first response, added up, by the day of the response", States = ["tickets.first_response_at"], Sample = TicketsAnswered };

    /// <summary>The same minutes one by one.</summary>
    public static Measure ResponseTimes { get; } = new("response_times", Values, Carrier.Ticket)
    { About = "minutes from creation to first response, one by one", States = ["tickets.first_response_at"] };

    /// <summary>Tickets by the day they were resolved.</summary>
    public static Measure TicketsResolved { get; } = new("tickets_resolved", Count, Carrier.Ticket)
    { About = "tickets by the day they were resolved", States = [Resolved] };

    /// <summary>Hours from creation to resolution, added up.</summary>
    public static Measure ResolutionHours { get; } = new("resolution_hours", Sum, Carrier.Ticket)
    { About = "hours from creation to resolution, added up, by the day of the resolution", States = [Resolved], Sample = TicketsResolved };

    /// <summary>The same hours one by one.</summary>
    public static Measure ResolutionTimes { get; } = new("resolution_times", Values, Carrier.Ticket)
    { About = "hours from creation to resolution, one by one", States = [Resolved] };

    /// <summary>Resolved tickets that state their handling minutes.</summary>
    public static Measure TicketsWithHandling { get; } = new("tickets_with_handling", Count, Carrier.Ticket)
    { About = "resolved tickets that state their handling minutes", States = [Resolved, "tickets.handle_minutes"] };

    /// <summary>Those minutes.</summary>
    public static Measure HandlingMinutes { get; } = new("handling_minutes", Sum, Carrier.Ticket)
    { About = "handling minutes of resolved tickets that state them", States = [Resolved, "tickets.handle_minutes"], Sample = TicketsWithHandling };

    /// <summary>Resolved tickets that state their replies.</summary>
    public static Measure TicketsWithReplies { get; } = new("tickets_with_replies", Count, Carrier.Ticket)
    { About = "resolved tickets that state their replies", States = [Resolved, "tickets.replies"] };

    /// <summary>Those of them with exactly one and not reopened.</summary>
    public static Measure SolvedAtFirstContact { get; } = new("solved_at_first_contact", Count, Carrier.Ticket)
    { About = "resolved tickets with exactly one reply and not reopened", States = [Resolved, "tickets.replies"] };

    /// <summary>Resolved tickets that state whether they were reopened.</summary>
    public static Measure TicketsStatingReopened { get; } = new("tickets_stating_reopened", Count, Carrier.Ticket)
    { About = "resolved tickets that state whether they were reopened", States = [Resolved, "tickets.reopened"] };

    /// <summary>Those of them that were.</summary>
    public static Measure TicketsReopened { get; } = new("tickets_reopened", Count, Carrier.Ticket)
    { About = "resolved tickets that were reopened", States = [Resolved, "tickets.reopened"] };

    /// <summary>Satisfaction answers.</summary>
    public static Measure CsatAnswers { get; } = new("csat_answers", Count, Carrier.Survey)
    { About = "satisfaction answers", States = ["surveys.kind=csat", "surveys.score"] };

    /// <summary>Satisfied ones.</summary>
    public static Measure CsatSatisfied { get; } = new("csat_satisfied", Count, Carrier.Survey)
    { About = "satisfied answers", States = ["surveys.kind=csat", "surveys.score"] };

    /// <summary>Effort answers.</summary>
    public static Measure CesAnswers { get; } = new("ces_answers", Count, Carrier.Survey)
    { About = "effort answers", States = ["surveys.kind=ces", "surveys.score"] };

    /// <summary>Those that found it easy.</summary>
    public static Measure CesEasy { get; } = new("ces_easy", Count, Carrier.Survey)
    { About = "effort answers that found it easy", States = ["surveys.kind=ces", "surveys.score"] };

    /// <summary>Recommendation answers on the scale of 10, a respondent's latest in the window.</summary>
    public static Measure NpsAnswers { get; } = new("nps_answers", Count, Carrier.Survey)
    { About = "recommendation answers on the scale of 10, a respondent's latest in the window", States = ["surveys.kind=nps", "surveys.score"] };

    /// <summary>Promoters among them.</summary>
    public static Measure NpsPromoters { get; } = new("nps_promoters", Count, Carrier.Survey)
    { About = "promoters among the recommendation answers", States = ["surveys.kind=nps", "surveys.score"] };

    /// <summary>Detractors among them.</summary>
    public static Measure NpsDetractors { get; } = new("nps_detractors", Count, Carrier.Survey)
    { About = "detractors among the recommendation answers", States = ["surveys.kind=nps", "surveys.score"] };
}
