using CrmServerless.Kpis.Measures;
using CrmServerless.Kpis.Segments;

namespace CrmServerless.Kpis.Catalogue;

/// <summary>The Service family of kpis.md section 4.</summary>
internal static class ServiceKpis
{
    private const string Family = "service";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Kpi> All { get; } =
    [
        new()
        {
            Id = "tickets_created", Name = "New tickets", Question = "How many tickets came in?", Family = Family, Unit = Unit.Count, Better = Direction.Down,
            Carriers = [Carrier.Ticket], Windows = [1, 30], Formula = new CountFormula(Known.Tickets), MinimumSample = 1,
            Pitfall = "More customers bring more tickets: read it beside active customers.",
            Playbook = ["See which category rose, and since when.", "Ask product and billing what changed that day.", "Publish an answer to the commonest question."],
        },
        new()
        {
            Id = "ticket_backlog", Name = "Open tickets", Question = "How many tickets are waiting to be resolved?", Family = Family, Unit = Unit.Count, Better = Direction.Down,
            Carriers = [Carrier.Ticket], Windows = [0], Formula = new CountFormula(Known.OpenTickets), MinimumSample = 1,
            Pitfall = "Tickets that nobody closes after the answer swell it.",
            Playbook = ["See whether more come in or fewer get resolved.", "Work the oldest and the urgent ones first, by channel and priority.", "Move people to the queue that grows."],
        },
        new()
        {
            Id = "response_minutes_mean", Name = "Mean response time", Question = "How long does a customer wait for the first answer on average?", Family = Family, Unit = Unit.Minutes,
            Better = Direction.Down, Carriers = [Carrier.Ticket], Windows = [30], Formula = new QuotientFormula(Known.ResponseMinutes, Known.TicketsAnswered, 1), MinimumSample = 1,
            Pitfall = "Tickets forgotten for weeks lift it; the median shows what is usual.",
            Playbook = ["See at which hours and in which channel tickets wait.", "Answer urgent tickets first and tell the others when to expect an answer.", "Look for tickets that fell between two teams."],
            IndustryFigures =
            [
                new("e-mail", 730, 730, "12 h 10 min, quoted second-hand", null, "B"), new("good", 240, 240, "quoted second-hand", null, "B"),
                new("best", 60, 60, "under 60 is called best, quoted second-hand", null, "B"),
            ],
        },
        new()
        {
            Id = "response_minutes_median", Name = "Median response time", Question = "How long does a customer usually wait for the first answer?", Family = Family, Unit = Unit.Minutes,
            Better = Direction.Down, Carriers = [Carrier.Ticket], Windows = [30], Formula = new MedianFormula(Known.ResponseTimes), MinimumSample = 10,
            Pitfall = "Tickets not yet answered are not in it, and automatic replies may count as answers.",
            Playbook = ["Compare agents, channels and priorities.", "Staff the hours in which most tickets come in.", "Sort and assign new tickets at once."],
        },
        new()
        {
            Id = "resolution_hours_mean", Name = "Mean resolution time", Question = "How long does it take to resolve a ticket on average?", Family = Family, Unit = Unit.Hours,
            Better = Direction.Down, Carriers = [Carrier.Ticket], Windows = [30], Formula = new QuotientFormula(Known.ResolutionHours, Known.TicketsResolved, 1), MinimumSample = 1,
            Pitfall = "Clearing out old tickets lifts it for the whole window, though that is good work.",
            Playbook = ["List the tickets that took longest and see what they waited for.", "Agree with other teams how fast they answer service.", "Compare categories with the period before."],
        },
        new()
        {
            Id = "resolution_hours_median", Name = "Median resolution time", Question = "How long does it usually take to resolve a ticket?", Family = Family, Unit = Unit.Hours,
            Better = Direction.Down, Carriers = [Carrier.Ticket], Windows = [30], Formula = new MedianFormula(Known.ResolutionTimes), MinimumSample = 10,
            Pitfall = "Only resolved tickets are in it: while the hard ones wait it looks fine.",
            Playbook = ["See which category got slower.", "Write down the solution of the commonest cases.", "Look at the backlog beside it."],
        },
        new()
        {
            Id = "average_handling_minutes", Name = "Average handling time", Question = "How much work goes into a ticket?", Family = Family, Unit = Unit.Minutes, Better = Direction.Band,
            Carriers = [Carrier.Ticket], Windows = [30], Formula = new QuotientFormula(Known.HandlingMinutes, Known.TicketsWithHandling, 1), MinimumSample = 1,
            Pitfall = "Shorter is not better if customers come back: read it beside reopened tickets.",
            Playbook = ["If it rose, look for new kinds of cases or slow tools.", "If it fell, check reopened tickets and satisfaction.", "Let slow and quick agents work a case together."],
            IndustryFigures =
            [
                new("all", 9.8, 9.8, "APQC, median of 590 s, n = 275", null, "A"), new("service calls", 6.35, 6.35, "ContactBabel, quoted second-hand", null, "B"),
            ],
        },
        new()
        {
            Id = "first_contact_resolution", Name = "First contact resolution", Question = "Which share of tickets is solved with the first reply?", Family = Family, Unit = Unit.Percent,
            Better = Direction.Up, Carriers = [Carrier.Ticket], Windows = [30], Formula = new QuotientFormula(Known.SolvedAtFirstContact, Known.TicketsWithReplies, 100), MinimumSample = 30,
            Pitfall = "By replies and reopening as the help desk counts them; a solution by phone after one e-mail counts too.",
            Playbook = ["See which categories need a second reply, and what was missing in the first.", "Ask for the missing facts in the form.", "Give agents the rights to settle these cases themselves."],
            IndustryFigures =
            [
                new("all", 70, 70, "SQM", null, "A"), new("world class", 80, 80, "SQM", null, "A"), new("tickets", 71, 71, "Freshdesk", null, "A"),
                new("health", 83, 83, "Freshdesk", null, "A"), new("finance", 55, 55, "Freshdesk", null, "A"),
            ],
        },
        new()
        {
            Id = "reopen_rate", Name = "Reopened tickets", Question = "Which share of resolved tickets was opened again?", Family = Family, Unit = Unit.Percent, Better = Direction.Down,
            Carriers = [Carrier.Ticket], Windows = [30], Formula = new QuotientFormula(Known.TicketsReopened, Known.TicketsStatingReopened, 100), MinimumSample = 30,
            Pitfall = "A customer's thank-you reopens tickets in some help desks.",
            Playbook = ["Read ten reopened tickets and sort them by cause.", "Ask customers whether it is solved before closing.", "Check whether targets for speed make agents close too early."],
        },
        new()
        {
            Id = "cost_per_ticket", Name = "Cost per ticket", Question = "What does it cost to resolve a ticket?", Family = Family, Unit = Unit.Money, Better = Direction.Down,
            Carriers = [Carrier.Ticket, Carrier.Spend], Dimensions = ["channel"], Windows = [30], Formula = new QuotientFormula(Known.ServiceSpend, Known.TicketsResolved, 1), MinimumSample = 1,
            Pitfall = "Service cost is mostly fixed: a quiet month makes each ticket dearer.",
            Playbook = ["See whether cost rose or fewer tickets were resolved.", "Move simple cases to the cheaper channel or to self-service.", "Check whether a yearly bill was booked in one month."],
        },
    ];
}
