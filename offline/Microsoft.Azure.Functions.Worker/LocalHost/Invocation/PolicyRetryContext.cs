namespace Microsoft.Azure.Functions.Worker.LocalHost.Invocation;

/// <summary>Where an invocation stands in its function's retry policy.</summary>
internal sealed class PolicyRetryContext(int retryCount, int maxRetryCount) : RetryContext
{
    public override int RetryCount => retryCount;

    public override int MaxRetryCount => maxRetryCount;

    public bool IsExhausted => maxRetryCount >= 0 && retryCount >= maxRetryCount;

    public PolicyRetryContext Next() => new(retryCount + 1, maxRetryCount);
}
