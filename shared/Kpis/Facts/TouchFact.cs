using CrmServerless.Kpis.Time;

namespace CrmServerless.Kpis.Facts;

/// <summary>What happened between the business and a person.</summary>
internal enum TouchKind : byte
{
    /// <summary>An outbound interaction.</summary>
    Attempt,

    /// <summary>An outbound interaction whose outcome is `responded`.</summary>
    AnsweredAttempt,

    /// <summary>An inbound interaction.</summary>
    Inbound,

    /// <summary>Something the person did that is no interaction: a conversion, or the creation of a deal.</summary>
    Action,
}

/// <summary>
/// Something that happened with a person: the lead of an interaction, else its customer (kpis.md section 4, contact_response_rate).
/// </summary>
internal struct TouchFact : IFact
{
    /// <summary>The person's number: see <see cref="OfLead"/> and <see cref="OfCustomer"/>.</summary>
    public int Person;

    /// <summary>The record it comes from, where that is kept (<see cref="Explaining.Origins"/>).</summary>
    public int Origin;

    /// <summary>When.</summary>
    public Moment At;

    /// <summary>The days D for which it is known to have happened.</summary>
    public DaySpan Visible;

    /// <summary>What.</summary>
    public TouchKind Kind;

    /// <summary>An attempt's segments as an interaction; -1 for others.</summary>
    public int Set;

    /// <summary>An attempt's number in <see cref="IdTexts"/>: equal instants go to the lowest id.</summary>
    public int Id;

    /// <inheritdoc/>
    public readonly int Key => Person;

    /// <summary>Whether it is an outbound interaction.</summary>
    public readonly bool IsAttempt => Kind is TouchKind.Attempt or TouchKind.AnsweredAttempt;

    /// <summary>Whether the person responded by it, or to it.</summary>
    public readonly bool IsResponse => Kind is TouchKind.Inbound or TouchKind.AnsweredAttempt;

    /// <summary>The lead that a person is; null for a customer.</summary>
    public static int? LeadOf(int person) => person % 2 == 0 ? person / 2 : null;

    /// <summary>The number of a lead as a person.</summary>
    public static int OfLead(int lead) => lead * 2;

    /// <summary>The number of a customer as a person.</summary>
    public static int OfCustomer(int customer) => (customer * 2) + 1;
}
