namespace Microsoft.Azure.Functions.Worker.LocalHost.Settings;

/// <summary>Why one function cannot be served; the others are.</summary>
internal sealed class FunctionSetupException(string message) : Exception(message);
