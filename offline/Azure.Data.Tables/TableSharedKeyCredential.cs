using System.Security.Cryptography;
using System.Text;

namespace Azure.Data.Tables;

/// <summary>An account's name and shared key. .NET API page 'TableSharedKeyCredential Class'.</summary>
public class TableSharedKeyCredential
{
    private byte[] key = [];

    /// <summary>The credential of <paramref name="accountName"/>.</summary>
    /// <param name="accountName">The storage account's name.</param>
    /// <param name="accountKey">Its key in base 64.</param>
    /// <exception cref="ArgumentException">A part is empty.</exception>
    /// <exception cref="FormatException">The key is not base 64.</exception>
    public TableSharedKeyCredential(string accountName, string accountKey)
    {
        ArgumentException.ThrowIfNullOrEmpty(accountName);
        AccountName = accountName;
        SetAccountKey(accountKey);
    }

    /// <summary>The storage account's name.</summary>
    public string AccountName { get; }

    /// <summary>Takes another key, as after a rotation; requests from now on are signed with it.</summary>
    public void SetAccountKey(string accountKey)
    {
        ArgumentException.ThrowIfNullOrEmpty(accountKey);
        Volatile.Write(ref key, Convert.FromBase64String(accountKey));
    }

    /// <summary>Base64(HMAC-SHA256(UTF8(<paramref name="stringToSign"/>))): 'Authorize with Shared Key', section 'Encoding the signature'.</summary>
    internal string Sign(string stringToSign) =>
        Convert.ToBase64String(HMACSHA256.HashData(Volatile.Read(ref key), Encoding.UTF8.GetBytes(stringToSign)));
}
