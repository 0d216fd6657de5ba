using CrmServerless.Nights;
using Microsoft.Azure.Functions.Worker;

namespace CrmServerless.Functions;

/// <summary>Looks after the record store.</summary>
public sealed class UpkeepFunction(StoreUpkeep upkeep)
{
    /// <summary>Every six hours, at forty past.</summary>
    [Function("Upkeep")]
    public Task Run([TimerTrigger("0 40 */6 * * *")] TimerInfo timer, CancellationToken cancellationToken) => upkeep.RunAsync(cancellationToken);
}
