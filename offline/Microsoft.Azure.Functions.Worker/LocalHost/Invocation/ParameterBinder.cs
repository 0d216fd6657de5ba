using System.Reflection;
using Microsoft.Azure.Functions.Worker.LocalHost.Functions;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Invocation;

/// <summary>
/// Fills a function's parameters: the trigger, FunctionContext, CancellationToken, and everything else by name from the trigger's metadata.
/// What is missing is the default value, or null where the type allows it, else an error
/// (azure-functions-dotnet-worker, src/DotNetWorker.Core/Context/Features/DefaultFunctionInputBindingFeature.cs).
/// </summary>
internal static class ParameterBinder
{
    public static async Task<object?[]> BindAsync(FunctionDescriptor function, TriggerInput input, FunctionContext context)
    {
        var parameters = function.Method.GetParameters();
        var values = new object?[parameters.Length];
        for (var index = 0; index < values.Length; index++)
        {
            values[index] = parameters[index].Position == function.TriggerParameter.Position
                ? await input.BindTrigger(parameters[index].ParameterType, context.CancellationToken)
                : ValueOf(parameters[index], context);
        }

        return values;
    }

    private static object? ValueOf(ParameterInfo parameter, FunctionContext context)
    {
        if (parameter.ParameterType == typeof(FunctionContext)) return context;
        if (parameter.ParameterType == typeof(CancellationToken)) return context.CancellationToken;
        return context.BindingContext.BindingData.TryGetValue(parameter.Name!, out var value) && value is not null
            ? BindingDataConversion.Convert(value, parameter)
            : DefaultOf(parameter);
    }

    private static object? DefaultOf(ParameterInfo parameter)
    {
        if (parameter.HasDefaultValue) return parameter.DefaultValue;
        if (!parameter.ParameterType.IsValueType || Nullable.GetUnderlyingType(parameter.ParameterType) is not null) return null;
        throw new FunctionInputException(
            $"Could not populate the value for '{parameter.Name}' parameter. Consider adding a default value or making the parameter nullable.");
    }
}
