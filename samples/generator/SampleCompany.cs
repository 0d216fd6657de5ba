using CrmServerless.Samples.Output;
using CrmServerless.Samples.Streams;

namespace CrmServerless.Samples;

/// <summary>
/// The life of a small company that sells to companies, day by day, as its systems would export it at the end of the last day.
/// Memory holds the accounts and the open deals; rows are written as they come.
/// </summary>
public static class SampleCompany
{
    /// <summary>Writes <c>{source}/{entity}.csv</c> and returns the rows of each file.</summary>
    public static IReadOnlyDictionary<string, long> Write(SampleOptions options)
    {
        using var exports = new Exports(options.Out);
        var world = new World(options, exports);
        var catalogue = new CatalogueStream(world);
        var customers = new CustomerStream(world);
        var deals = new DealStream(world);
        IDailyStream[] streams =
        [
            catalogue, customers, new LeadStream(world, deals), deals, new OrderStream(world), new InteractionStream(world),
            new TicketStream(world), new LoyaltyStream(world), new CampaignStream(world), new SpendStream(world), new TrafficStream(world),
        ];
        for (var day = options.From; day <= options.To; day = day.AddDays(1))
        {
            foreach (var stream in streams) stream.Live(day);
        }

        deals.ExportOpen();
        customers.Export();
        return exports.Rows;
    }
}
