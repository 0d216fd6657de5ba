using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Storage;

/// <summary>
/// Under which name the host keeps its timers, receipts and keys: the setting AzureFunctionsWebHost__hostid, or locally the machine's name
/// and a hash of the app's folder, at most 32 characters
/// (<see href="https://learn.microsoft.com/azure/azure-functions/functions-app-settings#azurefunctionswebhost__hostid">host id</see>,
/// azure-functions-host, src/WebJobs.Script/Host/ScriptHostIdProvider.cs).
/// </summary>
internal sealed record HostId(string Value)
{
    private const int MachineLength = 20;

    public static HostId Of(IConfiguration settings, string folder) =>
        new(settings["AzureFunctionsWebHost:hostid"] ?? $"{MachineName()}-{HashOf(folder)}");

    public override string ToString() => Value;

    private static string MachineName() =>
        string.Concat(Environment.MachineName.Where(char.IsAsciiLetterOrDigit).Take(MachineLength).DefaultIfEmpty('x')).ToLowerInvariant();

    private static string HashOf(string folder) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFullPath(folder))))[..10];
}
