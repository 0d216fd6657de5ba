using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace CrmServerless.Ingestion.Ledger;

/// <summary>
/// The ledger's keys: partition = source, row = hash of the path, `-`, hash of the ETag; so that a source is a partition and the
/// deliveries of one path lie together. Hashes, because a path may be longer than a key and hold what keys may not.
/// </summary>
internal static partial class LedgerKeys
{
    private const int HashedChars = 32;

    /// <summary>The partition of a source: its name, or a hash of one that is no fit key.</summary>
    public static string Partition(string source) => PlainName().IsMatch(source) ? source : $"~{Hash(source)}";

    /// <summary>The row of one version of a blob.</summary>
    public static string Row(string path, string etag) => $"{Hash(path)}-{Hash(etag)}";

    /// <summary>The rows of a path: from the first, inclusive, to the second, exclusive.</summary>
    public static (string From, string To) RowsOf(string path) => ($"{Hash(path)}-", $"{Hash(path)}.");

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..HashedChars];

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._ -]{0,199}$")]
    private static partial Regex PlainName();
}
