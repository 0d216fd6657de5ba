using CrmServerless.Configuration;
using CrmServerless.Kpis.Board;
using CrmServerless.Kpis.Facts;
using CrmServerless.Kpis.Gathering;
using CrmServerless.Kpis.Links;
using CrmServerless.Kpis.Measures;
using CrmServerless.Kpis.Segments;
using CrmServerless.Kpis.Time;

namespace CrmServerless.Kpis.Passes;

/// <summary>
/// Walks the customers, one bucket in memory at a time, and measures what needs a customer's whole history: new and existing sales,
/// activity, cohorts, products bought before, renewals, and which leads became customers.
/// </summary>
internal sealed class CustomerPass(FactSet facts, MeasureBoard board, BusinessConfiguration business, LeadOutcomes leads)
{
    private readonly bool byStatus = business.ActiveBasis == ActiveBasis.Status || (business.ActiveBasis == ActiveBasis.Auto && facts.AnyChurn);
    private readonly CohortMeasures cohorts = new(board);
    private readonly BuyerMeasures buyers = new(board);
    private readonly ContactMeasures contactMeasures = new(board, business.DormantDays);

    /// <summary>Measures all customers, and the sales that have none.</summary>
    public void Run()
    {
        for (var bucket = 0; bucket < facts.Buckets; bucket++)
        {
            foreach (ref readonly var sale in facts.UnlinkedSales.Read(bucket).AsSpan())
            {
                SalePass.Measure(board, sale);
                SalePass.Measure(board, sale, isExisting: false, DaySpan.Always);
            }

            RunBucket(bucket);
        }
    }

    private void RunBucket(int bucket)
    {
        var sales = new FactCursor<SaleFact>(facts.Sales.Read(bucket));
        var deals = new FactCursor<WonDealFact>(facts.WonDeals.Read(bucket));
        var paths = new FactCursor<LeadPathFact>(facts.LeadPaths.Read(bucket));
        var contacts = new FactCursor<ContactFact>(facts.Contacts.Read(bucket));
        for (var customer = bucket; customer < facts.Customers.Count; customer += facts.Buckets)
        {
            Measure(ref facts.Customers[customer], sales.Take(customer), paths.Take(customer), contacts.Take(customer));
            RenewalPass.Measure(board, facts.Ids, deals.Take(customer));
        }
    }

    private void Measure(ref Customer customer, ReadOnlySpan<SaleFact> sales, ReadOnlySpan<LeadPathFact> paths, ReadOnlySpan<ContactFact> contacts)
    {
        foreach (ref readonly var sale in sales)
            SalePass.Measure(board, sale);
        foreach (var days in CustomerHistory.Epochs(sales, contacts))
            Measure(ref customer, new CustomerHistory(days, CustomerHistory.SeenOnAll(days, sales)), paths, CustomerHistory.SeenOnAll(days, contacts));
    }

    private void Measure(ref Customer customer, CustomerHistory history, ReadOnlySpan<LeadPathFact> paths, List<ContactFact> contacts)
    {
        var live = history.SeenOn.And(new DaySpan(DaySpan.Ever, customer.GoneDay));
        See(customer, history, live);
        foreach (ref readonly var sale in history.Sales)
            SalePass.Measure(board, sale, isExisting: sale.At.Day > history.FirstDay, history.SeenOn);
        board.About = customer.Origin;
        if (history.First is { } first)
        {
            board.Count(Known.NewCustomers, first.Day, live, customer.Set);
            leads.Bought(first, history.SeenOn, paths);
        }

        var active = ActiveDays(customer, history);
        foreach (var span in active)
            board.State(Known.ActiveCustomers, span.And(live), customer.Set);
        cohorts.Measure(customer.Set, live, active, history.Sales);
        buyers.Measure(customer.Set, history.SeenOn, history.Sales);
        contactMeasures.Measure(customer.Set, live, new DaySpan(history.FirstDay, customer.ChurnedDay), active, history.Sales, contacts);
    }

    /// <summary>A deleted customer's sales still bring its values into being: they keep them.</summary>
    private void See(in Customer customer, CustomerHistory history, DaySpan live)
    {
        facts.Presence.See(Carrier.Customer, customer.Set, Math.Min(customer.CreatedDay, history.FirstDay), live);
        var bought = Math.Max(history.FirstDay, history.SeenOn.From);
        if (bought < history.SeenOn.To)
            facts.Presence.SeeValues(Carrier.Customer, customer.Set, bought);
    }

    /// <summary>The days on which it is a customer, not churned, and (by activity) has a sale in the activity window.</summary>
    private List<DaySpan> ActiveDays(in Customer customer, CustomerHistory history)
    {
        var start = customer.IsCustomerType ? Math.Min(customer.CreatedDay, history.FirstDay) : history.FirstDay;
        var stays = new DaySpan(start, customer.ChurnedDay);
        var active = new List<DaySpan>();
        if (byStatus)
        {
            active.Add(stays);
        }
        else
        {
            foreach (ref readonly var sale in history.Sales)
                active.Add(DaySpan.WindowHolding(sale.At.Day, business.ActivityDays, lag: 0).And(stays));
        }

        DaySpans.Normalize(active);
        return active;
    }
}
