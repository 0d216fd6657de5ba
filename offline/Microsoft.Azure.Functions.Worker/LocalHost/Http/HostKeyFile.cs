using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Http;

/// <summary>
/// host.json of the container azure-webjobs-secrets, as the genuine host writes it
/// (azure-functions-host, src/WebJobs.Script.WebHost/Security/KeyManagement/HostSecrets.cs).
/// </summary>
internal sealed record HostKeyFile(
    [property: JsonPropertyName("masterKey")] HostKeyFile.Key MasterKey,
    [property: JsonPropertyName("functionKeys")] IReadOnlyList<HostKeyFile.Key>? FunctionKeys,
    [property: JsonPropertyName("systemKeys")] IReadOnlyList<HostKeyFile.Key>? SystemKeys)
{
    private const int KeyBytes = 40;

    /// <summary>A file with a new master key and a new function key named default.</summary>
    public static HostKeyFile New() => new(Key.New("master"), [Key.New("default")], []);

    /// <exception cref="JsonException">It is no file of keys.</exception>
    public static HostKeyFile Parse(BinaryData json) =>
        json.ToObjectFromJson<HostKeyFile>() is { MasterKey: not null } file ? file : throw new JsonException("The file has no masterKey.");

    public BinaryData ToJson() => BinaryData.FromObjectAsJson(this);

    public HostKeys ToKeys() => new(MasterKey.Value, ValuesOf(FunctionKeys), ValuesOf(SystemKeys));

    private static IReadOnlyList<string> ValuesOf(IReadOnlyList<Key>? keys) => [.. (keys ?? []).Select(key => key.Value)];

    internal sealed record Key(
        [property: JsonPropertyName("name")] string Name,
        [property: JsonPropertyName("value")] string Value,
        [property: JsonPropertyName("encrypted")] bool Encrypted)
    {
        public static Key New(string name) =>
            new(name, Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes)).Replace('+', '-').Replace('/', '_'), false);
    }
}
