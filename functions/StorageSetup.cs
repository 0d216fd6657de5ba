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
        if (created is not { IsCompletedSuccessfully: true })
        {
            created = storage.EnsureCreatedAsync(context.CancellationToken);
            await created;
        }

        await next(context);
    }
}
