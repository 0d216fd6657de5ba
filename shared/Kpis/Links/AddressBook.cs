using System.Runtime.InteropServices;
using CrmServerless.Kpis.Time;

namespace CrmServerless.Kpis.Links;

/// <summary>
/// E-mail addresses and whose they are: a customer's own for every day, a contact's until it is deleted. An address of two customers
/// links nothing on the days when it is of two (kpis.md section 2, 'Identity').
/// </summary>
internal sealed class AddressBook
{
    /// <summary>The owner of an address that is nobody's.</summary>
    public const int Nobody = -1;

    /// <summary>The owner of an address that is of several.</summary>
    public const int Several = -2;

    private readonly Dictionary<string, int> lasting = new(StringComparer.Ordinal);

    // Only addresses of deleted contacts: few.
    private readonly Dictionary<string, List<Place>> ending = new(StringComparer.Ordinal);

    /// <summary>States that an address is a customer's until a day; <see cref="DaySpan.Never"/> for ever.</summary>
    public void Add(string email, int customer, int until)
    {
        if (Normalize(email) is not { } address)
            return;
        if (until < DaySpan.Never)
        {
            ref var claims = ref CollectionsMarshal.GetValueRefOrAddDefault(ending, address, out _);
            (claims ??= []).Add(new Place(customer, new DaySpan(DaySpan.Ever, until)));
            return;
        }

        ref var owner = ref CollectionsMarshal.GetValueRefOrAddDefault(lasting, address, out var known);
        owner = !known || owner == customer ? customer : Several;
    }

    /// <summary>Adds whose the address is on the days of a run: a customer's, <see cref="Nobody"/>'s where it is unknown, or of <see cref="Several"/>.</summary>
    public void AddPlaces(string? email, DaySpan days, List<Place> places)
    {
        var address = Normalize(email);
        var owner = address is not null && lasting.TryGetValue(address, out var known) ? known : Nobody;
        if (address is null || !ending.TryGetValue(address, out var claims))
        {
            places.Add(new Place(owner, days));
            return;
        }

        int[] ends = [.. claims.Select(claim => claim.Days.To).Append(DaySpan.Never).Where(end => end > days.From).Distinct().Order()];
        foreach (var end in ends)
        {
            var stretch = new DaySpan(days.From, Math.Min(end, days.To));
            days = days with { From = end };
            if (stretch.IsEmpty)
                continue;
            var owners = claims.Where(claim => claim.Days.To > stretch.From).Select(claim => claim.Customer).Append(owner).Where(o => o != Nobody).Distinct().ToList();
            places.Add(new Place(owners.Count switch { 0 => Nobody, 1 => owners[0], _ => Several }, stretch));
        }
    }

    private static string? Normalize(string? email) => string.IsNullOrWhiteSpace(email) ? null : email.Trim().ToLowerInvariant();
}
