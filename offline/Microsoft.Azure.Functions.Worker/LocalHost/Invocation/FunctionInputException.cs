namespace Microsoft.Azure.Functions.Worker.LocalHost.Invocation;

/// <summary>A parameter could not be filled.</summary>
internal sealed class FunctionInputException(string message, Exception? inner = null) : Exception(message, inner);
