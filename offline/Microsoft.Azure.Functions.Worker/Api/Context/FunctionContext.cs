namespace Microsoft.Azure.Functions.Worker;

/// <summary>
/// One invocation of a function
/// (<see href="https://learn.microsoft.com/azure/azure-functions/dotnet-isolated-process-guide#execution-context">execution context</see>).
/// </summary>
public abstract class FunctionContext
{
    /// <summary>Unique to this invocation.</summary>
    public abstract string InvocationId { get; }

    /// <summary>Unique to the function, stable across invocations.</summary>
    public abstract string FunctionId { get; }

    /// <summary>The distributed trace.</summary>
    public abstract TraceContext TraceContext { get; }

    /// <summary>What triggered it.</summary>
    public abstract BindingContext BindingContext { get; }

    /// <summary>Where it stands in its retries; null where the function has no retry policy, as in the genuine worker.</summary>
    public abstract RetryContext RetryContext { get; }

    /// <summary>Services scoped to this invocation.</summary>
    public abstract IServiceProvider InstanceServices { get; set; }

    /// <summary>The function.</summary>
    public abstract FunctionDefinition FunctionDefinition { get; }

    /// <summary>For middleware to leave things for one another.</summary>
    public abstract IDictionary<object, object> Items { get; set; }

    /// <summary>Things attached by their type.</summary>
    public abstract IInvocationFeatures Features { get; }

    /// <summary>
    /// Ends with the host, the function's time-out or the client's connection
    /// (<see href="https://learn.microsoft.com/azure/azure-functions/dotnet-isolated-process-guide#cancellation-tokens">cancellation</see>).
    /// </summary>
    public virtual CancellationToken CancellationToken => CancellationToken.None;
}
