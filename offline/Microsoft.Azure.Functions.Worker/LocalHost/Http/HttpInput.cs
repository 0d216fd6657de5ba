using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker.LocalHost.Invocation;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Http;

/// <summary>
/// What a request gives a function: itself, and as metadata its query values (never the key), above them its route values, and both
/// collections as JSON
/// (azure-webjobs-sdk-extensions, src/WebJobs.Extensions.Http/HttpTriggerAttributeBindingProvider.cs, GetRequestBindingData).
/// </summary>
internal static class HttpInput
{
    public static TriggerInput Of(HttpContext http) =>
        new("This function was called by an HTTP request.", DataOf(http), (_, _) => ValueTask.FromResult<object?>(http.Request), http);

    private static Dictionary<string, object?> DataOf(HttpContext http)
    {
        var query = http.Request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString());
        Dictionary<string, object?> data = new(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in query.Where(pair => !pair.Key.Equals(HostKeys.QueryName, StringComparison.OrdinalIgnoreCase)))
        {
            data[name] = value;
        }

        foreach (var (name, value) in http.Request.RouteValues) data[name] = value;
        data.TryAdd("Query", JsonSerializer.Serialize(query));
        data.TryAdd("Headers", JsonSerializer.Serialize(http.Request.Headers.ToDictionary(pair => pair.Key, pair => pair.Value.ToString())));
        return data;
    }
}
