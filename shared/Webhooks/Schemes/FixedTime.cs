using System.Security.Cryptography;
using System.Text;

namespace CrmServerless.Webhooks.Schemes;

/// <summary>Comparisons whose time tells nothing of the secret, not even its length.</summary>
internal static class FixedTime
{
    /// <summary>True when both texts are the same.</summary>
    public static bool AreEqual(string first, string second)
    {
        Span<byte> firstHash = stackalloc byte[SHA256.HashSizeInBytes];
        Span<byte> secondHash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(first), firstHash);
        SHA256.HashData(Encoding.UTF8.GetBytes(second), secondHash);
        return CryptographicOperations.FixedTimeEquals(firstHash, secondHash);
    }

    /// <summary>True when the text is one of the secrets; all of them are always compared.</summary>
    public static bool IsOneOf(string given, IReadOnlyList<string> secrets)
    {
        var isFound = false;
        foreach (var secret in secrets)
            isFound |= AreEqual(given, secret);
        return isFound;
    }
}
