using CrmServerless.Configuration;
using CrmServerless.Kpis.Board;
using CrmServerless.Kpis.Explaining;
using CrmServerless.Kpis.Gathering;
using CrmServerless.Kpis.Metrics;
using CrmServerless.Kpis.Passes;
using CrmServerless.Kpis.Segments;
using CrmServerless.Kpis.Time;
using CrmServerless.RecordStore;
using CrmServerless.Sources;

namespace CrmServerless.Kpis.Engine;

/// <summary>
/// Computes KPIs from a snapshot of the records. ReadAsync reads the records once; <see cref="Loaded.Compute"/> then gives
/// the rows of any range of days, as often as wanted. Memory holds the customers, leads, one bucket of facts and the sums of one range.
/// </summary>
public sealed class KpiEngine
{
    private readonly BusinessConfiguration business;
    private readonly IReadOnlyList<DerivedDimension> derivedDimensions;
    private readonly IReadOnlyList<Pass> passes;
    private readonly LocalCalendar calendar;

    /// <summary>An engine for a business.</summary>
    /// <param name="business">business.yaml.</param>
    /// <param name="derivedDimensions">The dimensions that mappings derive.</param>
    public KpiEngine(BusinessConfiguration business, IReadOnlyList<DerivedDimension> derivedDimensions)
        : this(business, derivedDimensions, AllPasses.InOrder)
    {
    }

    /// <summary>An engine that measures by these passes.</summary>
    internal KpiEngine(BusinessConfiguration business, IReadOnlyList<DerivedDimension> derivedDimensions, IReadOnlyList<Pass> passes)
    {
        this.business = business;
        this.derivedDimensions = derivedDimensions;
        this.passes = passes;
        calendar = new LocalCalendar(business.TimeZone);
    }

    /// <summary>Reads a snapshot.</summary>
    /// <param name="snapshot">The records.</param>
    /// <param name="since">The manifest sequence that an earlier run had seen; 0, or one that can no longer be compared with: every record counts as changed.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    public Task<Loaded> ReadAsync(IRecordSnapshot snapshot, long since, CancellationToken cancellationToken) => ReadAsync(snapshot, since, KeptValues.All, cancellationToken);

    /// <summary>
    /// Reads a snapshot. Where a dimension turns out to have more values than its cap, or others than before are its largest, all is read once more.
    /// </summary>
    /// <param name="snapshot">The records.</param>
    /// <param name="since">The manifest sequence that an earlier run had seen; 0, or one that can no longer be compared with: every record counts as changed.</param>
    /// <param name="before">What that run kept of dimensions beyond their cap, if it had the same caps.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    public async Task<Loaded> ReadAsync(IRecordSnapshot snapshot, long since, KeptValues before, CancellationToken cancellationToken)
    {
        var comparable = snapshot.CanCompareWith(since) ? since : 0;
        var reader = new FactReader(business, derivedDimensions, calendar, trace: null);
        var loaded = await LoadAsync(reader, snapshot, comparable, before, isDecided: false, cancellationToken);
        var (isWhole, tally) = (!loaded.IsBeyondCap, loaded.Tally);
        if (!isWhole)
        {
            loaded.Dispose();
            tally = await reader.TallyAsync(snapshot, cancellationToken);
        }

        var kept = tally.Decide(business.SegmentCap, before);
        if (!isWhole || !kept.Equals(before))
        {
            loaded.Dispose();
            loaded = await LoadAsync(reader, snapshot, comparable, kept, isDecided: true, cancellationToken);
        }

        loaded.Quality.Capped = [.. tally.Describe(business.SegmentCap)];
        return loaded;
    }

    /// <summary>Reads a snapshot, all of it as changed, with notes for an explanation.</summary>
    internal async Task<Loaded> ReadTracedAsync(IRecordSnapshot snapshot, KeptValues before, Trace trace, CancellationToken cancellationToken)
    {
        var kept = before;
        if (business.Segments.Count > 0)
        {
            using var untraced = await ReadAsync(snapshot, since: 0, before, cancellationToken);
            kept = untraced.Kept;
        }

        return await LoadAsync(new FactReader(business, derivedDimensions, calendar, trace), snapshot, comparable: 0, kept, isDecided: true, cancellationToken);
    }

    private async Task<Loaded> LoadAsync(
        FactReader reader, IRecordSnapshot snapshot, long comparable, KeptValues kept, bool isDecided, CancellationToken cancellationToken)
    {
        var changes = new ChangeScope(calendar);
        var (facts, context) = await reader.ReadAsync(snapshot, comparable, changes, kept, isDecided, cancellationToken);
        return new Loaded(business, passes, facts, context, changes);
    }

    /// <summary>Records that were read and wait to be computed on.</summary>
    public sealed class Loaded : IDisposable
    {
        private readonly BusinessConfiguration business;
        private readonly IReadOnlyList<Pass> passes;
        private readonly GatherContext context;
        private readonly FactSet facts;

        internal Loaded(BusinessConfiguration business, IReadOnlyList<Pass> passes, FactSet facts, GatherContext context, ChangeScope changes)
        {
            this.business = business;
            this.passes = passes;
            this.facts = facts;
            this.context = context;
            Changes = changes;
        }

        /// <summary>What changed since the sequence given to the read.</summary>
        public ChangeScope Changes { get; }

        /// <summary>The values of dimensions beyond their cap that are segments of their own.</summary>
        public KeptValues Kept => facts.Space.Kept;

        /// <summary>What could not be used, or only in part.</summary>
        public DataQuality Quality => facts.Quality;

        internal bool IsBeyondCap => facts.Space.IsBeyondCap;

        internal ValueTally Tally => facts.Tally;

        /// <summary>The first day on which any record speaks; null without records.</summary>
        public DateOnly? DataStart => facts.Presence.Earliest is { } day ? DateOnly.FromDayNumber(day) : null;

        /// <summary>The last day on which any record begins to speak; null without records. A record may speak of the future.</summary>
        public DateOnly? DataEnd => facts.Presence.Latest is { } day ? DateOnly.FromDayNumber(day) : null;

        /// <summary>
        /// The rows of the days from..to (both inclusive), by KPI, window, segment and day. Rows are made as they are read: the memory for
        /// sums grows with the number of days, so long ranges are best asked for in parts.
        /// </summary>
        public IEnumerable<MetricRow> Compute(KpiPlan plan, DateOnly from, DateOnly to)
        {
            var board = new MeasureBoard(from.DayNumber, to.DayNumber, plan.Uses, facts.Space, facts.Rates, facts.Trace);
            var run = new PassRun(facts, board, business, context.PlanOf(Carrier.Lead));
            foreach (var pass in passes)
                pass(run);
            board.Seal();
            var builder = new RowBuilder(plan, board, facts.Presence);
            return from kpi in plan.Kpis from window in plan.Windows[kpi.Id] from row in builder.Rows(kpi, window) select row;
        }

        /// <inheritdoc/>
        public void Dispose() => facts.Dispose();
    }
}
