using CrmServerless.Kpis.Time;

namespace CrmServerless.Kpis.Facts;

/// <summary>A ticket as seen on a run of days.</summary>
internal struct TicketFact : IFact
{
    /// <summary>The ticket's number; tickets belong to nobody here.</summary>
    public int Number;

    /// <summary>The record it comes from, where that is kept (<see cref="Explaining.Origins"/>).</summary>
    public int Origin;

    /// <summary>The days D for which it exists and is its customer's.</summary>
    public DaySpan Visible;

    /// <summary>Its segments.</summary>
    public int Set;

    /// <summary>The local day of its creation.</summary>
    public int CreatedDay;

    /// <summary>The local day of the first response; <see cref="DaySpan.Never"/> without one.</summary>
    public int AnsweredDay;

    /// <summary>From creation to first response, in ticks; in business time where hours are set.</summary>
    public long ResponseTicks;

    /// <summary>The local day of its resolution; <see cref="DaySpan.Never"/> while open.</summary>
    public int ResolvedDay;

    /// <summary>From creation to resolution, in ticks.</summary>
    public long ResolutionTicks;

    /// <summary>Whether it states its handling minutes.</summary>
    public bool HasHandling;

    /// <summary>Its handling minutes.</summary>
    public decimal HandlingMinutes;

    /// <summary>Whether it states its replies.</summary>
    public bool HasReplies;

    /// <summary>Whether it had exactly one and was not reopened.</summary>
    public bool IsSolvedAtFirstContact;

    /// <summary>Whether it states that it was, or was not, reopened.</summary>
    public bool StatesReopened;

    /// <summary>Whether it was reopened.</summary>
    public bool IsReopened;

    /// <inheritdoc/>
    public readonly int Key => Number;
}
