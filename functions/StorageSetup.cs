using CrmServerless.Configuration;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace CrmServerless.Functions;

/// <summary>
/// Makes the containers and tables before the first function runs. Not at the app's start: storage that is away for a moment then would
/// keep the app from starting at all.
/// </summary>
public sealed class StorageSetup(CrmStorage storage) : IFunctionsWorkerMiddleware
{
    private Task? created;

    /// <inheritdoc/>
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        // One making serves all invocations that wait for it; it outlives the one that began it.
        if (created is null or { IsFaulted: true } or { IsCanceled: true })
            created = storage.EnsureCreatedAsync(CancellationToken.None);
        await created.WaitAsync(context.CancellationToken);
        await next(context);
    }
}
