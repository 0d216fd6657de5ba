using CrmServerless.Configuration;
using CrmServerless.Kpis.Links;
using CrmServerless.Kpis.Segments;
using CrmServerless.Kpis.Time;
using CrmServerless.Records;
using CrmServerless.RecordStore;

namespace CrmServerless.Kpis.Gathering;

/// <summary>What all gatherers share: configuration, calendar, reference data and the facts gathered so far.</summary>
internal sealed class GatherContext
{
    private readonly IReadOnlyDictionary<Carrier, SegmentPlan> plans;

    /// <summary>A context for one run.</summary>
    public GatherContext(
        BusinessConfiguration business, LocalCalendar calendar, DerivedColumns derived, IReadOnlyDictionary<Carrier, SegmentPlan> plans, FactSet facts)
    {
        Business = business;
        Calendar = calendar;
        Derived = derived;
        Fields = new RecordFields(derived);
        this.plans = plans;
        Facts = facts;
    }

    /// <summary>business.yaml.</summary>
    public BusinessConfiguration Business { get; }

    /// <summary>Local days.</summary>
    public LocalCalendar Calendar { get; }

    /// <summary>Reference tables.</summary>
    public DerivedColumns Derived { get; }

    /// <summary>Reads dimension values.</summary>
    public RecordFields Fields { get; }

    /// <summary>Products.</summary>
    public Products Products { get; } = new();

    /// <summary>Campaigns.</summary>
    public CampaignTable Campaigns { get; } = new();

    /// <summary>What is gathered.</summary>
    public FactSet Facts { get; }

    /// <summary>The segments of a carrier.</summary>
    public SegmentPlan PlanOf(Carrier carrier) => plans[carrier];

    /// <summary>The days D for which a record with deleted_at exists.</summary>
    public DaySpan VisibleUntil(FieldValue deletedAt) => new(DaySpan.Ever, Calendar.DayOf(deletedAt) ?? DaySpan.Never);

    /// <summary>Whom a record belongs to, by its customer_id, contact_id and email.</summary>
    /// <param name="record">The record.</param>
    /// <param name="entity">Its entity, one that has these columns.</param>
    /// <returns>Valid until the next call.</returns>
    public IReadOnlyList<Place> PlacesOf(MergedRecord record, EntitySchema entity) => Facts.Customers.Link(
        record.Key.Source, record[entity["customer_id"]].AsText, record[entity["contact_id"]].AsText, record[entity["email"]].AsText);

    /// <summary>Counts a record as one that found its customer or did not. To be called before the next <see cref="PlacesOf"/>.</summary>
    public void NoteLink(MergedRecord record, bool isLinked) =>
        Facts.Quality.Links.Note(record.Entity.Name, record.Key.Source, record.Key.Id, isLinked, Facts.Customers.IsAmbiguous);

    /// <summary>The dimension values that facts of a customer take from it; blank ones for nobody (-1).</summary>
    public CustomerValues ValuesThrough(int customer) => customer >= 0 ? Facts.Customers[customer].Values : CustomerValues.Blank;

    /// <summary>The values of a carrier's dimensions, each from <paramref name="valueOf"/>.</summary>
    public static string?[] ValuesOf(SegmentPlan plan, Func<string, string?> valueOf)
    {
        var values = new string?[plan.Dimensions.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = valueOf(plan.Dimensions[i]);
        return values;
    }

    /// <summary>
    /// A record's own value of a dimension: the source, one of the carrier's own columns, or a custom column; null when blank.
    /// </summary>
    /// <param name="record">The record.</param>
    /// <param name="dimension">The dimension's name.</param>
    /// <param name="own">The carrier's own columns: dimension to field.</param>
    public string? OwnValue(MergedRecord record, string dimension, IReadOnlyDictionary<string, Field> own)
    {
        if (dimension == CarrierDimensions.Source)
            return record.Key.Source;
        return own.TryGetValue(dimension, out var field) ? Fields.Text(record, field) : Fields.Custom(record, dimension);
    }

    /// <summary>The number of a currency code.</summary>
    public int CurrencyOf(FieldValue currency)
    {
        var code = Board.ExchangeRates.Normalize(currency.AsText);
        var number = Facts.Currencies.IndexOf(code);
        if (number < 0)
        {
            number = Facts.Currencies.Count;
            Facts.Currencies.Add(code);
        }

        return number;
    }

    /// <summary>An amount in reporting currency on its day; null, and counted, without an amount or a rate.</summary>
    public decimal? Convert(FieldValue amount, FieldValue currency, int day) =>
        Convert(amount.AsNumber, Board.ExchangeRates.Normalize(currency.AsText), day);

    /// <inheritdoc cref="Convert(FieldValue, FieldValue, int)"/>
    public decimal? Convert(decimal? amount, string currency, int day)
    {
        if (amount is not { } known)
        {
            Facts.Quality.WithoutAmount++;
            Facts.Trace?.LeaveOutOfSums(Facts.Origin, Carrier.Sale, day, "it has no amount");
            return null;
        }

        if (Facts.Rates.At(currency, day) is { } rate)
        {
            Facts.Trace?.Convert(Facts.Origin, currency, day, rate);
            return known * rate;
        }

        Facts.Quality.WithoutRate++;
        Facts.Trace?.LeaveOutOfSums(Facts.Origin, Carrier.Sale, day, $"there is no exchange rate for {currency} on or before its day");
        return null;
    }
}
