using System.Runtime.InteropServices;
using CrmServerless.Kpis.Explaining;
using CrmServerless.Kpis.Time;
using CrmServerless.Records;

namespace CrmServerless.Kpis.Links;

/// <summary>
/// All customers by number: those with a record, and those known only because a fact names them. E-mail addresses and contacts link
/// facts to them (kpis.md section 2, 'Identity'), until the contact is deleted.
/// </summary>
internal sealed class CustomerTable(Origins? origins = null)
{
    private readonly KeyMap keys = new();
    private readonly KeyMap contactKeys = new();
    private readonly List<Customer> customers = [];
    private readonly List<Place> contacts = [];
    private readonly AddressBook addresses = new();
    private readonly DomainBook domains = new();
    private readonly List<Place> places = [];
    private readonly Dictionary<CustomerValues, CustomerValues> pool = [];

    /// <summary>How many there are.</summary>
    public int Count => customers.Count;

    /// <summary>Whether the last call of <see cref="Link"/> met an address, or its domain, of several customers.</summary>
    public bool IsAmbiguous { get; private set; }

    /// <summary>The customer with that number.</summary>
    public ref Customer this[int number] => ref CollectionsMarshal.AsSpan(customers)[number];

    /// <summary>The number of the customer with that key; one without a record where none is known.</summary>
    public int Intern(string source, string id)
    {
        var number = keys.Intern(source, id, out var isNew);
        if (isNew)
        {
            customers.Add(new Customer
            {
                Survivor = number,
                Origin = origins?.Add(Entities.Customers, new RecordKey(source, id)) ?? 0,
                Source = source,
                CreatedDay = DaySpan.Never,
                ChurnedDay = DaySpan.Never,
                GoneDay = DaySpan.Never,
                IsCustomerType = true,
                Set = -1,
                Values = CustomerValues.Blank,
            });
        }

        return number;
    }

    /// <summary>One shared instance per distinct combination of values.</summary>
    public CustomerValues Pool(CustomerValues values)
    {
        ref var pooled = ref CollectionsMarshal.GetValueRefOrAddDefault(pool, values, out var known);
        return known ? pooled! : pooled = values;
    }

    /// <summary>Lets every merged record point at the end of its chain; a circle of merges leaves its records as they are.</summary>
    public void ResolveMerges()
    {
        for (var number = 0; number < customers.Count; number++)
        {
            var end = number;
            for (var steps = 0; this[end].Survivor != end && steps <= customers.Count; steps++)
                end = this[end].Survivor;
            this[number].Survivor = this[end].Survivor == end ? end : number;
        }
    }

    /// <summary>States that a contact belongs to a customer (its number, before merges are resolved) on the days D for which the contact exists.</summary>
    public void AddContact(string source, string id, int customer, DaySpan days)
    {
        var number = contactKeys.Intern(source, id, out var isNew);
        if (isNew)
            contacts.Add(new Place(customer, days));
        else
            contacts[number] = new Place(customer, days);
    }

    /// <summary>States that an address belongs to a customer on some days, after merges are resolved.</summary>
    public void AddEmail(string email, int customer, DaySpan days) => addresses.Add(email, this[customer].Survivor, days.To);

    /// <summary>States that a domain is a customer's, after merges are resolved.</summary>
    public void AddDomain(string domain, int customer) => domains.Add(domain, this[customer].Survivor);

    /// <summary>
    /// Whom a fact belongs to, day by day: by its customer_id; only where that is empty by its contact's account, else by its e-mail, else by its e-mail's
    /// domain, else (customer -1) to nobody. The runs of days are disjoint and cover all days.
    /// </summary>
    /// <returns>Valid until the next call.</returns>
    public IReadOnlyList<Place> Link(string source, string? customerId, string? contactId, string? email)
    {
        places.Clear();
        IsAmbiguous = false;
        if (customerId is not null)
            places.Add(new Place(this[Intern(source, customerId)].Survivor, DaySpan.Always));
        else
            AddByEmail(email, AddByContact(source, contactId));
        return places;
    }

    /// <summary>Returns the days on which no contact links.</summary>
    private DaySpan AddByContact(string source, string? contactId)
    {
        if (contactId is null || contactKeys.Find(source, contactId) is not (>= 0 and var number))
            return DaySpan.Always;
        var contact = contacts[number];
        if (!contact.Days.IsEmpty)
            places.Add(contact with { Customer = this[contact.Customer].Survivor });
        return new DaySpan(contact.Days.To, DaySpan.Never);
    }

    /// <summary>An address of several links nothing, neither does its domain then: ambiguous stays unlinked.</summary>
    private void AddByEmail(string? email, DaySpan days)
    {
        if (days.IsEmpty)
            return;
        var first = places.Count;
        addresses.AddPlaces(email, days, places);
        for (var i = first; i < places.Count; i++)
        {
            var owner = places[i].Customer == AddressBook.Nobody ? domains.OwnerOf(email) : places[i].Customer;
            IsAmbiguous |= owner == AddressBook.Several;
            places[i] = places[i] with { Customer = Math.Max(owner, AddressBook.Nobody) };
        }
    }
}
