using Microsoft.Azure.Functions.Worker.LocalHost.Functions;
using Microsoft.Azure.Functions.Worker.LocalHost.Http;
using Microsoft.Azure.Functions.Worker.LocalHost.Settings;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker.LocalHost;

/// <summary>
/// What is printed at start: the functions as Core Tools lists them (azure-functions-core-tools, DisplayFunctionsInfoUtilities.cs), those in
/// error, and last the line 'Listening on {address}'.
/// </summary>
internal static class StartMessage
{
    public static void Write(TextWriter output, FunctionCatalog catalog, HostJson host, IConfiguration settings, string address, string keyBlob)
    {
        output.WriteLine();
        output.WriteLine("Functions:");
        output.WriteLine();
        var served = catalog.Functions.Where(catalog.IsSound).ToLookup(function => settings.Disables(function.Name));
        foreach (var function in served[false])
        {
            output.WriteLine($"\t{function.Name}: {AboutOf(function, host, address)}");
            output.WriteLine();
        }

        foreach (var function in served[true]) output.WriteLine($"Function {function.Name} is disabled.");
        foreach (var (name, message) in catalog.Errors) output.WriteLine($"The '{name}' function is in error: {message}");
        output.WriteLine($"Keys are in {keyBlob}");
        output.WriteLine($"Listening on {address}");
        output.Flush();
    }

    private static string AboutOf(FunctionDescriptor function, HostJson host, string address) => function.Trigger is HttpTriggerAttribute trigger
        ? $"{MethodsOf(trigger)}{address}/{HttpEndpoints.RouteOf(function, trigger, host)}"
        : function.TriggerType;

    private static string MethodsOf(HttpTriggerAttribute trigger) =>
        trigger.Methods is { Length: > 0 } methods ? $"[{string.Join(',', methods).ToUpperInvariant()}] " : string.Empty;
}
