namespace Microsoft.Azure.Functions.Worker;

/// <summary>
/// Where an invocation stands in its retries
/// (<see href="https://learn.microsoft.com/azure/azure-functions/functions-bindings-error-pages#retry-policies">retry policies</see>).
/// </summary>
public abstract class RetryContext
{
    /// <summary>0 on the first attempt.</summary>
    public abstract int RetryCount { get; }

    /// <summary>The policy's limit; -1 is without end.</summary>
    public abstract int MaxRetryCount { get; }
}
