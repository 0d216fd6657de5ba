namespace CrmServerless.Nights;

/// <summary>How far long work has come.</summary>
/// <param name="First">The first day asked for.</param>
/// <param name="Last">The last of them that is done.</param>
public sealed record DaysDone(DateOnly First, DateOnly Last);
