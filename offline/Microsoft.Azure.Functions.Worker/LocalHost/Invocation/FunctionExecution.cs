using System.Reflection;
using Microsoft.Azure.Functions.Worker.LocalHost.Functions;
using Microsoft.Azure.Functions.Worker.LocalHost.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Invocation;

/// <summary>
/// Runs a function's code in a service scope of its own: middleware, instance by constructor injection, parameters, the call, and for a
/// request its result
/// (<see href="https://learn.microsoft.com/azure/azure-functions/dotnet-isolated-process-guide#dependency-injection">injection</see>).
/// </summary>
internal sealed class FunctionExecution(IServiceScopeFactory scopes, InvocationPipeline pipeline)
{
    public async Task RunAsync(
        string id, FunctionDescriptor function, TriggerInput input, RetryContext? retry, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var context = new LocalFunctionContext(id, function, input, retry, scope.ServiceProvider, cancellation);
        using var services = RequestServices.Borrow(input.Http, scope.ServiceProvider);
        await pipeline.RunAsync(context, _ => CallAsync(function, input, context));
        if (input.Http is { } http) await HttpResults.ExecuteAsync(context.Result.Value, http, context);
    }

    private static async Task CallAsync(FunctionDescriptor function, TriggerInput input, LocalFunctionContext context)
    {
        var instance = function.Method.IsStatic
            ? null
            : ActivatorUtilities.CreateInstance(context.InstanceServices, function.Method.DeclaringType!);
        var arguments = await ParameterBinder.BindAsync(function, input, context);
        var returned = function.Method.Invoke(instance, BindingFlags.DoNotWrapExceptions, null, arguments, null);
        context.Result.Value = await ResultOfAsync(returned, function.Method.ReturnType);
    }

    private static async Task<object?> ResultOfAsync(object? returned, Type declared)
    {
        if (returned is not Task task) return returned;
        await task;
        return declared.IsGenericType ? declared.GetProperty(nameof(Task<object>.Result))!.GetValue(task) : null;
    }
}
