namespace CrmServerless.Kpis.Board;

/// <summary>Exchange rates: reporting units for one unit of a currency, the last on or before a day (kpis.md section 2, 'Money').</summary>
internal sealed class ExchangeRates(string reportingCurrency)
{
    private readonly Dictionary<string, SortedList<int, decimal>> byCurrency = new(StringComparer.Ordinal);
    private readonly string reporting = Normalize(reportingCurrency);

    /// <summary>The currency code as codes compare: trimmed, upper case.</summary>
    public static string Normalize(string? currency) => currency?.Trim().ToUpperInvariant() ?? string.Empty;

    /// <summary>States the rate of a currency from a day on.</summary>
    public void Set(string currency, int day, decimal rate)
    {
        if (!byCurrency.TryGetValue(currency, out var rates))
            byCurrency[currency] = rates = [];
        rates[day] = rate;
    }

    /// <summary>The rate on the day; 1 for the reporting currency and for none; null where no rate is known yet.</summary>
    /// <param name="currency">A normalised code.</param>
    /// <param name="day">The local day.</param>
    public decimal? At(string currency, int day)
    {
        if (currency.Length == 0 || currency == reporting)
            return 1;
        return byCurrency.TryGetValue(currency, out var rates) && LastIndex(rates.Keys, day) is >= 0 and var index ? rates.GetValueAtIndex(index) : null;
    }

    private static int LastIndex(IList<int> days, int day)
    {
        int low = 0, high = days.Count;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (days[middle] <= day)
                low = middle + 1;
            else
                high = middle;
        }

        return low - 1;
    }
}
