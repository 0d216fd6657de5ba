using CrmServerless.Notifications.Outbox;

namespace CrmServerless.Alerts.Evaluation;

/// <summary>What an evaluation found and put into the outbox.</summary>
/// <param name="Day">The day judged.</param>
/// <param name="Judgements">Every rule, segment and window, told or not.</param>
/// <param name="Deliveries">What is new in the outbox; empty when there is nothing to tell.</param>
public sealed record NightResult(DateOnly Day, IReadOnlyList<Judgement> Judgements, IReadOnlyList<Delivery> Deliveries);
