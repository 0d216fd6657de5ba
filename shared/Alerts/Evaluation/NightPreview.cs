using CrmServerless.Alerts.Storage;
using CrmServerless.Notifications.Outbox;

namespace CrmServerless.Alerts.Evaluation;

/// <summary>What would be told of a day.</summary>
/// <param name="Day">The day.</param>
/// <param name="IsComputed">Whether its figures were computed; else there is nothing to judge.</param>
/// <param name="Judgements">Every rule, segment and window, told or not.</param>
/// <param name="Told">What would be told to whom.</param>
/// <param name="Deliveries">The messages.</param>
public sealed record NightPreview(DateOnly Day, bool IsComputed, IReadOnlyList<Judgement> Judgements, IReadOnlyList<ToldEntry> Told, IReadOnlyList<Delivery> Deliveries);
