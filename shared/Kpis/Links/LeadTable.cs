using System.Runtime.InteropServices;
using CrmServerless.Kpis.Explaining;
using CrmServerless.Kpis.Time;
using CrmServerless.Records;

namespace CrmServerless.Kpis.Links;

/// <summary>A lead as computing needs it.</summary>
internal struct Lead
{
    /// <summary>Whether its record exists and is valid (else it is known only from facts that name it).</summary>
    public bool HasRecord;

    /// <summary>Its number as a record, where that is kept (<see cref="Explaining.Origins"/>).</summary>
    public int Origin;

    /// <summary>When it was created.</summary>
    public Moment Created;

    /// <summary>When it converted, if it did.</summary>
    public Moment? Converted;

    /// <summary>The days D for which it exists.</summary>
    public DaySpan Visible;

    /// <summary>Whose it is and so in which segments, day by day; disjoint runs within <see cref="Visible"/>. Empty without a record.</summary>
    public LeadPlace[] Places;

    /// <summary>Its own region.</summary>
    public string? Region;

    /// <summary>Its own owner.</summary>
    public string? Owner;

    /// <summary>The first outbound interaction with it that is not before its creation.</summary>
    public Moment? FirstTouch;
}

/// <summary>Whose a lead is on a run of days D.</summary>
/// <param name="Days">The days D.</param>
/// <param name="Customer">Its customer, after merges; -1 without one.</param>
/// <param name="Set">Its segments before it was touched.</param>
/// <param name="Values">Its values of the dimensions of the lead plan; kept only where segments by first_response_bucket are asked for.</param>
internal readonly record struct LeadPlace(DaySpan Days, int Customer, int Set, string?[]? Values);

/// <summary>All leads by number: those with a record, and those known only because a fact names them.</summary>
internal sealed class LeadTable(Origins? origins = null)
{
    private readonly KeyMap keys = new();
    private readonly List<Lead> leads = [];

    /// <summary>How many there are.</summary>
    public int Count => leads.Count;

    /// <summary>The lead with that number.</summary>
    public ref Lead this[int number] => ref CollectionsMarshal.AsSpan(leads)[number];

    /// <summary>The number of the lead with that key; one without a record where none is known.</summary>
    public int Intern(string source, string id)
    {
        var number = keys.Intern(source, id, out var isNew);
        if (isNew)
            leads.Add(new Lead { Places = [], Visible = DaySpan.Always, Origin = origins?.Add(Entities.Leads, new RecordKey(source, id)) ?? 0 });
        return number;
    }
}
