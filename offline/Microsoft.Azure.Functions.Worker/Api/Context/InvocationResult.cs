namespace Microsoft.Azure.Functions.Worker;

/// <summary>What a function returned, for middleware (Microsoft.Azure.Functions.Worker.Core, InvocationResult).</summary>
/// <typeparam name="T">The type asked for.</typeparam>
public abstract class InvocationResult<T>
{
    /// <summary>The value; middleware may replace it.</summary>
    public abstract T? Value { get; set; }
}

/// <summary>What a function returned, whatever its type.</summary>
public abstract class InvocationResult : InvocationResult<object>;
