using Microsoft.AspNetCore.Http;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Invocation;

/// <summary>What an invocation is made with.</summary>
/// <param name="Reason">For the log: why it runs. No personal data.</param>
/// <param name="BindingData">The trigger's metadata by name; the lookup ignores case.</param>
/// <param name="BindTrigger">Makes the trigger's own parameter, of the given type.</param>
/// <param name="Http">The request, where there is one.</param>
internal sealed record TriggerInput(
    string Reason,
    IReadOnlyDictionary<string, object?> BindingData,
    Func<Type, CancellationToken, ValueTask<object?>> BindTrigger,
    HttpContext? Http = null);
