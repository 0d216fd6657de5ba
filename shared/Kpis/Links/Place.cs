using CrmServerless.Kpis.Time;

namespace CrmServerless.Kpis.Links;

/// <summary>Whom something belongs to on a run of days D.</summary>
/// <param name="Customer">The customer's number; -1 for nobody.</param>
/// <param name="Days">The days D.</param>
internal readonly record struct Place(int Customer, DaySpan Days);
