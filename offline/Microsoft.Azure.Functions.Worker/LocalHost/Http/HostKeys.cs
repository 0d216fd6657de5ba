using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Http;

/// <summary>
/// The host's access keys, and which level a request has by the key it carries: header x-functions-key, or else query ?code=
/// (<see href="https://learn.microsoft.com/azure/azure-functions/function-keys-how-to">access keys</see>,
/// azure-functions-host, src/WebJobs.Script.WebHost/Security/Authentication/Keys/AuthenticationLevelHandler.cs).
/// </summary>
internal sealed record HostKeys(string Master, IReadOnlyList<string> Functions, IReadOnlyList<string> Systems)
{
    public const string HeaderName = "x-functions-key";
    public const string QueryName = "code";

    /// <summary>The level of the request's key; Anonymous where it has none or a wrong one.</summary>
    public AuthorizationLevel LevelOf(HttpRequest request)
    {
        var key = request.Headers.TryGetValue(HeaderName, out var header) ? header[0] : request.Query[QueryName].FirstOrDefault();
        if (string.IsNullOrEmpty(key)) return AuthorizationLevel.Anonymous;
        if (AreSame(key, Master)) return AuthorizationLevel.Admin;
        if (Functions.Any(own => AreSame(key, own))) return AuthorizationLevel.Function;
        return Systems.Any(own => AreSame(key, own)) ? AuthorizationLevel.System : AuthorizationLevel.Anonymous;
    }

    /// <summary>Whether a request of level <paramref name="actual"/> may call what asks for <paramref name="required"/>; the master key may all.</summary>
    public static bool Allows(AuthorizationLevel required, AuthorizationLevel actual) =>
        required == AuthorizationLevel.Anonymous || actual == AuthorizationLevel.Admin || actual == required;

    /// <summary>No key is ever printed.</summary>
    public override string ToString() => nameof(HostKeys);

    private static bool AreSame(string left, string right) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(left), Encoding.UTF8.GetBytes(right));
}
