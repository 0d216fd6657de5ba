using CrmServerless.Kpis.Time;

namespace CrmServerless.Kpis.Links;

/// <summary>A customer as computing needs it. A struct: there may be millions.</summary>
internal struct Customer
{
    /// <summary>The number of the customer its facts belong to: itself, or the survivor of a merge.</summary>
    public int Survivor;

    /// <summary>The local day of created_at; <see cref="DaySpan.Never"/> when not stated.</summary>
    public int CreatedDay;

    /// <summary>The local day it churned; <see cref="DaySpan.Never"/> when it hasn't.</summary>
    public int ChurnedDay;

    /// <summary>The local day from which it is no customer any more (deleted, merged); <see cref="DaySpan.Never"/> when it stays.</summary>
    public int GoneDay;

    /// <summary>Its number as a record, where that is kept (<see cref="Explaining.Origins"/>).</summary>
    public int Origin;

    /// <summary>Whether its record exists (else it is known only from facts).</summary>
    public bool HasRecord;

    /// <summary>Whether its type lets it be a customer before its first sale.</summary>
    public bool IsCustomerType;

    /// <summary>The source that names it.</summary>
    public string Source;

    /// <summary>The segments it belongs to as a customer.</summary>
    public int Set;

    /// <summary>The values that facts take from it.</summary>
    public CustomerValues Values;
}

/// <summary>The dimension values that facts of other carriers take through their customer (kpis.md section 3).</summary>
internal sealed record CustomerValues(string? Region, string? Industry, string? Tier, string? Channel, string? Owner)
{
    /// <summary>No value in any.</summary>
    public static CustomerValues Blank { get; } = new(null, null, null, null, null);

    /// <summary>The value of that dimension, or null.</summary>
    public string? this[string dimension] => dimension switch
    {
        "region" => Region,
        "industry" => Industry,
        "tier" => Tier,
        "channel" => Channel,
        "owner" => Owner,
        _ => null,
    };
}
