namespace Microsoft.Azure.Functions.Worker.LocalHost.Invocation;

/// <summary>
/// The function ran longer than functionTimeout
/// (<see href="https://learn.microsoft.com/azure/azure-functions/functions-host-json#functiontimeout">functionTimeout</see>).
/// </summary>
internal sealed class FunctionTimeoutException(TimeSpan timeout, string function, Exception? inner)
    : Exception($"Timeout value of {timeout} was exceeded by function: Functions.{function}", inner);
