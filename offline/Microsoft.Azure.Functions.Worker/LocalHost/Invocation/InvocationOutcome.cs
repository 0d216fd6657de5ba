namespace Microsoft.Azure.Functions.Worker.LocalHost.Invocation;

/// <summary>How an invocation ended.</summary>
/// <param name="InvocationId">Its id, which the log names too.</param>
/// <param name="Error">Why it failed; null where it succeeded.</param>
/// <param name="Ended">
/// Completes when the function's code has really ended, never with an error: after a time-out it may still be running.
/// </param>
internal sealed record InvocationOutcome(string InvocationId, Exception? Error, Task Ended)
{
    public bool Succeeded => Error is null;
}
