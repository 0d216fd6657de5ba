using NodaTime;

namespace CrmServerless.Configuration;

/// <summary>Which records are sales (kpis.md section 2).</summary>
public enum SalesBasis
{
    /// <summary>Paid orders, and won deals that no order names.</summary>
    Both,

    /// <summary>Won deals only; orders are ignored.</summary>
    Deals,

    /// <summary>Paid orders only.</summary>
    Orders,
}

/// <summary>What makes a customer active (kpis.md section 2).</summary>
public enum ActiveBasis
{
    /// <summary>Status when any stored customer has churned_at or status churned, else activity.</summary>
    Auto,

    /// <summary>Not churned, with a sale in the activity window.</summary>
    Activity,

    /// <summary>Not churned.</summary>
    Status,
}

/// <summary>A local span of opening hours.</summary>
/// <param name="From">Inclusive.</param>
/// <param name="To">Exclusive; later than <paramref name="From"/>; midnight as an end is 24:00.</param>
public sealed record OpeningHours(TimeOnly From, TimeOnly To);

/// <summary>business.yaml: how the business counts. Every member has a default that works.</summary>
public sealed record BusinessConfiguration
{
    /// <summary>The IANA zone that days are local to; default UTC.</summary>
    public DateTimeZone TimeZone { get; init; } = DateTimeZone.Utc;

    /// <summary>ISO 4217 code that money is reported in; default EUR.</summary>
    public string ReportingCurrency { get; init; } = "EUR";

    /// <summary>Which records are sales; default both.</summary>
    public SalesBasis Sales { get; init; } = SalesBasis.Both;

    /// <summary>What makes a customer active; default auto.</summary>
    public ActiveBasis ActiveBasis { get; init; } = ActiveBasis.Auto;

    /// <summary>A of kpis.md: a customer with a sale in this many days is active; default 365.</summary>
    public int ActivityDays { get; init; } = 365;

    /// <summary>N of kpis.md: silent for this many days is dormant; default 90.</summary>
    public int DormantDays { get; init; } = 90;

    /// <summary>m of kpis.md: how long a lead may take to convert; days, default 30.</summary>
    public int LeadMaturityDays { get; init; } = 30;

    /// <summary>The longest lifespan that clv assumes; years, default 5.</summary>
    public double LifespanCapYears { get; init; } = 5;

    /// <summary>The share of a sale that is margin, 0..1; default 1.</summary>
    public decimal Margin { get; init; } = 1;

    /// <summary>Attempts without a response that make a prospect unresponsive; default 5.</summary>
    public int UnresponsiveAfter { get; init; } = 5;

    /// <summary>Whether a record that names no customer finds it by the domain of its e-mail address (customers.domain) where nothing else links it; default no.</summary>
    public bool LinkByDomain { get; init; }

    /// <summary>Opening hours by ISO weekday (1 Monday .. 7 Sunday); empty: response times run around the clock.</summary>
    public IReadOnlyDictionary<int, IReadOnlyList<OpeningHours>> BusinessHours { get; init; } = new Dictionary<int, IReadOnlyList<OpeningHours>>();

    /// <summary>Local days that are no business days.</summary>
    public IReadOnlyList<DateOnly> Holidays { get; init; } = [];

    /// <summary>The segments to compute besides `all`: each a list of one or more dimension names in the order of the segment's text. Default: region, product, owner, channel, tier, industry.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Segments { get; init; } = [["region"], ["product"], ["owner"], ["channel"], ["tier"], ["industry"]];

    /// <summary>How many values of a dimension are segments of their own; default 200.</summary>
    public SegmentCap SegmentCap { get; init; } = SegmentCap.Default;

    /// <summary>The local time after which yesterday is computed; default 03:30.</summary>
    public TimeOnly RunTime { get; init; } = new(3, 30);
}
