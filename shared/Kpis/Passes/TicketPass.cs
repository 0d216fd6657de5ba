using CrmServerless.Kpis.Board;
using CrmServerless.Kpis.Facts;
using CrmServerless.Kpis.Gathering;
using CrmServerless.Kpis.Measures;
using CrmServerless.Kpis.Time;

namespace CrmServerless.Kpis.Passes;

/// <summary>Measures tickets: created, open, answered and resolved.</summary>
internal sealed class TicketPass(FactSet facts, MeasureBoard board)
{
    /// <summary>Measures all tickets.</summary>
    public void Run()
    {
        for (var bucket = 0; bucket < facts.Buckets; bucket++)
        {
            foreach (ref readonly var ticket in facts.Tickets.Read(bucket).AsSpan())
            {
                board.About = ticket.Origin;
                board.Count(Known.Tickets, ticket.CreatedDay, ticket.Visible, ticket.Set);
                board.State(Known.OpenTickets, new DaySpan(ticket.CreatedDay, ticket.ResolvedDay).And(ticket.Visible), ticket.Set);
                if (ticket.AnsweredDay < DaySpan.Never)
                    MeasureAnswered(ticket);
                if (ticket.ResolvedDay < DaySpan.Never)
                    MeasureResolved(ticket);
            }
        }
    }

    private void MeasureAnswered(in TicketFact ticket)
    {
        var (day, days, set) = (ticket.AnsweredDay, ticket.Visible, ticket.Set);
        board.Count(Known.TicketsAnswered, day, days, set);
        board.Sum(Known.ResponseMinutes, day, days, set, ticket.ResponseTicks / (decimal)TimeSpan.TicksPerMinute);
        board.Value(Known.ResponseTimes, day, days, set, (double)ticket.ResponseTicks / TimeSpan.TicksPerMinute);
    }

    private void MeasureResolved(in TicketFact ticket)
    {
        var (day, days, set) = (ticket.ResolvedDay, ticket.Visible, ticket.Set);
        board.Count(Known.TicketsResolved, day, days, set);
        board.Sum(Known.ResolutionHours, day, days, set, ticket.ResolutionTicks / (decimal)TimeSpan.TicksPerHour);
        board.Value(Known.ResolutionTimes, day, days, set, (double)ticket.ResolutionTicks / TimeSpan.TicksPerHour);
        if (ticket.HasHandling)
        {
            board.Count(Known.TicketsWithHandling, day, days, set);
            board.Sum(Known.HandlingMinutes, day, days, set, ticket.HandlingMinutes);
        }

        CountIf(ticket.HasReplies, Known.TicketsWithReplies, ticket);
        CountIf(ticket.IsSolvedAtFirstContact, Known.SolvedAtFirstContact, ticket);
        CountIf(ticket.StatesReopened, Known.TicketsStatingReopened, ticket);
        CountIf(ticket.IsReopened, Known.TicketsReopened, ticket);
    }

    private void CountIf(bool holds, Measure measure, in TicketFact ticket)
    {
        if (holds)
            board.Count(measure, ticket.ResolvedDay, ticket.Visible, ticket.Set);
    }
}
