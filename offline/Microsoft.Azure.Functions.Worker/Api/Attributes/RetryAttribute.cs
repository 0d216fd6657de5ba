namespace Microsoft.Azure.Functions.Worker;

/// <summary>
/// How often a failed invocation is made again
/// (<see href="https://learn.microsoft.com/azure/azure-functions/functions-bindings-error-pages#retry-policies">retry policies</see>).
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public abstract class RetryAttribute : Attribute
{
    /// <summary>Retries after the first attempt; -1 is without end.</summary>
    public int MaxRetryCount { get; set; }
}
