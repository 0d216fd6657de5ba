using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Azure.Functions.Worker.LocalHost.Blobs;
using Microsoft.Azure.Functions.Worker.LocalHost.Settings;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Functions;

/// <summary>
/// Finds the functions among types, and says what is wrong with one that the genuine build or host would refuse
/// (<see href="https://learn.microsoft.com/azure/azure-functions/dotnet-isolated-process-guide#methods-recognized-as-functions">guide</see>).
/// </summary>
internal static partial class FunctionDiscovery
{
    private const BindingFlags Public = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static FunctionCatalog Find(IEnumerable<Type> types)
    {
        List<FunctionDescriptor> functions = [];
        List<(string, string)> errors = [];
        foreach (var (method, name) in FunctionMethods(types))
        {
            try
            {
                RefuseSecond(functions, name);
                functions.Add(Describe(method, name));
            }
            catch (FunctionSetupException error)
            {
                errors.Add((name, error.Message));
            }
        }

        return new FunctionCatalog([.. functions.OrderBy(function => function.Name, StringComparer.OrdinalIgnoreCase)], errors);
    }

    /// <summary>The settings that triggers name as their storage connection.</summary>
    public static IReadOnlyList<string> Connections(IEnumerable<Type> types) =>
    [
        .. FunctionMethods(types)
            .SelectMany(function => function.Method.GetParameters())
            .Select(parameter => parameter.GetCustomAttribute<BlobTriggerAttribute>()?.Connection)
            .OfType<string>()
            .Distinct(StringComparer.OrdinalIgnoreCase),
    ];

    private static IEnumerable<(MethodInfo Method, string Name)> FunctionMethods(IEnumerable<Type> types) =>
        from type in types
        where type.IsClass
        from method in type.GetMethods(Public)
        let attribute = method.GetCustomAttribute<FunctionAttribute>()
        where attribute is not null
        select (method, attribute.Name);

    private static void RefuseSecond(List<FunctionDescriptor> functions, string name)
    {
        if (functions.Any(other => other.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
        {
            throw new FunctionSetupException("Another function has the same name.");
        }
    }

    private static FunctionDescriptor Describe(MethodInfo method, string name)
    {
        if (!ValidName().IsMatch(name)) throw new FunctionSetupException("The name must be a letter, then at most 127 letters, digits, '_' or '-'.");
        if (method.ContainsGenericParameters || (method.DeclaringType!.IsAbstract && !method.IsStatic))
        {
            throw new FunctionSetupException("A function must be a method of a class that can be made.");
        }

        RefuseUnawaitable(method);
        var triggers = method.GetParameters().Where(parameter => parameter.GetCustomAttribute<TriggerBindingAttribute>() is not null).ToList();
        if (triggers.Count != 1) throw new FunctionSetupException($"A function must have exactly one trigger; it has {triggers.Count}.");
        var trigger = triggers[0].GetCustomAttribute<TriggerBindingAttribute>()!;
        RefuseUnbindable(trigger, triggers[0].ParameterType);
        return new FunctionDescriptor(name, method, triggers[0], trigger, method.GetCustomAttribute<RetryAttribute>());
    }

    private static void RefuseUnawaitable(MethodInfo method)
    {
        var result = method.ReturnType;
        if (result == typeof(void) && method.GetCustomAttribute<AsyncStateMachineAttribute>() is not null)
        {
            throw new FunctionSetupException("An async function must return Task, not void.");
        }

        if (result == typeof(ValueTask) || (result.IsGenericType && result.GetGenericTypeDefinition() == typeof(ValueTask<>)))
        {
            throw new FunctionSetupException("A function must return Task, not ValueTask.");
        }
    }

    private static void RefuseUnbindable(TriggerBindingAttribute trigger, Type type)
    {
        var bindable = trigger switch
        {
            HttpTriggerAttribute => type == typeof(HttpRequest),
            TimerTriggerAttribute => type == typeof(TimerInfo),
            BlobTriggerAttribute => BlobBinding.CanBind(type),
            _ => throw new FunctionSetupException($"{trigger.GetType().Name} is not known to the local host."),
        };
        if (!bindable) throw new FunctionSetupException($"The local host cannot bind {trigger.GetType().Name} to {type.Name}.");
    }

    [GeneratedRegex("^(?!host$)[a-z][a-z0-9_-]{0,127}$", RegexOptions.IgnoreCase)]
    private static partial Regex ValidName();
}
