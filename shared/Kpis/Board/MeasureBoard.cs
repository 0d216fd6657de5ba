using System.Numerics;
using CrmServerless.Kpis.Explaining;
using CrmServerless.Kpis.Measures;
using CrmServerless.Kpis.Segments;
using CrmServerless.Kpis.Time;

namespace CrmServerless.Kpis.Board;

/// <summary>
/// Where the passes put what they measure and the formulas read it: for each use of a measure (measure, window, lag) the sums by
/// segment and day of one range of days. Only uses that some KPI reads are kept.
/// </summary>
internal sealed class MeasureBoard
{
    /// <summary>
    /// Amounts keep this many decimals. A share of a third would fill all 28 digits of a decimal, and then what is added to a sum and
    /// later taken from it leaves a rest; so many decimals leave room for sums up to 10^14 that are exact.
    /// </summary>
    private const int Decimals = 14;

    private static readonly List<Slot> None = [];

    private readonly Dictionary<MeasureUse, object> stores = [];
    private readonly Dictionary<Measure, List<Slot>> slotsOf = [];
    private readonly ExchangeRates rates;
    private readonly Trace? trace;

    /// <summary>A board for the days from..to (both inclusive) and these uses; with a trace it notes what it is fed.</summary>
    public MeasureBoard(int from, int to, IEnumerable<MeasureUse> uses, SegmentSpace space, ExchangeRates rates, Trace? trace = null)
    {
        this.rates = rates;
        this.trace = trace;
        From = from;
        To = to;
        Space = space;
        foreach (var use in uses.Distinct())
        {
            object store = use.Measure.Kind switch
            {
                MeasureKind.Count => new DaySums<long>(from, to),
                MeasureKind.Sum => new DaySums<decimal>(from, to),
                MeasureKind.Stock => new CurrencyStock(from, to, rates, counts: false),
                MeasureKind.StockCount => new CurrencyStock(from, to, rates, counts: true),
                _ => new DayValues(from, to),
            };
            stores[use] = store;
            if (!slotsOf.TryGetValue(use.Measure, out var slots))
                slotsOf[use.Measure] = slots = [];
            slots.Add(new Slot(use, store));
        }
    }

    /// <summary>The first day.</summary>
    public int From { get; }

    /// <summary>The last day.</summary>
    public int To { get; }

    /// <summary>The segments.</summary>
    public SegmentSpace Space { get; }

    /// <summary>The record that what is fed next comes from (<see cref="Origins"/>).</summary>
    public int About { get; set; }

    /// <summary>The uses of a measure; none when no KPI reads it.</summary>
    public IEnumerable<MeasureUse> UsesOf(Measure measure) => slotsOf.TryGetValue(measure, out var slots) ? slots.Select(s => s.Use) : [];

    /// <summary>Counts something that happened on a day, in every window that holds it, on the days it is visible.</summary>
    public void Count(Measure measure, int day, DaySpan visible, int set, long number = 1) => Add(measure, day, visible, set, number);

    /// <summary>Adds an amount of a day to every window that holds it, on the days it is visible.</summary>
    public void Sum(Measure measure, int day, DaySpan visible, int set, decimal amount) => Add(measure, day, visible, set, decimal.Round(amount, Decimals));

    /// <summary>Adds a value of a day to every window that holds it, on the days it is visible.</summary>
    public void Value(Measure measure, int day, DaySpan visible, int set, double value)
    {
        foreach (var slot in SlotsOf(measure))
        {
            var days = slot.WindowHolding(day).And(visible);
            ((DayValues)slot.Store).Add(set, days, value);
            Note(slot.Use, day, days, set, value);
        }
    }

    /// <summary>Counts one thing for one use on a run of days that the caller worked out.</summary>
    public void Count(MeasureUse use, DaySpan days, int set)
    {
        ((DaySums<long>)stores[use]).Add(Space.SegmentsOf(set), days, 1);
        Note(use, null, days, set, 1);
    }

    /// <summary>Counts one thing for one use on runs of days that the caller worked out.</summary>
    public void Count(MeasureUse use, List<DaySpan> days, int set)
    {
        foreach (var span in days)
            Count(use, span, set);
    }

    /// <summary>Counts one thing over windows of a length, on a run of days that the caller worked out.</summary>
    public void CountOver(Measure measure, int window, DaySpan days, int set)
    {
        foreach (var slot in SlotsOf(measure))
        {
            if (slot.Use.Window != window)
                continue;
            ((DaySums<long>)slot.Store).Add(Space.SegmentsOf(set), days, 1);
            Note(slot.Use, null, days, set, 1);
        }
    }

    /// <summary>Adds an amount over windows of a length, on a run of days that the caller worked out.</summary>
    public void SumOver(Measure measure, int window, DaySpan days, int set, decimal amount)
    {
        foreach (var slot in SlotsOf(measure))
        {
            if (slot.Use.Window != window)
                continue;
            ((DaySums<decimal>)slot.Store).Add(Space.SegmentsOf(set), days, decimal.Round(amount, Decimals));
            Note(slot.Use, null, days, set, amount);
        }
    }

    /// <summary>Adds an amount to a state measure on a run of days.</summary>
    public void StateSum(Measure measure, DaySpan days, int set, decimal amount)
    {
        foreach (var slot in SlotsOf(measure))
        {
            ((DaySums<decimal>)slot.Store).Add(Space.SegmentsOf(set), days, decimal.Round(amount, Decimals));
            Note(slot.Use, null, days, set, amount);
        }
    }

    /// <summary>Adds a value to a state measure on a run of days.</summary>
    public void StateValue(Measure measure, DaySpan days, int set, double value)
    {
        foreach (var slot in SlotsOf(measure))
        {
            ((DayValues)slot.Store).Add(set, days, value);
            Note(slot.Use, null, days, set, value);
        }
    }

    /// <summary>Adds an amount in its own currency (or the number 1) to a state measure on a run of days.</summary>
    public void Stock(Measure measure, string currency, DaySpan days, int set, decimal amount)
    {
        foreach (var slot in SlotsOf(measure))
        {
            ((CurrencyStock)slot.Store).Add(currency, Space.SegmentsOf(set), days, amount);
            NoteStock(slot.Use, currency, days, set, amount);
        }
    }

    /// <summary>Counts one thing of a state measure on a run of days.</summary>
    public void State(Measure measure, DaySpan days, int set)
    {
        foreach (var slot in SlotsOf(measure))
        {
            ((DaySums<long>)slot.Store).Add(Space.SegmentsOf(set), days, 1);
            Note(slot.Use, null, days, set, 1);
        }
    }

    /// <summary>Ends the adding: from here on the board is read.</summary>
    public void Seal()
    {
        foreach (var store in stores.Values)
        {
            (store as DaySums<long>)?.Seal();
            (store as DaySums<decimal>)?.Seal();
            (store as CurrencyStock)?.Seal();
        }
    }

    /// <summary>The number that a use has for the segment on the day.</summary>
    public decimal Read(MeasureUse use, int segment, int day) => stores[use] switch
    {
        DaySums<long> counts => counts.At(segment, day),
        DaySums<decimal> sums => sums.At(segment, day),
        CurrencyStock stock => stock.At(segment, day),
        _ => throw new InvalidOperationException($"{use.Measure} holds single values: read its median"),
    };

    /// <summary>The median that a use has for the segment on the day, and the number of values.</summary>
    public (double? Median, int Count) ReadMedian(MeasureUse use, int segment, int day) => ((DayValues)stores[use]).At(segment, day, Space);

    private void Add<T>(Measure measure, int day, DaySpan visible, int set, T amount)
        where T : struct, INumber<T>
    {
        foreach (var slot in SlotsOf(measure))
        {
            var days = slot.WindowHolding(day).And(visible);
            ((DaySums<T>)slot.Store).Add(Space.SegmentsOf(set), days, amount);
            Note(slot.Use, day, days, set, amount);
        }
    }

    private void Note<T>(MeasureUse use, int? happened, DaySpan days, int set, T amount)
        where T : struct, INumber<T> => trace?.See(use, About, happened, days, Space.SegmentsOf(set), decimal.CreateChecked(amount));

    /// <summary>What is held in a currency is worth what the range's last day says.</summary>
    private void NoteStock(MeasureUse use, string currency, DaySpan days, int set, decimal amount)
    {
        if (trace is null)
            return;
        if (rates.At(currency, To) is not { } rate)
        {
            trace.LeaveOutOfSums(About, Carrier.Deal, null, $"there is no exchange rate for {currency} on the day");
            return;
        }

        trace.Convert(About, currency, To, rate);
        Note(use, null, days, set, use.Measure.Kind == MeasureKind.Stock ? amount * rate : amount);
    }

    private List<Slot> SlotsOf(Measure measure) => slotsOf.TryGetValue(measure, out var slots) ? slots : None;

    private sealed record Slot(MeasureUse Use, object Store)
    {
        public DaySpan WindowHolding(int day) => DaySpan.WindowHolding(day, Use.Window, Use.Lag);
    }
}
