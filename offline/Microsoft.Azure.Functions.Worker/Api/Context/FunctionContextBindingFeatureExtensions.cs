using Microsoft.Azure.Functions.Worker.LocalHost.Invocation;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>
/// Results of an invocation, for middleware
/// (<see href="https://learn.microsoft.com/azure/azure-functions/dotnet-isolated-process-guide#middleware">middleware</see>).
/// </summary>
public static class FunctionContextBindingFeatureExtensions
{
    /// <summary>What the function returned; its value is null until it did.</summary>
    public static InvocationResult GetInvocationResult(this FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Features.Get<FunctionResult>() ?? throw new InvalidOperationException("The context is not of an invocation by this host.");
    }
}
