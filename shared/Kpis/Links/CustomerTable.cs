using System.Runtime.InteropServices;
using CrmServerless.Kpis.Time;

namespace CrmServerless.Kpis.Links;

/// <summary>
/// All customers by number: those with a record, and those known only because a fact names them. E-mail addresses and contacts link
/// facts to them (kpis.md section 2, 'Identity').
/// </summary>
internal sealed class CustomerTable
{
    private const int Ambiguous = -2;

    private readonly KeyMap keys = new();
    private readonly KeyMap contactKeys = new();
    private readonly List<Customer> customers = [];
    private readonly List<int> contactCustomers = [];
    private readonly Dictionary<string, int> byEmail = new(StringComparer.Ordinal);
    private readonly Dictionary<CustomerValues, CustomerValues> pool = [];

    /// <summary>How many there are.</summary>
    public int Count => customers.Count;

    /// <summary>How many facts an address could not link because several customers have it.</summary>
    public long AmbiguousLinks { get; private set; }

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

    /// <summary>States that a contact belongs to a customer (its number, before merges are resolved).</summary>
    public void AddContact(string source, string id, int customer)
    {
        var number = contactKeys.Intern(source, id, out var isNew);
        if (isNew)
            contactCustomers.Add(customer);
        else
            contactCustomers[number] = customer;
    }

    /// <summary>States that an address belongs to a customer, after merges are resolved: an address of two customers links nothing.</summary>
    public void AddEmail(string? email, int customer)
    {
        if (NormalizeEmail(email) is not { } address)
            return;
        var survivor = this[customer].Survivor;
        ref var owner = ref CollectionsMarshal.GetValueRefOrAddDefault(byEmail, address, out var known);
        owner = !known || owner == survivor ? survivor : Ambiguous;
    }

    /// <summary>
    /// The customer (after merges) that a fact belongs to, or -1: by its customer_id; only where that is empty by its contact's
    /// account, else by its e-mail.
    /// </summary>
    public int Link(string source, string? customerId, string? contactId, string? email)
    {
        if (customerId is not null)
            return this[Intern(source, customerId)].Survivor;
        if (contactId is not null && contactKeys.Find(source, contactId) is >= 0 and var contact && contactCustomers[contact] >= 0)
            return this[contactCustomers[contact]].Survivor;
        if (NormalizeEmail(email) is not { } address || !byEmail.TryGetValue(address, out var owner))
            return -1;
        if (owner != Ambiguous)
            return owner;
        AmbiguousLinks++;
        return -1;
    }

    private static string? NormalizeEmail(string? email) => string.IsNullOrWhiteSpace(email) ? null : email.Trim().ToLowerInvariant();
}
