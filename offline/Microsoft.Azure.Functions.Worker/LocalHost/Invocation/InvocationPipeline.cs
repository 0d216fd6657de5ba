using Microsoft.Azure.Functions.Worker.Middleware;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Invocation;

/// <summary>
/// The app's middleware around the function, the first added outermost
/// (<see href="https://learn.microsoft.com/azure/azure-functions/dotnet-isolated-process-guide#middleware">middleware</see>).
/// </summary>
internal sealed class InvocationPipeline(IReadOnlyList<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> middleware)
{
    public Task RunAsync(FunctionContext context, FunctionExecutionDelegate function) =>
        middleware.Reverse().Aggregate(function, (next, around) => around(next))(context);
}
