using CrmServerless.Kpis.Board;
using CrmServerless.Kpis.Facts;
using CrmServerless.Kpis.Gathering;
using CrmServerless.Kpis.Measures;
using CrmServerless.Kpis.Segments;
using CrmServerless.Kpis.Time;

namespace CrmServerless.Kpis.Passes;

/// <summary>Measures the spend ledger and campaigns' daily counts.</summary>
internal sealed class MarketingPass(FactSet facts, MeasureBoard board)
{
    // No day of spend before this can lie in a window.
    private readonly int firstDay = board.From - LongestWindow(board);

    /// <summary>Measures all of it.</summary>
    public void Run()
    {
        foreach (var spend in facts.Spend)
            Measure(spend);
        foreach (var stats in facts.CampaignStats)
            Measure(stats);
    }

    private void Measure(SpendFact spend)
    {
        board.About = spend.Origin;
        for (var day = Math.Max(spend.First, firstDay); day <= Math.Min(spend.Last, board.To); day++)
        {
            if (facts.Rates.At(spend.Currency, day) is not { } rate)
            {
                facts.Trace?.LeaveOut(spend.Origin, Carrier.Spend, day, $"there is no exchange rate for {spend.Currency} on or before its day");
                continue;
            }

            facts.Trace?.Convert(spend.Origin, spend.Currency, day, rate);
            foreach (var measure in MeasuresOf(spend))
                board.Sum(measure, day, DaySpan.Always, spend.Set, spend.DailyAmount * rate);
        }
    }

    private static IEnumerable<Measure> MeasuresOf(SpendFact spend)
    {
        yield return Known.AllSpend;
        if (spend.Category == SpendCategory.Marketing)
            yield return Known.MarketingSpend;
        if (spend.Category == SpendCategory.Service)
            yield return Known.ServiceSpend;
        if (spend.Category is SpendCategory.Marketing or SpendCategory.Sales)
            yield return Known.AcquisitionSpend;
        if (spend.Category is SpendCategory.Retention or SpendCategory.Service)
            yield return Known.KeepingSpend;
        if (spend.HasCampaign)
            yield return Known.CampaignCost;
        if (spend.HasCampaign || spend.Category == SpendCategory.Crm)
            yield return Known.CrmCost;
    }

    private void Measure(CampaignStatsFact stats)
    {
        board.About = stats.Origin;
        if (stats.Sent is { } sent)
            board.Sum(Known.MessagesSent, stats.Day, DaySpan.Always, stats.Set, sent);
        AddShare(stats, Known.Responses, stats.Responses, Known.DeliveredOfResponses, stats.Delivered);
        AddShare(stats, Known.Opened, stats.Opened, Known.DeliveredOfOpened, stats.Delivered);
        AddShare(stats, Known.Clicked, stats.Clicked, Known.DeliveredOfClicked, stats.Delivered);
        AddShare(stats, Known.Unsubscribed, stats.Unsubscribed, Known.DeliveredOfUnsubscribed, stats.Delivered);
        AddShare(stats, Known.Complained, stats.Complained, Known.DeliveredOfComplained, stats.Delivered);
        AddShare(stats, Known.Bounced, stats.Bounced, Known.SentOfBounced, stats.Sent);
    }

    /// <summary>Both sides of a share, of rows that state both.</summary>
    private void AddShare(CampaignStatsFact stats, Measure part, decimal? partCount, Measure whole, decimal? wholeCount)
    {
        if (partCount is not { } some || wholeCount is not { } all)
            return;
        board.Sum(part, stats.Day, DaySpan.Always, stats.Set, some);
        board.Sum(whole, stats.Day, DaySpan.Always, stats.Set, all);
    }

    private static int LongestWindow(MeasureBoard board) => new[]
    {
        Known.AllSpend, Known.MarketingSpend, Known.ServiceSpend, Known.AcquisitionSpend, Known.KeepingSpend, Known.CampaignCost, Known.CrmCost,
    }.SelectMany(board.UsesOf).Select(use => use.Window + use.Lag).DefaultIfEmpty(0).Max();
}
