namespace CrmServerless.Notifications.Outbox;

/// <summary>What a dispatcher did.</summary>
/// <param name="Sent">Deliveries taken by the receiving servers.</param>
/// <param name="PutOff">Deliveries to be tried again later.</param>
/// <param name="Dead">Deliveries given up.</param>
/// <param name="Waiting">Deliveries taken by a service that has not said yet what became of them.</param>
public sealed record DispatchResult(int Sent, int PutOff, int Dead, int Waiting = 0)
{
    internal DispatchResult With(DeliveryState? state) => state switch
    {
        DeliveryState.Sent => this with { Sent = Sent + 1 },
        DeliveryState.Pending => this with { PutOff = PutOff + 1 },
        DeliveryState.Accepted => this with { Waiting = Waiting + 1 },
        DeliveryState.Dead => this with { Dead = Dead + 1 },
        _ => this,
    };
}
