namespace CrmServerless.Notifications.Messages;

/// <summary>What the little picture of a trend shows.</summary>
/// <param name="Values">Oldest first, evenly spaced, in the KPI's unit; null where there is none.</param>
/// <param name="Limits">Where an alert begins, in the KPI's unit: none, one, or the two of a band.</param>
public sealed record TrendChart(IReadOnlyList<double?> Values, IReadOnlyList<double> Limits);
