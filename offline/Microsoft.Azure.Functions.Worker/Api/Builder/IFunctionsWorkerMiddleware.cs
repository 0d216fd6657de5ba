namespace Microsoft.Azure.Functions.Worker.Middleware;

/// <summary>
/// Code around every invocation
/// (<see href="https://learn.microsoft.com/azure/azure-functions/dotnet-isolated-process-guide#middleware">middleware</see>).
/// </summary>
public interface IFunctionsWorkerMiddleware
{
    /// <summary>Does its work and calls <paramref name="next"/>.</summary>
    Task Invoke(FunctionContext context, FunctionExecutionDelegate next);
}
