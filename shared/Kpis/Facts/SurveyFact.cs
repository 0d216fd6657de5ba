using CrmServerless.Kpis.Time;

namespace CrmServerless.Kpis.Facts;

/// <summary>What a survey answer says to a KPI.</summary>
internal enum Answer : byte
{
    /// <summary>csat: satisfied.</summary>
    Satisfied,

    /// <summary>csat: not.</summary>
    NotSatisfied,

    /// <summary>ces: easy.</summary>
    Easy,

    /// <summary>ces: not.</summary>
    NotEasy,

    /// <summary>nps: 9 or 10.</summary>
    Promoter,

    /// <summary>nps: 7 or 8.</summary>
    Passive,

    /// <summary>nps: 6 or less.</summary>
    Detractor,
}

/// <summary>A survey answer as seen on a run of days.</summary>
internal struct SurveyFact : IFact
{
    /// <summary>Who answered: see <see cref="OfCustomer"/> and <see cref="OfNobody"/>.</summary>
    public int Respondent;

    /// <summary>The record it comes from, where that is kept (<see cref="Explaining.Origins"/>).</summary>
    public int Origin;

    /// <summary>When.</summary>
    public Moment At;

    /// <summary>The days D for which it is this respondent's.</summary>
    public DaySpan Visible;

    /// <summary>Its segments.</summary>
    public int Set;

    /// <summary>What it says.</summary>
    public Answer Answer;

    /// <summary>Its number in <see cref="IdTexts"/>: of equal instants the greatest id is the latest.</summary>
    public int Id;

    /// <inheritdoc/>
    public readonly int Key => Respondent;

    /// <summary>The number of a customer as a respondent.</summary>
    public static int OfCustomer(int customer) => (customer * 2) + 1;

    /// <summary>The number of an answer that stands alone.</summary>
    public static int OfNobody(int running) => running * 2;
}
