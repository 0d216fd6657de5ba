using CrmServerless.Kpis.Board;
using CrmServerless.Kpis.Explaining;
using CrmServerless.Kpis.Facts;
using CrmServerless.Kpis.Links;
using CrmServerless.Kpis.Segments;

namespace CrmServerless.Kpis.Gathering;

/// <summary>
/// What one read of the records left for the passes: who there is, and compact facts shuffled to buckets by whom they belong to.
/// Disposing it deletes what was spilled to disk.
/// </summary>
internal sealed class FactSet : IDisposable
{
    private const long BytesPerKind = 4 << 20;

    /// <summary>Room for facts over that many buckets; with a trace, which notes where they come from.</summary>
    public FactSet(int buckets, SegmentSpace space, ExchangeRates rates, ValueTally tally, Trace? trace)
    {
        Tally = tally;
        Trace = trace;
        Customers = new(trace?.Origins);
        Leads = new(trace?.Origins);
        Buckets = buckets;
        Space = space;
        Rates = rates;
        Presence = new Presence(space);
        Sales = new(buckets, BytesPerKind);
        UnlinkedSales = new(buckets, BytesPerKind);
        Deals = new(buckets, BytesPerKind);
        WonDeals = new(buckets, BytesPerKind);
        LeadPaths = new(buckets, BytesPerKind);
        Touches = new(buckets, BytesPerKind);
        Contacts = new(buckets, BytesPerKind);
        Surveys = new(buckets, BytesPerKind);
        Tickets = new(buckets, BytesPerKind);
    }

    /// <summary>Notes for an explanation; null where none is asked for.</summary>
    public Trace? Trace { get; }

    /// <summary>The record that is being gathered, where that is kept.</summary>
    public int Origin { get; set; }

    /// <summary>How many buckets there are.</summary>
    public int Buckets { get; }

    /// <summary>The segments that turned up.</summary>
    public SegmentSpace Space { get; }

    /// <summary>How many records state the values of dimensions beyond their cap.</summary>
    public ValueTally Tally { get; }

    /// <summary>Exchange rates.</summary>
    public ExchangeRates Rates { get; }

    /// <summary>Since when which carrier has records.</summary>
    public Presence Presence { get; }

    /// <summary>The customers.</summary>
    public CustomerTable Customers { get; }

    /// <summary>The leads.</summary>
    public LeadTable Leads { get; }

    /// <summary>The tickets, for the surveys that name them.</summary>
    public TicketTable TicketTable { get; } = new();

    /// <summary>Currency codes by number.</summary>
    public List<string> Currencies { get; } = [];

    /// <summary>Ids that may have to break a tie.</summary>
    public IdTexts Ids { get; } = new();

    /// <summary>Sales by customer.</summary>
    public FactBuckets<SaleFact> Sales { get; }

    /// <summary>Sales without a customer.</summary>
    public FactBuckets<SaleFact> UnlinkedSales { get; }

    /// <summary>Deals.</summary>
    public FactBuckets<DealFact> Deals { get; }

    /// <summary>Won deals by customer.</summary>
    public FactBuckets<WonDealFact> WonDeals { get; }

    /// <summary>Ways from leads to customers, by customer.</summary>
    public FactBuckets<LeadPathFact> LeadPaths { get; }

    /// <summary>What happened with people, by person.</summary>
    public FactBuckets<TouchFact> Touches { get; }

    /// <summary>Interactions by customer.</summary>
    public FactBuckets<ContactFact> Contacts { get; }

    /// <summary>Survey answers by respondent.</summary>
    public FactBuckets<SurveyFact> Surveys { get; }

    /// <summary>Tickets.</summary>
    public FactBuckets<TicketFact> Tickets { get; }

    /// <summary>The spend ledger.</summary>
    public List<SpendFact> Spend { get; } = [];

    /// <summary>Campaigns' daily counts.</summary>
    public List<CampaignStatsFact> CampaignStats { get; } = [];

    /// <summary>Web traffic.</summary>
    public List<TrafficFact> Traffic { get; } = [];

    /// <summary>Whether customers are active by status: some stored customer has churned (kpis.md section 2, activeBasis auto).</summary>
    public bool AnyChurn { get; set; }

    /// <summary>Counts for the night's data quality.</summary>
    public DataQuality Quality { get; } = new();

    /// <inheritdoc/>
    public void Dispose()
    {
        Sales.Dispose();
        UnlinkedSales.Dispose();
        Deals.Dispose();
        WonDeals.Dispose();
        LeadPaths.Dispose();
        Touches.Dispose();
        Contacts.Dispose();
        Surveys.Dispose();
        Tickets.Dispose();
    }
}
