using System.Security.Cryptography;

namespace CrmServerless.Azurite;

/// <summary>A storage account that Azurite serves, as its documentation's section 'Custom storage accounts and keys' describes.</summary>
/// <param name="Name">3 to 24 lower-case letters and digits.</param>
/// <param name="Key">The shared key in base 64, of any length.</param>
public sealed record AzuriteAccount(string Name, string Key)
{
    /// <summary>
    /// The account that UseDevelopmentStorage=true means. Name and key are published for every emulator
    /// ('Use the Azurite emulator for local Azure Storage development', section 'Well-known storage account and key'): not a secret.
    /// </summary>
    public static AzuriteAccount Development { get; } = new(
        "devstoreaccount1",
        "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==");

    /// <summary>An account named <paramref name="name"/> with a random 128-bit key.</summary>
    public static AzuriteAccount WithRandomKey(string name) => new(name, Convert.ToBase64String(RandomNumberGenerator.GetBytes(16)));

    /// <summary>Only the name: a key has no place in a log.</summary>
    public override string ToString() => Name;
}
