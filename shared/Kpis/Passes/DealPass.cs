using CrmServerless.Kpis.Board;
using CrmServerless.Kpis.Facts;
using CrmServerless.Kpis.Gathering;
using CrmServerless.Kpis.Measures;
using CrmServerless.Kpis.Segments;
using CrmServerless.Kpis.Time;

namespace CrmServerless.Kpis.Passes;

/// <summary>Measures deals: open, won and lost.</summary>
internal sealed class DealPass(FactSet facts, MeasureBoard board)
{
    /// <summary>Measures all deals.</summary>
    public void Run()
    {
        for (var bucket = 0; bucket < facts.Buckets; bucket++)
        {
            foreach (ref readonly var deal in facts.Deals.Read(bucket).AsSpan())
                Measure(deal);
        }
    }

    private void Measure(in DealFact deal)
    {
        board.About = deal.Origin;
        MeasureOpen(deal);
        if (deal.Status == DealStatus.Open)
            return;
        var won = deal.Status == DealStatus.Won;
        board.Count(won ? Known.DealsWon : Known.DealsLost, deal.Closed.Day, deal.Visible, deal.Set);
        var currency = facts.Currencies[deal.Currency];
        if (!deal.HasAmount)
        {
            facts.Trace?.LeaveOutOfSums(deal.Origin, Carrier.Deal, deal.Closed.Day, "it has no amount");
        }
        else if (facts.Rates.At(currency, deal.Closed.Day) is not { } rate)
        {
            facts.Trace?.LeaveOutOfSums(deal.Origin, Carrier.Deal, deal.Closed.Day, $"there is no exchange rate for {currency} on or before its day");
        }
        else
        {
            facts.Trace?.Convert(deal.Origin, currency, deal.Closed.Day, rate);
            board.Count(won ? Known.DealsWonWithAmount : Known.DealsLostWithAmount, deal.Closed.Day, deal.Visible, deal.Set);
            board.Sum(won ? Known.AmountWon : Known.AmountLost, deal.Closed.Day, deal.Visible, deal.Set, deal.Amount * rate);
        }

        if (!won)
            return;
        board.Value(Known.SalesCycle, deal.Closed.Day, deal.Visible, deal.Set, deal.Closed.DaysSince(deal.Created));
        if (deal.IsRenewal)
            board.Count(Known.RenewalsWon, deal.Closed.Day, deal.Visible, deal.Set);
    }

    private void MeasureOpen(in DealFact deal)
    {
        var open = new DaySpan(deal.Created.Day, deal.Status == DealStatus.Open ? DaySpan.Never : deal.Closed.Day).And(deal.Visible);
        board.State(Known.OpenDeals, open, deal.Set);
        if (!deal.HasAmount)
            return;
        var currency = facts.Currencies[deal.Currency];
        board.Stock(Known.OpenDealsWithAmount, currency, open, deal.Set, 1);
        board.Stock(Known.OpenAmount, currency, open, deal.Set, deal.Amount);
    }
}
