using CrmServerless.Benchmarks;

namespace CrmServerless.Alerts.Evaluation;

/// <summary>Tells what a breach means in money, for the KPIs where that is arithmetic and no guess.</summary>
internal sealed class MoneyFinder(NightMetrics metrics)
{
    private const int DealWindow = 90;
    private const long LeastDeals = 10;

    /// <summary>The difference to the benchmark in reporting currency; null where it can't be told, or rests on too few deals.</summary>
    public async Task<MoneyEffect?> FindAsync(Judgement judgement, BenchmarkValue benchmark, CancellationToken cancellationToken)
    {
        if (judgement.Row is not { Value: { } value } row)
            return null;
        var gap = benchmark.ExpectedFor(value) - value;
        var effect = judgement.Rule.Kpi switch
        {
            "revenue" or "revenue_new" or "revenue_existing" or "revenue_attributed" => new MoneyEffect(gap),
            "win_rate_value" when row.Denominator is { } closed => new MoneyEffect(gap / 100 * closed),
            "average_deal_size" when row.Denominator is { } deals => new MoneyEffect(gap * deals, new MoneyParts(deals, "deals", gap)),
            "average_order_value" when row.Denominator is { } sales => new MoneyEffect(gap * sales, new MoneyParts(sales, "sales", gap)),
            "win_rate" when judgement.Rule.Window == DealWindow && row.Denominator is { } closed => await DealsAsync(judgement, gap / 100 * closed, cancellationToken).ConfigureAwait(false),
            "deals_won" => await DealsAsync(judgement, gap, cancellationToken).ConfigureAwait(false),
            _ => null,
        };
        return effect is { Amount: >= 1 } ? effect : null;
    }

    private async Task<MoneyEffect?> DealsAsync(Judgement judgement, double deals, CancellationToken cancellationToken)
    {
        var sizes = await metrics.RowsAsync("average_deal_size", DealWindow, judgement.Segment, [judgement.Day], cancellationToken).ConfigureAwait(false);
        return sizes.GetValueOrDefault(judgement.Day) is { Value: { } each, Sample: >= LeastDeals } ? new MoneyEffect(deals * each, new MoneyParts(deals, "deals not won", each)) : null;
    }
}
