using System.Reflection;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Functions;

/// <summary>A function of the app.</summary>
internal sealed record FunctionDescriptor(
    string Name, MethodInfo Method, ParameterInfo TriggerParameter, TriggerBindingAttribute Trigger, RetryAttribute? Retry)
{
    /// <summary>The name under which the genuine host keeps a function's timers and receipts.</summary>
    public string Id => $"Host.Functions.{Name}";

    /// <summary>Category of the host's log lines about it, as in the genuine host.</summary>
    public string LogCategory => $"Function.{Name}";

    /// <summary>httpTrigger, timerTrigger or blobTrigger.</summary>
    public string TriggerType => Trigger switch
    {
        HttpTriggerAttribute => "httpTrigger",
        TimerTriggerAttribute => "timerTrigger",
        _ => "blobTrigger",
    };
}
