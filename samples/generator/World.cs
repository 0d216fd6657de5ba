using CrmServerless.Samples.Chance;
using CrmServerless.Samples.Company;
using CrmServerless.Samples.Output;

namespace CrmServerless.Samples;

/// <summary>What all streams share.</summary>
public sealed class World
{
    private readonly SampleOptions options;

    public World(SampleOptions options, Exports exports)
    {
        this.options = options;
        Exports = exports;
        Scale = new Scale(options.Customers, options.From);
        Story = new Story(options.To);
        Accounts = new AccountFactory(Dice("accounts"));
    }

    public Exports Exports { get; }

    public Scale Scale { get; }

    public Story Story { get; }

    public CustomerBook Customers { get; } = new();

    public AccountFactory Accounts { get; }

    /// <summary>The customers of before that have not ordered yet: they go first, so that they soon stop looking like new ones.</summary>
    public Queue<Account> FirstOrders { get; } = new();

    public DateOnly From => options.From;

    public int CustomersAtStart => options.Customers;

    /// <summary>When the exports are made: what happens from then on isn't known yet.</summary>
    public DateTime Exported => options.To.AddDays(1).ToDateTime(TimeOnly.MinValue);

    /// <summary>The random numbers of a purpose.</summary>
    public Dice Dice(string purpose) => new(options.Seed, purpose);

    /// <summary>The moment, or null if it isn't known yet.</summary>
    public DateTime? Known(DateTime moment) => moment < Exported ? moment : null;
}
