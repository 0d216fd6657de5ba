using CrmServerless.Configuration;
using CrmServerless.Kpis.Board;
using CrmServerless.Kpis.Gathering;
using CrmServerless.Kpis.Segments;

namespace CrmServerless.Kpis.Passes;

/// <summary>What the passes of one computation share.</summary>
/// <param name="facts">What was read.</param>
/// <param name="board">Takes what they measure.</param>
/// <param name="business">business.yaml.</param>
/// <param name="leadPlan">The segments of leads, which change with the day.</param>
internal sealed class PassRun(FactSet facts, MeasureBoard board, BusinessConfiguration business, SegmentPlan leadPlan)
{
    private LeadPass? leads;

    /// <summary>What was read.</summary>
    public FactSet Facts => facts;

    /// <summary>Takes what is measured.</summary>
    public MeasureBoard Board => board;

    /// <summary>business.yaml.</summary>
    public BusinessConfiguration Business => business;

    /// <summary>Which leads became customers.</summary>
    public LeadOutcomes Outcomes { get; } = new(facts.Leads, business.LeadMaturityDays);

    /// <summary>The pass over leads, which also knows a lead's segments day by day.</summary>
    public LeadPass Leads => leads ??= new LeadPass(facts, board, leadPlan, business.LeadMaturityDays, Outcomes);
}
