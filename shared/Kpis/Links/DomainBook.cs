using System.Runtime.InteropServices;

namespace CrmServerless.Kpis.Links;

/// <summary>
/// Customers' domains, by which an e-mail address that is nobody's own finds its customer (kpis.md section 2, 'Identity'). A domain of two customers links
/// nothing, nor does one at which anybody may have an address.
/// </summary>
internal sealed class DomainBook
{
    // Mail services open to everyone, by their largest domains. One that is missing here is of two customers sooner or later, and then links nothing either.
    private static readonly HashSet<string> OpenToAll = new(StringComparer.Ordinal)
    {
        "gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com", "msn.com", "yahoo.com", "yahoo.co.uk", "ymail.com", "icloud.com", "me.com", "mac.com", "aol.com",
        "gmx.net", "gmx.de", "gmx.com", "web.de", "t-online.de", "freenet.de", "proton.me", "protonmail.com", "mail.com", "mail.ru", "yandex.ru", "yandex.com", "zoho.com", "qq.com",
        "163.com", "126.com", "naver.com", "orange.fr", "free.fr", "laposte.net", "libero.it", "bluewin.ch", "hotmail.co.uk", "hotmail.fr", "yahoo.fr", "yahoo.de", "fastmail.com",
    };

    private readonly Dictionary<string, int> owners = new(StringComparer.Ordinal);

    /// <summary>States that a domain is a customer's, for every day.</summary>
    /// <param name="domain">`example.com`; a leading `www.` or `@` means nothing.</param>
    /// <param name="customer">The customer's number, after merges.</param>
    public void Add(string domain, int customer)
    {
        if (Normalize(domain) is not { } name || OpenToAll.Contains(name))
            return;
        ref var owner = ref CollectionsMarshal.GetValueRefOrAddDefault(owners, name, out var known);
        owner = !known || owner == customer ? customer : AddressBook.Several;
    }

    /// <summary>Whose domain an address has: a customer's, <see cref="AddressBook.Nobody"/>'s, or that of <see cref="AddressBook.Several"/>.</summary>
    public int OwnerOf(string? email)
    {
        var at = email?.LastIndexOf('@') ?? -1;
        return at >= 0 && Normalize(email![(at + 1)..]) is { } name && owners.TryGetValue(name, out var owner) ? owner : AddressBook.Nobody;
    }

    private static string? Normalize(string domain)
    {
        var name = domain.Trim().TrimStart('@').TrimEnd('.').ToLowerInvariant();
        name = name.StartsWith("www.", StringComparison.Ordinal) ? name[4..] : name;
        return name.Length == 0 ? null : name;
    }
}
