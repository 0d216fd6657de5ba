using System.Text.Json;
using System.Text.Json.Serialization;

namespace CrmServerless.Alerts.Storage;

/// <summary>How states and plans are written as json: names of enum members, so that a reader needs no table.</summary>
internal static class AlertJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };
}
