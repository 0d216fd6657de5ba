namespace CrmServerless.Kpis.Facts;

/// <summary>What money was spent on (spend.category).</summary>
internal enum SpendCategory : byte
{
    /// <summary>other, empty, or a word that means nothing to a KPI.</summary>
    Other,

    /// <summary>marketing.</summary>
    Marketing,

    /// <summary>sales.</summary>
    Sales,

    /// <summary>service.</summary>
    Service,

    /// <summary>retention.</summary>
    Retention,

    /// <summary>crm.</summary>
    Crm,
}

/// <summary>An entry of the spend ledger: the same amount on each day of a run.</summary>
/// <param name="First">The first day.</param>
/// <param name="Last">The last day, inclusive.</param>
/// <param name="DailyAmount">The amount of each day, in its currency.</param>
/// <param name="Currency">The currency's code.</param>
/// <param name="Category">On what.</param>
/// <param name="HasCampaign">Whether it names a campaign.</param>
/// <param name="Set">Its segments.</param>
/// <param name="Origin">The record it comes from, where that is kept (<see cref="Explaining.Origins"/>).</param>
internal readonly record struct SpendFact(int First, int Last, decimal DailyAmount, string Currency, SpendCategory Category, bool HasCampaign, int Set, int Origin);
