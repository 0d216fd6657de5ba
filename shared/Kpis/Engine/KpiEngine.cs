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
/// Computes KPIs from a snapshot of the records. <see cref="ReadAsync"/> reads the records once; <see cref="Loaded.Compute"/> then gives
/// the rows of any range of days, as often as wanted. Memory holds the customers, leads, one bucket of facts and the sums of one range.
/// </summary>
public sealed class KpiEngine(BusinessConfiguration business, IReadOnlyList<DerivedDimension> derivedDimensions)
{
    private readonly LocalCalendar calendar = new(business.TimeZone);

    /// <summary>Reads a snapshot.</summary>
    /// <param name="snapshot">The records.</param>
    /// <param name="since">The manifest sequence that an earlier run had seen; 0, or one that can no longer be compared with: every record counts as changed.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    public async Task<Loaded> ReadAsync(IRecordSnapshot snapshot, long since, CancellationToken cancellationToken)
    {
        var comparable = snapshot.CanCompareWith(since) ? since : 0;
        return await ReadTracedAsync(snapshot, comparable, null, cancellationToken);
    }

    /// <summary>Reads a snapshot, all of it as changed, with notes for an explanation.</summary>
    internal async Task<Loaded> ReadTracedAsync(IRecordSnapshot snapshot, long comparable, Trace? trace, CancellationToken cancellationToken)
    {
        var changes = new ChangeScope(calendar);
        var (facts, context) = await new FactReader(business, derivedDimensions, calendar, trace).ReadAsync(snapshot, comparable, changes, cancellationToken);
        return new Loaded(business, facts, context, changes);
    }

    /// <summary>Records that were read and wait to be computed on.</summary>
    public sealed class Loaded : IDisposable
    {
        private readonly BusinessConfiguration business;
        private readonly GatherContext context;
        private readonly FactSet facts;

        internal Loaded(BusinessConfiguration business, FactSet facts, GatherContext context, ChangeScope changes)
        {
            this.business = business;
            this.facts = facts;
            this.context = context;
            Changes = changes;
        }

        /// <summary>What changed since the sequence given to the read.</summary>
        public ChangeScope Changes { get; }

        /// <summary>What could not be used, or only in part.</summary>
        public DataQuality Quality => facts.Quality;

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
            var leads = new LeadOutcomes(facts.Leads, business.LeadMaturityDays);
            new CustomerPass(facts, board, business, leads).Run();
            new DealPass(facts, board).Run();
            var leadPass = new LeadPass(facts, board, context.PlanOf(Carrier.Lead), business.LeadMaturityDays, leads);
            leadPass.Run();
            new PersonPass(facts, board, leadPass, business.UnresponsiveAfter).Run();
            new TicketPass(facts, board).Run();
            new SurveyPass(facts, board).Run();
            new MarketingPass(facts, board).Run();
            TrafficPass.Run(facts, board);
            board.Seal();
            var builder = new RowBuilder(plan, board, facts.Presence);
            return from kpi in plan.Kpis from window in plan.Windows[kpi.Id] from row in builder.Rows(kpi, window) select row;
        }

        /// <inheritdoc/>
        public void Dispose() => facts.Dispose();
    }
}
