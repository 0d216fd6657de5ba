namespace Microsoft.Azure.Functions.Worker.Middleware;

/// <summary>A step of the pipeline every invocation runs through.</summary>
/// <param name="context">The invocation.</param>
#pragma warning disable CA1711 // The genuine name.
public delegate Task FunctionExecutionDelegate(FunctionContext context);
#pragma warning restore CA1711
