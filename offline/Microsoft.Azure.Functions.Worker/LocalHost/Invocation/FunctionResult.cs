namespace Microsoft.Azure.Functions.Worker.LocalHost.Invocation;

/// <summary>What the function returned.</summary>
internal sealed class FunctionResult : InvocationResult
{
    public override object? Value { get; set; }
}
