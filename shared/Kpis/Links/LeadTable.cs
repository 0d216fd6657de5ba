using System.Runtime.InteropServices;
using CrmServerless.Kpis.Time;

namespace CrmServerless.Kpis.Links;

/// <summary>A lead as computing needs it.</summary>
internal struct Lead
{
    /// <summary>Whether its record exists and is valid (else it is known only from facts that name it).</summary>
    public bool HasRecord;

    /// <summary>When it was created.</summary>
    public Moment Created;

    /// <summary>When it converted, if it did.</summary>
    public Moment? Converted;

    /// <summary>The days D for which it exists.</summary>
    public DaySpan Visible;

    /// <summary>Its customer, after merges; -1 without one.</summary>
    public int Customer;

    /// <summary>Its own region.</summary>
    public string? Region;

    /// <summary>Its own owner.</summary>
    public string? Owner;

    /// <summary>The first outbound interaction with it that is not before its creation.</summary>
    public Moment? FirstTouch;

    /// <summary>Its segments before it was touched.</summary>
    public int Set;

    /// <summary>Its values of the dimensions of the lead plan; kept only where segments by first_response_bucket are asked for.</summary>
    public string?[]? Values;
}

/// <summary>All leads by number: those with a record, and those known only because a fact names them.</summary>
internal sealed class LeadTable
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
            leads.Add(new Lead { Customer = -1, Set = -1, Visible = DaySpan.Always });
        return number;
    }
}
