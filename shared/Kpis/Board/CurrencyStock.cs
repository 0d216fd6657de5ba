using CrmServerless.Kpis.Time;

namespace CrmServerless.Kpis.Board;

/// <summary>
/// Amounts held over runs of days in their own currencies, read in reporting currency at each day's rate: what an open deal is worth
/// changes with the rate.
/// </summary>
/// <param name="from">The first day.</param>
/// <param name="to">The last day, inclusive.</param>
/// <param name="rates">The exchange rates.</param>
/// <param name="counts">True: what was added is counted where its currency has a rate on the day, not converted.</param>
internal sealed class CurrencyStock(int from, int to, ExchangeRates rates, bool counts)
{
    private readonly Dictionary<string, DaySums<decimal>> byCurrency = new(StringComparer.Ordinal);

    /// <summary>Adds an amount in a currency (empty: reporting currency) to the segments on the days of the run.</summary>
    public void Add(string currency, ReadOnlySpan<int> segments, DaySpan days, decimal amount)
    {
        if (!byCurrency.TryGetValue(currency, out var sums))
            byCurrency[currency] = sums = new DaySums<decimal>(from, to);
        sums.Add(segments, days, amount);
    }

    /// <summary>Ends the adding.</summary>
    public void Seal()
    {
        foreach (var sums in byCurrency.Values)
            sums.Seal();
    }

    /// <summary>What the segment holds on the day; what has no rate on the day adds nothing.</summary>
    public decimal At(int segment, int day)
    {
        var value = 0m;
        foreach (var (currency, sums) in byCurrency)
        {
            if (rates.At(currency, day) is { } rate)
                value += sums.At(segment, day) * (counts ? 1 : rate);
        }

        return value;
    }
}
